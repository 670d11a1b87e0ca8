//! A user's own word on which field is which, such as `headline=title,published=meta.date`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A field of an article that a file may state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordField {
    /// The id that the record has for itself.
    Id,
    /// The headline.
    Headline,
    /// The standfirst or summary.
    Lead,
    /// The text.
    Body,
    /// The publication.
    Source,
    /// The authors.
    Byline,
    /// The section or desk.
    Section,
    /// The place of the dateline.
    Place,
    /// Keywords, tags and subjects.
    Topics,
    /// The date of publication.
    Published,
    /// The language.
    Language,
    /// The address on the web.
    Url,
}

impl RecordField {
    /// Every field, in the order in which people read them.
    pub const ALL: [Self; 12] = [
        Self::Headline,
        Self::Lead,
        Self::Body,
        Self::Source,
        Self::Byline,
        Self::Section,
        Self::Place,
        Self::Topics,
        Self::Published,
        Self::Language,
        Self::Url,
        Self::Id,
    ];

    /// Returns the name by which a field map calls the field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Headline => "headline",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Source => "source",
            Self::Byline => "byline",
            Self::Section => "section",
            Self::Place => "place",
            Self::Topics => "topics",
            Self::Published => "published",
            Self::Language => "language",
            Self::Url => "url",
        }
    }
}

/// Which field of a record holds which field of the article, where the record's own names do not tell.
///
/// It counts for formats whose fields have names: JSON, JSON lines, the front matter of Markdown.
///
/// ```
/// use dateline::corpus::FieldMap;
/// let map: FieldMap = "headline=title,published=meta.date".parse()?;
/// assert_eq!(map.to_string(), "headline=title,published=meta.date");
/// assert!("heading=title".parse::<FieldMap>().is_err());
/// # Ok::<(), dateline::corpus::FieldMapError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FieldMap(Vec<(RecordField, String)>);

impl FieldMap {
    /// Returns the names given for a field, in the order given; a dot leads into an object.
    pub fn names(&self, field: RecordField) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(target, _)| *target == field).map(|(_, name)| name.as_str())
    }
}

/// The text is not a field map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldMapError {
    /// A part without an equals sign, or with nothing on one side of it.
    #[error(
        "{0:?} does not map a field; write the article's field, an equals sign and the record's, as in headline=title"
    )]
    NotAPair(String),
    /// A target that articles do not have.
    #[error("articles have no field {0:?}; they have {known}", known = RecordField::ALL.map(RecordField::name).join(", "))]
    UnknownField(String),
}

impl FromStr for FieldMap {
    type Err = FieldMapError;

    fn from_str(text: &str) -> Result<Self, FieldMapError> {
        let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
        pairs.map(parse_pair).collect::<Result<_, _>>().map(Self)
    }
}

fn parse_pair(pair: &str) -> Result<(RecordField, String), FieldMapError> {
    let not_a_pair = || FieldMapError::NotAPair(pair.to_owned());
    let (target, name) = pair.split_once('=').ok_or_else(not_a_pair)?;
    let (target, name) = (target.trim(), name.trim());
    if target.is_empty() || name.is_empty() {
        return Err(not_a_pair());
    }
    let field = RecordField::ALL.into_iter().find(|field| field.name() == target);
    let field = field.ok_or_else(|| FieldMapError::UnknownField(target.to_owned()))?;
    Ok((field, name.to_owned()))
}

impl fmt::Display for FieldMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (field, name)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{}={name}", field.name())?;
        }
        Ok(())
    }
}

impl From<FieldMap> for String {
    fn from(map: FieldMap) -> Self {
        map.to_string()
    }
}

impl TryFrom<String> for FieldMap {
    type Error = FieldMapError;

    fn try_from(text: String) -> Result<Self, FieldMapError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_named() {
        let unknown = "title=headline".parse::<FieldMap>().expect_err("no such field");
        assert!(unknown.to_string().starts_with(r#"articles have no field "title"; they have headline, lead"#));
        let lonely = "headline".parse::<FieldMap>().expect_err("no pair");
        assert!(lonely.to_string().contains("headline=title"));
    }

    #[test]
    fn a_field_may_have_several_names_and_the_map_may_be_empty() {
        let map: FieldMap = " lead = dek , lead=sub.title ".parse().expect("a map");
        assert_eq!(map.names(RecordField::Lead).collect::<Vec<_>>(), ["dek", "sub.title"]);
        assert_eq!("".parse(), Ok(FieldMap::default()));
    }
}

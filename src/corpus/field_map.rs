//! Field mappings given by the user, such as `headline=title,published=meta.date`.
//!
//! They are tried before the built-in names in `fields/aliases.rs`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A field of an article that can be read from a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RecordField {
    /// The id of the record in its source.
    Id,
    /// The headline.
    Headline,
    /// The standfirst or summary.
    Lead,
    /// The text of the article.
    Body,
    /// The publication.
    Source,
    /// The authors.
    Byline,
    /// The section or desk.
    Section,
    /// The place in the dateline.
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
    /// All fields, in reading order.
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

    /// Returns the name of the field in a field map.
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

/// A mapping from the fields of an article to the fields of a record.
///
/// It applies to formats with named fields: JSON, JSON lines and the front matter of Markdown.
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
    /// Returns the names mapped to a field, in the order given; a dot separates the levels of nested objects.
    pub fn names(&self, field: RecordField) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(target, _)| *target == field).map(|(_, name)| name.as_str())
    }
}

/// The text is not a valid field map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FieldMapError {
    /// A part without an equals sign, or with nothing on one side of it.
    #[error("invalid field mapping {0:?}: expected ARTICLE_FIELD=RECORD_FIELD, such as headline=title")]
    NotAPair(String),
    /// An unknown field of the article.
    #[error("unknown article field {0:?}; the fields are {known}", known = RecordField::ALL.map(RecordField::name).join(", "))]
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
    fn errors_name_the_invalid_part() {
        let unknown = "title=headline".parse::<FieldMap>().expect_err("no such field");
        assert!(unknown.to_string().starts_with(r#"unknown article field "title"; the fields are headline, lead"#));
        let lonely = "headline".parse::<FieldMap>().expect_err("no pair");
        assert!(lonely.to_string().contains("headline=title"));
    }

    #[test]
    fn field_can_have_several_names_and_map_can_be_empty() {
        let map: FieldMap = " lead = dek , lead=sub.title ".parse().expect("a map");
        assert_eq!(map.names(RecordField::Lead).collect::<Vec<_>>(), ["dek", "sub.title"]);
        assert_eq!("".parse(), Ok(FieldMap::default()));
    }
}

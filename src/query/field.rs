//! The fields that a query can name.

/// A field of an article that `field:value` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The headline.
    Headline,
    /// The stated summary, or the first paragraph.
    Lead,
    /// The body.
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
    Topic,
    /// The address on the web.
    Url,
    /// The path of the file.
    Path,
    /// The language.
    Lang,
    /// The article's id.
    Id,
    /// The day of publication.
    Date,
    /// The day the archive first saw the article.
    Added,
    /// The number of words of the body.
    Words,
}

/// What a value of a field is, and so what can be asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Running text: words in any inflection, phrases as printed.
    Prose,
    /// Names and labels: words and phrases as printed, case folded.
    Label,
    /// One exact code.
    Code,
    /// A day.
    Day,
    /// A whole number.
    Number,
}

/// Every field: itself, what it holds, and its names, the canonical first.
const FIELDS: &[(Field, FieldKind, &[&str])] = &[
    (Field::Headline, FieldKind::Prose, &["headline", "title", "hd"]),
    (Field::Lead, FieldKind::Prose, &["lead"]),
    (Field::Body, FieldKind::Prose, &["body"]),
    (Field::Source, FieldKind::Label, &["source", "sn"]),
    (Field::Byline, FieldKind::Label, &["byline", "author", "by"]),
    (Field::Section, FieldKind::Label, &["section"]),
    (Field::Place, FieldKind::Label, &["place"]),
    (Field::Topic, FieldKind::Label, &["topic"]),
    (Field::Url, FieldKind::Label, &["url"]),
    (Field::Path, FieldKind::Label, &["path"]),
    (Field::Lang, FieldKind::Code, &["lang", "la"]),
    (Field::Id, FieldKind::Code, &["id"]),
    (Field::Date, FieldKind::Day, &["date", "pd"]),
    (Field::Added, FieldKind::Day, &["added"]),
    (Field::Words, FieldKind::Number, &["words"]),
];

impl Field {
    /// Returns the field of that name, in any case, or `None`.
    ///
    /// ```
    /// use dateline::query::Field;
    /// assert_eq!(Field::from_name("Author"), Some(Field::Byline));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let row = FIELDS.iter().find(|(_, _, names)| names.contains(&name.as_str()));
        row.map(|(field, ..)| *field)
    }

    /// Returns the canonical name.
    pub fn name(self) -> &'static str {
        self.row().2[0]
    }

    /// Says what the field is.
    pub(super) fn about(self) -> &'static str {
        match self {
            Self::Headline => "the headline",
            Self::Lead => "the summary, or the first paragraph",
            Self::Body => "the body",
            Self::Source => "the publication",
            Self::Byline => "the authors",
            Self::Section => "the section or desk",
            Self::Place => "the place of the dateline",
            Self::Topic => "keywords and subjects",
            Self::Url => "the address on the web",
            Self::Path => "the path of the file",
            Self::Lang => "the language, by its code or its name",
            Self::Id => "the article's id",
            Self::Date => "the day of publication",
            Self::Added => "the day the archive first saw the article",
            Self::Words => "the number of words of the body",
        }
    }

    /// Returns what the field holds.
    pub fn kind(self) -> FieldKind {
        self.row().1
    }

    /// The fields of running text, in the order in which they are read.
    pub const PROSE: [Self; 3] = [Self::Headline, Self::Lead, Self::Body];

    /// Returns whether what is asked of this field, or of none, is asked of running text.
    pub fn is_prose(field: Option<Self>) -> bool {
        field.is_none_or(|field| field.kind() == FieldKind::Prose)
    }

    /// Returns whether ranges of the field's values can be asked for.
    pub(super) fn has_ranges(self) -> bool {
        matches!(self.kind(), FieldKind::Day | FieldKind::Number)
    }

    /// Returns whether the field's values are addresses or paths, in which symbols are text.
    pub(super) fn is_address(self) -> bool {
        matches!(self, Self::Url | Self::Path)
    }

    /// Returns whether the field's values are words, so that a word of them can be asked for by a pattern.
    pub(super) fn has_patterns(self) -> bool {
        matches!(self.kind(), FieldKind::Prose | FieldKind::Label) && !self.is_address()
    }

    /// Returns every field.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }

    /// Returns every name of every field, canonical names and others.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FIELDS.iter().flat_map(|(_, _, names)| names.iter().copied())
    }

    fn row(self) -> &'static (Self, FieldKind, &'static [&'static str]) {
        // The table is in the order of the enum, which a test holds.
        &FIELDS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_names_are_unique() {
        for (position, (field, ..)) in FIELDS.iter().enumerate() {
            assert_eq!(*field as usize, position);
        }
        let mut names: Vec<_> = Field::names().collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}

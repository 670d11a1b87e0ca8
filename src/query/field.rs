//! The fields of a query.

/// A field of an article that a query can name, as in `field:value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// The headline.
    Headline,
    /// The summary if the article states one, otherwise the first paragraph.
    Lead,
    /// The body.
    Body,
    /// The publication.
    Source,
    /// The authors.
    Byline,
    /// The section or desk.
    Section,
    /// The page as printed.
    Page,
    /// The edition of the publication.
    Edition,
    /// The place in the dateline.
    Place,
    /// Keywords, tags and subjects.
    Topic,
    /// The web address.
    Url,
    /// The path of the file that the article was read from.
    Path,
    /// The language.
    Lang,
    /// The id of the article.
    Id,
    /// The day of publication.
    Date,
    /// The day on which the article was first added to the archive.
    Added,
    /// The number of words in the body.
    Words,
    /// The OCR confidence in percent.
    Ocr,
    /// Whether the text is complete rather than a summary or cut.
    Complete,
    /// Whether another version of the article replaces it, or its provider has withdrawn it.
    Superseded,
    /// The kind of an article that is not a plain one.
    Kind,
}

/// The kind of values that a field holds, which decides how a query matches them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldKind {
    /// Text: words match in any inflection, phrases as printed.
    Prose,
    /// Names and labels: words and phrases match as printed, in any case.
    Label,
    /// A code that has to be equal.
    Code,
    /// A day.
    Day,
    /// A whole number.
    Number,
}

/// Every field with its kind and its names, the canonical name first.
const FIELDS: &[(Field, FieldKind, &[&str])] = &[
    (Field::Headline, FieldKind::Prose, &["headline", "title", "hd"]),
    (Field::Lead, FieldKind::Prose, &["lead"]),
    (Field::Body, FieldKind::Prose, &["body"]),
    (Field::Source, FieldKind::Label, &["source", "sn"]),
    (Field::Byline, FieldKind::Label, &["byline", "author", "by"]),
    (Field::Section, FieldKind::Label, &["section"]),
    (Field::Page, FieldKind::Label, &["page"]),
    (Field::Edition, FieldKind::Label, &["edition"]),
    (Field::Place, FieldKind::Label, &["place"]),
    (Field::Topic, FieldKind::Label, &["topic"]),
    (Field::Url, FieldKind::Label, &["url"]),
    (Field::Path, FieldKind::Label, &["path"]),
    (Field::Lang, FieldKind::Code, &["lang", "la"]),
    (Field::Id, FieldKind::Code, &["id"]),
    (Field::Date, FieldKind::Day, &["date", "pd"]),
    (Field::Added, FieldKind::Day, &["added"]),
    (Field::Words, FieldKind::Number, &["words"]),
    (Field::Ocr, FieldKind::Number, &["ocr"]),
    (Field::Complete, FieldKind::Code, &["complete"]),
    (Field::Superseded, FieldKind::Code, &["superseded"]),
    (Field::Kind, FieldKind::Label, &["kind"]),
];

impl Field {
    /// Returns the field with the given name, in any case.
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

    /// Returns a short description.
    pub fn description(self) -> &'static str {
        match self {
            Self::Headline => "the headline",
            Self::Lead => "the summary, or the first paragraph",
            Self::Body => "the body",
            Self::Source => "the publication",
            Self::Byline => "the authors",
            Self::Section => "the section or desk",
            Self::Page => "the page as printed",
            Self::Edition => "the edition",
            Self::Place => "the place in the dateline",
            Self::Topic => "keywords and subjects",
            Self::Url => "the web address",
            Self::Path => "the path of the file",
            Self::Lang => "the language, by code or name",
            Self::Id => "the id of the article",
            Self::Date => "the day of publication",
            Self::Added => "the day the article was added to the archive",
            Self::Words => "the number of words in the body",
            Self::Ocr => "for scanned texts, the confidence of the character recognition in percent",
            Self::Complete => "yes for complete texts, no for summaries and cut texts",
            Self::Kind => "advertisement, furniture or illustration, which searches exclude unless they name the field",
            Self::Superseded => {
                "yes for earlier versions and withdrawn articles, which searches exclude by default; no for all others"
            }
        }
    }

    /// Returns the kind of values that the field holds.
    pub fn kind(self) -> FieldKind {
        self.row().1
    }

    /// The fields whose articles a search leaves out unless the query names the field.
    pub const HIDING: [Self; 2] = [Self::Superseded, Self::Kind];

    /// The fields of [`FieldKind::Prose`], in reading order.
    pub const PROSE: [Self; 3] = [Self::Headline, Self::Lead, Self::Body];

    /// Returns whether the field is of [`FieldKind::Prose`]; `true` for `None`, which searches all of [`PROSE`](Self::PROSE).
    pub fn is_prose(field: Option<Self>) -> bool {
        field.is_none_or(|field| field.kind() == FieldKind::Prose)
    }

    /// Returns whether a query can give a range of values.
    pub(super) fn has_ranges(self) -> bool {
        matches!(self.kind(), FieldKind::Day | FieldKind::Number)
    }

    /// Returns whether the values are web addresses or paths, in which symbols are text.
    pub(super) fn is_address(self) -> bool {
        matches!(self, Self::Url | Self::Path)
    }

    /// Returns whether a word of several parts in the field is found by its joined form, as `walmart` finds `Wal-Mart`.
    pub fn has_joined_forms(self) -> bool {
        matches!(self.kind(), FieldKind::Prose | FieldKind::Label) && !self.is_address()
    }

    /// Returns whether a query can match the words of the field with regular expressions.
    pub(super) fn has_patterns(self) -> bool {
        matches!(self.kind(), FieldKind::Prose | FieldKind::Label) && !self.is_address()
    }

    /// Returns whether a query can ask for a whole value of the field, as in `source:="The Times"`.
    pub fn has_exact_values(self) -> bool {
        match self.kind() {
            FieldKind::Label => !self.is_address(),
            FieldKind::Code => self != Self::Complete,
            FieldKind::Prose | FieldKind::Day | FieldKind::Number => false,
        }
    }

    /// Returns every field.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }

    /// Returns all names of all fields.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FIELDS.iter().flat_map(|(_, _, names)| names.iter().copied())
    }

    fn row(self) -> &'static (Self, FieldKind, &'static [&'static str]) {
        // A test checks that the table has the order of the enum.
        &FIELDS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_has_the_order_of_the_enum_and_unique_names() {
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

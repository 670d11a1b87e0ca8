//! The fields of a topic, as TREC names them.

/// A field of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TopicField {
    /// A few keywords.
    Title,
    /// One sentence.
    Description,
    /// The criteria of relevance.
    Narrative,
}

impl TopicField {
    /// All fields.
    pub const ALL: [Self; 3] = [Self::Title, Self::Description, Self::Narrative];

    /// Returns the name of the field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Narrative => "narrative",
        }
    }

    /// Returns the keys of the field in JSON records, the preferred one first.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["title", "text", "query", "question"],
            Self::Description => &["description", "desc"],
            Self::Narrative => &["narrative", "narr"],
        }
    }
}

impl std::str::FromStr for TopicField {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|field| field.name() == name.trim());
        known.ok_or_else(|| "expected title, description or narrative, separated by commas".to_owned())
    }
}

/// A topic before the fields of its text are chosen.
#[derive(Debug, Default)]
pub(super) struct RawTopic {
    /// The line at which it begins.
    pub line: usize,
    pub id: String,
    pub fields: Vec<(TopicField, String)>,
}

//! The one record: what every reader makes, every engine stores and every output shows.
//!
//! Nothing here knows where an article came from or where it goes. An [`Article`] is plain data with
//! a stable [`ArticleId`], a [`Published`] date that says how precise it is and how it is known, and
//! the file and record it was read from.

mod calendar;
mod file_path;
mod grouping;
mod id;
mod language;
mod published;

pub use calendar::{day_number, from_day_number, parse_day};
pub use file_path::FilePath;
pub use grouping::{ArticleGroup, Grouping};
pub use id::ArticleId;
pub use language::Language;
pub use published::{DateOrigin, DateParseError, Published, PublishedDate};

use serde::{Deserialize, Serialize};

/// One news article.
///
/// Text fields hold plain text as read: no markup, but any character that the file had, so whatever
/// shows them to a person has to make them harmless first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// The name of the article in the archive.
    pub id: ArticleId,
    /// The id that the record states for itself, if it states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_id: Option<String>,
    /// The headline; empty where the file has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// A standfirst or summary stated apart from the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// The text, its paragraphs separated by one empty line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The publication: a newspaper, an agency, a site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The authors, in the order stated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<String>,
    /// The section or desk, such as "Sport".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The place of the dateline, such as "PARIS".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Keywords, tags and subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// When it was published; `None` where that is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// The language of the text, stated or detected; `None` where neither was possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Whether the file states the language; otherwise it was detected.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub language_stated: bool,
    /// The address of the article on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file that the article was read from.
    pub file: FilePath,
    /// The number of the record within its file, from 1.
    pub record: u32,
    /// When the archive first saw the article, in seconds since 1970 (UTC).
    pub added: i64,
}

impl Article {
    /// Returns the summary that the file states, or else the first paragraph of the body.
    pub fn opening(&self) -> &str {
        match &self.lead {
            Some(lead) => lead,
            None => self.body.split("\n\n").next().unwrap_or_default(),
        }
    }

    /// Returns a hash of everything that was read, whatever file it was read from.
    ///
    /// Two readings of one article have the same fingerprint exactly when nothing that a person
    /// could see has changed between them: the file, the record number and the time of adding do not count.
    pub fn fingerprint(&self) -> u64 {
        let text = (&self.headline, &self.lead, &self.body);
        let labels = (&self.source, &self.bylines, &self.section, &self.place, &self.topics);
        let about = (&self.own_id, &self.url, self.published, self.language, self.language_stated);
        let mut hasher = blake3::Hasher::new();
        // A writer that only hashes cannot fail, and an article has no map with keys that are not text.
        let _ = serde_json::to_writer(&mut hasher, &(text, labels, about));
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_is_the_stated_lead_or_the_first_paragraph() {
        let mut article = Article { body: "One.\n\nTwo.".into(), ..Article::default() };
        assert_eq!(article.opening(), "One.");
        article.lead = Some("In short.".into());
        assert_eq!(article.opening(), "In short.");
    }

    #[test]
    fn the_fingerprint_sees_text_and_not_the_file() {
        let article = Article { headline: "Storm".into(), ..Article::default() };
        let moved = Article { file: FilePath::from_path("b.txt".as_ref()), record: 7, added: 99, ..article.clone() };
        let edited = Article { headline: "Storms".into(), ..article.clone() };
        assert_eq!(article.fingerprint(), moved.fingerprint());
        assert_ne!(article.fingerprint(), edited.fingerprint());
    }
}

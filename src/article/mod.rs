//! The article, the one record type that readers produce, engines store and outputs show.
//!
//! An [`Article`] is plain data with a stable [`ArticleId`], a [`Published`] date with precision and origin, and the
//! file and record that it was read from.

mod builder;
mod calendar;
mod date_order;
mod file_path;
mod grouping;
mod id;
mod iso_codes;
mod kind;
mod language;
mod month_names;
mod published;

pub use builder::ArticleBuilder;
pub use calendar::{day_number, from_day_number, parse_day};
pub use date_order::DateOrder;
pub use file_path::FilePath;
pub use grouping::{ArticleGroup, Grouping};
pub use id::ArticleId;
pub use kind::ArticleKind;
pub use language::{Language, LanguageGuess};
pub use published::{DateOrigin, DateParseError, Published, PublishedDate};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One news article.
///
/// Text fields contain plain text without markup, but with any character of the file, including control characters: sanitize them before printing them to a
/// terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// The identifier in the archive.
    pub id: ArticleId,
    /// The id stated in the record, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_id: Option<String>,
    /// The headline, or empty if there is none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// The standfirst or summary, if it is separate from the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// The text, with paragraphs separated by one empty line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// The publication: a newspaper, an agency, a website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The authors, in their original order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<String>,
    /// The section or desk, such as "Sport".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The edition of the publication, such as "Final Edition" or "London".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The page or pages as printed, such as "A1" or "12-13".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The agency or service that provided the article, if it is not the publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The location in the dateline, such as "PARIS".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Keywords, tags and subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The publication date; `None` for an undated article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// When the page was crawled, saved or captured, as the file states it; never the publication date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<PublishedDate>,
    /// The day until which the article is not to be published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<PublishedDate>,
    /// The version as stated, a number or a time; higher ones replace lower ones of the same id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether the provider has killed, cancelled or withheld the article.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// Whether the archive holds a later version of the article, or this one is withdrawn. The archive determines it, again whenever files are added or
    /// removed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub superseded: bool,
    /// Whether the body is only a summary, or was cut by the provider.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub incomplete: bool,
    /// The kind if it is not a plain article, such as an advertisement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ArticleKind>,
    /// The OCR confidence in percent, averaged over the words; `None` for a text that was not scanned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocr: Option<u8>,
    /// The language, stated or detected; `None` if it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Whether the language is stated in the file rather than detected.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub language_stated: bool,
    /// The guess from the text itself, if it and all other texts of its file are too short to reveal the language. The archive then determines the language by
    /// the articles of the same source or folder, again whenever these change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language_guess: Option<LanguageGuess>,
    /// The URL of the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file it was read from; for a member, the container.
    pub file: FilePath,
    /// The path inside the container, with `/` between its parts; also through nested containers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The number of the record in its file or member, from 1.
    pub record: u32,
    /// The time when the article was first indexed, in seconds since 1970 (UTC).
    pub added: i64,
}

impl Article {
    /// Returns the stated lead, or the first paragraph of the body if there is none.
    pub fn opening(&self) -> &str {
        match &self.lead {
            Some(lead) => lead,
            None => self.body.split("\n\n").next().unwrap_or_default(),
        }
    }

    /// Returns the path that identifies the article in output and queries: that of its file, and for a member of a container also the path inside it, as in
    /// `wire.zip/2015/a.xml`.
    pub fn path(&self) -> Cow<'_, FilePath> {
        match &self.member {
            Some(member) => Cow::Owned(self.file.with_member(member)),
            None => Cow::Borrowed(&self.file),
        }
    }

    /// Returns the path that replaces the file path for an article read from standard input: another article with the same id and version replaces it.
    pub fn spooled_path(&self) -> FilePath {
        FilePath::spooled(&match &self.version {
            Some(version) => format!("{}-{version}", self.id),
            None if self.withdrawn => format!("{}-withdrawn", self.id),
            None => self.id.to_string(),
        })
    }

    /// Returns a hash of the content and metadata, without file, record number, time of indexing and the properties that the archive determines.
    ///
    /// An update compares fingerprints to find the articles that have changed.
    pub fn fingerprint(&self) -> u64 {
        let text = (&self.headline, &self.lead, &self.body);
        let labels = (&self.source, &self.bylines, &self.section, &self.place, &self.topics);
        let print = (&self.edition, &self.page, &self.provider);
        let standing = (self.embargo, &self.version, self.withdrawn, self.incomplete, self.kind, self.ocr);
        let language = self.language_guess.map_or(self.language, |guess| guess.language);
        let metadata = (&self.own_id, &self.url, self.published, language, self.language_stated);
        let mut hasher = blake3::Hasher::new();
        // Cannot fail: a hasher accepts any bytes, and an article contains no map with non-string keys.
        let _ = serde_json::to_writer(&mut hasher, &(text, labels, print, standing, metadata));
        if let Some(retrieved) = self.retrieved {
            let _ = serde_json::to_writer(&mut hasher, &retrieved);
        }
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
    fn the_fingerprint_depends_on_text_and_not_on_the_file() {
        let article = Article { headline: "Storm".into(), ..Article::default() };
        let moved = Article { file: FilePath::from_path("b.txt".as_ref()), record: 7, added: 99, ..article.clone() };
        let edited = Article { headline: "Storms".into(), ..article.clone() };
        let crawled = Article { retrieved: "2015-11-14".parse().ok(), ..article.clone() };
        assert_eq!(article.fingerprint(), moved.fingerprint());
        assert_ne!(article.fingerprint(), edited.fingerprint());
        assert_ne!(article.fingerprint(), crawled.fingerprint());
        let in_language = |code, language_guess| {
            let article = Article { language: Language::parse(code), language_guess, ..article.clone() };
            article.fingerprint()
        };
        assert_ne!(in_language("de", None), in_language("en", None));
        // The archive determines an unsure language, not the file.
        let guess = |code| Some(LanguageGuess { language: Language::parse(code) });
        assert_eq!(in_language("de", guess("fr")), in_language("en", guess("fr")));
        assert_eq!(in_language("de", guess("fr")), in_language("fr", None));
    }
}

//! The identity of an article: its own id, else its URL, else – in database exports – its text, else its location in its file.
//!
//! The TXT, HTML and RTF of one export have no ids, but the same articles. So source, day, headline and the first words of the text identify these, and
//! another export of the same articles replaces them.

use crate::article::{ArticleId, PublishedDate};

/// The number of words of the text that are compared.
const WORDS: usize = 50;

/// The fields of an article that may identify it.
pub(super) struct Identity<'a> {
    pub(super) own_id: Option<&'a str>,
    pub(super) url: Option<&'a str>,
    /// The provider, if the article comes from a database export.
    pub(super) database: Option<&'a str>,
    /// The stated source, date, headline and text.
    pub(super) source: Option<&'a str>,
    pub(super) published: Option<PublishedDate>,
    pub(super) headline: &'a str,
    pub(super) body: &'a str,
}

/// The way an article is identified.
pub(super) enum Identified {
    /// By the content of its record.
    Stated(Vec<String>),
    /// By a plain number, which is unique only within its file.
    Counted(String),
    /// Only by its location.
    Unnamed,
}

impl Identity<'_> {
    /// Returns the identity of the article.
    pub(super) fn identified(&self) -> Identified {
        let is_counter = |id: &str| id.bytes().all(|byte| byte.is_ascii_digit());
        let parts = |parts: &[&str]| Identified::Stated(parts.iter().map(|part| (*part).to_owned()).collect());
        match (self.own_id, self.url, self.database) {
            (Some(own_id), ..) if !is_counter(own_id) => parts(&["id", own_id]),
            (Some(own_id), _, Some(database)) => parts(&["database", database, own_id]),
            (_, Some(url), _) => parts(&["url", url]),
            (Some(own_id), None, None) => Identified::Counted(own_id.to_owned()),
            (None, None, Some(_)) => self.by_text().map_or(Identified::Unnamed, Identified::Stated),
            (None, None, None) => Identified::Unnamed,
        }
    }

    /// Returns the identity by text, if all of its parts are stated.
    fn by_text(&self) -> Option<Vec<String>> {
        let (source, published) = (self.source?, self.published?);
        let (headline, body) = (folded(self.headline, usize::MAX), folded(self.body, WORDS));
        if headline.is_empty() || body.is_empty() {
            return None;
        }
        let day = published.to_string();
        let day = day.get(..10).unwrap_or(&day).to_owned();
        Some(vec!["text".into(), folded(source, usize::MAX), day, headline, body])
    }
}

/// Returns the first words of a text in lower case, without punctuation and white space.
fn folded(text: &str, most: usize) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(most);
    words.flat_map(|word| word.chars().flat_map(char::to_lowercase)).collect()
}

/// Returns the id parts of a record by its number in a file, or by the number that it states.
pub(super) fn id_in_file(file: &str, number: &str) -> Vec<String> {
    vec!["file".into(), file.to_owned(), number.to_owned()]
}

/// Returns the id of an article from the parts of its identity; a repeated one gets the number of the repetition appended.
pub(super) fn id_of(parts: &[String], times: u32) -> ArticleId {
    let repeat = format!("#{times}");
    let mut parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    if times > 1 {
        parts.push(&repeat);
    }
    ArticleId::from_parts(&parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(headline: &str, body: &str, own_id: Option<&str>, database: Option<&str>) -> Vec<String> {
        let published = "2015-11-14T06:30:00Z".parse().ok();
        let identity =
            Identity { own_id, url: None, database, source: Some("Penholm Post"), published, headline, body };
        match identity.identified() {
            Identified::Stated(parts) => parts,
            Identified::Counted(number) => vec![number],
            Identified::Unnamed => Vec::new(),
        }
    }

    #[test]
    fn articles_of_exports_are_identified_by_their_text() {
        let text = "The river “rose” – by two metres.";
        let one = key("River rises", text, None, Some("LexisNexis"));
        assert_eq!(one, key("RIVER RISES", "The river \"rose\" - by two\nmetres.", None, Some("LexisNexis")));
        assert_ne!(one, key("River rises", "The river fell.", None, Some("LexisNexis")));
        assert!(key("River rises", "", None, Some("LexisNexis")).is_empty());
        assert!(key("River rises", text, None, None).is_empty());
    }

    #[test]
    fn numbers_of_a_database_hold_beyond_a_file() {
        assert_eq!(key("A", "b", Some("439412"), Some("ProQuest")), ["database", "ProQuest", "439412"]);
        assert_eq!(key("A", "b", Some("439412"), None), ["439412"]);
        assert_eq!(key("A", "b", Some("x-1"), Some("ProQuest")), ["id", "x-1"]);
    }
}

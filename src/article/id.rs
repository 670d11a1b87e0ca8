//! The name of an article: short enough to type, stable from run to run.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Letters and digits that are hard to confuse: no `i`, `l`, `o` or `u` (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters an id has; 12 × 5 bits make a clash among a million articles a one in two million chance.
const LENGTH: usize = 12;

/// The stable name of one article in the archive: 12 letters and digits.
///
/// It is a hash of the article's URL or of the id that the record states for itself; where it has neither,
/// of the file's path and the record's number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

impl ArticleId {
    /// Returns the id made from what identifies the article, part by part.
    ///
    /// ```
    /// use dateline::article::ArticleId;
    /// let id = ArticleId::from_parts(&["url", "https://example.org/flood"]);
    /// assert_eq!(id, ArticleId::from_parts(&["url", "https://example.org/flood"]));
    /// assert_eq!(id.as_str().len(), 12);
    /// ```
    pub fn from_parts(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            // The length keeps ("ab", "c") apart from ("a", "bc").
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let hash = hasher.finalize();
        let id = hash.as_bytes()[..LENGTH].iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        Self(id)
    }

    /// Returns an id that somebody typed: it need not name any article.
    pub fn from_typed(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(ArticleId::from_parts(&["ab", "c"]), ArticleId::from_parts(&["a", "bc"]));
    }
}

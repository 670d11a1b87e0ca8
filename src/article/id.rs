//! Article ids: short enough to type, and stable across rebuilds.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Crockford's base 32, without the easily confused `i`, `l`, `o` and `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The number of characters in an id. With 16 × 5 bits, a thousand million articles collide with a probability of one in two million.
const LENGTH: usize = 16;

/// The stable identifier of an article in the archive: 16 letters and digits.
///
/// It is a hash of the article's URL or of the id stated in its record; without either, of the file path and the
/// record number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

impl ArticleId {
    /// Returns the hash of the parts that identify an article.
    ///
    /// ```
    /// use dateline::article::ArticleId;
    /// let id = ArticleId::from_parts(&["url", "https://example.org/flood"]);
    /// assert_eq!(id, ArticleId::from_parts(&["url", "https://example.org/flood"]));
    /// assert_eq!(id.as_str().len(), 16);
    /// ```
    pub fn from_parts(parts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            // The length prefix distinguishes ("ab", "c") from ("a", "bc").
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let hash = hasher.finalize();
        let id = hash.as_bytes()[..LENGTH].iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        Self(id)
    }

    /// Returns the id in text typed by a user; such an article need not exist.
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
    fn part_boundaries_change_the_id() {
        assert_ne!(ArticleId::from_parts(&["ab", "c"]), ArticleId::from_parts(&["a", "bc"]));
    }
}

//! The words that a request ranks by.

use crate::matching::Leaf;

/// A word to rank by.
#[derive(Debug, Clone)]
pub(in crate::engine::opensearch) struct RankedWord {
    pub test: RankedTest,
    pub boost: f64,
    /// Whether it comes from query expansion.
    pub is_added: bool,
}

/// The test by which a ranked word is counted in an article.
#[derive(Debug, Clone)]
pub(in crate::engine::opensearch) enum RankedTest {
    /// A word by each of its stems, with their common document frequency.
    Stems(Vec<String>),
    /// Two adjacent characters of a script without spaces.
    Bigram(String, String),
    /// An acronym.
    Acronym(String),
    /// The joined spelling of a word that the query has in several parts.
    InOnePiece(Leaf),
    /// The words that match a pattern or a list.
    Pattern(Leaf),
}

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

/// What to count in an article.
#[derive(Debug, Clone)]
pub(in crate::engine::opensearch) enum RankedTest {
    /// A word by each of its stems; as rare as all of them together.
    Stems(Vec<String>),
    /// Two adjacent characters of a script without spaces.
    Bigram(String, String),
    /// An acronym.
    Acronym(String),
    /// A word printed in one piece where the query has several parts.
    InOnePiece(Leaf),
    /// The words that a pattern or a list accepts.
    Pattern(Leaf),
}

//! How to match and rank the words of a query.

/// The words of a query that a hit must have, next to those typed with `AND`, `+`, quotes, a field or NEAR. Stop words are not required.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MatchMode {
    /// Any word. For up to three words the articles with all of them come first, if there are enough for a page. Sorted by date: all words, else most.
    #[default]
    AllFirst,
    /// All words.
    All,
    /// Three quarters of as many words as the article that has the most.
    Most,
    /// Any word.
    Any,
}

/// How hits are ranked.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RankingOptions {
    /// The words that a hit must have.
    pub matching: MatchMode,
    /// Whether the best hits are reranked by their meaning vectors.
    pub rerank: bool,
    /// Whether the query is expanded with words that the best hits share.
    pub expand: bool,
    /// The half-life of the recency decay, in days; `None` for no decay.
    pub half_life: Option<f64>,
}

impl Default for RankingOptions {
    fn default() -> Self {
        Self { matching: MatchMode::AllFirst, rerank: true, expand: false, half_life: None }
    }
}

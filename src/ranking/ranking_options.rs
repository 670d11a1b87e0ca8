//! How to match and rank the words of a query.

/// The words of a query that a hit must have, in addition to those typed with `AND`, `+`, quotes, a field or NEAR. Stop words are not required.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MatchMode {
    /// Any word. For up to three words, articles with all of them come first if they fill a page. Sorted by date: all words, or else most.
    #[default]
    AllFirst,
    /// All words.
    All,
    /// At least three quarters as many words as the best article has.
    Most,
    /// Any word.
    Any,
}

/// The options for ranking hits.
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

//! What makes a good answer, beyond the words that the engine counts: what articles are about, how new they are, what the best of them have in common.
//!
//! Everything here works on answers that an engine gave, and changes their order, never which they are.

mod query_expansion;
mod query_meaning;
mod rerank;

pub use query_expansion::{QueryExpansion, expand_query};
pub use query_meaning::query_meaning;
pub use rerank::{RankedCandidate, WINDOW, rerank};

/// Which of its words an article has to have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MatchMode {
    /// All; where no article has all, as for [`Most`](Self::Most).
    #[default]
    AllOrMost,
    /// All.
    All,
    /// Most: three quarters of as many as any article has.
    Most,
    /// One.
    Any,
}

/// How answers are ranked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankingOptions {
    /// Which of the words an article has to have.
    pub matching: MatchMode,
    /// Whether what the articles are about counts, beside their words.
    pub rerank: bool,
    /// Whether words that the best answers have in common count too.
    pub expand: bool,
    /// After how many days a score is halved, if what is new counts more.
    pub half_life: Option<f64>,
}

impl Default for RankingOptions {
    fn default() -> Self {
        Self { matching: MatchMode::AllOrMost, rerank: true, expand: false, half_life: None }
    }
}

//! A candidate of the engine with the parts of its score.

use crate::engine::{ArticleAddress, Candidate};

/// A matching article with the parts of its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedCandidate {
    /// The address of the article.
    pub address: ArticleAddress,
    /// The BM25 score.
    pub bm25: f64,
    /// The cosine similarity of the meaning vectors of article and query, from -1 to 1; `None` if either has none or the candidate was not reranked.
    pub similarity: Option<f64>,
    /// The factor of the recency decay; 1 if dates do not count.
    pub recency: f64,
    /// The score.
    pub score: f64,
}

impl RankedCandidate {
    /// Returns the score without the semantic rerank.
    pub fn first_pass_score(&self) -> f64 {
        self.bm25 * self.recency
    }
}

impl From<Candidate> for RankedCandidate {
    fn from(found: Candidate) -> Self {
        let Candidate { address, score: bm25, recency } = found;
        Self { address, bm25, similarity: None, recency, score: bm25 * recency }
    }
}

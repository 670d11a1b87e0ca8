//! A candidate of the engine with the parts of its score.

use super::word_evidence::WordEvidence;
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
    /// The evidence of the query's wording; `None` if the candidate was not reranked by it.
    pub evidence: Option<WordEvidence>,
    /// The contribution of each part of the rerank to the score.
    pub rerank: RerankChanges,
    /// The factor of the recency decay; 1 if dates do not count.
    pub recency: f64,
    /// The score.
    pub score: f64,
}

impl RankedCandidate {
    /// Returns the score without the rerank.
    pub fn first_pass_score(&self) -> f64 {
        self.bm25 * self.recency
    }
}

/// The contribution of each part of the rerank to a score; negative if a candidate ranks lower by the part than by BM25.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct RerankChanges {
    /// The similarity of meaning.
    pub meaning: f64,
    /// The words in exactly the form of the query.
    pub exact: f64,
    /// Neighbouring words in the order of the query.
    pub order: f64,
    /// Words near one another.
    pub nearness: f64,
    /// The passage with the most words.
    pub passage: f64,
}

impl From<Candidate> for RankedCandidate {
    fn from(found: Candidate) -> Self {
        let Candidate { address, score: bm25, recency } = found;
        Self {
            address,
            bm25,
            similarity: None,
            evidence: None,
            rerank: RerankChanges::default(),
            recency,
            score: bm25 * recency,
        }
    }
}

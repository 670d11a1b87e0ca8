//! The parts that a hit's score is computed from.

use crate::engine::Contribution;
use crate::ranking::{RankedCandidate, RerankChanges};

/// The parts of a score.
#[derive(Debug, Clone)]
pub struct ScoreExplanation {
    /// The contribution of each word. They sum to [`bm25`](Self::bm25).
    pub words: Vec<WordScore>,
    /// The BM25 score of all words.
    pub bm25: f64,
    /// The factor of the recency decay; 1 if dates do not count.
    pub recency: f64,
    /// The cosine similarity of article and query, from -1 to 1; `None` if either has no meaning vector or the hit was not reranked.
    pub similarity: Option<f64>,
    /// The changes by each part of the rerank, after recency decay.
    pub rerank: RerankChanges,
    /// The score.
    pub score: f64,
}

/// The contribution of one word to a score.
#[derive(Debug, Clone, PartialEq)]
pub struct WordScore {
    /// The stem, or the pattern as typed.
    pub word: String,
    /// Whether query expansion added the word.
    pub is_added: bool,
    /// The weight of the word in the query.
    pub weight: f64,
    /// The document frequency of the word.
    pub articles: u64,
    /// The BM25 score of the word in the article times its weight.
    pub score: f64,
}

impl ScoreExplanation {
    pub(super) fn new(candidate: &RankedCandidate, words: Vec<Contribution>) -> Self {
        let words = words.into_iter().map(|Contribution { word, is_added, weight, articles, score }| WordScore {
            word,
            is_added,
            weight,
            articles,
            score,
        });
        Self {
            words: words.collect(),
            bm25: candidate.bm25,
            recency: candidate.recency,
            similarity: candidate.similarity,
            rerank: candidate.rerank,
            score: candidate.score,
        }
    }

    /// Returns the part of the score due to recency decay; 0 or less.
    pub fn recency_change(&self) -> f64 {
        self.bm25 * self.recency - self.bm25
    }
}

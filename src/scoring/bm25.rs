//! BM25 over plain counts and lengths.
//!
//! The formula is Lucene's variant of Robertson and Walker (SIGIR 1994), in single precision as Lucene and tantivy compute it:
//! `idf * (k1 + 1) * count / (count + k1 * (1 - b + b * length / mean length))` with `idf = ln(1 + (N - n + 0.5) / (n + 0.5))`.

use super::SearchPolicy;

/// The length norms of an archive: the part of the denominator that depends only on the length of an article.
///
/// An engine that stores lengths in few distinct values computes each norm once.
#[derive(Debug, Clone, Copy)]
pub struct LengthNorms {
    policy: SearchPolicy,
    mean_length: f32,
}

impl LengthNorms {
    /// Returns the norms for articles with a mean length, in weighted tokens.
    pub fn new(policy: SearchPolicy, mean_length: f32) -> Self {
        Self { policy, mean_length }
    }

    /// Returns the norm of an article with a length, in weighted tokens.
    pub fn norm(&self, length: u32) -> f32 {
        let SearchPolicy { k1, b, .. } = self.policy;
        k1 * (1.0 - b + b * length as f32 / self.mean_length)
    }
}

/// BM25 of one word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bm25 {
    /// The IDF times `k1 + 1`.
    weight: f32,
}

impl Bm25 {
    /// Returns the BM25 of a word that occurs in `with` of `articles` articles.
    pub fn new(policy: SearchPolicy, with: u64, articles: u64) -> Self {
        let without = articles.saturating_sub(with);
        let odds = (without as f32 + 0.5) / (with as f32 + 0.5);
        Self { weight: (1.0 + odds).ln() * (1.0 + policy.k1) }
    }

    /// Returns the score of an article with a length norm that contains the word `count` times.
    #[inline]
    pub fn score(&self, norm: f32, count: f32) -> f32 {
        self.weight * (count / (count + norm))
    }

    /// Returns the upper bound of the score: the IDF times `k1 + 1`.
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_follow_the_formula() {
        let policy = SearchPolicy::CURRENT;
        let norms = LengthNorms::new(policy, 100.0);
        let idf = (1.0 + 990.5_f32 / 10.5).ln();
        let expected = idf * 2.2 * 3.0 / (3.0 + 1.2 * (0.25 + 0.75 * 200.0 / 100.0));
        let score = Bm25::new(policy, 10, 1_000).score(norms.norm(200), 3.0);
        assert!((score - expected).abs() < 1e-5, "{score} {expected}");
    }

    #[test]
    fn more_often_scores_higher_and_longer_scores_lower() {
        let policy = SearchPolicy::CURRENT;
        let norms = LengthNorms::new(policy, 100.0);
        let bm25 = Bm25::new(policy, 10, 1_000);
        assert!(bm25.score(norms.norm(100), 2.0) > bm25.score(norms.norm(100), 1.0));
        assert!(bm25.score(norms.norm(100), 2.0) > bm25.score(norms.norm(300), 2.0));
        assert!(Bm25::new(policy, 1_000, 1_000).score(norms.norm(100), 1.0) > 0.0);
    }
}

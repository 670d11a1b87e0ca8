//! The results of a known-item test.

use super::known_item_test::KnownItemKind;
use crate::article::Language;

/// The results of a known-item test.
#[derive(Debug, Clone)]
pub struct KnownItemReport {
    /// The query for each article.
    pub kind: KnownItemKind,
    /// The number of articles searched.
    pub articles: usize,
    /// The result for all queries.
    pub all: KnownItemResult,
    /// The results by the language of the article, the most queries first.
    pub languages: Vec<(Option<Language>, KnownItemResult)>,
}

/// The scores of a set of queries.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct KnownItemResult {
    /// The scores of the archive.
    pub scores: KnownItemScores,
    /// The scores of the baseline, if it was run.
    pub baseline: Option<KnownItemScores>,
}

/// Mean scores of a set of queries.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct KnownItemScores {
    /// The number of queries.
    pub queries: usize,
    /// The mean reciprocal rank.
    pub mrr: f64,
    /// The share of queries with the article at rank 1.
    pub success_1: f64,
    /// The share of queries with the article among the first ten.
    pub success_10: f64,
}

impl KnownItemScores {
    /// Returns the scores for the rank of each article; `None` for one that was not found.
    pub(super) fn of(ranks: &[Option<usize>]) -> Self {
        let count = ranks.len().max(1) as f64;
        let within = |depth: usize| ranks.iter().flatten().filter(|rank| **rank <= depth).count() as f64 / count;
        let reciprocal = ranks.iter().flatten().fold(0.0, |sum, rank| sum + 1.0 / *rank as f64);
        Self { queries: ranks.len(), mrr: reciprocal / count, success_1: within(1), success_10: within(10) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_not_found_count_as_zero() {
        let scores = KnownItemScores::of(&[Some(1), Some(4), None, Some(20)]);
        assert_eq!(scores, KnownItemScores { queries: 4, mrr: 1.3 / 4.0, success_1: 0.25, success_10: 0.5 });
        assert_eq!(KnownItemScores::of(&[]), KnownItemScores::default());
    }
}

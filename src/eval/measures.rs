//! Measures of a ranking, by the definitions of `trec_eval`.

use std::collections::HashMap;

/// A measure of the ranking for a topic, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The mean of the precision at each relevant document; its mean over topics is MAP.
    AveragePrecision,
    /// Normalized discounted cumulative gain at a depth: the gain is the grade, the discount log2(rank + 1).
    Ndcg(usize),
    /// Precision at a depth.
    Precision(usize),
    /// Recall at a depth.
    Recall(usize),
    /// The reciprocal of the rank of the first relevant document; its mean over topics is MRR.
    ReciprocalRank,
    /// 1 if a relevant document is within a depth, otherwise 0.
    Success(usize),
}

impl Measure {
    /// The reported measures in order.
    pub const ALL: [Self; 9] = [
        Self::AveragePrecision,
        Self::Ndcg(10),
        Self::Ndcg(20),
        Self::Precision(10),
        Self::Precision(30),
        Self::Recall(100),
        Self::Recall(1000),
        Self::ReciprocalRank,
        Self::Success(1),
    ];

    /// Returns the usual name, such as `nDCG@10`.
    pub fn label(self) -> String {
        match self {
            Self::AveragePrecision => "MAP".to_owned(),
            Self::Ndcg(depth) => format!("nDCG@{depth}"),
            Self::Precision(depth) => format!("P@{depth}"),
            Self::Recall(depth) => format!("R@{depth}"),
            Self::ReciprocalRank => "MRR".to_owned(),
            Self::Success(depth) => format!("success@{depth}"),
        }
    }

    /// Returns the name in `trec_eval`, such as `ndcg_cut_10`.
    pub fn name(self) -> String {
        match self {
            Self::AveragePrecision => "map".to_owned(),
            Self::Ndcg(depth) => format!("ndcg_cut_{depth}"),
            Self::Precision(depth) => format!("P_{depth}"),
            Self::Recall(depth) => format!("recall_{depth}"),
            Self::ReciprocalRank => "recip_rank".to_owned(),
            Self::Success(depth) => format!("success_{depth}"),
        }
    }

    /// Measures one ranking.
    pub(super) fn of(self, ranking: &JudgedRanking) -> f64 {
        let first = |depth: usize| ranking.gains.iter().take(depth);
        let relevant_in = |depth: usize| first(depth).filter(|gain| **gain > 0).count() as f64;
        let ranks = || (1_usize..).zip(&ranking.gains).filter(|(_, gain)| **gain > 0).map(|(rank, _)| rank as f64);
        match self {
            Self::AveragePrecision => {
                let precisions = (1_usize..).zip(ranks()).map(|(found, rank)| found as f64 / rank);
                share(precisions.sum(), ranking.ideal.len() as f64)
            }
            Self::Ndcg(depth) => share(discounted(first(depth)), discounted(ranking.ideal.iter().take(depth))),
            Self::Precision(depth) => share(relevant_in(depth), depth as f64),
            Self::Recall(depth) => share(relevant_in(depth), ranking.ideal.len() as f64),
            Self::ReciprocalRank => ranks().next().map_or(0.0, |rank| 1.0 / rank),
            Self::Success(depth) => f64::from(u8::from(relevant_in(depth) > 0.0)),
        }
    }
}

/// A ranking as the grades of its documents.
#[derive(Debug, Clone, Default)]
pub(super) struct JudgedRanking {
    /// The gain of each document in rank order; 0 if it is not relevant or not judged.
    gains: Vec<i64>,
    /// The gains of all relevant documents in descending order.
    ideal: Vec<i64>,
}

impl JudgedRanking {
    /// Looks up the grades of documents in rank order.
    pub(super) fn new<'a>(ranking: impl Iterator<Item = &'a str>, grades: &HashMap<String, i64>) -> Self {
        let gain = |document: &str| grades.get(document).copied().unwrap_or(0).max(0);
        let mut ideal: Vec<i64> = grades.values().copied().filter(|grade| *grade > 0).collect();
        ideal.sort_unstable_by(|one, other| other.cmp(one));
        Self { gains: ranking.map(gain).collect(), ideal }
    }
}

fn discounted<'a>(gains: impl Iterator<Item = &'a i64>) -> f64 {
    (2_u32..).zip(gains).map(|(rank, gain)| *gain as f64 / f64::from(rank).log2()).sum()
}

/// Returns `part / whole`, or 0 if `whole` is 0. An empty sum of floats is -0, and adding 0 makes it 0.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole + 0.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(ranking: &[&str], grades: &[(&str, i64)]) -> JudgedRanking {
        let grades = grades.iter().map(|(document, grade)| ((*document).to_owned(), *grade)).collect();
        JudgedRanking::new(ranking.iter().copied(), &grades)
    }

    fn assert_near(measured: f64, expected: f64) {
        assert!((measured - expected).abs() < 1e-12, "{measured} is not {expected}");
    }

    #[test]
    fn measures_agree_with_manual_calculation() {
        // Relevant at ranks 2 and 4 of five; a third relevant document is not in the ranking.
        let ranking = judged(&["a", "b", "c", "d", "e"], &[("b", 1), ("d", 3), ("x", 2), ("a", 0), ("c", -1)]);
        assert_near(Measure::AveragePrecision.of(&ranking), (1.0 / 2.0 + 2.0 / 4.0) / 3.0);
        assert_near(Measure::Precision(10).of(&ranking), 0.2);
        assert_near(Measure::Precision(2).of(&ranking), 0.5);
        assert_near(Measure::Recall(3).of(&ranking), 1.0 / 3.0);
        assert_near(Measure::Recall(100).of(&ranking), 2.0 / 3.0);
        assert_near(Measure::ReciprocalRank.of(&ranking), 0.5);
        assert_near(Measure::Success(1).of(&ranking), 0.0);
        assert_near(Measure::Success(2).of(&ranking), 1.0);
        let gained = 1.0 / 3_f64.log2() + 3.0 / 5_f64.log2();
        let ideal = 3.0 + 2.0 / 3_f64.log2() + 1.0 / 2.0;
        assert_near(Measure::Ndcg(10).of(&ranking), gained / ideal);
        assert_near(Measure::Ndcg(2).of(&ranking), (1.0 / 3_f64.log2()) / (3.0 + 2.0 / 3_f64.log2()));
    }

    #[test]
    fn measures_are_zero_without_documents_or_relevance() {
        for ranking in [judged(&[], &[("a", 1)]), judged(&["a"], &[("a", 0)]), judged(&["a"], &[])] {
            for measure in Measure::ALL {
                assert!(measure.of(&ranking).to_bits() == 0, "{measure:?}");
            }
        }
    }
}

//! Keeps the top hits of a search.
//!
//! Tie-breaking hashes are read only for articles that can still reach the top, usually a few in a hundred thousand.

use crate::engine::Sort;
use crate::scoring::RecencyDecay;
use std::cmp::Reverse;
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, SegmentOrdinal};

/// The minimum number of entries held beyond the requested ones before the list is cut back.
const SPARE: usize = 256;

/// A hit with its sort key; the greatest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TopHit {
    key: i64,
    /// A hash that breaks ties between equal keys; the least comes first.
    tie: Reverse<u64>,
    address: Reverse<DocAddress>,
    /// The bits of the BM25 score and of the recency factor, both `f64`.
    score: u64,
    recency: u64,
}

impl TopHit {
    pub(crate) fn address(&self) -> DocAddress {
        self.address.0
    }

    pub(crate) fn score(&self) -> f64 {
        f64::from_bits(self.score)
    }

    pub(crate) fn recency(&self) -> f64 {
        f64::from_bits(self.recency)
    }
}

/// Collects the top hits in a sort order.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    sort: Sort,
    /// The number of hits to keep.
    most: usize,
    /// The recency decay to apply to scores, if any.
    decay: Option<RecencyDecay>,
    entries: Vec<TopHit>,
    /// The minimum key that can still reach the top.
    least: i64,
}

/// The columns of one segment that its hits are sorted by.
pub(crate) struct SegmentOrder<'a> {
    pub ordinal: SegmentOrdinal,
    /// The publication dates, if the order depends on them.
    pub published: Option<&'a Column<i64>>,
    /// The tie-breaking hashes, if the order uses them.
    pub ties: Option<&'a Column<u64>>,
}

impl Best {
    pub(crate) fn new(sort: Sort, most: usize, decay: Option<RecencyDecay>) -> Self {
        Self { sort, most, decay, entries: Vec::new(), least: i64::MIN }
    }

    /// Returns whether the order depends on publication dates.
    pub(crate) fn asks_for_dates(&self) -> bool {
        self.decay.is_some() || matches!(self.sort, Sort::Newest | Sort::Oldest)
    }

    /// Adds the matches of a segment with their scores; `scores` may be empty, which means 0 for all.
    pub(crate) fn add(&mut self, answers: &[DocId], scores: &[f64], order: &SegmentOrder<'_>) {
        let SegmentOrder { ordinal, published, ties } = *order;
        let date = |document| published.and_then(|published| published.first(document));
        for (number, document) in answers.iter().enumerate() {
            let score = scores.get(number).copied().unwrap_or(0.0);
            let recency = self.decay.map_or(1.0, |decay| decay.factor(date(*document)));
            // Undated articles come last in both date orders.
            let key = match self.sort {
                // Non-negative floats order like their bits (IEEE 754), and the sign bit is 0, so the cast keeps the order.
                Sort::Relevance => (score * recency).to_bits().cast_signed(),
                Sort::Newest => date(*document).unwrap_or(i64::MIN),
                Sort::Oldest => date(*document).map_or(i64::MIN, i64::saturating_neg),
                Sort::AsKept => 0,
            };
            if key < self.least {
                continue;
            }
            let tie = Reverse(ties.and_then(|ties| ties.first(*document)).unwrap_or_default());
            let address = Reverse(DocAddress::new(ordinal, *document));
            self.entries.push(TopHit { key, tie, address, score: score.to_bits(), recency: recency.to_bits() });
            if self.entries.len() >= self.most.saturating_mul(2).saturating_add(SPARE) {
                self.prune();
            }
        }
    }

    /// Merges the hits collected from other segments.
    pub(crate) fn join(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.least = self.least.max(other.least);
    }

    /// Drops all entries that are not among the top hits.
    fn prune(&mut self) {
        if let Some(last) = self.most.checked_sub(1).filter(|last| *last < self.entries.len()) {
            let (_, last, _) = self.entries.select_nth_unstable_by(last, |one, other| other.cmp(one));
            self.least = last.key;
        }
        self.entries.truncate(self.most);
    }

    /// Returns the top hits in order.
    pub(crate) fn in_order(mut self) -> Vec<TopHit> {
        self.prune();
        self.entries.sort_unstable_by(|one, other| other.cmp(one));
        self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn top_hits_equal_the_head_of_the_full_sort(scores in prop::collection::vec(0_u8..40, 0..2_000), most in 0_usize..300) {
            let scores: Vec<f64> = scores.into_iter().map(|score| f64::from(score) / 7.0).collect();
            let (answers, rest): (Vec<DocId>, Vec<DocId>) = (0..scores.len() as DocId).partition(|document| document % 3 > 0);
            let mut best = Best::new(Sort::Relevance, most, None);
            let mut joined = Best::new(Sort::Relevance, most, None);
            for (ordinal, answers) in [(0, &answers), (1, &rest)] {
                let order = SegmentOrder { ordinal, published: None, ties: None };
                let scores: Vec<f64> = answers.iter().map(|document| scores[*document as usize]).collect();
                best.add(answers, &scores, &order);
                let mut of_segment = Best::new(Sort::Relevance, most, None);
                of_segment.add(answers, &scores, &order);
                joined.join(of_segment);
            }
            prop_assert_eq!(joined.in_order(), best.clone().in_order());
            let mut all: Vec<(f64, DocAddress)> = [(0, answers), (1, rest)].into_iter()
                .flat_map(|(ordinal, answers)| answers.into_iter().map(move |document| DocAddress::new(ordinal, document)))
                .map(|address| (scores[address.doc_id as usize], address))
                .collect();
            all.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
            all.truncate(most);
            let found: Vec<_> = best.in_order().iter().map(|entry| (entry.score(), entry.address())).collect();
            prop_assert_eq!(found, all);
        }
    }
}

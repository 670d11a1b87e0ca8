//! The best of all answers.
//!
//! What breaks ties is read only of those that may be among the best, which is a few of a hundred thousand.

use crate::engine::Sort;
use crate::scoring::RecencyDecay;
use std::cmp::Reverse;
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, SegmentOrdinal};

/// How many more answers than are wanted are held at least before those that are not among the best are let go.
const SPARE: usize = 256;

/// An answer and its place in the order: the greatest is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TopHit {
    key: i64,
    /// The hash that settles equal keys, the least first.
    tie: Reverse<u64>,
    address: Reverse<DocAddress>,
    /// The score of its words, and by what its date multiplies it, in bits.
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

/// Gathers the first answers in an order.
#[derive(Debug, Clone)]
pub(crate) struct Best {
    sort: Sort,
    /// How many.
    most: usize,
    /// What the date of an answer does to its score.
    decay: Option<RecencyDecay>,
    entries: Vec<TopHit>,
    /// The least key that may still be among the first.
    least: i64,
}

/// What answers of one segment are put in order by.
pub(crate) struct SegmentOrder<'a> {
    pub ordinal: SegmentOrdinal,
    /// When articles were published, if that counts.
    pub published: Option<&'a Column<i64>>,
    /// What settles ties, if there are any.
    pub ties: Option<&'a Column<u64>>,
}

impl Best {
    pub(crate) fn new(sort: Sort, most: usize, decay: Option<RecencyDecay>) -> Self {
        Self { sort, most, decay, entries: Vec::new(), least: i64::MIN }
    }

    /// Returns whether it matters when articles were published.
    pub(crate) fn asks_for_dates(&self) -> bool {
        self.decay.is_some() || matches!(self.sort, Sort::Newest | Sort::Oldest)
    }

    /// Adds the answers of a segment with their scores, which are 0 if there are none.
    pub(crate) fn add(&mut self, answers: &[DocId], scores: &[f64], order: &SegmentOrder<'_>) {
        let SegmentOrder { ordinal, published, ties } = *order;
        let date = |document| published.and_then(|published| published.first(document));
        for (number, document) in answers.iter().enumerate() {
            let score = scores.get(number).copied().unwrap_or(0.0);
            let recency = self.decay.map_or(1.0, |decay| decay.factor(date(*document)));
            // What has no date comes last in either order.
            let key = match self.sort {
                // Of two numbers that are not negative, the greater has the greater bits (IEEE 754); the highest of them is 0.
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
                self.let_go();
            }
        }
    }

    /// Adds the answers that were gathered of other segments.
    pub(crate) fn join(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.least = self.least.max(other.least);
    }

    /// Lets those go that are not among the first.
    fn let_go(&mut self) {
        if let Some(last) = self.most.checked_sub(1).filter(|last| *last < self.entries.len()) {
            let (_, last, _) = self.entries.select_nth_unstable_by(last, |one, other| other.cmp(one));
            self.least = last.key;
        }
        self.entries.truncate(self.most);
    }

    /// Returns the first answers in order.
    pub(crate) fn in_order(mut self) -> Vec<TopHit> {
        self.let_go();
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
        fn the_best_are_the_first_of_all_in_order(scores in prop::collection::vec(0_u8..40, 0..2_000), most in 0_usize..300) {
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

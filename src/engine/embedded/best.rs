//! The best answers and the number of all, gathered in one pass.
//!
//! What tantivy offers reads every part of a sort key for every answer. Here what breaks ties is read only of those that may be among the
//! best, which is a few of a hundred thousand.

use super::recency::Decay;
use super::schema::column;
use crate::engine::Sort;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// How many of the last bits of a score are not sure: they depend on the order in which a segment came upon the words, whose scores are added up
/// exactly only afterwards.
const UNSURE: u32 = 5;

/// Returns a score without what is not sure of it, so that equal ones are equal.
fn sure(score: Score) -> Score {
    Score::from_bits((score.max(0.0).to_bits() + (1 << (UNSURE - 1))) >> UNSURE << UNSURE)
}

/// Gathers the first answers in an order.
pub(super) struct Best {
    pub sort: Sort,
    /// How many.
    pub most: usize,
    /// What the date of an answer does to its score.
    pub decay: Option<Decay>,
}

/// The best answers, in order, and how many answers there are in all.
#[derive(Default)]
pub(super) struct Gathered {
    pub best: Vec<Entry>,
    pub total: usize,
}

/// An answer and its place in the order: the greatest is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    key: i64,
    /// The hash that settles equal keys, the least first.
    tie: Reverse<u64>,
    address: Reverse<DocAddress>,
    /// By what its date multiplies its score, in bits.
    recency: u64,
}

impl Entry {
    pub(super) fn address(&self) -> DocAddress {
        self.address.0
    }

    pub(super) fn tie(&self) -> u64 {
        self.tie.0
    }

    /// Returns the score, of which the last bits are not sure.
    pub(super) fn score(&self) -> f64 {
        f64::from_bits(self.key.cast_unsigned())
    }

    pub(super) fn recency(&self) -> f64 {
        f64::from_bits(self.recency)
    }
}

pub(super) struct BestOfSegment {
    sort: Sort,
    most: usize,
    decay: Option<Decay>,
    segment: SegmentOrdinal,
    /// When articles were published, if that counts.
    order: Column<i64>,
    tie: Column<u64>,
    /// The best so far, the last of them on top.
    best: BinaryHeap<Reverse<Entry>>,
    total: usize,
}

impl BestOfSegment {
    /// Returns what an answer is put in order by, the greatest first.
    fn key(&self, document: DocId, score: Score, recency: f64) -> i64 {
        // What has no date comes last in either order.
        match self.sort {
            // Of two numbers that are not negative, the greater has the greater bits (IEEE 754); the highest of them is 0.
            Sort::Relevance => (f64::from(sure(score)) * recency).to_bits().cast_signed(),
            Sort::Newest => self.order.first(document).unwrap_or(i64::MIN),
            Sort::Oldest => self.order.first(document).map_or(i64::MIN, i64::saturating_neg),
            Sort::AsKept => 0,
        }
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = (Vec<Entry>, usize);

    fn collect(&mut self, document: DocId, score: Score) {
        self.total += 1;
        let recency = self.decay.map_or(1.0, |decay| decay.factor(&self.order, document));
        let key = self.key(document, score, recency);
        let is_full = self.best.len() >= self.most;
        if is_full && self.best.peek().is_none_or(|Reverse(last)| key < last.key) {
            return;
        }
        let tie = if self.sort == Sort::AsKept { 0 } else { self.tie.first(document).unwrap_or_default() };
        let address = Reverse(DocAddress::new(self.segment, document));
        let entry = Entry { key, tie: Reverse(tie), address, recency: recency.to_bits() };
        if !is_full {
            self.best.push(Reverse(entry));
        } else if let Some(mut last) = self.best.peek_mut()
            && entry > last.0
        {
            *last = Reverse(entry);
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.best.into_iter().map(|Reverse(entry)| entry).collect(), self.total)
    }
}

impl Collector for Best {
    type Fruit = Gathered;
    type Child = BestOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let decay = self.decay.filter(|_| self.sort == Sort::Relevance);
        let order = if decay.is_some() || matches!(self.sort, Sort::Newest | Sort::Oldest) {
            reader.fast_fields().i64(column::ORDER)?
        } else {
            Column::build_empty_column(reader.max_doc())
        };
        Ok(BestOfSegment {
            sort: self.sort,
            most: self.most,
            decay,
            segment,
            order,
            tie: reader.fast_fields().u64(column::TIE)?,
            best: BinaryHeap::new(),
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance && self.most > 0
    }

    fn merge_fruits(&self, segments: Vec<(Vec<Entry>, usize)>) -> tantivy::Result<Gathered> {
        let total = segments.iter().map(|(_, total)| total).sum();
        let mut best: Vec<Entry> = segments.into_iter().flat_map(|(entries, _)| entries).collect();
        best.sort_unstable_by(|one, other| other.cmp(one));
        best.truncate(self.most);
        Ok(Gathered { best, total })
    }
}

//! Deletes articles from an index whose segments are built outside tantivy.
//!
//! tantivy may apply a deletion to a segment that was added after it, and so delete the replacement of an article. A new segment has
//! already left out everything deleted before it, so [`Deletion`] skips newer segments, and a new segment is not merged before it is
//! committed ([`merging`](super::merging)).

use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, TantivyError, Term};

/// The segments added to tantivy since the last commit, with the turn at which each was added.
#[derive(Debug, Clone, Default)]
pub(crate) struct NewSegments(Arc<RwLock<FxHashMap<SegmentId, u64>>>);

impl NewSegments {
    pub(crate) fn insert(&self, segment: SegmentId, turn: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(segment, turn);
    }

    pub(crate) fn clear(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn is_newer(&self, segment: SegmentId, turn: u64) -> bool {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&segment)
            .is_some_and(|handed_over| *handed_over > turn)
    }
}

/// Matches the articles with a term, in segments that are not newer than `turn`.
#[derive(Debug, Clone)]
pub(crate) struct Deletion {
    pub term: Term,
    pub turn: u64,
    pub new_segments: NewSegments,
}

impl Query for Deletion {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = TermQuery::new(self.term.clone(), IndexRecordOption::Basic).weight(scoring)?;
        Ok(Box::new(DeletionWeight { weight, turn: self.turn, new_segments: self.new_segments.clone() }))
    }
}

struct DeletionWeight {
    weight: Box<dyn Weight>,
    turn: u64,
    new_segments: NewSegments,
}

impl Weight for DeletionWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if self.new_segments.is_newer(reader.segment_id(), self.turn) {
            return Ok(Box::new(EmptyScorer));
        }
        self.weight.scorer(reader, boost)
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("a deletion has no score".into()))
    }
}

//! What is taken out of an index in which segments are made beside tantivy.
//!
//! tantivy may apply a deletion to a segment that was handed to it after the deletion, and so take out what replaces the old. A segment that
//! comes later has left out what was deleted before; so here deletions let it be, and merges wait until it is committed ([`merging`](super::merging)).

use rustc_hash::FxHashMap;
use std::sync::{Arc, PoisonError, RwLock};
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, TantivyError, Term};

/// The segments that were handed to tantivy since the last commit, and at which turn.
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

/// The articles with a term, in segments that are not newer than a turn.
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
        Err(TantivyError::InvalidArgument("what is deleted has no score".into()))
    }
}

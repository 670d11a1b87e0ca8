//! What is taken out of an index in which segments are made beside tantivy.
//!
//! tantivy may apply a deletion to a segment that was handed to it after the deletion, and so take out what replaces the old. A segment that
//! comes later has left out what was deleted before; so here deletions and merges let it be.

use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use tantivy::index::{SegmentId, SegmentMeta, SegmentReader};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, TantivyError, Term};

/// The segments that were handed to tantivy since the last commit, and at which turn.
#[derive(Debug, Clone, Default)]
pub(super) struct NewSegments(Arc<RwLock<FxHashMap<SegmentId, u64>>>);

impl NewSegments {
    pub(super) fn insert(&self, segment: SegmentId, turn: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(segment, turn);
    }

    pub(super) fn clear(&self) {
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
pub(super) struct Deletion {
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

/// The share of deleted articles at which a segment is merged to be rid of them.
const DELETED_SHARE: f32 = 0.2;

/// A segment with this part of all articles, as a divisor, is merged with no other, if it has at least so many: searching a few such segments takes no longer
/// than searching one, and to merge what a first run has just written would take as long as a third of the run.
const LARGE_PART: u32 = 16;
const LARGE: u32 = 30_000;

/// Merges small segments as tantivy does, but only what is committed: a merged segment would no longer be known as new.
#[derive(Debug)]
pub(super) struct MergesAtCommit {
    policy: LogMergePolicy,
    may_merge: Arc<AtomicBool>,
}

/// Lets [`MergesAtCommit`] merge or not.
#[derive(Debug, Clone, Default)]
pub(super) struct Merging(Arc<AtomicBool>);

impl Merging {
    pub(super) fn policy(&self) -> MergesAtCommit {
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
        MergesAtCommit { policy, may_merge: Arc::clone(&self.0) }
    }

    pub(super) fn allow(&self, may_merge: bool) {
        self.0.store(may_merge, Ordering::Release);
    }
}

impl MergePolicy for MergesAtCommit {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        if !self.may_merge.load(Ordering::Acquire) {
            return Vec::new();
        }
        let articles: u32 = segments.iter().map(SegmentMeta::num_docs).sum();
        let is_large = |segment: &SegmentMeta| segment.num_docs() >= LARGE.max(articles / LARGE_PART);
        let (large, small): (Vec<_>, Vec<_>) = segments.iter().cloned().partition(is_large);
        let is_thinned =
            |segment: &&SegmentMeta| segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_SHARE;
        let mut merges = self.policy.compute_merge_candidates(&small);
        merges.extend(large.iter().filter(is_thinned).map(|segment| MergeCandidate(vec![segment.id()])));
        merges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::embedded::schema::Fields;
    use tantivy::Index;

    #[test]
    fn small_segments_are_merged_and_large_ones_left_alone() {
        let index = Index::create_in_ram(Fields::new().schema);
        let segments = |articles: &[u32]| -> Vec<SegmentMeta> {
            let segment = |articles: &u32| index.new_segment_meta(SegmentId::generate_random(), *articles);
            articles.iter().map(segment).collect()
        };
        let merging = Merging::default();
        let policy = merging.policy();
        assert!(policy.compute_merge_candidates(&segments(&[100; 8])).is_empty(), "not before a commit");
        merging.allow(true);
        let merged = |articles: &[u32]| -> Vec<usize> {
            policy.compute_merge_candidates(&segments(articles)).iter().map(|merge| merge.0.len()).collect()
        };
        assert!(merged(&[70_000; 14]).is_empty());
        assert_eq!(merged(&[100; 8]), [8]);
        assert_eq!(merged(&[[70_000; 8], [100; 8]].concat()), [8]);
        // A part of the whole that has become small.
        assert_eq!(merged(&[70_000; 40]), [40]);
    }
}

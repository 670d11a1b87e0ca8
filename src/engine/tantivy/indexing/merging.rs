//! Decides which segments are merged, and when.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tantivy::index::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// The share of deleted articles at which a segment is merged to drop them.
const DELETED_SHARE: f32 = 0.2;

/// A segment with more than [`LARGE`] articles and more than 1/`LARGE_PART` of all articles is not merged with others. Merging the segments
/// of a first indexing run would take a third of its time and make no query faster.
const LARGE_PART: usize = 16;
const LARGE: usize = 30_000;

/// Merges small segments as tantivy does, but only committed ones: a merge would hide that a segment is new.
#[derive(Debug)]
pub(crate) struct MergesAtCommit(Arc<AtomicBool>);

/// Switches the merging of [`MergesAtCommit`] on and off.
#[derive(Debug, Clone, Default)]
pub(crate) struct Merging(Arc<AtomicBool>);

impl Merging {
    pub(crate) fn policy(&self) -> MergesAtCommit {
        MergesAtCommit(Arc::clone(&self.0))
    }

    pub(crate) fn allow(&self, may_merge: bool) {
        self.0.store(may_merge, Ordering::Release);
    }
}

impl MergePolicy for MergesAtCommit {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        if !self.0.load(Ordering::Acquire) {
            return Vec::new();
        }
        let articles = |segment: &SegmentMeta| segment.num_docs() as usize;
        let most = LARGE.max(segments.iter().map(articles).sum::<usize>() / LARGE_PART);
        let mut of_small = LogMergePolicy::default();
        of_small.set_max_docs_before_merge(most);
        of_small.set_del_docs_ratio_before_merge(DELETED_SHARE);
        let mut merges = of_small.compute_merge_candidates(segments);
        let is_thinned =
            |segment: &&SegmentMeta| segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_SHARE;
        let large = segments.iter().filter(|segment| articles(segment) > most);
        merges.extend(large.filter(is_thinned).map(|segment| MergeCandidate(vec![segment.id()])));
        merges
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tantivy::schema::Fields;
    use tantivy::Index;
    use tantivy::index::SegmentId;

    #[test]
    fn merges_small_segments_and_keeps_large_ones() {
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
        // Segments of 70,000 articles, here a small part of the whole.
        assert_eq!(merged(&[70_000; 40]), [40]);
    }
}

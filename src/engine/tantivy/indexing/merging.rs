//! Decides which segments are merged, and when.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{MergeCandidate, MergePolicy};

/// The share of deleted articles at which a segment is merged to drop them.
const DELETED_SHARE: f32 = 0.2;

/// A segment with more than [`LARGE`] articles and more than 1/`LARGE_PART` of all articles is not merged with others. Merging the segments
/// of a first indexing run would take a third of its time and make no query faster.
const LARGE_PART: usize = 16;
const LARGE: usize = 30_000;

/// The number of segments of about the same size that are merged into one.
const OF_ONE_SIZE: usize = 8;

/// Segments with fewer articles count as one size; above, each size is [`OF_ONE_SIZE`] times the one below. So there are four sizes up to [`LARGE`]: an
/// archive that grows article by article has at most a few dozen segments, and an article is rewritten a few times. If all small segments were of one size,
/// as is tantivy's default, every eighth indexing run would rewrite all articles.
const SMALLEST: usize = 64;

/// Merges small segments of about the same size, but only committed ones: a merge would hide that a segment is new.
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
        let mut sizes: BTreeMap<u32, Vec<SegmentId>> = BTreeMap::new();
        let mut merges = Vec::new();
        for segment in segments {
            if segment.num_deleted_docs() as f32 > segment.max_doc() as f32 * DELETED_SHARE {
                merges.push(MergeCandidate(vec![segment.id()]));
            } else if articles(segment) <= most {
                sizes.entry(size_class(articles(segment))).or_default().push(segment.id());
            }
        }
        merges.extend(sizes.into_values().filter(|size| size.len() >= OF_ONE_SIZE).map(MergeCandidate));
        merges
    }
}

/// Returns the size class of a segment.
fn size_class(articles: usize) -> u32 {
    (articles / SMALLEST).checked_ilog(OF_ONE_SIZE).map_or(0, |size| size + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::tantivy::schema::Fields;
    use tantivy::Index;

    #[test]
    fn an_archive_that_grows_article_by_article_has_few_segments_and_writes_each_article_a_few_times() {
        let index = Index::create_in_ram(Fields::new().schema);
        let merging = Merging::default();
        merging.allow(true);
        let policy = merging.policy();
        let (articles, mut written, mut most) = (20_000, 0, 0);
        let mut segments: Vec<SegmentMeta> = Vec::new();
        for _ in 0..articles {
            segments.push(index.new_segment_meta(SegmentId::generate_random(), 1));
            for merge in policy.compute_merge_candidates(&segments) {
                let (merged, kept): (Vec<_>, Vec<_>) =
                    segments.into_iter().partition(|segment| merge.0.contains(&segment.id()));
                let sum = merged.iter().map(SegmentMeta::num_docs).sum();
                segments = kept;
                segments.push(index.new_segment_meta(SegmentId::generate_random(), sum));
                written += sum;
            }
            most = most.max(segments.len());
        }
        assert!(most <= 4 * OF_ONE_SIZE, "{most} segments");
        assert!(written <= 12 * articles, "{written} articles written by merges");
    }

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
        // Each size class is merged separately.
        assert_eq!(merged(&[&[20_000; 7][..], &[2_000; 7], &[200; 7], &[1; 8]].concat()), [8]);
        // Segments of 70,000 articles, each a small part of the whole.
        assert_eq!(merged(&[70_000; 40]), [40]);
    }
}

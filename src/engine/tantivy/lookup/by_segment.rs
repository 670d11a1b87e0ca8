//! Groups the addresses of a few articles by segment, for reading posting lists in their order.

use crate::engine::ArticleAddress;
use tantivy::{DocId, SegmentOrdinal};

/// The addressed articles of one segment.
pub(crate) struct OfSegment {
    pub ordinal: SegmentOrdinal,
    /// The articles in ascending order.
    pub articles: Vec<DocId>,
    /// The index of each of these articles in the list of addresses.
    pub indexes: Vec<usize>,
}

/// Returns the addresses grouped by segment.
pub(crate) fn by_segment(addresses: &[ArticleAddress]) -> Vec<OfSegment> {
    let mut in_order: Vec<(ArticleAddress, usize)> = addresses.iter().copied().zip(0..).collect();
    in_order.sort_unstable();
    let groups = in_order.chunk_by(|(one, _), (other, _)| one.segment == other.segment);
    let group = |group: &[(ArticleAddress, usize)]| {
        let (first, _) = group.first()?;
        let (articles, indexes) = group.iter().map(|(address, index)| (address.document, *index)).unzip();
        Some(OfSegment { ordinal: first.segment, articles, indexes })
    };
    groups.filter_map(group).collect()
}

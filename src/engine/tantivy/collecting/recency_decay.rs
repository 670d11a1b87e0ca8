//! Computes recency decay from the range of publication dates in the index.

use crate::engine::Recency;
use crate::engine::tantivy::schema::column;
use crate::scoring::RecencyDecay;
use tantivy::Searcher;

/// Returns the recency decay over the publication dates of all live articles.
pub(crate) fn recency_decay(recency: Recency, searcher: &Searcher) -> tantivy::Result<RecencyDecay> {
    let mut span: Option<(i64, i64)> = None;
    for segment in searcher.segment_readers() {
        let published = segment.fast_fields().i64(column::ORDER)?;
        // The minimum and maximum of the column are no use here: they include deleted articles.
        for seconds in segment.doc_ids_alive().filter_map(|document| published.first(document)) {
            let (oldest, newest) = span.unwrap_or((seconds, seconds));
            span = Some((oldest.min(seconds), newest.max(seconds)));
        }
    }
    Ok(RecencyDecay::new(recency.half_life, recency.today, span))
}

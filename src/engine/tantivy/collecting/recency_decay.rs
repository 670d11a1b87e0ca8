//! The span of publication dates, from which recency decay is counted.

use crate::engine::Recency;
use crate::engine::tantivy::schema::column;
use crate::scoring::RecencyDecay;
use tantivy::Searcher;

/// Returns the decay for the articles of an index.
pub(crate) fn recency_decay(recency: Recency, searcher: &Searcher) -> tantivy::Result<RecencyDecay> {
    let mut span: Option<(i64, i64)> = None;
    for segment in searcher.segment_readers() {
        let published = segment.fast_fields().i64(column::ORDER)?;
        // Not the bounds that the column keeps: they include deleted articles.
        for seconds in segment.doc_ids_alive().filter_map(|document| published.first(document)) {
            let (oldest, newest) = span.unwrap_or((seconds, seconds));
            span = Some((oldest.min(seconds), newest.max(seconds)));
        }
    }
    Ok(RecencyDecay::new(recency.half_life, recency.today, span))
}

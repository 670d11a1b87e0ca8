//! What is new counts more.

use super::schema::column;
use crate::engine::Recency;
use tantivy::Searcher;

/// The seconds of a day.
const DAY: f64 = 86_400.0;

/// The least logarithm of a factor, to the base 2: what is older still ranks by its words.
const LEAST: f64 = -64.0;

/// By what the date of an article multiplies its score.
///
/// Exponential decay (Li and Croft, CIKM 2003), from the newest article of the archive: in an archive of 1963 the news of 1963 is new.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decay {
    /// In seconds.
    half_life: f64,
    newest: i64,
    oldest: i64,
}

impl Decay {
    pub(super) fn new(recency: Recency, searcher: &Searcher) -> tantivy::Result<Self> {
        let mut span: Option<(i64, i64)> = None;
        for segment in searcher.segment_readers() {
            let published = segment.fast_fields().i64(column::ORDER)?;
            // Not the bounds that the column keeps: they are those of deleted articles too.
            for seconds in segment.doc_ids_alive().filter_map(|document| published.first(document)) {
                let (oldest, newest) = span.unwrap_or((seconds, seconds));
                span = Some((oldest.min(seconds), newest.max(seconds)));
            }
        }
        let (oldest, newest) = span.unwrap_or((recency.today, recency.today));
        let newest = newest.min(recency.today);
        Ok(Self { half_life: recency.half_life * DAY, newest, oldest: oldest.min(newest) })
    }

    /// Returns the factor for an article that was published then.
    pub(super) fn factor(&self, published: Option<i64>) -> f64 {
        let published = published.unwrap_or(self.oldest);
        let age = self.newest.saturating_sub(published).max(0) as f64;
        (-age / self.half_life).max(LEAST).exp2()
    }
}

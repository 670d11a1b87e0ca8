//! What is new counts more.

use super::schema::column;
use crate::engine::Recency;
use tantivy::columnar::Column;
use tantivy::{DocId, Searcher};

/// The seconds of a day.
const DAY: f64 = 86_400.0;

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
        let (mut newest, mut oldest) = (None, None);
        for segment in searcher.segment_readers() {
            let published = segment.fast_fields().i64(column::ORDER)?;
            if published.min_value() <= published.max_value() {
                newest = newest.max(Some(published.max_value()));
                oldest = Some(oldest.map_or(published.min_value(), |oldest: i64| oldest.min(published.min_value())));
            }
        }
        let newest = newest.unwrap_or(recency.today).min(recency.today);
        Ok(Self { half_life: recency.half_life * DAY, newest, oldest: oldest.unwrap_or(newest).min(newest) })
    }

    /// Returns the factor for an article.
    pub(super) fn factor(&self, published: &Column<i64>, document: DocId) -> f64 {
        let published = published.first(document).unwrap_or(self.oldest);
        let age = self.newest.saturating_sub(published).max(0) as f64;
        (-age / self.half_life).exp2()
    }
}

//! The columns that ranking reads, opened once per searcher.

use crate::engine::tantivy::schema::column;
use std::sync::OnceLock;
use tantivy::columnar::Column;
use tantivy::{Searcher, SegmentReader};

/// The ranking columns, by segment. Each column is opened on first use.
#[derive(Default)]
pub(crate) struct Columns {
    order: OnceLock<Vec<Column<i64>>>,
    tie: OnceLock<Vec<Column<u64>>>,
    meaning: OnceLock<Vec<Column<u64>>>,
}

impl Columns {
    /// Returns the dates of publication, in seconds, for sorting by date.
    pub(crate) fn order(&self, searcher: &Searcher) -> tantivy::Result<&[Column<i64>]> {
        opened(&self.order, searcher, |segment| segment.fast_fields().i64(column::ORDER))
    }

    /// Returns the tie-breakers of hits with equal scores.
    pub(crate) fn tie(&self, searcher: &Searcher) -> tantivy::Result<&[Column<u64>]> {
        opened(&self.tie, searcher, |segment| segment.fast_fields().u64(column::TIE))
    }

    /// Returns the packed meaning vectors.
    pub(crate) fn meaning(&self, searcher: &Searcher) -> tantivy::Result<&[Column<u64>]> {
        opened(&self.meaning, searcher, |segment| segment.fast_fields().u64(column::MEANING))
    }
}

fn opened<'a, T>(
    columns: &'a OnceLock<Vec<Column<T>>>,
    searcher: &Searcher,
    open: impl Fn(&SegmentReader) -> tantivy::Result<Column<T>>,
) -> tantivy::Result<&'a [Column<T>]> {
    if let Some(columns) = columns.get() {
        return Ok(columns);
    }
    let opened = searcher.segment_readers().iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
    Ok(columns.get_or_init(|| opened))
}

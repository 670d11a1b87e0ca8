//! The in-memory contents of a segment, which [`SegmentWriter`](super::SegmentWriter) writes to files.

use crate::engine::tantivy::postings::{Articles, Lexicon, Log};
use crate::engine::tantivy::schema::Annotation;
use std::collections::HashMap;
use tantivy::DocId;
use tantivy::schema::Field;

/// The number of logs per field: one for its words, and one for each annotation.
const LISTS_OF_FIELD: usize = 1 + Annotation::ALL.len();

/// Returns the index in [`Logs`] of a field, or of one of its annotations.
pub(crate) fn list_id(field: Field, annotation: Option<Annotation>) -> usize {
    field.field_id() as usize * LISTS_OF_FIELD + annotation.map_or(0, |annotation| annotation as usize)
}

/// The data from which the posting lists of a segment are built.
#[derive(Default)]
pub(crate) struct SegmentContents {
    pub lexicon: Lexicon,
    pub logs: Logs,
    pub names: Names,
    pub articles: Articles,
    /// The sequence number with which each article was handed to the writer, by document number.
    pub turns: Vec<u64>,
}

/// Terms that few articles share, such as ids and file paths, each with the articles that have it.
pub(crate) type Names = HashMap<(Field, Box<str>), Vec<DocId>>;

/// The posting logs of a segment, by [`list_id`].
#[derive(Default)]
pub(crate) struct Logs(Vec<Log>);

impl Logs {
    pub(crate) fn get(&mut self, list: usize) -> &mut Log {
        if list >= self.0.len() {
            self.0.resize_with(list + 1, Log::default);
        }
        &mut self.0[list]
    }

    /// Removes and returns a log, which is empty if nothing was written to it.
    pub(crate) fn take(&mut self, list: usize) -> Log {
        self.0.get_mut(list).map(std::mem::take).unwrap_or_default()
    }

    pub(crate) fn memory(&self) -> usize {
        self.0.iter().map(Log::memory).sum()
    }
}

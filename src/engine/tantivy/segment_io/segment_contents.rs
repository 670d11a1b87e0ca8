//! The contents of a segment while it is in memory: what [`SegmentWriter`](super::SegmentWriter) turns into files.

use crate::engine::tantivy::postings::{Articles, Lexicon, Log};
use crate::engine::tantivy::schema::Annotation;
use std::collections::HashMap;
use tantivy::DocId;
use tantivy::schema::Field;

/// Posting lists of a field: one for its words, and one for each annotation.
const LISTS_OF_FIELD: usize = 1 + Annotation::ALL.len();

/// Returns the number of the posting list of a field, or of one of its annotations.
pub(crate) fn list_id(field: Field, annotation: Option<Annotation>) -> usize {
    field.field_id() as usize * LISTS_OF_FIELD + annotation.map_or(0, |annotation| annotation as usize)
}

/// Everything that the posting lists of a segment are made from.
#[derive(Default)]
pub(crate) struct SegmentContents {
    pub lexicon: Lexicon,
    pub logs: Logs,
    pub names: Names,
    pub articles: Articles,
    /// The turn at which each article was handed to the writer, by document number.
    pub turns: Vec<u64>,
}

/// Ids and file paths, terms that few articles share, with the articles that have them.
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

    /// Takes a log out; it is empty if nothing was written.
    pub(crate) fn take(&mut self, list: usize) -> Log {
        self.0.get_mut(list).map(std::mem::take).unwrap_or_default()
    }

    pub(crate) fn memory(&self) -> usize {
        self.0.iter().map(Log::memory).sum()
    }
}

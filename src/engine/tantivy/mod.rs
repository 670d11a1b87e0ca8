//! The engine inside the process: a tantivy index in a folder of its store.
//!
//! Analysis happens outside tantivy: `text` makes the tokens and stems, [`indexing`] builds whole segments from them, and tantivy merges, deletes
//! from and searches these. The rooms, from the bottom up; each imports only from rooms before it, which a test enforces.

mod collecting;
mod counting;
mod engine;
mod indexing;
mod lookup;
mod lowering;
mod open_index;
mod positional;
mod postings;
mod schema;
mod segment_io;
mod stored;

pub(super) use indexing::TantivyWriter;
pub(super) use open_index::TantivyEngine;

use super::EngineError;
use tantivy::TantivyError;

impl From<TantivyError> for EngineError {
    fn from(error: TantivyError) -> Self {
        Self::Index(Box::new(error))
    }
}

impl From<tantivy::directory::error::OpenDirectoryError> for EngineError {
    fn from(error: tantivy::directory::error::OpenDirectoryError) -> Self {
        Self::Index(Box::new(error))
    }
}

impl From<std::io::Error> for EngineError {
    /// An error while reading the postings of the index.
    fn from(error: std::io::Error) -> Self {
        Self::Index(Box::new(error))
    }
}

//! The engine inside the process: a tantivy index in a folder of its own.
//!
//! Analysis happens outside tantivy: `text` makes the tokens and stems, and [`building`] makes whole segments of them, which tantivy
//! merges, deletes from and searches. [`lower`] turns a query tree into tantivy's queries over the same terms.

mod adding_up;
mod analysis;
mod beginnings;
mod best;
mod building;
mod clauses;
mod columns;
mod count_table;
mod counting;
mod deleting;
mod effort;
mod expanded;
mod grouping;
mod holdings;
mod language_set;
mod listings;
mod lower;
mod marks;
mod meanings;
mod merging;
mod packing;
mod pairs;
mod phrase;
mod positional;
mod postings;
mod prose;
mod ranked;
mod reader;
mod recency;
mod schema;
mod shared_directory;
mod statistics;
mod stems;
mod stored;
mod terms;
mod union;
mod vocabulary;
mod word_counts;
mod words;
mod workers;
mod writer;

pub(super) use reader::EmbeddedEngine;
pub(super) use writer::EmbeddedWriter;

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

//! The one error type of the library.

use crate::article::DateParseError;
use crate::engine::EngineError;
use crate::ingest::IngestError;
use crate::query::QueryError;
use crate::search::SearchError;
use std::io;

/// Any error of the library, by the part that failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A query has no valid reading.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A date cannot be parsed.
    #[error(transparent)]
    Date(#[from] DateParseError),
    /// A search failed.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// Articles could not be added or removed.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The archive could not be opened or read.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// Articles could not be saved to disk before they are indexed.
    #[error("cannot keep the added articles in the archive")]
    Spool(#[source] io::Error),
}

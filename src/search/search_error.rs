//! Errors of a search.

use super::filters::FilterError;
use super::time_limit::TimeLimitReached;
use crate::engine::EngineError;
use crate::query::QueryError;
use std::io;
use std::path::PathBuf;

/// Why a search failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// The text is not a valid query.
    #[error("{error}")]
    Query {
        /// The query as typed. The span of the error points into it.
        text: String,
        /// The error of the parser.
        error: Box<QueryError>,
    },
    /// The query has neither words nor conditions.
    #[error("the query is empty")]
    EmptyQuery,
    /// A concordance was requested for a query that can only match whole articles.
    #[error("the query matches no text")]
    NoText,
    /// A filter has an invalid value.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The lines of a concordance cannot be sorted in temporary files.
    #[error("cannot sort lines in temporary files in {}", .folder.display())]
    Scratch {
        /// The folder for temporary files.
        folder: PathBuf,
        /// The cause.
        #[source]
        source: io::Error,
    },
    /// Finding, counting or ranking took longer than the time limit.
    #[error(transparent)]
    TimeLimit(TimeLimitReached),
    /// The archive cannot be read.
    #[error(transparent)]
    Engine(EngineError),
}

impl From<EngineError> for SearchError {
    fn from(error: EngineError) -> Self {
        TimeLimitReached::try_from(error).map_or_else(Self::Engine, Self::TimeLimit)
    }
}

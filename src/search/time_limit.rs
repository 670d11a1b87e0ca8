//! The error of a search that took too long.

use crate::engine::EngineError;
use std::time::Duration;

/// A search took longer than its time limit. There are no partial results.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the time limit was reached")]
pub struct TimeLimitReached {
    /// The time limit.
    pub limit: Duration,
    /// The part of the query that was being processed, in canonical form, or else the query as typed.
    pub part: String,
}

impl TryFrom<EngineError> for TimeLimitReached {
    type Error = EngineError;

    fn try_from(error: EngineError) -> Result<Self, EngineError> {
        match error {
            EngineError::TimeLimit { limit, part } => Ok(Self { limit, part: part.unwrap_or_default() }),
            other => Err(other),
        }
    }
}

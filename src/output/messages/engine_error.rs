//! Archives that cannot be searched.

use super::query_excerpt::quote;
use crate::library::EngineError;

/// The maximum number of characters of the part of a query that a message names.
const MAX_PART: usize = 100;

/// Returns the message for an archive that cannot be opened or read, or not in time, without its source.
pub fn engine_error_text(error: &EngineError) -> String {
    match error {
        EngineError::TimeLimit { limit, part } => {
            let limit = limit.as_secs_f64();
            let part = part.as_ref().map(|part| format!(" at `{}`", quote(part, MAX_PART)));
            format!("the time limit of {limit} s was reached{}", part.unwrap_or_default())
        }
        other => other.to_string(),
    }
}

//! Searches that took too long.

use super::query_excerpt::quote;
use crate::library::TimeLimitReached;

/// The maximum number of characters of the part of a query that the message names.
const MAX_PART: usize = 100;

/// Returns the message for a search that took longer than its time limit.
pub fn time_limit_text(error: &TimeLimitReached) -> String {
    let TimeLimitReached { limit, part } = error;
    format!("the time limit of {} s was reached at `{}`", limit.as_secs_f64(), quote(part, MAX_PART))
}

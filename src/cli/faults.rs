//! Faults that tests inject through the environment. Release builds ignore them.

use crate::library::{Fault, inject};

/// Injects the fault of `DATELINE_FAULT`: the number of a durable step and, after a colon, the number of a system error; without the latter, the process
/// ends at that step.
pub(super) fn inject_from_environment() {
    let Ok(ordered) = std::env::var("DATELINE_FAULT") else { return };
    let (step, error) = ordered.split_once(':').unwrap_or((&ordered, ""));
    if let Ok(step) = step.parse() {
        inject(Fault { step, error: error.parse().ok() });
    }
}

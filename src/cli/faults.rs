//! Faults that tests order through the environment. Release builds know nothing of them.

use crate::library::{Fault, inject};

/// Injects the fault of `DATELINE_FAULT`: the number of a durable step, and after a colon the number of the system error; without one
/// the process ends at the step.
pub(super) fn inject_from_environment() {
    let Ok(ordered) = std::env::var("DATELINE_FAULT") else { return };
    let (step, error) = ordered.split_once(':').unwrap_or((&ordered, ""));
    if let Ok(step) = step.parse() {
        inject(Fault { step, error: error.parse().ok() });
    }
}

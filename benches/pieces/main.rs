//! Micro-benchmarks, one file per room: `cargo bench`, or `cargo bench -- --quick matching` for a quick run of one room.
//!
//! `scripts/bench` measures whole commands and compares them with other programs.

mod corpus;
mod matching;
mod query;
mod support;
mod text;

use criterion::Criterion;
use std::time::Duration;
use support::Outcome;

fn main() -> Outcome<()> {
    // Shorter than criterion's defaults: one iteration takes microseconds, and all benchmarks should finish within minutes.
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    text::measure(&mut criterion)?;
    query::measure(&mut criterion)?;
    matching::measure(&mut criterion)?;
    corpus::measure(&mut criterion)?;
    criterion.final_summary();
    Ok(())
}

//! What the pieces take, one by one: `cargo bench`, or `cargo bench -- --quick matching` for a first look at one room.
//!
//! One file a room. What whole commands take, beside other programs, is for `scripts/bench`.

mod corpus;
mod matching;
mod query;
mod support;
mod text;

use criterion::Criterion;
use std::time::Duration;
use support::Outcome;

fn main() -> Outcome<()> {
    // Shorter than usual: these pieces take microseconds, and a run of all should be over in a few minutes.
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

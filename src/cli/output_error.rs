//! Output that cannot be written, for example because the disk is full.

use anyhow::Result;
use std::io::{self, Write};

/// The reason why results could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {what}")]
pub(super) struct OutputError {
    what: &'static str,
    #[source]
    source: io::Error,
}

impl OutputError {
    /// Returns a function for `map_err` that names the output.
    pub(super) fn of(what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self { what, source }
    }

    /// Returns a function for `map_err` for standard output.
    pub(super) fn of_results() -> impl FnOnce(io::Error) -> Self {
        Self::of("the output")
    }
}

/// Prints text and a line break on standard output.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
    Ok(written.map_err(OutputError::of_results())?)
}

//! Long output through a pager.

use anyhow::{Context, Result};
use std::io::{self, BufWriter, Write};
use std::process::{Command, Stdio};

/// Writes to standard output, through the pager if one is given and the text is longer than the screen.
pub(super) fn write_out(pager: Option<&str>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let Some(pager) = pager else {
        let mut out = BufWriter::new(io::stdout().lock());
        return write(&mut out).and_then(|()| out.flush()).context("cannot write the output");
    };
    let mut text = Vec::new();
    write(&mut text).context("cannot write the output")?;
    let lines = text.iter().filter(|byte| **byte == b'\n').count();
    let fits = terminal_size::terminal_size().is_some_and(|(_, height)| lines < usize::from(height.0));
    if !fits && page(pager, &text).is_ok() {
        return Ok(());
    }
    io::stdout().write_all(&text).context("cannot write the output")
}

fn page(pager: &str, text: &[u8]) -> io::Result<()> {
    let mut words = pager.split_whitespace();
    let Some(program) = words.next() else { return Err(io::ErrorKind::InvalidInput.into()) };
    let mut child = Command::new(program).args(words).stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // Whoever leaves the pager early closes the pipe: that is no failure.
        let _ = input.write_all(text);
    }
    child.wait().map(drop)
}

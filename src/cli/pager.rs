//! Standard output, through a pager if it is longer than the screen.

use super::output_error::OutputError;
use anyhow::Result;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The number of writes that are flushed immediately.
const EAGER: usize = 200;

/// The maximum delay of a later write.
const MAX_DELAY: Duration = Duration::from_millis(100);

/// Writes to standard output, through the pager if one is given and the output is longer than the screen.
pub(super) fn write_out(pager: Option<&str>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = Output::new(pager);
    let written = write(&mut out);
    out.end(written, Ok::<_, anyhow::Error>(()))
}

/// Standard output for results that are written one by one while they are found.
pub(super) struct ResultsOutput {
    out: Output,
    written: io::Result<()>,
}

impl ResultsOutput {
    /// Returns standard output, with a pager if one is given.
    pub(super) fn new(pager: Option<&str>) -> Self {
        Self { out: Output::new(pager), written: Ok(()) }
    }

    /// Writes one result. A failure stops the search.
    pub(super) fn write(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> ControlFlow<()> {
        self.written = write(&mut self.out);
        if self.written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// Completes the output with `finish`, and waits for the pager even if something failed.
    pub(super) fn end<T, E: Into<anyhow::Error>>(
        mut self,
        results: Result<T, E>,
        finish: impl FnOnce(&T, &mut dyn Write) -> io::Result<()>,
    ) -> Result<T> {
        if let (Ok(()), Ok(results)) = (&self.written, &results) {
            self.written = finish(results, &mut self.out);
        }
        self.out.end(self.written, results)
    }
}

fn is_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Standard output that switches to a pager once the screen is full.
struct Output {
    state: State,
    writes: usize,
    flushed: Instant,
}

enum State {
    /// The output so far fits the screen and is held back.
    Held {
        text: Vec<u8>,
        lines: usize,
        pager: String,
    },
    Paged(Child),
    Plain(BufWriter<io::Stdout>),
}

impl Output {
    /// Returns standard output, with a pager if one is given.
    fn new(pager: Option<&str>) -> Self {
        let state = match pager {
            Some(pager) => State::Held { text: Vec::new(), lines: 0, pager: pager.to_owned() },
            None => State::Plain(BufWriter::new(io::stdout())),
        };
        Self { state, writes: 0, flushed: Instant::now() }
    }

    /// Ends the output, and waits for the pager even if something failed. Returns the results.
    fn end<T, E: Into<anyhow::Error>>(self, written: io::Result<()>, results: Result<T, E>) -> Result<T> {
        let is_paged = matches!(self.state, State::Paged(_));
        let finished = self.finish();
        let results = results.map_err(Into::into)?;
        match written {
            // Leaving the pager early is not an error.
            Err(error) if is_paged && is_closed(&error) => finished,
            written => written.and(finished),
        }
        .map_err(OutputError::of_results())?;
        Ok(results)
    }

    /// Writes held text, or waits for the pager to exit.
    fn finish(mut self) -> io::Result<()> {
        match &mut self.state {
            State::Held { text, .. } => io::stdout().write_all(text),
            State::Plain(out) => out.flush(),
            State::Paged(pager) => {
                drop(pager.stdin.take());
                pager.wait().map(drop)
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Held { text, lines, pager } => {
                text.extend_from_slice(chunk);
                *lines += chunk.iter().filter(|byte| **byte == b'\n').count();
                if terminal_size::terminal_size().is_none_or(|(_, height)| *lines >= usize::from(height.0)) {
                    self.state = page(pager, text)?;
                }
            }
            State::Paged(pager) => {
                if let Some(input) = &mut pager.stdin {
                    input.write_all(chunk)?;
                }
            }
            State::Plain(out) => {
                out.write_all(chunk)?;
                // Flush the first lines at once, and slow results as they come.
                self.writes += 1;
                let is_line = chunk.ends_with(b"\n");
                if is_line && (self.writes < EAGER || self.flushed.elapsed() > MAX_DELAY) {
                    out.flush()?;
                    self.flushed = Instant::now();
                }
            }
        }
        Ok(chunk.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.state {
            State::Plain(out) => out.flush(),
            State::Held { .. } | State::Paged(_) => Ok(()),
        }
    }
}

/// Passes held text to the pager, or to standard output if the pager cannot be started.
fn page(pager: &str, text: &[u8]) -> io::Result<State> {
    let words = shell_words::split(pager).unwrap_or_default();
    let child = words
        .split_first()
        .map(|(program, arguments)| Command::new(program).args(arguments).stdin(Stdio::piped()).spawn());
    let mut state = match child {
        Some(Ok(child)) => State::Paged(child),
        _ => State::Plain(BufWriter::new(io::stdout())),
    };
    match &mut state {
        State::Paged(child) => {
            if let Some(input) = &mut child.stdin {
                // If the pager has exited already, the next write reports the error.
                let _ = input.write_all(text);
            }
        }
        State::Plain(out) => out.write_all(text)?,
        State::Held { .. } => {}
    }
    Ok(state)
}

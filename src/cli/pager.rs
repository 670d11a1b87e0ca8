//! Long output through a pager.

use anyhow::{Context, Result};
use std::io::{self, BufWriter, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How many pieces of text are shown as they come.
const EAGER: usize = 200;

/// How long a piece may wait for others after that.
const PATIENCE: Duration = Duration::from_millis(100);

/// Writes to standard output, through the pager if one is given and the text is longer than the screen.
pub(super) fn write_out(pager: Option<&str>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = Output::new(pager);
    let mut written = write(&mut out);
    if matches!(out.state, State::Paged(_)) && written.as_ref().is_err_and(is_closed) {
        // Whoever leaves the pager early has seen enough: that is no failure.
        written = Ok(());
    }
    let finished = out.finish();
    written.and(finished).context("cannot write the output")
}

fn is_closed(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

/// Standard output, through a pager once there is more than fits the screen.
pub(super) struct Output {
    state: State,
    pieces: usize,
    flushed: Instant,
}

enum State {
    /// Nothing is shown before it is known whether it fits the screen.
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
    pub(super) fn new(pager: Option<&str>) -> Self {
        let state = match pager {
            Some(pager) => State::Held { text: Vec::new(), lines: 0, pager: pager.to_owned() },
            None => State::Plain(BufWriter::new(io::stdout())),
        };
        Self { state, pieces: 0, flushed: Instant::now() }
    }

    /// Shows what is still held, and waits until the pager is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
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
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Held { text, lines, pager } => {
                text.extend_from_slice(piece);
                *lines += piece.iter().filter(|byte| **byte == b'\n').count();
                if terminal_size::terminal_size().is_none_or(|(_, height)| *lines >= usize::from(height.0)) {
                    self.state = page(pager, text)?;
                }
            }
            State::Paged(pager) => {
                if let Some(input) = &mut pager.stdin {
                    input.write_all(piece)?;
                }
            }
            State::Plain(out) => {
                out.write_all(piece)?;
                // What is found slowly is shown as it is found, and the first lines are shown at once.
                self.pieces += 1;
                let is_line = piece.ends_with(b"\n");
                if is_line && (self.pieces < EAGER || self.flushed.elapsed() > PATIENCE) {
                    out.flush()?;
                    self.flushed = Instant::now();
                }
            }
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.state {
            State::Plain(out) => out.flush(),
            State::Held { .. } | State::Paged(_) => Ok(()),
        }
    }
}

/// Hands what was held to the pager, or to standard output if the pager cannot be run.
fn page(pager: &str, text: &[u8]) -> io::Result<State> {
    let mut words = pager.split_whitespace();
    let child = words.next().map(|program| Command::new(program).args(words).stdin(Stdio::piped()).spawn());
    let mut state = match child {
        Some(Ok(child)) => State::Paged(child),
        _ => State::Plain(BufWriter::new(io::stdout())),
    };
    match &mut state {
        State::Paged(child) => {
            if let Some(input) = &mut child.stdin {
                // A pager that is gone already is noticed with the next piece.
                let _ = input.write_all(text);
            }
        }
        State::Plain(out) => out.write_all(text)?,
        State::Held { .. } => {}
    }
    Ok(state)
}

//! Progress of an indexing run, and Ctrl-C.

use super::context::Context;
use super::hints;
use super::output_error::OutputError;
use crate::library::{Observer, Reject};
use crate::output::{count_text, progress_line, reject_json, reject_line};
use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The maximum number of skipped files that are listed; `--rejects` lists them all.
const MAX_LISTED: u64 = 20;

/// The interval of progress lines if standard error is not a terminal.
const PLAIN_INTERVAL: Duration = Duration::from_secs(10);

/// The interval at which the progress bar is redrawn.
const TICK: Duration = Duration::from_millis(120);

/// Set by the first Ctrl-C; the second one ends the process at once.
static STOP: AtomicBool = AtomicBool::new(false);

/// Whether an indexing run is in progress, which the first Ctrl-C stops gracefully.
static RUNNING: AtomicBool = AtomicBool::new(false);

/// Makes Ctrl-C end the run gracefully, keeping finished work.
pub(super) fn stop_on_interrupt() -> Result<()> {
    let handler = || {
        if !RUNNING.load(Ordering::Relaxed) || STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let _ = writeln!(
            std::io::stderr(),
            "\nstopping after the current batch, finished work is kept (press Ctrl-C again to stop at once)"
        );
    };
    ctrlc::set_handler(handler).context("cannot install the Ctrl-C handler")?;
    RUNNING.store(true, Ordering::Relaxed);
    Ok(())
}

/// Shows progress on standard error and writes the list of skipped input.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Whether to print progress lines instead of a bar.
    print_lines: bool,
    quiet: bool,
    files: AtomicU64,
    planned: AtomicU64,
    bytes: AtomicU64,
    planned_bytes: AtomicU64,
    begun: Instant,
    last_print: Mutex<Instant>,
    skipped: AtomicU64,
    /// The hints for the reasons of skipped input.
    hints: Mutex<BTreeSet<&'static str>>,
    rejects: Option<Mutex<BufWriter<File>>>,
}

impl Progress {
    pub(super) fn new(context: &Context, rejects: Option<&Path>) -> Result<Self> {
        let file = rejects.map(|path| {
            File::create(path)
                .with_context(|| format!("cannot write {}", path.display()))
                .map(|file| Mutex::new(BufWriter::new(file)))
        });
        let target = if context.stderr_is_terminal && !context.quiet {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Ok(Self {
            bar: ProgressBar::with_draw_target(None, target),
            print_lines: !context.stderr_is_terminal && !context.quiet,
            quiet: context.quiet,
            files: AtomicU64::new(0),
            planned: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            planned_bytes: AtomicU64::new(0),
            begun: Instant::now(),
            last_print: Mutex::new(Instant::now()),
            skipped: AtomicU64::new(0),
            hints: Mutex::default(),
            rejects: file.transpose()?,
        })
    }

    /// Clears the bar and completes the list of skipped input.
    pub(super) fn finish(&self) -> Result<()> {
        RUNNING.store(false, Ordering::Relaxed);
        self.bar.finish_and_clear();
        let unlisted = self.skipped.load(Ordering::Relaxed).saturating_sub(MAX_LISTED);
        if unlisted > 0 && !self.quiet {
            self.print(&format!("… and {} more skipped; --rejects FILE lists all of them", count_text(unlisted)));
        }
        if !self.quiet {
            let hints = self.hints.lock().unwrap_or_else(PoisonError::into_inner);
            hints.iter().for_each(|hint| self.print(&format!("  {hint}")));
        }
        if let Some(rejects) = &self.rejects {
            let mut rejects = rejects.lock().unwrap_or_else(PoisonError::into_inner);
            rejects.flush().map_err(OutputError::of("the list of skipped input"))?;
        }
        Ok(())
    }

    fn print(&self, line: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stderr(), "{line}");
        });
    }

    fn print_progress(&self) {
        let Ok(mut last_print) = self.last_print.try_lock() else { return };
        if last_print.elapsed() >= PLAIN_INTERVAL {
            *last_print = Instant::now();
            let files = (self.files.load(Ordering::Relaxed), self.planned.load(Ordering::Relaxed));
            let bytes = (self.bytes.load(Ordering::Relaxed), self.planned_bytes.load(Ordering::Relaxed));
            self.print(&progress_line(files, bytes, self.begun.elapsed()));
        }
    }
}

/// Redraws the bar until it is finished. If the system allows no more threads, the bar is not redrawn at intervals.
fn keep_ticking(bar: ProgressBar) {
    if bar.is_hidden() {
        return;
    }
    let _ = std::thread::Builder::new().spawn(move || {
        while !bar.is_finished() {
            bar.tick();
            std::thread::sleep(TICK);
        }
    });
}

impl Observer for Progress {
    fn planned(&self, files: u64, bytes: u64) {
        self.planned.store(files, Ordering::Relaxed);
        self.planned_bytes.store(bytes, Ordering::Relaxed);
        // Bytes if they are known: file sizes differ too much for an estimate of the time left by the number of files.
        self.bar.set_length(bytes.max(files));
        let template = "{bar:30.cyan/dim} {msg}  {bytes_per_sec}  {eta} left";
        self.bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        if files > 0 {
            keep_ticking(self.bar.clone());
        }
    }

    fn done(&self, bytes: u64) {
        let files = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.bar.inc(bytes);
        self.bar.set_message(format!("{files} of {} files", self.planned.load(Ordering::Relaxed)));
        if self.print_lines {
            self.print_progress();
        }
    }

    fn rejected(&self, reject: &Reject) {
        let before = self.skipped.fetch_add(1, Ordering::Relaxed);
        if before < MAX_LISTED && !self.quiet {
            self.print(&format!("skipped: {}", reject_line(reject)));
        }
        if let (Some(hint), Ok(mut hints)) = (hints::skipped(&reject.reason), self.hints.lock()) {
            hints.insert(hint);
        }
        if let Some(rejects) = &self.rejects
            && let (Ok(mut rejects), Ok(json)) = (rejects.lock(), reject_json(reject))
        {
            // The error is reported when the list is completed.
            let _ = writeln!(rejects, "{json}");
        }
    }

    fn should_stop(&self) -> bool {
        STOP.load(Ordering::Relaxed)
    }
}

//! What is shown of a run while it goes on.

use super::context::Context;
use crate::ingest::{Observer, Reject};
use crate::output::reject_line;
use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How many files that were left out are named; all of them go to `--rejects`.
const NAMED: u64 = 20;

/// How often a run that nobody watches on a terminal says how far it is.
const PLAIN_INTERVAL: Duration = Duration::from_secs(10);

/// Set by Ctrl-C. A second one ends the process at once.
static STOP: AtomicBool = AtomicBool::new(false);

/// Whether a run is going on that Ctrl-C has to end in good order.
static RUNNING: AtomicBool = AtomicBool::new(false);

/// Lets Ctrl-C end a run in good order.
pub(super) fn stop_on_interrupt() -> Result<()> {
    let handler = || {
        if !RUNNING.load(Ordering::Relaxed) || STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let _ = writeln!(std::io::stderr(), "\nstopping: keeping what is done (again to stop at once)");
    };
    ctrlc::set_handler(handler).context("cannot listen for Ctrl-C")?;
    RUNNING.store(true, Ordering::Relaxed);
    Ok(())
}

/// Shows a run on standard error and keeps the list of what was left out.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Whether to say how far the run is without a bar.
    plain: bool,
    quiet: bool,
    files: AtomicU64,
    planned: AtomicU64,
    bytes: AtomicU64,
    spoke: Mutex<Instant>,
    left_out: AtomicU64,
    rejects: Option<Mutex<BufWriter<File>>>,
}

impl Progress {
    pub(super) fn new(context: &Context, rejects: Option<&Path>) -> Result<Self> {
        let file = rejects.map(|path| {
            File::create(path)
                .with_context(|| format!("cannot write {}", path.display()))
                .map(|file| Mutex::new(BufWriter::new(file)))
        });
        let target =
            if context.watched && !context.quiet { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Ok(Self {
            bar: ProgressBar::with_draw_target(None, target),
            plain: !context.watched && !context.quiet,
            quiet: context.quiet,
            files: AtomicU64::new(0),
            planned: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            spoke: Mutex::new(Instant::now()),
            left_out: AtomicU64::new(0),
            rejects: file.transpose()?,
        })
    }

    /// Clears the bar and finishes the list of what was left out.
    pub(super) fn finish(&self) -> Result<()> {
        RUNNING.store(false, Ordering::Relaxed);
        self.bar.finish_and_clear();
        let unnamed = self.left_out.load(Ordering::Relaxed).saturating_sub(NAMED);
        if unnamed > 0 && !self.quiet {
            self.say(&format!("… and {unnamed} more were left out; --rejects FILE lists all"));
        }
        if let Some(rejects) = &self.rejects {
            let mut rejects = rejects.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            rejects.flush().context("cannot write the list of what was left out")?;
        }
        Ok(())
    }

    fn say(&self, line: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stderr(), "{line}");
        });
    }

    fn say_how_far(&self) {
        let Ok(mut spoke) = self.spoke.try_lock() else { return };
        if spoke.elapsed() >= PLAIN_INTERVAL {
            *spoke = Instant::now();
            let (files, planned) = (self.files.load(Ordering::Relaxed), self.planned.load(Ordering::Relaxed));
            self.say(&format!("{files} of {planned} files, {} MB", self.bytes.load(Ordering::Relaxed) / 1_000_000));
        }
    }
}

impl Observer for Progress {
    fn planned(&self, files: u64, bytes: u64) {
        self.planned.store(files, Ordering::Relaxed);
        // By bytes where they are known: files differ too much in size to tell the time left.
        self.bar.set_length(bytes.max(files));
        let template = "{bar:30.cyan/dim} {msg}  {bytes_per_sec}  {eta} left";
        self.bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        if files > 0 {
            self.bar.enable_steady_tick(Duration::from_millis(120));
        }
    }

    fn done(&self, bytes: u64) {
        let files = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.bar.inc(bytes);
        self.bar.set_message(format!("{files} of {} files", self.planned.load(Ordering::Relaxed)));
        if self.plain {
            self.say_how_far();
        }
    }

    fn rejected(&self, reject: &Reject) {
        let before = self.left_out.fetch_add(1, Ordering::Relaxed);
        if before < NAMED && !self.quiet {
            self.say(&format!("left out: {}", reject_line(reject)));
        }
        if let Some(rejects) = &self.rejects
            && let (Ok(mut rejects), Ok(json)) = (rejects.lock(), serde_json::to_string(reject))
        {
            // A failure shows when the list is finished.
            let _ = writeln!(rejects, "{json}");
        }
    }

    fn should_stop(&self) -> bool {
        STOP.load(Ordering::Relaxed)
    }
}

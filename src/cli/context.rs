//! What was typed, the environment and the configuration, resolved once.

use super::args::{Args, ColorChoice, ReadingArgs, RunningArgs};
use super::config::Config;
use crate::corpus::ReadingOptionsPatch;
use crate::engine::{Engine, EngineError, open_reader};
use crate::ingest::IndexingOptions;
use crate::output::Style;
use crate::parallel::processors;
use anyhow::{Context as _, Result};
use std::io::IsTerminal;
use std::path::PathBuf;

/// Where the index is unless anything says otherwise.
const DEFAULT_INDEX: &str = "index";

/// How many hits are shown unless anything says otherwise.
const DEFAULT_LIMIT: usize = 10;

/// How much memory indexing may take unless anything says otherwise, in bytes: a quarter of the machine's, but no more than this.
const MOST_MEMORY: u64 = 2 << 30;

/// The widest that text is set on a terminal: longer lines are hard to read.
const WIDEST: usize = 110;

/// Everything that commands need to know of the world.
pub(super) struct Context {
    /// The folder of the index.
    pub index: PathBuf,
    /// How to dress what goes to standard output.
    pub style: Style,
    /// How wide the terminal is, if standard output is one.
    pub columns: Option<usize>,
    /// Whether to keep quiet about everything but results and errors.
    pub quiet: bool,
    /// How many hits to show.
    pub limit: usize,
    /// The command to show long output with.
    pub pager: Option<String>,
    /// Whether a person watches standard error.
    pub watched: bool,
}

impl Context {
    pub(super) fn resolve(args: &Args) -> Result<Self> {
        let config = Config::read(args.config.as_deref())?;
        let color = args.color.or(config.color.map(Into::into)).unwrap_or(ColorChoice::Auto);
        let to_terminal = std::io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => to_terminal && !plain,
        };
        let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)).filter(|_| to_terminal);
        let style = Style {
            color,
            hyperlinks: color && to_terminal,
            width: columns.map(|columns| columns.min(WIDEST)),
            base: std::env::current_dir().context("the current folder cannot be found")?,
        };
        let pager = config.pager.or_else(|| std::env::var("PAGER").ok()).or_else(|| Some("less -FRX".to_owned()));
        Ok(Self {
            index: args.index.clone().or(config.index).unwrap_or_else(|| DEFAULT_INDEX.into()),
            style,
            columns,
            quiet: args.quiet,
            limit: config.limit.unwrap_or(DEFAULT_LIMIT),
            pager: pager.filter(|pager| !pager.trim().is_empty() && to_terminal),
            watched: std::io::stderr().is_terminal(),
        })
    }

    /// Opens the archive for searching.
    ///
    /// It is never closed: the system takes back what a process had mapped at once, file by file it takes a few milliseconds.
    pub(super) fn open_archive(&self) -> Result<&'static dyn Engine, EngineError> {
        Ok(Box::leak(open_reader(&self.index)?))
    }
}

impl RunningArgs {
    /// Returns how a run is done.
    pub(super) fn options(&self) -> IndexingOptions {
        IndexingOptions {
            jobs: self.jobs.map_or_else(processors, usize::from),
            memory: usize::try_from(self.memory.unwrap_or_else(default_memory)).unwrap_or(usize::MAX),
            dry_run: false,
            allow_empty: false,
        }
    }
}

impl ReadingArgs {
    /// Returns the reading options that were given; those left out stay as the folder has them.
    pub(super) fn patch(&self) -> ReadingOptionsPatch {
        ReadingOptionsPatch {
            format: self.read_as,
            source: self.source.clone(),
            source_from: self.source_from,
            language: self.lang,
            map: self.map.clone(),
            max_file_bytes: self.max_file_size,
        }
    }
}

fn default_memory() -> u64 {
    machine_memory().map_or(MOST_MEMORY, |memory| (memory / 4).min(MOST_MEMORY))
}

/// Returns the memory of the machine in bytes, where the system says it in a file.
fn machine_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

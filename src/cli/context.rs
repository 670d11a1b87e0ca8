//! Arguments, environment and configuration, resolved once.

use super::address_space::{AddressSpaceError, address_space, require, threads};
use super::archive_args::{GlobArg, ReadingArgs, RunningArgs};
use super::args::{Args, ColorChoice};
use super::available_memory::available_memory;
use super::config::{Config, with_home};
use super::credentials;
use super::query_args::TimeoutArg;
use super::read_pdf::pdf_program;
use super::seconds::Seconds;
use crate::library::{
    Archive, ClusterAccess, ClusterLocation, EngineError, IndexingOptions, OcrPrograms, PathGlob, ReadingOptionsPatch,
    processors,
};
use crate::output::Style;
use anyhow::{Context as _, Result};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// The default folder of the archive.
const DEFAULT_INDEX: &str = "index";

/// The default number of hits.
const DEFAULT_LIMIT: usize = 10;

/// The maximum of the default memory for indexing, in bytes; the default is a quarter of the memory that the process may use.
const MAX_DEFAULT_MEMORY: u64 = 2 << 30;

/// The maximum line width on a terminal: longer lines are hard to read.
const MAX_WIDTH: usize = 110;

/// The settings that commands share.
pub(super) struct Context {
    /// The folder of the archive, or its address on a cluster.
    pub index: PathBuf,
    /// The style of standard output.
    pub style: Style,
    /// The width of the terminal, if standard output is one.
    pub columns: Option<usize>,
    /// Whether to print results and errors only.
    pub quiet: bool,
    /// The number of hits to show.
    pub limit: usize,
    /// The time limit of a search, unless an option says otherwise.
    pub timeout: Seconds,
    /// The pager command for long output.
    pub pager: Option<String>,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
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
            width: columns.map(|columns| columns.min(MAX_WIDTH)),
            base: std::env::current_dir().context("cannot determine the current folder")?,
        };
        let pager = config.pager.or_else(|| std::env::var("PAGER").ok()).or_else(|| Some("less -FRX".to_owned()));
        let ca_file = args.ca_file.clone().filter(|file| !file.as_os_str().is_empty()).map(with_home).transpose()?;
        let access = ClusterAccess {
            credentials: credentials::find(config.cluster_credentials_file.as_deref())?,
            ca_file: ca_file.or(config.ca_file),
            insecure_http: args.insecure_http || config.insecure_http,
        };
        if access != ClusterAccess::default() {
            access.set();
        }
        let named = args.index.clone().filter(|index| !index.as_os_str().is_empty());
        let index = named.or(config.index).map_or_else(|| Ok(DEFAULT_INDEX.into()), with_home)?;
        if let Some(address) = index.to_str().filter(|_| ClusterLocation::is_address(&index)) {
            ClusterLocation::parse(address)?;
        }
        Ok(Self {
            index,
            style,
            columns,
            quiet: args.quiet,
            limit: config.limit.unwrap_or(DEFAULT_LIMIT),
            timeout: config.timeout.unwrap_or(Seconds::DEFAULT),
            pager: pager.filter(|pager| !pager.trim().is_empty() && to_terminal),
            stderr_is_terminal: std::io::stderr().is_terminal(),
        })
    }

    /// Opens the archive for searching.
    ///
    /// The archive is leaked: unmapping it file by file takes a few milliseconds, while the exit of the process does it at once.
    pub(super) fn open_archive(&self) -> Result<&'static Archive, EngineError> {
        Ok(Box::leak(Box::new(Archive::open(&self.index)?)))
    }
}

impl TimeoutArg {
    /// Returns the time limit of a search; `None` for none.
    pub(super) fn limit(&self, context: &Context) -> Option<Duration> {
        self.timeout.unwrap_or(context.timeout).limit()
    }
}

impl RunningArgs {
    /// Returns the options of an indexing run; fails if the process has too little address space for one.
    pub(super) fn options(&self) -> Result<IndexingOptions, AddressSpaceError> {
        let space = address_space();
        require(space)?;
        let memory = self.memory.unwrap_or_else(|| default_memory(space));
        Ok(IndexingOptions {
            jobs: self.jobs.map_or_else(|| threads(processors(), space), usize::from),
            memory: usize::try_from(memory).unwrap_or(usize::MAX),
            dry_run: false,
            verify: false,
            allow_empty: false,
            pdf: pdf_program(),
            ocr: Some(OcrPrograms::default()),
        })
    }
}

impl ReadingArgs {
    /// Returns the given reading options; the folder keeps its other options.
    pub(super) fn patch(&self) -> ReadingOptionsPatch {
        ReadingOptionsPatch {
            format: self.read_as,
            source: self.source.clone(),
            source_from: self.source_from,
            language: self.lang,
            ocr: self.ocr.clone(),
            map: self.map.clone(),
            max_file_bytes: self.max_file_size,
            include: globs(&self.include),
            exclude: globs(&self.exclude),
        }
    }
}

/// Returns the given patterns, or `None` if there are none. An empty pattern only clears the earlier ones.
fn globs(given: &[GlobArg]) -> Option<Vec<PathGlob>> {
    (!given.is_empty()).then(|| given.iter().filter_map(|GlobArg(glob)| glob.clone()).collect())
}

fn default_memory(address_space: Option<u64>) -> u64 {
    let available = available_memory().into_iter().chain(address_space).min();
    available.map_or(MAX_DEFAULT_MEMORY, |memory| (memory / 4).min(MAX_DEFAULT_MEMORY))
}

//! What can be typed.

use super::eval_args::{EvalArgs, RunArgs};
use super::query_args::{CountArgs, KwicArgs, SearchArgs, TermsArgs};
use crate::corpus::{FieldMap, Format, PathGlob, PathGlobError, SourceRule};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes: 0 hits found, or done; 1 no hits; 2 the command or query makes no sense; \
    3 the index is missing, locked or of another version; 4 done, but some input was left out; 130 interrupted.";

/// Index a folder of news articles, and search it like a news librarian.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about,
    after_help = EXIT_CODES,
    max_term_width = 100,
    // There is one of our own, which knows the query language too.
    disable_help_subcommand = true
)]
pub(super) struct Args {
    /// The folder of the index [default: the one in the configuration file, or "index"].
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "DATELINE_INDEX",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub index: Option<PathBuf>,
    /// Read this configuration file instead of dateline/config.toml in the configuration folder.
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub config: Option<PathBuf>,
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", help_heading = "Global options")]
    pub color: Option<ColorChoice>,
    /// Print results and errors only.
    #[arg(long, short, global = true, help_heading = "Global options")]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Index(IndexArgs),
    Add(AddArgs),
    Remove(RemoveArgs),
    Forget(ForgetArgs),
    Search(SearchArgs),
    Kwic(KwicArgs),
    Count(CountArgs),
    Terms(TermsArgs),
    Show(ShowArgs),
    Stats(StatsArgs),
    Run(RunArgs),
    Eval(EvalArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
    Help(HelpArgs),
}

/// Bring the archive up to date with folders, or with all its folders.
///
/// New, changed and vanished files are added, updated and removed; a folder that has not changed is not read. The archive remembers its
/// folders and how to read them.
#[derive(Debug, clap::Args)]
pub(super) struct IndexArgs {
    /// Folders of articles; all folders of the archive if none is named.
    #[arg(value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// How to report (human, json), or how to read every file, as --read-as does (the other names).
    #[arg(long, value_name = "FORMAT")]
    pub format: Vec<ReportOrReader>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub running: RunningArgs,
    /// Only say what would be done.
    #[arg(long, conflicts_with = "rebuild")]
    pub dry_run: bool,
    /// Build the index anew beside the old one, which stays in use until the new one is complete.
    #[arg(long)]
    pub rebuild: bool,
    /// Let a folder that is gone or empty remove its articles from the archive.
    #[arg(long)]
    pub allow_empty: bool,
}

/// Add files, folders, or JSON lines from standard input, without looking at anything else; print the ids.
///
/// What was added from standard input is kept in the archive's folder.
#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// Files or folders; - for standard input.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The format of every file, as --read-as.
    #[arg(long, value_name = "FORMAT", conflicts_with = "read_as")]
    pub format: Option<Format>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub running: RunningArgs,
}

/// Remove articles by id, or all articles of a file or folder. They stay out until they are added again.
#[derive(Debug, clap::Args)]
pub(super) struct RemoveArgs {
    /// Ids of articles, or paths of files or folders.
    #[arg(value_name = "ID|PATH", required = true)]
    pub names: Vec<PathBuf>,
}

/// Take a folder and all its articles out of the archive.
#[derive(Debug, clap::Args)]
pub(super) struct ForgetArgs {
    /// One of the archive's folders.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
}

/// Print an article.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// The id of the article, or its URL.
    #[arg(value_name = "ID")]
    pub id: String,
    /// Mark what this query matches.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// How to write the article.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    /// Do not hand long output to a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Say what the archive holds.
#[derive(Debug, clap::Args)]
pub(super) struct StatsArgs {
    /// How to write it.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
}

/// Print a completion script for a shell.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Print the manual page, of the commands or of the query language.
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Which page [default: that of the commands].
    #[arg(value_name = "PAGE")]
    pub page: Option<ManualPage>,
}

/// Print help: on everything, on a command, or on the query language (help query).
#[derive(Debug, clap::Args)]
pub(super) struct HelpArgs {
    /// A command, or query.
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Do not hand long output to a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// How files are read where they do not say so themselves.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How files are read")]
pub(super) struct ReadingArgs {
    /// The format of every file, instead of telling it by the content.
    #[arg(long, value_name = "FORMAT")]
    pub read_as: Option<Format>,
    /// The publication of articles that name none.
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Take the publication of articles that name none from a folder: dir (the first below FOLDER), dir:2, parent.
    #[arg(long, value_name = "RULE")]
    pub source_from: Option<SourceRule>,
    /// The language of articles that state none, instead of detecting it.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<crate::article::Language>,
    /// Which fields of records hold what: headline=title,published=meta.date
    #[arg(long, value_name = "FIELD=NAME,…")]
    pub map: Option<FieldMap>,
    /// Leave out files larger than this: 500M, 2G [default: 256M].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_file_size: Option<u64>,
    /// Read only files that match: *.txt, 2015/**/*.html [repeatable].
    ///
    /// The rules are those of .gitignore: a pattern without a slash matches the name of a file or folder at any depth, one with a slash the path below
    /// FOLDER, and one that ends in a slash matches folders only. A matching folder stands for everything in it.
    ///
    /// The patterns are remembered for the folder. Patterns given later replace them; --include '' removes them. Articles of files
    /// that are left out now leave the archive.
    ///
    /// Hidden files and folders (names that begin with a dot) are never read, and neither are pictures, style sheets, scripts, fonts, sound and
    /// video.
    #[arg(long, value_name = "GLOB", value_parser = glob)]
    pub include: Vec<GlobArg>,
    /// Leave out files and folders that match, even if they are included [repeatable].
    ///
    /// The rules are those of --include. Excluded folders are not entered. --exclude '' removes the patterns.
    #[arg(long, value_name = "GLOB", value_parser = glob)]
    pub exclude: Vec<GlobArg>,
}

/// How a run is done.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How the run is done")]
pub(super) struct RunningArgs {
    /// How many threads read files [default: one a processor].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// How much memory indexing may take: 200M, 1G [default: a quarter of the machine's, at most 2G].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub memory: Option<u64>,
    /// Write what was left out to this file, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ManualPage {
    /// The query language.
    Query,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportOrReader {
    Report(ReportFormat),
    Reader(Format),
}

impl std::str::FromStr for ReportOrReader {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        // What is read as JSON tells itself; what is reported as JSON has to be asked for.
        if let Ok(format) = ReportFormat::from_str(name, true) {
            return Ok(Self::Report(format));
        }
        name.parse().map(Self::Reader).map_err(|error: <Format as std::str::FromStr>::Err| error.to_string())
    }
}

/// A pattern, or nothing for the empty text.
#[derive(Debug, Clone)]
pub(super) struct GlobArg(pub Option<PathGlob>);

fn glob(text: &str) -> Result<GlobArg, String> {
    if text.is_empty() {
        return Ok(GlobArg(None));
    }
    text.parse().map(|glob| GlobArg(Some(glob))).map_err(|error: PathGlobError| error.reason)
}

fn language(text: &str) -> Result<crate::article::Language, String> {
    crate::article::Language::parse(text).ok_or_else(|| "write a code such as en or de".to_owned())
}

/// Reads a size such as 500M or 2G, in bytes.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text[digits.len()..].to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        _ => return Err("write a number of bytes, or one such as 500M or 2G".to_owned()),
    };
    let number: u64 = digits.parse().map_err(|_| "write a number of bytes, or one such as 500M or 2G".to_owned())?;
    number.checked_mul(factor).filter(|bytes| *bytes > 0).ok_or_else(|| "that is no size".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(size("500M"), Ok(500 << 20));
        assert_eq!(size("2GiB"), Ok(2 << 30));
        assert_eq!(size("123"), Ok(123));
        for wrong in ["", "M", "5X", "0", "99999999999G", "-1"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}

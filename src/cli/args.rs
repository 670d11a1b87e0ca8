//! The arguments of `dateline`, and of the commands that show the archive or the program itself.

use super::archive_args::{
    AddArgs, BackupArgs, CheckArgs, ForgetArgs, IndexArgs, ReadingArgs, RemoveArgs, ReportFormat,
};
use super::eval_args::{EvalArgs, RunArgs};
use super::query_args::{CountArgs, KwicArgs, SearchArgs, TermsArgs};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

const EXIT_CODES: &str = "Exit codes: 0 success; 1 no hits; 2 invalid command line or query; \
    3 index missing, locked, incompatible or damaged; 4 done, but some input was skipped; \
    5 the output cannot be written; 6 time limit reached; 70 internal error; 130 interrupted.";

/// Full-text search for news archives: index folders of articles, then search, count and list matches.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about,
    after_help = EXIT_CODES,
    max_term_width = 100,
    // Our own help command also explains the query language.
    disable_help_subcommand = true
)]
pub(super) struct Args {
    /// Folder of the archive, or its address on a cluster (https://HOST:PORT/INDEX, read-only) [default: `index` in the configuration file, or "index"].
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "DATELINE_INDEX",
        hide_env_values = true,
        value_parser = OsStringValueParser::new().try_map(index_folder),
        help_heading = "Global options"
    )]
    pub index: Option<PathBuf>,
    /// PEM file of the certificate authorities to trust when connecting to a cluster, instead of the well-known ones.
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "DATELINE_CA_FILE",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub ca_file: Option<PathBuf>,
    /// Allow unencrypted connections to a cluster on another machine (addresses that begin with http://).
    #[arg(long, global = true, help_heading = "Global options")]
    pub insecure_http: bool,
    /// Configuration file [default: ~/.config/dateline/config.toml].
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub config: Option<PathBuf>,
    /// When to use colour [default: auto].
    #[arg(long, global = true, value_name = "WHEN", help_heading = "Global options")]
    pub color: Option<ColorChoice>,
    /// Print results and errors only.
    #[arg(long, short, global = true, help_heading = "Global options")]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Command,
}

/// Parses `--index`. Only an empty variable gives the empty path, which counts as unset.
fn index_folder(text: OsString) -> Result<PathBuf, &'static str> {
    let unset = std::env::var_os("DATELINE_INDEX").is_some_and(|value| value.is_empty());
    if text.is_empty() && !unset { Err("expected a folder") } else { Ok(text.into()) }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Index(IndexArgs),
    Add(AddArgs),
    Remove(RemoveArgs),
    Forget(ForgetArgs),
    Backup(BackupArgs),
    Search(SearchArgs),
    Kwic(KwicArgs),
    Count(CountArgs),
    Terms(TermsArgs),
    Show(ShowArgs),
    Stats(StatsArgs),
    Inspect(InspectArgs),
    Formats(FormatsArgs),
    Check(CheckArgs),
    Run(RunArgs),
    Eval(EvalArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
    Help(HelpArgs),
    #[command(hide = true)]
    ReadPdf(ReadPdfArgs),
}

/// Show an article.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Id or URL of the article.
    #[arg(value_name = "ID")]
    pub id: String,
    /// Highlight the matches of this query.
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    /// Do not pipe long output through a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Show the size, folders, sources and languages of the archive.
#[derive(Debug, clap::Args)]
pub(super) struct StatsArgs {
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
}

/// Show the articles in files, without indexing them.
///
/// Prints for each file its format and encoding, the number of records, the fields of the articles with their names in the file, and the skipped
/// records with the reason.
#[derive(Debug, clap::Args)]
pub(super) struct InspectArgs {
    /// Files to read.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Number of records to show per file.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// List the supported file formats.
#[derive(Debug, clap::Args)]
pub(super) struct FormatsArgs {
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
}

/// Print a completion script for a shell.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// Name of the shell.
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Print the manual page of the commands, or of the query language.
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// Name of the page [default: the commands].
    #[arg(value_name = "PAGE")]
    pub page: Option<ManualPage>,
}

/// Show help for a command, or for the query language (help query).
#[derive(Debug, clap::Args)]
pub(super) struct HelpArgs {
    /// A command, or `query` for the query language.
    #[arg(value_name = "TOPIC")]
    pub topic: Option<String>,
    /// Do not pipe long output through a pager.
    #[arg(long)]
    pub no_pager: bool,
}

/// Read a PDF file from standard input for another Dateline process.
#[derive(Debug, clap::Args)]
pub(super) struct ReadPdfArgs {
    /// Memory limit in bytes.
    #[arg(long, value_name = "BYTES")]
    pub memory: Option<u64>,
    /// Processor time limit in seconds.
    #[arg(long, value_name = "SECONDS")]
    pub seconds: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ManualPage {
    /// The query language.
    Query,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}

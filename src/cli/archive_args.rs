//! The arguments of the commands that change, copy and check the archive.

use crate::library::{FieldMap, Format, Language, OcrLanguages, PathGlob, PathGlobError, SourceRule};
use clap::ValueEnum;
use std::path::PathBuf;

/// Add folders to the archive, or update it from all its folders.
///
/// Adds new files, updates changed files and removes the articles of deleted files; unchanged files are not read again. The archive remembers
/// its folders and their reading options, so `dateline index` without arguments updates all of them.
#[derive(Debug, clap::Args)]
pub(super) struct IndexArgs {
    /// Folders of articles [default: all folders of the archive].
    #[arg(value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// Format of the report: human or json. Any other name is a file format, as for --read-as.
    #[arg(long, value_name = "FORMAT")]
    pub format: Vec<ReportOrReader>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub running: RunningArgs,
    #[command(flatten)]
    pub waiting: WaitArgs,
    /// Report the changes without making them.
    #[arg(long, conflicts_with = "rebuild")]
    pub dry_run: bool,
    /// Detect changed files by their contents instead of their sizes and times. This reads every file.
    #[arg(long, conflicts_with = "rebuild")]
    pub verify: bool,
    /// Build a new index from all folders; the old one stays in use until the new one is complete.
    #[arg(long)]
    pub rebuild: bool,
    /// Remove all articles of a folder that is missing or empty, instead of failing.
    #[arg(long)]
    pub allow_empty: bool,
    #[command(flatten)]
    pub cluster: ClusterArgs,
}

/// Options for an archive whose index is on an OpenSearch cluster.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Cluster options")]
pub(super) struct ClusterArgs {
    /// Create the index of a new archive on the cluster at https://HOST:PORT/INDEX; separate several addresses by commas. The archive remembers the address.
    #[arg(long, value_name = "URL", conflicts_with = "dry_run")]
    pub cluster: Option<String>,
    /// Number of primary shards of the new index [default: set by the cluster].
    #[arg(long, value_name = "N", requires = "cluster", value_parser = clap::value_parser!(u32).range(1..=MAX_SHARDS))]
    pub shards: Option<u32>,
    /// Number of replicas of each shard of the new index [default: set by the cluster].
    #[arg(long, value_name = "N", requires = "cluster", value_parser = clap::value_parser!(u32).range(0..=MAX_REPLICAS))]
    pub replicas: Option<u32>,
    /// Take over an index that was written from another folder, and rebuild the list of indexed files from it. Removes nothing.
    #[arg(long, conflicts_with_all = ["dry_run", "rebuild", "folders"])]
    pub adopt: bool,
}

/// The maximum number of shards of an index in OpenSearch.
const MAX_SHARDS: i64 = 1024;

/// The maximum number of copies of a shard, far more than anyone needs.
const MAX_REPLICAS: i64 = 100;

/// Add files, or articles from standard input, and print their ids.
///
/// Adds files and folders without rescanning the indexed folders. Standard input is read as JSON lines unless --format names another format.
/// The archive keeps a copy of it for rebuilds.
#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    /// Files or folders, or - for standard input.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Same as --read-as.
    #[arg(long, value_name = "FORMAT", conflicts_with = "read_as")]
    pub format: Option<Format>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub running: RunningArgs,
    #[command(flatten)]
    pub waiting: WaitArgs,
}

/// Remove articles from the archive.
///
/// Removed articles are not indexed again until they are added with `dateline add`.
#[derive(Debug, clap::Args)]
pub(super) struct RemoveArgs {
    /// Ids of articles, or paths of files or folders whose articles to remove.
    #[arg(value_name = "ID|PATH", required_unless_present = "skipped")]
    pub names: Vec<PathBuf>,
    /// Remove unreadable records from the copies of standard input that the archive keeps.
    #[arg(long, conflicts_with = "names")]
    pub skipped: bool,
    /// List these records without removing them.
    #[arg(long, requires = "skipped")]
    pub dry_run: bool,
    /// Write a list of these records to this file, as JSON lines.
    #[arg(long, value_name = "FILE", requires = "skipped")]
    pub rejects: Option<PathBuf>,
    #[command(flatten)]
    pub waiting: WaitArgs,
}

/// Stop indexing a folder and remove all its articles.
#[derive(Debug, clap::Args)]
pub(super) struct ForgetArgs {
    /// A folder of the archive, as listed by `dateline stats`.
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    #[command(flatten)]
    pub waiting: WaitArgs,
}

/// Copy the archive to a folder, even while it is being written.
///
/// The backup is itself an archive: search it with --index DIR; to restore it, copy it back. Later backups to the same folder copy only new
/// files. The folder holds a complete backup at all times.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// A new or empty folder, or an earlier backup of this archive.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Copy all files, even if hard links to the files of the archive are possible.
    #[arg(long)]
    pub copy: bool,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    #[command(flatten)]
    pub waiting: WaitArgs,
}

/// Verify the index, the list of indexed files, and the folders of the archive.
///
/// Verifies the checksums of all index files and compares the list of indexed files with the index and with the folders. Names the command
/// that repairs each fault. Changes nothing unless --repair is given.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Also read every article of the index, and detect changed files by their contents.
    #[arg(long)]
    pub deep: bool,
    /// Make the repairs that need no rebuild: complete interrupted work, remove its leftovers, and reread files with a wrong number of articles.
    #[arg(long)]
    pub repair: bool,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    #[command(flatten)]
    pub waiting: WaitArgs,
}

/// Options for reading files.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading options")]
pub(super) struct ReadingArgs {
    /// Read every file in this format instead of detecting the format.
    #[arg(long, value_name = "FORMAT")]
    pub read_as: Option<Format>,
    /// Publication of articles that state none.
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Publication of articles that state none, taken from a folder name: dir (first folder below FOLDER), dir:2 (second), parent (folder of the file).
    #[arg(long, value_name = "RULE")]
    pub source_from: Option<SourceRule>,
    /// Language of articles that state none, instead of detecting it.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
    /// Recognise scanned pages of PDF files with pdftoppm and tesseract, in the language of the folder or in the given languages, such as eng+deu; off to stop.
    #[arg(long, value_name = "LANGUAGES", num_args = 0..=1, default_missing_value = "folder")]
    pub ocr: Option<OcrLanguages>,
    /// Map article fields to record fields: headline=title,published=meta.date
    #[arg(long, value_name = "FIELD=NAME,…")]
    pub map: Option<FieldMap>,
    /// Skip files larger than this, such as 500M or 2G [default: 256M].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_file_size: Option<u64>,
    /// Read only files that match this pattern, such as *.txt or 2015/**/*.html; may be repeated.
    ///
    /// Patterns follow the rules of .gitignore: without a slash they match the name of a file or folder at any depth, with a slash the path
    /// below FOLDER, and with a final slash only folders. A folder that matches includes everything in it.
    ///
    /// The archive remembers the patterns of a folder. New patterns replace them; --include '' removes them. Articles of files that no
    /// longer match are removed from the archive.
    ///
    /// Hidden files and folders, images, style sheets, scripts, fonts, audio and video are never read.
    #[arg(long, value_name = "GLOB", value_parser = glob)]
    pub include: Vec<GlobArg>,
    /// Skip files and folders that match this pattern, even if --include matches them; may be repeated.
    ///
    /// Patterns follow the rules of --include. --exclude '' removes the patterns of the folder.
    #[arg(long, value_name = "GLOB", value_parser = glob)]
    pub exclude: Vec<GlobArg>,
}

/// Options of an indexing run.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Indexing options")]
pub(super) struct RunningArgs {
    /// Number of threads that read files [default: number of processors].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Memory limit for indexing, such as 200M or 1G; one very large article may exceed a low limit [default: a quarter of the memory of the machine or the container, at most 2G].
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub memory: Option<u64>,
    /// Write a list of skipped files and records to this file, as JSON lines.
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,
}

/// Options of every command that writes to the archive.
#[derive(Debug, clap::Args)]
pub(super) struct WaitArgs {
    /// Seconds to wait for another process that writes to the archive; 0 fails at once.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub wait: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportOrReader {
    Report(ReportFormat),
    Reader(Format),
}

impl std::str::FromStr for ReportOrReader {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        // `json` means the report: files in JSON are detected anyway.
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

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "expected a language code such as en or de".to_owned())
}

/// Reads a size such as 500M or 2G, in bytes.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match text[digits.len()..].to_ascii_uppercase().trim_end_matches('B').trim_end_matches('I') {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        "G" => 1 << 30,
        _ => return Err("expected a size such as 500M, 2G or 1048576 (bytes)".to_owned()),
    };
    let number: u64 = digits.parse().map_err(|_| "expected a size such as 500M, 2G or 1048576 (bytes)".to_owned())?;
    number.checked_mul(factor).filter(|bytes| *bytes > 0).ok_or_else(|| "size out of range".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_binary_units() {
        assert_eq!(size("500M"), Ok(500 << 20));
        assert_eq!(size("2GiB"), Ok(2 << 30));
        assert_eq!(size("123"), Ok(123));
        for wrong in ["", "M", "5X", "0", "99999999999G", "-1"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}

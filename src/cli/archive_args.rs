//! The arguments of the commands that change, copy and check the archive.

use crate::library::{FieldMap, Format, Language, OcrLanguages, PathGlob, PathGlobError, SourceRule};
use clap::ValueEnum;
use std::path::PathBuf;

/// Add folders to the archive, or update it from all its folders.
///
/// Adds new files, updates changed ones and removes the articles of deleted ones; unchanged files are not read again. The archive remembers
/// its folders and their reading options, so a later `dateline index` updates all of them.
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
    /// Report what would be done without changing anything.
    #[arg(long, conflicts_with = "rebuild")]
    pub dry_run: bool,
    /// Detect changed files by their contents instead of their sizes and times. This reads every file.
    #[arg(long, conflicts_with = "rebuild")]
    pub verify: bool,
    /// Build a new index from all folders; the old one is used until the new one is complete.
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
    /// Create the index of a new archive on the cluster at https://HOST:PORT/INDEX; several addresses are separated by commas. The archive remembers it.
    #[arg(long, value_name = "URL", conflicts_with = "dry_run")]
    pub cluster: Option<String>,
    /// Number of primary shards of the new index [default: the cluster's].
    #[arg(long, value_name = "N", requires = "cluster", value_parser = clap::value_parser!(u32).range(1..=MAX_SHARDS))]
    pub shards: Option<u32>,
    /// Number of copies of each shard of the new index [default: the cluster's].
    #[arg(long, value_name = "N", requires = "cluster", value_parser = clap::value_parser!(u32).range(0..=MAX_REPLICAS))]
    pub replicas: Option<u32>,
    /// Take over an index that another folder has written, after comparing both. Nothing is removed.
    #[arg(long, conflicts_with_all = ["dry_run", "rebuild", "folders"])]
    pub adopt: bool,
}

/// The maximum number of shards of an index in OpenSearch.
const MAX_SHARDS: i64 = 1024;

/// The maximum number of copies of a shard, far more than anyone needs.
const MAX_REPLICAS: i64 = 100;

/// Add files, or articles from standard input, and print their ids.
///
/// Adds files and folders without rescanning the indexed folders. Standard input is read as JSON lines unless --format says otherwise, and
/// a copy is stored in the archive, so that a rebuild has it.
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
    /// Article ids, or paths of files or folders to remove all articles of.
    #[arg(value_name = "ID|PATH", required_unless_present = "skipped")]
    pub names: Vec<PathBuf>,
    /// Remove the records that could not be read in input of `add -`, which the archive keeps.
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

/// Copy the archive to a folder, also while it is written to.
///
/// The copy is itself an archive: search it with --index DIR; to restore it, copy it back. Later backups to the same folder copy only new files. The folder
/// holds a complete backup at all times.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// An empty or new folder, or one with an earlier backup of this archive.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Copy all files, instead of sharing them with the archive by hard links where both are on the same disk.
    #[arg(long)]
    pub copy: bool,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    #[command(flatten)]
    pub waiting: WaitArgs,
}

/// Check that the archive is sound: its index, the list of indexed files, and its folders.
///
/// Verifies the checksums of all index files and compares the list of indexed files with the index and with the folders. Names the command that repairs
/// each fault. Without --repair it changes nothing.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Also read every article of the index, and detect changed files by their contents.
    #[arg(long)]
    pub deep: bool,
    /// Make the repairs that need no rebuild: complete interrupted work, remove its leftovers, and read files again whose articles are miscounted.
    #[arg(long)]
    pub repair: bool,
    /// Output format.
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    #[command(flatten)]
    pub waiting: WaitArgs,
}

/// Options for reading files, for properties that the files do not state themselves.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading options")]
pub(super) struct ReadingArgs {
    /// Read every file in this format instead of detecting the format.
    #[arg(long, value_name = "FORMAT")]
    pub read_as: Option<Format>,
    /// Publication of articles that do not state one.
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Take the publication of such articles from a folder name: dir (first folder below FOLDER), dir:2 (second), parent.
    #[arg(long, value_name = "RULE")]
    pub source_from: Option<SourceRule>,
    /// Language of articles that do not state one, instead of detecting it.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
    /// Recognise pages of PDF files that are only pictures, with pdftoppm and tesseract, in the language of the folder or in these: eng+deu; off to stop.
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
    /// below FOLDER, and with a slash at the end folders only. A folder that matches includes everything in it.
    ///
    /// The archive remembers the patterns of a folder. New patterns replace them, --include '' removes them. Articles of files that no
    /// longer match are removed from the archive.
    ///
    /// Hidden files and folders are never read, and neither are images, style sheets, scripts, fonts, audio and video.
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
    /// Memory limit for indexing, such as 200M or 1G; one very large article may exceed a low one [default: a quarter of the memory of the machine or the container, at most 2G].
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

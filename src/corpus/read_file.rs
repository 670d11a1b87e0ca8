//! Reads one file from beginning to end.

use super::containers::{ContainerBudget, ContainerKind, ContainerSource, Seekable};
use super::content_reader::{ContentReader, MemberCounts};
use super::detect_format;
use super::disk_file::{ContentHash, DiskFile};
use super::file_state::FileState;
use super::format_counts::FormatCounts;
use super::input::{Input, is_web_archive};
use super::neighbours::PartFile;
use super::options::ReadingOptions;
use super::reading_limits::ReadingLimits;
use super::reading_trace::ReadingTrace;
use super::skip::{Skip, SkipReason};
use super::used_ids::UsedIds;
use crate::article::Article;
use std::ops::ControlFlow;
use std::path::Path;

/// The result of reading a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// The size on disk in bytes.
    pub bytes: u64,
    /// The hash of these bytes.
    pub hash: ContentHash,
    /// The number of records, including skipped ones.
    pub records: u64,
    /// The formats with the number of articles in each.
    pub formats: FormatCounts,
    /// The files that were read with it, such as the pages of an issue.
    pub parts: Vec<PartFile>,
    /// Whether the file is a container, whose members the include and exclude patterns select.
    pub is_container: bool,
    /// The state of the file before reading.
    pub before: FileState,
    /// The state of the file after reading, different from `before` if it was modified in the meantime.
    pub after: FileState,
}

/// A file was skipped, or could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[error("{skip}")]
pub struct ReadFileError {
    /// The reason.
    pub skip: Box<Skip>,
    /// The state of the file, if it could be opened.
    pub state: Option<FileState>,
}

/// Reads one file and passes its articles to `sink`, in the order of the file.
///
/// `root` is the root that contains the file; the names of the folders below it may give the source or the date. A skipped record is passed to `sink` as a
/// [`Skip`] and reading continues. `sink` stops the reading by returning `Break`. The memory of `limits` stays charged afterwards, for the articles that `sink`
/// keeps.
///
/// # Errors
///
/// If the file contains no records or cannot be read to its end. `sink` has received the articles before that point.
pub fn read_file(
    path: &Path,
    root: Option<&Path>,
    options: &ReadingOptions,
    limits: &ReadingLimits<'_>,
    sink: &mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
) -> Result<FileRead, ReadFileError> {
    read_file_as(path, path, root, options, limits, sink)
}

/// Reads one file as [`read_file`] does, as if its path were `known_as`, which determines ids, sources and dates.
///
/// # Errors
///
/// As [`read_file`].
pub fn read_file_as(
    path: &Path,
    known_as: &Path,
    root: Option<&Path>,
    options: &ReadingOptions,
    limits: &ReadingLimits<'_>,
    sink: &mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
) -> Result<FileRead, ReadFileError> {
    let opened = DiskFile::open(path);
    let disk = opened.map_err(|reason| ReadFileError { skip: Box::new(reason.into()), state: None })?;
    let state = disk.state();
    let file = OpenFile { disk, on_disk: path, path: known_as, root };
    read_open_file(file, options, limits, None, sink)
        .map_err(|skip| ReadFileError { skip: Box::new(skip), state: Some(state) })
}

/// An open file.
pub(super) struct OpenFile<'a> {
    pub disk: DiskFile,
    /// Its location on disk.
    pub on_disk: &'a Path,
    /// The path that it is read as.
    pub path: &'a Path,
    /// The root that contains it.
    pub root: Option<&'a Path>,
}

/// Reads an open file and records in `trace` what its articles do not show.
pub(super) fn read_open_file(
    file: OpenFile<'_>,
    options: &ReadingOptions,
    limits: &ReadingLimits<'_>,
    trace: Option<&ReadingTrace>,
    sink: &mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
) -> Result<FileRead, Skip> {
    let OpenFile { mut disk, on_disk, path, root } = file;
    limits.time.start();
    let budget = ContainerBudget::new(disk.length());
    let mut content = ContentReader {
        path,
        on_disk,
        root,
        options,
        limits,
        budget: &budget,
        trace,
        sink,
        used: UsedIds::default(),
        formats: FormatCounts::default(),
        records: 0,
        members: MemberCounts::default(),
        parts: Vec::new(),
        stopped: false,
    };
    let before = disk.state();
    let input = Input::open(&mut disk)?;
    let container = ContainerKind::detect(input.head()).filter(|_| !detect_format::is_document(&input, path));
    // The limit is for articles; the records of a web archive have their own limit.
    if container.is_none() && !is_web_archive(input.head()) && before.size > options.max_file_bytes {
        return Err(SkipReason::FileTooLarge { bytes: before.size, limit: options.max_file_bytes }.into());
    }
    match container {
        Some(kind) if !input.is_compressed() => {
            drop(input);
            content.container(kind, ContainerSource::Disk(Seekable::disk(disk.view())), None, 1)?;
        }
        _ => content.read(input, None)?,
    }
    let ContentReader { formats, records, members, parts, .. } = content;
    let has_members = container.is_some() && members.tried + members.left_out > 0;
    if records == 0 && !has_members {
        return Err(SkipReason::NoArticles.into());
    }
    let (bytes, hash, after) = disk.finish().map_err(SkipReason::Unreadable)?;
    Ok(FileRead { bytes, hash, records, formats, parts, is_container: container.is_some(), before, after })
}

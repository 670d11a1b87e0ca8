//! Reads one file from beginning to end.

use super::article_queue::ArticleQueue;
use super::assembler::Assembler;
use super::date_order::OrderOfDraft;
use super::detect_format::detect_format;
use super::disk_file::{ContentHash, DiskFile};
use super::draft::Draft;
use super::file_state::FileState;
use super::input::{Input, MAX_RECORD_BYTES};
use super::options::ReadingOptions;
use super::reader::{ReadRecord, ReaderContext};
use super::reading_limits::{ReadingLimits, STREAMED};
use super::skip::{Skip, SkipReason};
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
    pub records: u32,
    /// Size and time of the file before reading.
    pub before: FileState,
    /// Size and time of the file after reading, different from `before` if it was modified meanwhile.
    pub after: FileState,
}

/// A file was skipped, or could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[error("{skip}")]
pub struct ReadFileError {
    /// The reason.
    pub skip: Skip,
    /// Size and time of the file, if it could be opened.
    pub state: Option<FileState>,
}

/// Reads one file and passes its articles to `sink`, in the order of the file.
///
/// `root` is the followed folder that contains the file; the names of the folders below it may give the source or the date. A
/// skipped record is passed to `sink` as a [`Skip`] and reading goes on. `sink` stops the reading by returning `Break`. The memory of `limits`
/// stays charged afterwards, for what `sink` keeps.
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

/// Reads one file as [`read_file`] does, as if it were at the path `known_as`: articles get their ids, sources and dates by it.
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
    let opened = DiskFile::open(path, options.max_file_bytes);
    let disk = opened.map_err(|reason| ReadFileError { skip: reason.into(), state: None })?;
    let state = disk.state();
    read_open_file(disk, known_as, root, options, limits, sink)
        .map_err(|skip| ReadFileError { skip, state: Some(state) })
}

fn read_open_file(
    mut disk: DiskFile,
    path: &Path,
    root: Option<&Path>,
    options: &ReadingOptions,
    limits: &ReadingLimits<'_>,
    sink: &mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
) -> Result<FileRead, Skip> {
    limits.time.start();
    let mut input = Input::open(&mut disk)?;
    let format = detect_format(&input, path, options.format)?;
    let reader = format.reader();
    if !reader.is_streamed() {
        input.measure()?;
    }
    let largest = if reader.is_streamed() { STREAMED } else { MAX_RECORD_BYTES as u64 };
    limits.memory.raise(input.most_bytes().min(largest) * reader.memory_factor());
    let context = ReaderContext { map: &options.map, limits };
    let mut assembler = Assembler::new(path, root, options);
    let mut records = 0;
    let mut queue = ArticleQueue::new(sink);
    let read = reader.read(input, &context, &mut |record: ReadRecord| {
        records += 1;
        let dates = record.draft.as_ref().map_or(OrderOfDraft::default(), Draft::open_date_order);
        let article = record.draft.and_then(|draft| assembler.article(draft, records));
        let article = article.and_then(|article| limits.time.check().map(|()| article));
        let next =
            queue.push(article.map_err(|reason| Skip { record: Some(records), line: record.line, reason }), dates);
        limits.time.start();
        next
    });
    // The last articles; a sink that has had enough has been told so before.
    let _ = queue.finish();
    read?;
    if records == 0 {
        return Err(SkipReason::NoArticles.into());
    }
    let before = disk.state();
    let (bytes, hash, after) = disk.finish().map_err(SkipReason::Unreadable)?;
    Ok(FileRead { bytes, hash, records, before, after })
}

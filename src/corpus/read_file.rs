//! Reading one file from beginning to end.

use super::assemble::Assembler;
use super::discover::FileState;
use super::disk::{DiskFile, Hash};
use super::input::Input;
use super::options::ReadingOptions;
use super::readers::{Context, Found};
use super::skip::{Skip, SkipReason};
use super::sniff;
use crate::article::Article;
use std::ops::ControlFlow;
use std::path::Path;

/// What is known about a file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// How many bytes it has on disk.
    pub bytes: u64,
    /// The BLAKE3 hash of those bytes.
    pub hash: Hash,
    /// How many records were found in it, those that were left out included.
    pub records: u32,
    /// What the file was before it was read.
    pub before: FileState,
    /// What it was afterwards: the same, unless it was written to meanwhile.
    pub after: FileState,
}

/// Why a file gave nothing, or could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[error("{skip}")]
pub struct Unread {
    /// The reason.
    pub skip: Skip,
    /// What the file was when it was opened, if it could be.
    pub state: Option<FileState>,
}

/// Reads one file and hands every article in it to `sink`, in the order of the file.
///
/// `root` is the folder of the archive that the file belongs to; names of folders below it may tell
/// the source or the date. A record that gives no article goes to `sink` as a [`Skip`] and the rest
/// of the file is read; `sink` ends the reading by breaking off.
///
/// # Errors
///
/// Returns the reason where the file as a whole gave nothing, or could not be read to its end. The
/// articles before that point have been handed over by then.
pub fn read_file(
    path: &Path,
    root: Option<&Path>,
    options: &ReadingOptions,
    sink: &mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
) -> Result<FileRead, Unread> {
    let opened = DiskFile::open(path, options.max_file_bytes);
    let disk = opened.map_err(|reason| Unread { skip: reason.into(), state: None })?;
    let state = disk.state();
    read_open_file(disk, path, root, options, sink).map_err(|skip| Unread { skip, state: Some(state) })
}

fn read_open_file(
    mut disk: DiskFile,
    path: &Path,
    root: Option<&Path>,
    options: &ReadingOptions,
    sink: &mut dyn FnMut(Result<Article, Skip>) -> ControlFlow<()>,
) -> Result<FileRead, Skip> {
    let input = Input::open(&mut disk)?;
    let format = sniff::format_of(&input, path, options.format)?;
    let context = Context { map: &options.map };
    let mut assembler = Assembler::new(path, root, options);
    let mut records = 0;
    format.reader().read(input, &context, &mut |found: Found| {
        records += 1;
        let article = found.draft.and_then(|draft| assembler.article(draft, records));
        sink(article.map_err(|reason| Skip {
            record: Some(records),
            place: found.line.map(|line| format!("line {line}")),
            reason,
        }))
    })?;
    if records == 0 {
        return Err(SkipReason::NoArticles.into());
    }
    let before = disk.state();
    let (bytes, hash, after) = disk.finish().map_err(SkipReason::Unreadable)?;
    Ok(FileRead { bytes, hash, records, before, after })
}

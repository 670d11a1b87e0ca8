//! A batch: files read with the same options, and the context that their readers share.

use super::earlier_index::EarlierIndex;
use super::fingerprint::ReadingFingerprints;
use super::observer::Observer;
use super::stream_paths::StreamPaths;
use crate::article::ArticleId;
use crate::corpus::{ContentHash, OcrPrograms, PdfProgram, ReadingOptions};
use crate::engine::{Engine, Writer};
use crate::parallel::MemoryBudget;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::RwLock;

/// Files read with the same options.
pub(super) struct Batch<'a> {
    pub options: &'a ReadingOptions,
    /// The root of the files; `None` for files outside every root.
    pub root: Option<PathBuf>,
    /// The paths of the files, if they are streams. An article from a stream replaces the earlier one with its id.
    pub streams: Option<&'a StreamPaths>,
    /// Whether to collect the ids of the articles. Even unchanged files are then written again.
    pub collect_ids: bool,
    /// The hashes of vanished files, with the times at which the archive first saw them. A new file with one of these hashes was moved.
    pub vanished: Option<&'a HashMap<ContentHash, i64>>,
    /// Articles removed by hand.
    pub withdrawn: &'a BTreeSet<ArticleId>,
    /// The index that a rebuild replaces.
    pub earlier: Option<&'a EarlierIndex>,
}

impl Batch<'_> {
    /// Returns the location of a file on disk.
    pub(super) fn on_disk(&self, path: &Path) -> PathBuf {
        self.streams.map_or_else(|| path.to_owned(), |streams| streams.on_disk(path))
    }
}

/// A batch with the store that it is written to.
pub(super) struct BatchContext<'a> {
    pub batch: Batch<'a>,
    pub engine: &'a dyn Engine,
    /// Locked for reading while a file is written and for writing during a commit, so that a commit never splits a file.
    pub writer: &'a RwLock<Box<dyn Writer>>,
    /// The fingerprints of the options.
    pub fingerprints: ReadingFingerprints,
    pub observer: &'a dyn Observer,
    /// The memory that the reading threads share.
    pub memory: &'a MemoryBudget,
    /// The size of the buffer for the articles of one file, in bytes of text.
    pub buffer: usize,
    /// The program that reads PDF files.
    pub pdf: Option<&'a PdfProgram>,
    /// The programs for OCR of page images.
    pub ocr: Option<&'a OcrPrograms>,
    /// The time of the run, in seconds since 1970.
    pub now: i64,
}

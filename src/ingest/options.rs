//! The choices of a caller for one indexing run.

use crate::corpus::{OcrPrograms, PdfProgram, ReadingOptionsPatch};
use crate::parallel::processors;
use std::path::PathBuf;

/// Resources and safeguards of an indexing run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IndexingOptions {
    /// The number of threads that read files, and of threads that build the index.
    pub jobs: usize,
    /// The memory that indexing may use, in bytes.
    pub memory: usize,
    /// Whether to count the changes without making them.
    pub dry_run: bool,
    /// Whether changed files are detected by their contents instead of their sizes and times.
    pub verify: bool,
    /// Whether a missing or empty folder may remove all of its articles from the archive.
    pub allow_empty: bool,
    /// The program that reads PDF files; without one, they are left out.
    pub pdf: Option<PdfProgram>,
    /// The programs for OCR of page images; the archive keeps the recognised texts.
    pub ocr: Option<OcrPrograms>,
}

impl Default for IndexingOptions {
    /// One thread per processor and 512 MiB.
    fn default() -> Self {
        Self {
            jobs: processors(),
            memory: 512 << 20,
            dry_run: false,
            verify: false,
            allow_empty: false,
            pdf: None,
            ocr: None,
        }
    }
}

/// A folder to bring the archive up to date with.
#[derive(Debug, Clone, PartialEq)]
pub struct FolderToIndex {
    /// The path of the folder.
    pub path: PathBuf,
    /// Changes to the reading options that the archive remembers for the folder.
    pub options: ReadingOptionsPatch,
}

impl FolderToIndex {
    /// Returns a folder whose files are read as before, or with the defaults if it is new.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), options: ReadingOptionsPatch::default() }
    }
}

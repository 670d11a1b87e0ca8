//! The steps of an indexing run: files to read and files to remove.

use super::manifest::ManifestEntry;
use crate::article::FilePath;
use crate::corpus::FoundFile;

/// One step of an indexing run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Read(FileJob),
    Remove(Removal),
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileJob {
    pub found: FoundFile,
    /// The manifest's entry for it.
    pub known: Option<ManifestEntry>,
}

/// A file whose articles are removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Removal {
    pub file: FilePath,
    /// The number of its articles in the archive.
    pub articles: u32,
    /// Whether the file still existed when the run was planned, for example because it is now excluded.
    pub existed: bool,
}

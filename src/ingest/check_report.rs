//! The result of checking an archive.

use crate::article::{ArticleId, FilePath};
use serde::Serialize;
use std::path::PathBuf;

/// A fault of an archive: something is lost, wrong or unreadable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ArchiveFault {
    /// A part of the index is damaged or missing.
    Index {
        /// The damage.
        what: String,
    },
    /// The index and the manifest have different numbers of articles of a file.
    Articles {
        /// The file.
        file: FilePath,
        /// The number of articles according to the manifest.
        listed: u32,
        /// The number of articles in the index.
        indexed: u32,
    },
    /// The index contains an article twice.
    Twice {
        /// The file of the article.
        file: FilePath,
        /// Its id.
        id: String,
    },
    /// The copy of articles from standard input is missing or has changed. The index still has the articles.
    AddedCopy {
        /// The copy.
        file: FilePath,
        /// Whether it is missing.
        is_missing: bool,
    },
}

/// Something that the next run repairs by itself; nothing is lost until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Notice {
    /// A run was killed between the commits of the index and of the manifest.
    Interrupted,
    /// A removal or an addition by hand was killed before it was complete.
    Unfinished,
    /// A file or folder that a killed run has left.
    Leftover {
        /// The file or folder.
        path: PathBuf,
    },
}

/// An id that different articles share although none of them states a version. All are kept and found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedId {
    /// The id.
    pub id: ArticleId,
    /// The number of its articles.
    pub articles: u32,
}

/// A folder of the archive, compared with the index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CheckedFolder {
    /// The folder.
    pub folder: FilePath,
    /// Whether it is missing or empty.
    pub is_missing: bool,
    /// The number of files that are not indexed.
    pub new: u64,
    /// The number of files that have changed since they were indexed.
    pub changed: u64,
    /// The number of indexed files that are gone.
    pub gone: u64,
}

/// The result of checking an archive.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CheckReport {
    /// The number of articles in the index.
    pub articles: u64,
    /// The number of files that they come from.
    pub files: u64,
    /// Whether every stored article was read.
    pub deep: bool,
    /// The faults.
    pub faults: Vec<ArchiveFault>,
    /// The problems that the next run repairs.
    pub notices: Vec<Notice>,
    /// The ids that different articles share, from a deep check.
    pub shared_ids: Vec<SharedId>,
    /// The folders.
    pub folders: Vec<CheckedFolder>,
    /// The duration in seconds.
    pub seconds: f64,
}

impl CheckReport {
    /// Returns whether the archive has no faults.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Returns whether the index itself is damaged, so that only a rebuild repairs it.
    pub fn has_damage(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault, ArchiveFault::Index { .. }))
    }

    /// Returns whether the index is not up to date with the folders.
    pub fn is_behind(&self) -> bool {
        self.folders.iter().any(|folder| folder.new + folder.changed + folder.gone > 0)
    }
}

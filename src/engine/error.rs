//! The errors of opening, reading and writing an archive.

use super::opensearch::ClusterError;
use std::path::PathBuf;
use std::time::Duration;

/// The reason why an archive could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The folder holds no archive.
    #[error("no archive in {}", .0.display())]
    Missing(PathBuf),
    /// The archive was built by a version with another index format or analysis.
    #[error("the archive in {} is from another version of dateline: it has {found}, this version needs {wanted}", .folder.display())]
    OtherVersion {
        /// The folder of the archive.
        folder: PathBuf,
        /// The version parts of the archive that differ.
        found: String,
        /// The same parts as this version requires them.
        wanted: String,
    },
    /// The folder holds something else, or a damaged archive.
    #[error("the archive in {} is damaged: {what}", .folder.display())]
    Damaged {
        /// The folder of the archive.
        folder: PathBuf,
        /// The damage that was found.
        what: String,
    },
    /// A file of the index is missing or damaged. Opening an archive reports it as [`EngineError::Damaged`], which names the folder.
    #[error("the index is damaged: {0}")]
    Corrupt(String),
    /// A file of the archive could not be read or written.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// The action that failed, such as "read".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        #[source]
        source: std::io::Error,
    },
    /// The index panicked: a bug, or damage that no checksum covers.
    #[error("the index failed unexpectedly: {0}")]
    Panic(String),
    /// The system allows no more threads.
    #[error("cannot start a thread")]
    Thread(#[source] std::io::Error),
    /// A search took longer than its time limit. It has no result.
    #[error("the time limit was reached")]
    TimeLimit {
        /// The time limit.
        limit: Duration,
        /// The part of the query that was being processed.
        part: Option<String>,
    },
    /// The cluster that holds the index failed or refused a request.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// The index itself failed.
    #[error("the index cannot be used")]
    Index(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl EngineError {
    /// Returns the error with the folder of the archive, if it is damage.
    pub(in crate::engine) fn in_archive(self, folder: &std::path::Path) -> Self {
        match self {
            Self::Corrupt(what) => Self::Damaged { folder: folder.to_owned(), what },
            other => other,
        }
    }

    /// Returns a closure that builds the error for an action on a file.
    pub(super) fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}

//! What can go wrong with an archive.

use std::path::PathBuf;

/// Why an archive could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// There is no archive there.
    #[error("no archive in {}", .0.display())]
    Missing(PathBuf),
    /// The archive was made by a version that indexes differently.
    #[error("the archive in {} is from another version of dateline: it has {found}, this version needs {wanted}", .folder.display())]
    OtherVersion {
        /// The folder of the archive.
        folder: PathBuf,
        /// What made the index.
        found: String,
        /// What this program makes.
        wanted: String,
    },
    /// The folder holds something else, or a damaged archive.
    #[error("the archive in {} is damaged: {what}", .folder.display())]
    Damaged {
        /// The folder of the archive.
        folder: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A file of the archive could not be read or written.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// What was tried, such as "read".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The index itself failed.
    #[error("the index cannot be used")]
    Index(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl EngineError {
    /// Returns a closure that makes the error for an action on a file.
    pub(super) fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}

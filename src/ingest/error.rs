//! Errors that end an indexing run.

use crate::engine::EngineError;
use std::path::{Path, PathBuf};

/// The reason why an archive could not be brought up to date. Everything committed before is kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// Another process is writing to the archive.
    #[error("the index in {} is being written by {holder}", .folder.display())]
    Locked {
        /// The folder of the archive.
        folder: PathBuf,
        /// The holder of the lock: command, process id and start time.
        holder: String,
    },
    /// The archive is given only by the address of its cluster, which suffices for reading but not for writing.
    #[error("writing needs the archive's folder, and {0} is the address of its cluster")]
    NeedsFolder(String),
    /// A folder to index does not exist, or would leave no file in the archive.
    #[error(
        "{} {}",
        .folder.display(),
        if *.held == 0 { "is not a folder" } else { "is missing, empty or entirely excluded, but the archive holds files from it" }
    )]
    RootMissing {
        /// The folder.
        folder: PathBuf,
        /// The number of files from it in the archive.
        held: u64,
    },
    /// A folder cannot be read, so a rebuilt index would lose its articles.
    #[error("cannot read the folder {}: a rebuilt index would lose its articles", .0.display())]
    UnreadableFolder(PathBuf),
    /// A folder to forget is not a root of the archive.
    #[error("{} is not one of the archive's folders", .0.display())]
    UnknownRoot(PathBuf),
    /// Reading options were given for a file of a root, which has options for all of its files.
    #[error("{} belongs to the folder {}, which has reading options for all of its files", .file.display(), .root.display())]
    InsideRoot {
        /// The file.
        file: PathBuf,
        /// The root.
        root: PathBuf,
    },
    /// An article to remove is not in the archive.
    #[error("nothing in the archive has the id or the path {0:?}")]
    UnknownArticle(String),
    /// A folder cannot take a backup of the archive.
    #[error("cannot back up to {}: {reason}", .folder.display())]
    BackupFolder {
        /// The folder.
        folder: PathBuf,
        /// Why it cannot.
        reason: BackupRefusal,
    },
    /// A file of the archive itself could not be read or written.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// The attempted action, such as "read".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error of the operating system.
        #[source]
        source: std::io::Error,
    },
    /// The manifest could not be read or written.
    #[error("cannot use the manifest of indexed files")]
    Manifest(#[source] redb::Error),
    /// The catalogue is damaged.
    #[error("cannot parse {}", .path.display())]
    Catalogue {
        /// The file.
        path: PathBuf,
        /// The error of the JSON parser, or the change that its checksum shows.
        #[source]
        source: std::io::Error,
    },
    /// The index failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Why a folder cannot take a backup.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackupRefusal {
    /// It is the archive, is inside it or contains it.
    #[error("it is the archive itself, or one is inside the other")]
    IsArchive,
    /// An indexing run would read the backup.
    #[error("it would be indexed with {}", .0.display())]
    InsideRoot(PathBuf),
    /// It holds something other than a backup.
    #[error("it holds other files")]
    OtherFiles,
    /// It holds the backup of another archive.
    #[error("it holds the backup of {}", .0.display())]
    OtherArchive(PathBuf),
    /// The index of the archive is on a cluster.
    #[error("the index is on a cluster, which makes snapshots of its own")]
    OnCluster,
    /// The backup has been written to since, so it is now a separate archive.
    #[error("the archive in it has been written to since the last backup")]
    Changed,
}

impl IngestError {
    /// Returns a function for `map_err` that adds the action and the path.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}

//! What can go wrong while an archive is brought up to date.

use crate::engine::EngineError;
use std::path::PathBuf;

/// Why an archive could not be brought up to date. What had been committed before is kept.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Somebody else is writing to the archive.
    #[error("the index in {} is being written by {holder}", .folder.display())]
    Locked {
        /// The folder of the archive.
        folder: PathBuf,
        /// Who holds the lock: the command, its process and since when.
        holder: String,
    },
    /// A folder to index is not there, or is suddenly empty.
    #[error("{} {}", .folder.display(), if *.held == 0 { "is not a folder" } else { "is gone or empty, but the archive holds files from it" })]
    RootMissing {
        /// The folder.
        folder: PathBuf,
        /// How many files from it the archive holds.
        held: u64,
    },
    /// The index cannot be rebuilt without losing what it holds of a folder.
    #[error("{} may not be looked into: a rebuilt index would lose its articles", .0.display())]
    ClosedFolder(PathBuf),
    /// A folder that should be forgotten was never indexed.
    #[error("{} is not one of the archive's folders", .0.display())]
    UnknownRoot(PathBuf),
    /// A file belongs to a folder of the archive, which says how its files are read.
    #[error("{} belongs to the folder {}, whose files are all read in one way", .file.display(), .root.display())]
    InsideRoot {
        /// The file.
        file: PathBuf,
        /// The folder.
        root: PathBuf,
    },
    /// What should be removed is not in the archive.
    #[error("nothing in the archive has the id or the path {0:?}")]
    UnknownArticle(String),
    /// A file of the archive itself could not be read or written.
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
    /// The record of the files seen is damaged.
    #[error("the record of indexed files cannot be used")]
    Manifest(#[source] redb::Error),
    /// The list of the archive's folders is damaged.
    #[error("{} cannot be understood", .path.display())]
    Catalogue {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: serde_json::Error,
    },
    /// The index failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl IngestError {
    pub(super) fn io(action: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}

//! The folder of an index, usable by readers without write permission.
//!
//! tantivy locks a file while it opens an index, so that no writer deletes files that are about to be read. On a read-only disk
//! or in another user's archive the lock file cannot be written, so the index is opened without the lock.

use crate::durable::{checkpoint, replace_unsynced};
use std::fs::Permissions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// The length in bytes of what ends each file of a segment: the length of its footer and a magic number.
const MIN_LENGTH: usize = 8;

/// A directory that takes locks only if it may write, and whose metadata files are readable by everyone who may read the
/// folder.
#[derive(Debug, Clone)]
pub(crate) struct SharedDirectory {
    directory: MmapDirectory,
    folder: PathBuf,
}

impl SharedDirectory {
    pub(crate) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self { directory: MmapDirectory::open(folder)?, folder: folder.to_owned() })
    }

    /// Returns the permissions of a metadata file: those of the folder to read and write.
    #[cfg(unix)]
    fn permissions(&self) -> Option<Permissions> {
        use std::os::unix::fs::PermissionsExt;
        let of_folder = std::fs::metadata(&self.folder).ok()?.permissions();
        Some(Permissions::from_mode(of_folder.mode() & 0o666))
    }

    #[cfg(not(unix))]
    fn permissions(&self) -> Option<Permissions> {
        None
    }
}

impl Directory for SharedDirectory {
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.directory.acquire_lock(lock) {
            Err(LockError::IoError(error)) if may_not_write(&error) => Ok(DirectoryLock::from(Box::new(()))),
            taken => taken,
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.directory.get_file_handle(path)?;
        if file.len() < MIN_LENGTH {
            // tantivy would panic.
            return Err(OpenReadError::wrap_io_error(io::ErrorKind::UnexpectedEof.into(), path.to_owned()));
        }
        Ok(file)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        checkpoint().map_err(failed)?;
        self.directory.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.directory.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.directory.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.directory.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // tantivy's own function makes a file that only its owner may read.
        replace_unsynced(&self.folder.join(path), data, self.permissions())
    }

    fn sync_directory(&self) -> io::Result<()> {
        checkpoint()?;
        self.directory.sync_directory()
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.directory.watch(watch_callback)
    }
}

fn may_not_write(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

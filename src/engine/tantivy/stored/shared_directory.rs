//! The folder of an index, usable by readers without write permission, with checksums of its files.
//!
//! tantivy locks a file while it opens an index, so that no writer deletes files that are about to be read. On a read-only disk
//! or in another user's archive the lock file cannot be written, so the index is opened without the lock.

use super::checksums::{ChecksumWriter, FileDamage};
use super::verified_file::{Verification, VerifiedFile};
use crate::durable::{checkpoint, may_not_write, replace_unsynced, sealed, unsealed};
use std::fs::Permissions;
use std::io::{self, BufWriter, Error};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

/// The length in bytes of the end of each segment file: the length of its footer and a magic number.
const MIN_LENGTH: usize = 8;

/// The number of attempts to take a busy lock, and the time between two attempts.
const LOCK_ATTEMPTS: u32 = 400;
const LOCK_PAUSE: Duration = Duration::from_millis(5);

/// A directory that takes locks only if it may write, and whose metadata files are readable by everyone who may read the
/// folder.
#[derive(Debug, Clone)]
pub(crate) struct SharedDirectory {
    directory: MmapDirectory,
    folder: PathBuf,
    verification: Verification,
}

impl SharedDirectory {
    pub(crate) fn open(folder: &Path, verification: Verification) -> Result<Self, OpenDirectoryError> {
        Ok(Self { directory: MmapDirectory::open(folder)?, folder: folder.to_owned(), verification })
    }

    /// Verifies every block of a file of a segment, or the seal of another file.
    pub(crate) fn verify(&self, path: &Path) -> Result<(), OpenReadError> {
        if path.extension().is_some_and(|extension| extension == "json") {
            return self.atomic_read(path).map(|_| ());
        }
        if self.verification == Verification::Absent {
            return Ok(());
        }
        self.verified_file(path)?.verify_all().map_err(|damage| damaged(path, damage))
    }

    fn verified_file(&self, path: &Path) -> Result<VerifiedFile, OpenReadError> {
        let file = self.whole_file(path)?;
        let bytes = file.read_bytes(0..file.len());
        let bytes = bytes.map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))?;
        let file = VerifiedFile::new(&self.folder.join(path), &bytes, self.verification);
        file.map_err(|damage| damaged(path, damage))
    }

    /// Opens a file including its table of checksums.
    fn whole_file(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = self.directory.get_file_handle(path)?;
        if file.len() < MIN_LENGTH {
            // tantivy would panic on such a file.
            return Err(OpenReadError::wrap_io_error(io::ErrorKind::UnexpectedEof.into(), path.to_owned()));
        }
        Ok(file)
    }

    /// Returns the permissions of a metadata file: the read and write permissions of the folder.
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
        let mut attempts = 0;
        loop {
            attempts += 1;
            match self.directory.acquire_lock(lock) {
                Err(LockError::IoError(error)) if may_not_write(&error) => {
                    return Ok(DirectoryLock::from(Box::new(())));
                }
                // The lock of the archive admits only one writer, but a process that is starting may still hold a copy of the file descriptor.
                Err(LockError::LockBusy) if attempts < LOCK_ATTEMPTS => std::thread::sleep(LOCK_PAUSE),
                taken => return taken,
            }
        }
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if self.verification == Verification::Absent {
            return self.whole_file(path);
        }
        Ok(Arc::new(self.verified_file(path)?))
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
        let failed = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        let file = self.directory.open_write(path)?.into_inner();
        let file = file.map_err(|error| failed(Error::from(error)))?;
        Ok(BufWriter::new(Box::new(ChecksumWriter::new(file, self.folder.join(path)))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let file = self.directory.atomic_read(path)?;
        unsealed(file).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        // tantivy's own function makes a file that only its owner can read.
        replace_unsynced(&self.folder.join(path), &sealed(data), self.permissions())
    }

    fn sync_directory(&self) -> io::Result<()> {
        checkpoint()?;
        self.directory.sync_directory()
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.directory.watch(watch_callback)
    }
}

fn damaged(path: &Path, damage: FileDamage) -> OpenReadError {
    OpenReadError::wrap_io_error(damage.into(), path.to_owned())
}

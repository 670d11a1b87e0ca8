//! The lock that admits one writer at a time, and names it to others.

use super::IngestError;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

pub(super) const LOCK_FILE: &str = "writer.lock";

/// Permission to write to an archive. The operating system releases it when the process ends, even by a crash.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
}

impl Drop for WriterLock {
    /// Releases the lock at once: a child process that is just being started may still hold a copy of the file for a moment.
    fn drop(&mut self) {
        // Closing the file releases it too.
        let _ = self.file.unlock();
    }
}

impl WriterLock {
    /// Takes the lock of the archive in `folder`. Others who try meanwhile get `command` in their error.
    pub(super) fn acquire(folder: &Path, command: &str) -> Result<Self, IngestError> {
        std::fs::create_dir_all(folder).map_err(IngestError::io("create", folder))?;
        let path = folder.join(LOCK_FILE);
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = opened.map_err(IngestError::io("write", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // The holder may not have written its description yet.
                let _ = file.read_to_string(&mut holder);
                let holder = if holder.is_empty() { "another process".to_owned() } else { holder };
                return Err(IngestError::Locked { folder: folder.to_owned(), holder });
            }
            Err(TryLockError::Error(error)) => return Err(IngestError::io("lock", &path)(error)),
        }
        let since = jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC");
        let holder = format!("“{command}” (process {}, since {since})", std::process::id());
        let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(holder.as_bytes()));
        written.map_err(IngestError::io("write", &path))?;
        Ok(Self { file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_gets_the_name_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = WriterLock::acquire(folder.path(), "dateline index").unwrap();
        let second = WriterLock::acquire(folder.path(), "dateline add").unwrap_err().to_string();
        assert!(second.contains("dateline index") && second.contains("process"), "{second}");
        drop(first);
        WriterLock::acquire(folder.path(), "dateline add").unwrap();
    }
}

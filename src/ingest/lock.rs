//! The lock that admits one writer at a time, and names it to others.

use super::IngestError;
use crate::durable::may_not_write;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

pub(super) const LOCK_FILE: &str = "writer.lock";

/// The first and the longest time between two attempts to take the lock. It doubles each time: the wait for a short run is hardly longer than the run, and
/// a long wait costs only a few system calls a second.
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(200);

/// The wait after which [`LockRequest::on_wait`] is called: most runs have ended by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// A request for the lock of an archive, which one writer at a time holds.
///
/// A plain `&str` is a request that does not wait.
#[derive(Clone, Copy)]
pub struct LockRequest<'a> {
    command: &'a str,
    wait: Duration,
    on_wait: Option<&'a dyn Fn(&str)>,
}

impl<'a> LockRequest<'a> {
    /// Returns a request that fails at once if another writer holds the lock. While this request holds it, `command` is shown in the errors of other writers.
    pub fn new(command: &'a str) -> Self {
        Self { command, wait: Duration::ZERO, on_wait: None }
    }

    /// Sets how long to wait for another writer before failing.
    #[must_use]
    pub fn wait(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }

    /// Sets a function that is called once if the wait takes more than a second. Its argument is the holder of the lock: command, process id and
    /// start time.
    #[must_use]
    pub fn on_wait(self, on_wait: &'a dyn Fn(&str)) -> Self {
        Self { on_wait: Some(on_wait), ..self }
    }
}

impl<'a> From<&'a str> for LockRequest<'a> {
    fn from(command: &'a str) -> Self {
        Self::new(command)
    }
}

/// Permission to write to an archive. The operating system releases it when the process ends, even by a crash.
#[derive(Debug)]
pub(super) struct WriterLock {
    file: File,
}

impl Drop for WriterLock {
    /// Releases the lock explicitly: a child process that is just starting may still hold a copy of the file descriptor.
    fn drop(&mut self) {
        // Closing the file releases it too.
        let _ = self.file.unlock();
    }
}

impl WriterLock {
    /// As [`acquire`](Self::acquire); `None` for a read-only archive, to which this process does not write.
    pub(super) fn acquire_if_writable(folder: &Path, request: LockRequest<'_>) -> Result<Option<Self>, IngestError> {
        match Self::acquire(folder, request) {
            Err(IngestError::Io { source, .. }) if may_not_write(&source) => Ok(None),
            lock => lock.map(Some),
        }
    }

    /// Takes the lock of the archive in `folder`, once no other writer holds it.
    pub(super) fn acquire(folder: &Path, request: LockRequest<'_>) -> Result<Self, IngestError> {
        std::fs::create_dir_all(folder).map_err(IngestError::io("create", folder))?;
        let path = folder.join(LOCK_FILE);
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = opened.map_err(IngestError::io("write", &path))?;
        let (begun, mut pause, mut on_wait) = (Instant::now(), FIRST_PAUSE, request.on_wait);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(IngestError::io("lock", &path)(error)),
            }
            let waited = begun.elapsed();
            if waited >= request.wait {
                return Err(IngestError::Locked { folder: folder.to_owned(), holder: holder_of(&mut file) });
            }
            if waited >= PATIENCE
                && let Some(tell) = on_wait.take()
            {
                tell(&holder_of(&mut file));
            }
            std::thread::sleep(pause.min(request.wait - waited));
            pause = LONGEST_PAUSE.min(pause * 2);
        }
        let command = request.command;
        let since = jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC");
        let holder = format!("“{command}” (process {}, since {since})", std::process::id());
        let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(holder.as_bytes()));
        written.map_err(IngestError::io("write", &path))?;
        Ok(Self { file })
    }
}

/// Returns the description of the writer that holds the lock.
fn holder_of(file: &mut File) -> String {
    let mut holder = String::new();
    // The holder may not have written its description yet.
    let _ = file.rewind().and_then(|()| file.read_to_string(&mut holder));
    if holder.is_empty() { "another process".to_owned() } else { holder }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_gets_the_name_of_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = WriterLock::acquire(folder.path(), "dateline index".into()).unwrap();
        let second = WriterLock::acquire(folder.path(), "dateline add".into()).unwrap_err().to_string();
        assert!(second.contains("dateline index") && second.contains("process"), "{second}");
        drop(first);
        WriterLock::acquire(folder.path(), "dateline add".into()).unwrap();
    }

    #[test]
    fn a_writer_waits_for_another_one_as_long_as_it_may() {
        let folder = tempfile::tempdir().unwrap();
        let first = WriterLock::acquire(folder.path(), "dateline index".into()).unwrap();
        let begun = Instant::now();
        let wait = Duration::from_millis(60);
        WriterLock::acquire(folder.path(), LockRequest::new("dateline add").wait(wait)).unwrap_err();
        assert!(begun.elapsed() >= wait);
        let told = std::sync::Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let tell = |holder: &str| told.lock().unwrap().push(holder.to_owned());
                let request = LockRequest::new("dateline add").wait(Duration::from_secs(60)).on_wait(&tell);
                WriterLock::acquire(folder.path(), request).unwrap();
            });
            std::thread::sleep(PATIENCE + 3 * LONGEST_PAUSE);
            drop(first);
        });
        let told = told.into_inner().unwrap();
        assert!(told.len() == 1 && told[0].contains("dateline index"), "{told:?}");
    }
}

//! The file on disk, counted and hashed as it is read.
//!
//! The hash always covers the whole file, whatever part of it a reader wanted: it is how the archive
//! notices that a file has changed. Hashing while reading saves a second pass over the file.

use super::discover::FileState;
use super::skip::SkipReason;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// How much is read at once when only the hash still needs it.
const DRAIN: usize = 64 * 1024;

/// What tells contents apart: the first half of their BLAKE3 hash. Two files that differ have the same with a chance of one in 2^128.
pub type Hash = [u8; 16];

/// An open file that counts and hashes every byte that passes.
pub(super) struct DiskFile {
    file: File,
    /// What it was when it was opened.
    state: FileState,
    bytes: u64,
    has_ended: bool,
    hasher: blake3::Hasher,
}

impl DiskFile {
    /// Opens a regular file of at most `limit` bytes.
    pub(super) fn open(path: &Path, limit: u64) -> Result<Self, SkipReason> {
        let file = open_at_once(path)?;
        let metadata = file.metadata().map_err(SkipReason::Unreadable)?;
        let bytes = metadata.len();
        if !metadata.is_file() {
            return Err(SkipReason::NotAFile);
        }
        if bytes > limit {
            return Err(SkipReason::FileTooLarge { bytes, limit });
        }
        let state = FileState::of_metadata(&metadata);
        Ok(Self { file, state, bytes: 0, has_ended: false, hasher: blake3::Hasher::new() })
    }

    /// Returns what the file was when it was opened.
    pub(super) fn state(&self) -> FileState {
        self.state
    }

    /// Returns the size that the file had when it was opened.
    pub(super) fn length(&self) -> u64 {
        self.state.size
    }

    /// Reads what nobody has asked for yet; returns how many bytes there were, their hash, and what the file is then.
    pub(super) fn finish(mut self) -> io::Result<(u64, Hash, FileState)> {
        if !self.has_ended {
            let mut buffer = [0; DRAIN];
            while self.read(&mut buffer)? > 0 {}
        }
        let after = FileState::of_metadata(&self.file.metadata()?);
        let mut hash = Hash::default();
        self.hasher.finalize_xof().fill(&mut hash);
        Ok((self.bytes, hash, after))
    }
}

impl Read for DiskFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.bytes += count as u64;
        self.has_ended = count == 0 && !buffer.is_empty();
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// Opens a file for reading. Opening a pipe does not wait for somebody to write into it.
fn open_at_once(path: &Path) -> Result<File, SkipReason> {
    let mut options = OpenOptions::new();
    options.read(true);
    let mut at_once = options.clone();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut at_once, libc::O_NONBLOCK);
    let error = match at_once.open(path) {
        Ok(file) => return Ok(file),
        Err(error) => error,
    };
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(SkipReason::NotAFile),
        // Somebody has lent it to write, and is asked to give it back.
        Ok(_) if error.kind() == io::ErrorKind::WouldBlock => options.open(path).map_err(SkipReason::Unreadable),
        _ => Err(SkipReason::Unreadable(error)),
    }
}

//! The file on disk, counted and hashed as it is read.
//!
//! The hash always covers the whole file, whatever part of it a reader wanted: it is how the archive
//! notices that a file has changed. Hashing while reading saves a second pass over the file.

use super::skip::SkipReason;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// How much is read at once when only the hash still needs it.
const DRAIN: usize = 64 * 1024;

/// An open file that counts and hashes every byte that passes.
pub(super) struct DiskFile {
    file: File,
    length: u64,
    bytes: u64,
    hasher: blake3::Hasher,
}

impl DiskFile {
    /// Opens a regular file of at most `limit` bytes.
    pub(super) fn open(path: &Path, limit: u64) -> Result<Self, SkipReason> {
        // Asked before opening: opening a pipe would wait for somebody to write into it.
        let metadata = fs::metadata(path).map_err(SkipReason::Unreadable)?;
        let length = metadata.len();
        if !metadata.is_file() {
            return Err(SkipReason::NotAFile);
        }
        if length > limit {
            return Err(SkipReason::FileTooLarge { bytes: length, limit });
        }
        Ok(Self {
            file: File::open(path).map_err(SkipReason::Unreadable)?,
            length,
            bytes: 0,
            hasher: blake3::Hasher::new(),
        })
    }

    /// Returns the size that the file had when it was opened.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Reads what nobody has asked for yet; returns how many bytes there were and their hash.
    pub(super) fn finish(mut self) -> io::Result<(u64, [u8; 32])> {
        let mut buffer = [0; DRAIN];
        while self.read(&mut buffer)? > 0 {}
        Ok((self.bytes, *self.hasher.finalize().as_bytes()))
    }
}

impl Read for DiskFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.bytes += count as u64;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

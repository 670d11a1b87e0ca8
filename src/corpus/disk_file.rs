//! A file on disk, counted and hashed while it is read.
//!
//! The hash covers the whole file even if the reader needs only part of it, because the archive compares it to detect changed and moved files. Hashing while
//! reading saves a second pass over the file.

use super::file_state::FileState;
use super::skip::SkipReason;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The buffer size for reading the rest of a file only to hash it.
const DRAIN: usize = 64 * 1024;

/// The first 128 bits of the BLAKE3 hash of a file.
pub type ContentHash = [u8; 16];

/// An open file that counts and hashes the bytes read from it.
pub(super) struct DiskFile {
    file: File,
    /// The state of the file when it was opened.
    state: FileState,
    bytes: u64,
    has_ended: bool,
    hasher: blake3::Hasher,
}

impl DiskFile {
    /// Opens a regular file.
    pub(super) fn open(path: &Path) -> Result<Self, SkipReason> {
        let file = open_nonblocking(path)?;
        let metadata = file.metadata().map_err(SkipReason::Unreadable)?;
        if !metadata.is_file() {
            return Err(SkipReason::NotAFile);
        }
        let state = FileState::of_metadata(&metadata);
        Ok(Self { file, state, bytes: 0, has_ended: false, hasher: blake3::Hasher::new() })
    }

    /// Returns the size and time of the file when it was opened.
    pub(super) fn state(&self) -> FileState {
        self.state
    }

    /// Returns the size of the file in bytes when it was opened.
    pub(super) fn length(&self) -> u64 {
        self.state.size
    }

    /// Returns a reader of any part of the file. Its reads are not counted.
    pub(super) fn view(&self) -> DiskView<'_> {
        DiskView { file: &self.file, position: 0, length: self.length() }
    }

    /// Reads the rest of the file; returns the total number of bytes, their hash, and the current size and time.
    pub(super) fn finish(mut self) -> io::Result<(u64, ContentHash, FileState)> {
        if !self.has_ended {
            // On Windows, reading at a position moves the file's own position.
            self.file.seek(SeekFrom::Start(self.bytes))?;
            let mut buffer = [0; DRAIN];
            while self.read(&mut buffer)? > 0 {}
        }
        let after = FileState::of_metadata(&self.file.metadata()?);
        let mut hash = ContentHash::default();
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

/// A reader of any part of a file.
#[derive(Clone)]
pub(super) struct DiskView<'a> {
    file: &'a File,
    position: u64,
    length: u64,
}

impl Read for DiskView<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let count = std::os::unix::fs::FileExt::read_at(self.file, buffer, self.position)?;
        #[cfg(windows)]
        let count = std::os::windows::fs::FileExt::seek_read(self.file, buffer, self.position)?;
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for DiskView<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        let position = match position {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

/// Returns the hash of a whole file, and its state afterwards.
///
/// # Errors
/// If it is not a regular file or cannot be read.
pub fn hash_file(path: &Path) -> Result<(ContentHash, FileState), SkipReason> {
    let (_, hash, state) = DiskFile::open(path)?.finish().map_err(SkipReason::Unreadable)?;
    Ok((hash, state))
}

/// Opens a file for reading, without blocking on a pipe that has no writer.
pub(super) fn open_nonblocking(path: &Path) -> Result<File, SkipReason> {
    let mut options = OpenOptions::new();
    options.read(true);
    let mut nonblocking = options.clone();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut nonblocking, libc::O_NONBLOCK);
    let error = match nonblocking.open(path) {
        Ok(file) => return Ok(file),
        Err(error) => error,
    };
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(SkipReason::NotAFile),
        // Another process holds a lease on the file; a blocking open waits until it is released.
        Ok(_) if error.kind() == io::ErrorKind::WouldBlock => options.open(path).map_err(SkipReason::Unreadable),
        _ => Err(SkipReason::Unreadable(error)),
    }
}

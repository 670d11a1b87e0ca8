//! The compressed bytes of a gzip file, with a window of earlier ones: the beginning of the next member may be before the point of damage.

use std::io::{self, BufRead, Read};

/// The beginning of a member: the magic number and the method.
pub(super) const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];
/// The number of bytes read at a time.
const CHUNK: usize = 32 * 1024;
/// The number of bytes kept before the current one.
const BEHIND: usize = 64 * 1024;

/// The compressed bytes, with some of those already read.
pub(super) struct GzipWindow<R> {
    source: R,
    bytes: Vec<u8>,
    /// The start of the unread bytes.
    at: usize,
    /// The start of the current member; if it has left the window, the start of the window.
    start: usize,
    /// The numbers of bytes taken from the source, and of those that were read again.
    pub(super) read: u64,
    pub(super) repeated: u64,
}

impl<R: Read> GzipWindow<R> {
    /// Returns the beginning of a file.
    pub(super) fn new(source: R) -> Self {
        Self { source, bytes: Vec::new(), at: 0, start: 0, read: 0, repeated: 0 }
    }

    /// Records that a member begins at the next byte.
    pub(super) fn begin(&mut self) {
        self.start = self.at;
    }

    /// Moves back to the byte after the beginning of the damaged member, unless too much has been read again already.
    pub(super) fn step_back(&mut self) {
        let back = self.at.saturating_sub(self.start + 1) as u64;
        if self.repeated + back <= self.read {
            self.repeated += back;
            self.at -= usize::try_from(back).unwrap_or_default();
        }
    }

    /// Moves on to the next beginning of a member; returns whether there is one.
    pub(super) fn next_member(&mut self) -> io::Result<bool> {
        loop {
            let unread = self.fill_buf()?;
            if unread.is_empty() {
                return Ok(false);
            }
            match memchr::memchr(MAGIC[0], unread) {
                None => {
                    let all = unread.len();
                    self.consume(all);
                }
                Some(at) => {
                    self.consume(at);
                    if self.begins_member()? {
                        self.start = self.at;
                        return Ok(true);
                    }
                    self.consume(1);
                }
            }
        }
    }

    /// Returns whether a member begins at the next byte.
    fn begins_member(&mut self) -> io::Result<bool> {
        while self.bytes.len() - self.at < MAGIC.len() {
            if self.load()? == 0 {
                return Ok(false);
            }
        }
        Ok(self.bytes.get(self.at..).is_some_and(|unread| unread.starts_with(&MAGIC)))
    }

    /// Loads more bytes after those in the window, and drops those that are far behind.
    fn load(&mut self) -> io::Result<usize> {
        let drop = self.at.saturating_sub(BEHIND);
        if drop > BEHIND {
            self.bytes.drain(..drop);
            self.at -= drop;
            self.start = self.start.saturating_sub(drop);
        }
        let length = self.bytes.len();
        self.bytes.resize(length + CHUNK, 0);
        let loaded = self.source.read(self.bytes.get_mut(length..).unwrap_or_default());
        let count = *loaded.as_ref().unwrap_or(&0);
        self.bytes.truncate(length + count);
        self.read += count as u64;
        loaded
    }
}

impl<R: Read> Read for GzipWindow<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for GzipWindow<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.bytes.len() {
            self.load()?;
        }
        Ok(self.bytes.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.bytes.len());
    }
}

//! A segment file whose blocks are verified when they are first read.

use super::checksums::{BLOCK, Checksums, FileDamage};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

/// The minimum length of a part that is not verified in an unchanged file, in bytes. Such a part is a whole dictionary or column, of which a search reads
/// little; verifying it would take longer than the search.
const LARGE: usize = 256 << 10;

/// The extent of verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verification {
    /// Everything that is read, except large parts of files that have not changed since they were written.
    Searching,
    /// Everything that is read.
    Everything,
    /// Nothing: indexes before format 7 have no checksums.
    Absent,
}

/// A file of a segment without its table of checksums.
#[derive(Debug)]
pub(super) struct VerifiedFile {
    path: PathBuf,
    contents: OwnedBytes,
    checksums: Checksums,
    /// Whether large parts are not verified.
    trusts_large_parts: bool,
    verified: Vec<AtomicBool>,
}

impl VerifiedFile {
    pub(super) fn new(path: &Path, file: &OwnedBytes, verification: Verification) -> Result<Self, FileDamage> {
        let checksums = Checksums::read(file, path)?;
        let is_unchanged = || std::fs::metadata(path).is_ok_and(|metadata| checksums.is_unchanged(&metadata));
        Ok(Self {
            path: path.to_owned(),
            contents: file.slice(0..checksums.length),
            trusts_large_parts: verification == Verification::Searching && is_unchanged(),
            verified: (0..checksums.length.div_ceil(BLOCK)).map(|_| AtomicBool::new(false)).collect(),
            checksums,
        })
    }

    /// Verifies the blocks that contain a range of bytes.
    pub(super) fn verify(&self, range: Range<usize>) -> Result<(), FileDamage> {
        let blocks = range.start / BLOCK..range.end.div_ceil(BLOCK);
        for (block, verified) in self.verified.iter().enumerate().take(blocks.end).skip(blocks.start) {
            if !verified.load(Ordering::Relaxed) {
                if !self.checksums.is_sound(&self.contents, block) {
                    return Err(FileDamage::of_block(&self.path, block));
                }
                verified.store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    }

    /// Verifies the whole file. An intact file counts as unchanged afterwards, if its modification time can be set.
    pub(super) fn verify_all(&self) -> Result<(), FileDamage> {
        self.verify(0..self.contents.len())?;
        if !self.trusts_large_parts {
            // An archive may be read-only.
            let _ = self.checksums.mark_unchanged(&self.path);
        }
        Ok(())
    }
}

impl HasLen for VerifiedFile {
    fn len(&self) -> usize {
        self.contents.len()
    }
}

impl FileHandle for VerifiedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.contents.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !self.trusts_large_parts || range.len() < LARGE {
            self.verify(range.clone())?;
        }
        Ok(self.contents.slice(range))
    }
}

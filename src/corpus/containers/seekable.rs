//! Containers whose list of members is at their end, which need random access.

use super::budget::ContainerBudget;
use crate::corpus::disk_file::DiskView;
use crate::corpus::input::Input;
use crate::corpus::skip::SkipReason;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use tempfile::SpooledTempFile;

/// The maximum size in bytes of a nested container that is kept in memory; a larger one is written to a temporary file.
const IN_MEMORY: usize = 8 << 20;

/// The content of a container.
pub(in crate::corpus) enum Seekable<'a> {
    /// A file on disk.
    Disk(BufReader<DiskView<'a>>),
    /// The copy of a nested container.
    Copy(BufReader<SpooledTempFile>),
}

impl<'a> Seekable<'a> {
    /// Returns the content of a file on disk.
    pub(in crate::corpus) fn disk(view: DiskView<'a>) -> Self {
        Self::Disk(BufReader::new(view))
    }

    /// Copies a container that can only be read sequentially.
    pub(super) fn spool(input: Input<'a>, budget: &ContainerBudget) -> Result<Self, SkipReason> {
        let mut copy = SpooledTempFile::new(IN_MEMORY);
        let length = input.most_bytes();
        io::copy(&mut budget.limited(input, length), &mut copy)?;
        copy.rewind()?;
        Ok(Self::Copy(BufReader::new(copy)))
    }
}

impl Read for Seekable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Disk(file) => file.read(buffer),
            Self::Copy(file) => file.read(buffer),
        }
    }
}

impl Seek for Seekable<'_> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Disk(file) => file.seek(position),
            Self::Copy(file) => file.seek(position),
        }
    }
}

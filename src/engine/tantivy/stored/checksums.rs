//! Checksums of the files of segments, by block.
//!
//! Each file ends with a table: a CRC-32 for each block of its contents, then the length of the contents, the time of writing and a CRC-32 of the table
//! itself. The modification time of the file is set to the same time, which later shows whether anyone has changed it.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tantivy::directory::{AntiCallToken, OwnedBytes, TerminatingWrite};

/// The size of a block in bytes.
pub(super) const BLOCK: usize = 64 << 10;

/// The magic number at the end of every file with checksums.
const MAGIC: [u8; 8] = *b"blocks 1";

/// The length of the fixed part of the table: length of the contents, seconds and nanoseconds of the time, checksum, magic number.
const END: usize = 8 + 8 + 4 + 4 + MAGIC.len();

/// Damage of a file of the index.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("its file {file} {what}")]
pub(crate) struct FileDamage {
    /// The name of the file.
    file: String,
    what: String,
}

impl FileDamage {
    pub(super) fn of_block(path: &Path, block: usize) -> Self {
        let (from, to) = (block * BLOCK, (block + 1) * BLOCK);
        Self { file: name(path), what: format!("has changed between the bytes {from} and {to}") }
    }

    fn of_table(path: &Path) -> Self {
        Self { file: name(path), what: "is cut short or has changed at its end".to_owned() }
    }
}

impl From<FileDamage> for io::Error {
    fn from(damage: FileDamage) -> Self {
        Self::new(io::ErrorKind::InvalidData, damage)
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes a file and its table of checksums.
pub(super) struct ChecksumWriter {
    file: Box<dyn TerminatingWrite + Send + Sync>,
    path: PathBuf,
    block: crc32fast::Hasher,
    /// The number of bytes in the current block.
    filled: usize,
    table: Vec<u8>,
    length: u64,
}

impl ChecksumWriter {
    pub(super) fn new(file: Box<dyn TerminatingWrite + Send + Sync>, path: PathBuf) -> Self {
        Self { file, path, block: crc32fast::Hasher::new(), filled: 0, table: Vec::new(), length: 0 }
    }

    fn end_block(&mut self) {
        let checksum = std::mem::take(&mut self.block).finalize();
        self.table.extend_from_slice(&checksum.to_le_bytes());
        self.filled = 0;
    }
}

impl Write for ChecksumWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        let mut rest = bytes.get(..written).unwrap_or_default();
        self.length += written as u64;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.len().min(BLOCK - self.filled));
            self.block.update(part);
            self.filled += part.len();
            if self.filled == BLOCK {
                self.end_block();
            }
            rest = after;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for ChecksumWriter {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        if self.filled > 0 {
            self.end_block();
        }
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        self.table.extend_from_slice(&self.length.to_le_bytes());
        self.table.extend_from_slice(&now.as_secs().to_le_bytes());
        self.table.extend_from_slice(&now.subsec_nanos().to_le_bytes());
        let checksum = crc32fast::hash(&self.table);
        self.table.extend_from_slice(&checksum.to_le_bytes());
        self.table.extend_from_slice(&MAGIC);
        self.file.write_all(&self.table)?;
        self.file.flush()?;
        // Without this time, a file counts as changed, and readers verify more of it.
        let _ = set_modified(&self.path, now);
        self.file.terminate_ref(token)
    }
}

fn set_modified(path: &Path, since_1970: Duration) -> io::Result<()> {
    File::options().write(true).open(path)?.set_modified(SystemTime::UNIX_EPOCH + since_1970)
}

/// The table of checksums of a file.
#[derive(Debug)]
pub(super) struct Checksums {
    table: OwnedBytes,
    /// The length of the contents in bytes.
    pub(super) length: usize,
    /// When the file was written, since 1970.
    written: Duration,
}

impl Checksums {
    /// Reads the table at the end of a whole file.
    pub(super) fn read(file: &OwnedBytes, path: &Path) -> Result<Self, FileDamage> {
        Self::parse(file).ok_or_else(|| FileDamage::of_table(path))
    }

    fn parse(file: &OwnedBytes) -> Option<Self> {
        let (before, end) = file.split_last_chunk::<END>()?;
        let (numbers, magic) = end.split_last_chunk::<{ MAGIC.len() }>()?;
        let (length, numbers) = numbers.split_first_chunk()?;
        let (seconds, numbers) = numbers.split_first_chunk()?;
        let (nanoseconds, checksum) = numbers.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let blocks = length.div_ceil(BLOCK);
        let start = before.len().checked_sub(blocks.checked_mul(4)?)?;
        let checked = file.get(start..file.len() - MAGIC.len() - 4)?;
        let is_whole = start == length && *magic == MAGIC && crc32fast::hash(checked).to_le_bytes() == *checksum;
        let written = Duration::new(u64::from_le_bytes(*seconds), u32::from_le_bytes(*nanoseconds).min(999_999_999));
        is_whole.then(|| Self { table: file.slice(start..before.len()), length, written })
    }

    /// Returns whether the file still has its original modification time.
    pub(super) fn is_unchanged(&self, metadata: &Metadata) -> bool {
        metadata.modified().is_ok_and(|modified| modified == SystemTime::UNIX_EPOCH + self.written)
    }

    /// Resets the modification time of a file that was found intact, in case it was copied.
    pub(super) fn mark_unchanged(&self, path: &Path) -> io::Result<()> {
        set_modified(path, self.written)
    }

    /// Returns whether the checksum of a block matches.
    pub(super) fn is_sound(&self, contents: &[u8], block: usize) -> bool {
        let Range { start, end } = block * BLOCK..contents.len().min((block + 1) * BLOCK);
        let expected = self.table.get(block * 4..block * 4 + 4);
        let block = contents.get(start..end);
        block.zip(expected).is_some_and(|(block, expected)| crc32fast::hash(block).to_le_bytes() == expected)
    }
}

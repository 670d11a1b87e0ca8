//! The decompressed content of a file: a buffered head and an unread rest.
//!
//! Most files of an archive are small. They are buffered whole, so that a plain-text article is not copied between disk and decoding; of a large file only a
//! few kilobytes are in memory at a time.

use super::compression::Compression;
use super::disk_file::DiskFile;
use super::gzip_members::DamagedMember;
use super::skip::SkipReason;
use std::io::{self, BufRead, Cursor, Read};

/// The maximum size of an article in bytes, in every format.
pub(super) const MAX_RECORD_BYTES: usize = 16 * 1024 * 1024;
/// The maximum nesting of containers and compressions.
pub(super) const MOST_LAYERS: u32 = 8;
/// Files up to this size are read in one go.
const SMALL_FILE: u64 = 1024 * 1024;
/// The number of bytes buffered of larger files.
const HEAD: usize = 64 * 1024;

/// The content of one file, decompressed.
pub(super) struct Input<'a> {
    buffer: Vec<u8>,
    /// The start of the unread part of the buffer.
    position: usize,
    /// The content after the buffer; `None` at its end.
    rest: Option<Box<dyn Read + 'a>>,
    /// The size of the content if it is not compressed.
    length: Option<u64>,
    /// The number of containers and compressions around the content.
    layers: u32,
    /// Damage before and after the buffered part of a web archive, whose other records can still be read.
    damage_before: Option<io::Error>,
    damage: Option<io::Error>,
}

impl<'a> Input<'a> {
    /// Reads the beginning of `disk` and decompresses it if necessary.
    pub(super) fn open(disk: &'a mut DiskFile) -> Result<Self, SkipReason> {
        let length = disk.length();
        Self::of_reader(Box::new(disk), length, 0)
    }

    /// Reads the beginning of `reader`, of `length` bytes as far as known, and decompresses it if necessary. `layers` is the number of containers and
    /// compressions around it.
    pub(super) fn of_reader(mut reader: Box<dyn Read + 'a>, length: u64, layers: u32) -> Result<Self, SkipReason> {
        let small = usize::try_from(length.min(SMALL_FILE)).unwrap_or(HEAD);
        // Requesting one byte more than the size of the file detects its end with the same read.
        let wanted = if length <= SMALL_FILE { small + 1 } else { HEAD };
        let ReadAhead { buffer, ended, .. } = read_ahead(&mut reader, wanted, |_| false)?;
        let rest = (!ended).then_some(reader);
        let mut input =
            Self { buffer, position: 0, rest, length: Some(length), layers, damage_before: None, damage: None };
        while let Some(compression) = Compression::detect(&input.buffer) {
            input.layers += 1;
            if input.layers > MOST_LAYERS {
                return Err(SkipReason::NestedTooDeeply { what: "containers and compressions" });
            }
            let compressed = Cursor::new(input.buffer).chain(input.rest.unwrap_or_else(|| Box::new(io::empty())));
            let mut rest = compression.decompress(compressed, length)?;
            let ReadAhead { buffer, ended, damage_before, damage } = read_ahead(&mut rest, HEAD, is_web_archive)?;
            let rest = (!ended).then_some(rest);
            input = Self { buffer, position: 0, rest, length: None, layers: input.layers, damage_before, damage };
        }
        Ok(input)
    }

    /// Returns whether the content is compressed.
    pub(super) fn is_compressed(&self) -> bool {
        self.length.is_none()
    }

    /// Returns the number of containers and compressions around the content.
    pub(super) fn layers(&self) -> u32 {
        self.layers
    }

    /// Returns an input with the given content.
    #[cfg(test)]
    pub(super) fn whole(content: &[u8]) -> Self {
        Self {
            buffer: content.to_vec(),
            position: 0,
            rest: None,
            length: None,
            layers: 0,
            damage_before: None,
            damage: None,
        }
    }

    /// Returns the buffered part: all of a small file, some kilobytes of a large one.
    pub(super) fn head(&self) -> &[u8] {
        self.buffer.get(self.position..).unwrap_or_default()
    }

    /// Returns whether the head is the whole content.
    pub(super) fn is_whole(&self) -> bool {
        self.rest.is_none()
    }

    /// Returns the maximum size of the content in bytes, as far as known.
    pub(super) fn most_bytes(&self) -> u64 {
        if self.is_whole() { self.head().len() as u64 } else { self.length.unwrap_or(u64::MAX) }
    }

    /// Decompresses a file with one article into memory, so that its size is known.
    pub(super) fn measure(&mut self) -> Result<(), SkipReason> {
        if self.length.is_none() { self.read_whole(MAX_RECORD_BYTES) } else { Ok(()) }
    }

    /// Reads the whole content, for formats with one article per file.
    pub(super) fn into_bytes(self) -> Result<Vec<u8>, SkipReason> {
        self.into_bytes_within(MAX_RECORD_BYTES)
    }

    /// Reads the whole content, if it has at most `limit` bytes.
    pub(super) fn into_bytes_within(mut self, limit: usize) -> Result<Vec<u8>, SkipReason> {
        self.read_whole(limit)?;
        Ok(self.buffer)
    }

    fn read_whole(&mut self, limit: usize) -> Result<(), SkipReason> {
        self.buffer.drain(..std::mem::take(&mut self.position));
        if let Some(damage) = self.damage.take() {
            return Err(damage.into());
        }
        if let Some(rest) = self.rest.take() {
            let missing = (limit + 1).saturating_sub(self.buffer.len()) as u64;
            // Reserve room for all of it, or the buffer would be copied as it grows.
            let known = self.length.map_or(0, |length| length.saturating_sub(self.buffer.len() as u64) + 1);
            self.buffer.reserve_exact(usize::try_from(known.min(missing)).unwrap_or_default());
            rest.take(missing).read_to_end(&mut self.buffer)?;
        }
        if self.buffer.len() > limit {
            return Err(SkipReason::RecordTooLarge { limit });
        }
        Ok(())
    }
}

/// The beginning of some content.
struct ReadAhead {
    buffer: Vec<u8>,
    /// Whether the content is shorter than the requested length.
    ended: bool,
    damage_before: Option<io::Error>,
    damage: Option<io::Error>,
}

/// Reads up to `wanted` bytes. Content that `survives_damage` is read up to a damaged member.
fn read_ahead(reader: &mut dyn Read, wanted: usize, survives_damage: fn(&[u8]) -> bool) -> io::Result<ReadAhead> {
    let mut buffer = vec![0; wanted];
    let mut filled = 0;
    let mut before: Option<io::Error> = None;
    let (mut ended, mut damage) = (false, None);
    while let Some(space) = buffer.get_mut(filled..).filter(|space| !space.is_empty()) {
        match reader.read(space) {
            Ok(0) => {
                ended = true;
                break;
            }
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if DamagedMember::is_cause_of(&error) && filled == 0 => before = before.or(Some(error)),
            Err(error) if DamagedMember::is_cause_of(&error) && survives_damage(&buffer) => {
                damage = Some(error);
                break;
            }
            Err(error) => return Err(error),
        }
    }
    buffer.truncate(filled);
    match before {
        Some(error) if !survives_damage(&buffer) => Err(error),
        damage_before => Ok(ReadAhead { buffer, ended, damage_before, damage }),
    }
}

/// Returns whether the content that begins with `head` is a web archive, whose records are independent of one another.
pub(super) fn is_web_archive(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    head.starts_with(b"WARC/") || head.starts_with(b"filedesc://")
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if let Some(damage) = self.damage_before.take() {
            return Err(damage);
        }
        if self.position >= self.buffer.len()
            && let Some(rest) = &mut self.rest
        {
            if let Some(damage) = self.damage.take() {
                return Err(damage);
            }
            self.buffer.resize(HEAD, 0);
            let read = rest.read(&mut self.buffer);
            let count = *read.as_ref().unwrap_or(&0);
            self.buffer.truncate(count);
            self.position = 0;
            read?;
            if count == 0 {
                self.rest = None;
            }
        }
        Ok(self.head())
    }

    fn consume(&mut self, count: usize) {
        self.position = (self.position + count).min(self.buffer.len());
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

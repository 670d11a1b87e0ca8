//! Reads the bytes of a web archive block by block, and continues after damage.

use crate::corpus::gzip_members::DamagedMember;
use crate::corpus::input::Input;
use crate::corpus::reader::{ReadRecord, RecordSink};
use crate::corpus::skip::SkipReason;
use memchr::memmem;
use std::io::{self, Read};

/// The number of bytes read at a time.
const CHUNK: usize = 64 * 1024;
/// The number of bytes kept before and after a position, which identify the beginning of a record.
const SIGHT: usize = 80;

/// The end of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockEnd {
    /// After the stated length.
    Complete,
    /// Before it, because a record begins.
    Early,
    /// Before it, because the data end or are damaged.
    Cut,
}

/// Moves on to the next record and emits the reasons for damage before it. Returns false at the end, or if `sink` breaks.
pub(super) fn goes_on(stream: &mut RecordStream<'_>, sink: &mut RecordSink<'_>) -> Result<bool, SkipReason> {
    while !stream.skip_line_ends()? {
        let Some(damage) = stream.pass_damage() else { return Ok(false) };
        if let Some(reason) = damage
            && sink(ReadRecord { line: None, draft: Err(reason) }).is_break()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A web archive being read.
pub(super) struct RecordStream<'a> {
    input: Input<'a>,
    window: Vec<u8>,
    /// The start of the unread bytes of the window.
    at: usize,
    /// Damage after the window; the bytes that follow belong to another member.
    damage: Option<io::Error>,
    /// Whether the damage is known to have truncated a record.
    is_known: bool,
    has_ended: bool,
}

impl<'a> RecordStream<'a> {
    pub(super) fn new(input: Input<'a>) -> Self {
        Self { input, window: Vec::new(), at: 0, damage: None, is_known: false, has_ended: false }
    }

    /// Returns the next bytes, up to `wanted`; fewer only before damage or the end.
    pub(super) fn peek(&mut self, wanted: usize) -> Result<&[u8], SkipReason> {
        while self.window.len() - self.at < wanted && self.damage.is_none() && !self.has_ended {
            self.load()?;
        }
        let unread = self.window.get(self.at..).unwrap_or_default();
        Ok(unread.get(..wanted).unwrap_or(unread))
    }

    /// Moves past damage at this position; `None` if there is none. The reason is for skipping the destroyed part, unless the damage truncated a known record.
    pub(super) fn pass_damage(&mut self) -> Option<Option<SkipReason>> {
        let error = self.damage.take_if(|_| self.at >= self.window.len())?;
        let is_known = std::mem::take(&mut self.is_known);
        Some((!is_known).then(|| error.into()))
    }

    /// Skips bytes of the window.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = (self.at + count).min(self.window.len());
    }

    fn load(&mut self) -> Result<(), SkipReason> {
        if self.at > CHUNK {
            self.window.drain(..self.at - SIGHT);
            self.at = SIGHT;
        }
        let length = self.window.len();
        self.window.resize(length + CHUNK, 0);
        let read = self.input.read(self.window.get_mut(length..).unwrap_or_default());
        self.window.truncate(length + read.as_ref().map_or(0, |count| *count));
        match read {
            Ok(count) => self.has_ended = count == 0,
            Err(error) if DamagedMember::is_cause_of(&error) => self.damage = Some(error),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Reads a line with its end, at most `most` bytes of it.
    pub(super) fn line(&mut self, most: usize, line: &mut Vec<u8>) -> Result<(), SkipReason> {
        line.clear();
        while line.len() < most {
            let left = (most - line.len()).min(CHUNK);
            let unread = self.peek(1)?.len();
            if unread == 0 {
                self.is_known = true;
                return Ok(());
            }
            let unread = self.window.get(self.at..).unwrap_or_default();
            let unread = unread.get(..left).unwrap_or(unread);
            let end = memchr::memchr(b'\n', unread);
            let taken = end.map_or(unread.len(), |end| end + 1);
            line.extend_from_slice(unread.get(..taken).unwrap_or_default());
            self.skip(taken);
            if end.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Skips a block of `length` bytes, keeping them if wanted. With a `sign`, the block ends where a record begins (see [`record_in`]).
    pub(super) fn block(
        &mut self,
        length: u64,
        sign: Option<&[u8]>,
        mut kept: Option<&mut Vec<u8>>,
    ) -> Result<BlockEnd, SkipReason> {
        let mut left = length;
        while left > 0 {
            let wanted = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
            let in_sight = self.peek(wanted + SIGHT)?.len();
            if in_sight == 0 {
                self.is_known = true;
                return Ok(BlockEnd::Cut);
            }
            let count = wanted.min(in_sight);
            let from = self.at.saturating_sub(SIGHT);
            let seen = self.window.get(from..).unwrap_or_default();
            let behind = self.at - from;
            // A beginning at the first byte was already tested together with the bytes before it.
            let found = sign.and_then(|sign| record_in(seen, sign, behind + 1, behind + count));
            let taken = found.map_or(count, |found| found - behind);
            if let Some(kept) = &mut kept {
                kept.extend_from_slice(seen.get(behind..behind + taken).unwrap_or_default());
            }
            self.skip(taken);
            if found.is_some() {
                return Ok(BlockEnd::Early);
            }
            left -= taken as u64;
        }
        Ok(BlockEnd::Complete)
    }

    /// Skips line ends; returns whether any data follow before damage or the end.
    pub(super) fn skip_line_ends(&mut self) -> Result<bool, SkipReason> {
        loop {
            let unread = self.peek(CHUNK)?;
            let blank = unread.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let (all, any) = (blank == unread.len(), !unread.is_empty());
            self.skip(blank);
            if !all || !any {
                return Ok(any);
            }
        }
    }
}

/// Returns the position of the beginning of a record between two positions: an empty line, then a line `sign…`, then a named field.
fn record_in(seen: &[u8], sign: &[u8], from: usize, to: usize) -> Option<usize> {
    let area = seen.get(from..(to + sign.len()).min(seen.len()))?;
    memmem::find_iter(area, sign).map(|at| at + from).find(|at| {
        let before = seen.get(..*at).unwrap_or_default();
        let after = seen.get(*at..).unwrap_or_default();
        let after_empty = before.ends_with(b"\r\n\r\n") || before.ends_with(b"\n\n");
        let mut lines = after.split(|byte| *byte == b'\n');
        let is_version = lines.next().and_then(|line| line.strip_prefix(sign)).is_some_and(|version| {
            let version = version.trim_ascii_end();
            matches!(version.len(), 3..=5) && version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        });
        let is_field = lines.next().is_some_and(|line| {
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            name.len() < line.len() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        });
        *at < to && after_empty && is_version && is_field
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_where_a_record_begins() {
        let record = b"\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n";
        for length in [0, 1, 79, 80, 81, CHUNK - 90, CHUNK - 10, CHUNK, CHUNK + 1, 3 * CHUNK + 7] {
            let bytes = [vec![b'x'; length], record.to_vec(), vec![b'y'; 2 * CHUNK]].concat();
            let mut stream = RecordStream::new(Input::whole(&bytes));
            let mut kept = Vec::new();
            let end = stream.block(u64::MAX, Some(b"WARC/"), Some(&mut kept)).unwrap();
            assert_eq!((end, kept.len()), (BlockEnd::Early, length + 4), "{length}");
            assert!(stream.peek(5).unwrap() == b"WARC/");
        }
    }

    #[test]
    fn what_only_looks_like_a_record_is_a_part_of_the_block() {
        for text in [
            "see WARC/1.0\r\nWARC-Type: x",
            "\n\nWARC/1.0 is a format\nof: x",
            "\n\nWARC/1.0\r\n<p>",
            "\nWARC/1.0\na: b",
        ] {
            let mut stream = RecordStream::new(Input::whole(text.as_bytes()));
            assert_eq!(stream.block(text.len() as u64, Some(b"WARC/"), None).unwrap(), BlockEnd::Complete, "{text}");
            assert!(stream.peek(1).unwrap().is_empty());
        }
    }

    #[test]
    fn the_end_of_the_data_ends_a_block() {
        let mut stream = RecordStream::new(Input::whole(b"abc"));
        let mut kept = Vec::new();
        assert_eq!(stream.block(u64::MAX, Some(b"WARC/"), Some(&mut kept)).unwrap(), BlockEnd::Cut);
        assert_eq!(kept, b"abc");
        assert!(!stream.skip_line_ends().unwrap() && stream.pass_damage().is_none());
    }
}

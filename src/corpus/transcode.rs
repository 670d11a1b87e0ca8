//! Converts a stream to UTF-8, for formats that are parsed while being read.
//!
//! The encoding is detected from the buffered head of the file. Later bytes that are invalid in it become the replacement character, so that one bad byte does
//! not end the reading of a large file.

use super::decode;
use super::input::{Input, MAX_RECORD_BYTES};
use super::reading_limits::{ReadingLimits, STREAMED};
use super::skip::LimitExceeded;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use std::cell::Cell;
use std::io::{self, BufReader, Read};

/// The number of bytes decoded at a time.
const CHUNK: usize = 32 * 1024;

/// Returns a reader of `input` as UTF-8 that fails when more is read for one record than `budget` allows.
pub(super) fn utf8_reader<'a>(input: Input<'a>, budget: &'a RecordBudget<'a>) -> BufReader<impl Read + 'a> {
    BufReader::with_capacity(CHUNK, BudgetedReader { decoded: utf8_stream(input), budget })
}

/// Returns a reader of `input` as UTF-8, for readers that limit the memory of a record themselves.
pub(super) fn utf8_stream(input: Input<'_>) -> DecodeReaderBytes<Input<'_>, Vec<u8>> {
    let encoding = decode::encoding_of(input.head(), input.is_whole());
    DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(input)
}

/// The number of bytes that may still be read for the current record. The memory of a large record is charged.
pub(super) struct RecordBudget<'a> {
    left: Cell<usize>,
    limits: &'a ReadingLimits<'a>,
    memory_factor: u64,
}

impl<'a> RecordBudget<'a> {
    /// Returns the budget of a first record; `memory_factor` is that of the reader.
    pub(super) fn new(limits: &'a ReadingLimits<'a>, memory_factor: u64) -> Self {
        Self { left: Cell::new(MAX_RECORD_BYTES), limits, memory_factor }
    }

    /// Starts the next record.
    pub(super) fn renew(&self) {
        self.left.set(MAX_RECORD_BYTES);
        self.limits.memory.end_turn();
    }

    /// Charges the memory of a record whose first `length` bytes were read, and which may have the maximum length.
    pub(super) fn charge(&self, length: usize) {
        if length as u64 > STREAMED {
            self.limits.memory.raise(MAX_RECORD_BYTES as u64 * self.memory_factor);
        }
    }
}

struct BudgetedReader<'a> {
    decoded: DecodeReaderBytes<Input<'a>, Vec<u8>>,
    budget: &'a RecordBudget<'a>,
}

impl Read for BudgetedReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.decoded.read(buffer)?;
        // Counted in chunks of the buffer above: a limit of megabytes need not be exact.
        let Some(left) = self.budget.left.get().checked_sub(count) else {
            return Err(LimitExceeded::Record(MAX_RECORD_BYTES).into());
        };
        self.budget.left.set(left);
        self.budget.charge(MAX_RECORD_BYTES - left);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf8(content: &[u8]) -> String {
        let limits = ReadingLimits::default();
        let budget = RecordBudget::new(&limits, 1);
        let mut text = String::new();
        utf8_reader(Input::whole(content), &budget).read_to_string(&mut text).expect("UTF-8");
        text
    }

    #[test]
    fn utf16_is_converted_and_its_byte_order_mark_removed() {
        let utf16: Vec<u8> = "\u{FEFF}žluťoučký".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(utf8(&utf16), "žluťoučký");
    }

    #[test]
    fn truncated_character_becomes_the_replacement_character() {
        assert_eq!(utf8(b"\xEF\xBB\xBFtea \xC2"), "tea \u{FFFD}");
        assert_eq!(utf8(b"\xFF\xFEt\0e"), "t\u{FFFD}");
    }

    #[test]
    fn record_over_the_limit_is_an_error() {
        let limits = ReadingLimits::default();
        let budget = RecordBudget::new(&limits, 1);
        let content = vec![b'x'; MAX_RECORD_BYTES + CHUNK];
        let error = utf8_reader(Input::whole(&content), &budget).read_to_end(&mut Vec::new()).expect_err("too long");
        assert!(error.to_string().contains("record"), "{error}");
    }
}

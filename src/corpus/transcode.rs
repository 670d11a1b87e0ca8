//! A stream of bytes becomes a stream of UTF-8, for formats that are read piece by piece.
//!
//! The encoding is settled by what is seen ahead; whatever contradicts it later becomes the
//! replacement character, so that one bad byte does not end the reading of a large file.

use super::decode;
use super::input::{Input, LONGEST_RECORD};
use super::skip::LimitExceeded;
use encoding_rs::{CoderResult, Decoder};
use std::cell::Cell;
use std::io::{self, BufRead, Read};

/// How much text is decoded at once.
const CHUNK: usize = 32 * 1024;

/// Reads an [`Input`] as UTF-8, and no more of it for one record than a record may have.
pub(super) struct Transcoder<'i, 'b> {
    input: Input<'i>,
    decoder: Decoder,
    decoded: Vec<u8>,
    position: usize,
    ended: bool,
    budget: &'b Budget,
}

/// What may still be read for the record at hand.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    /// Returns the budget of a first record.
    pub(super) fn new() -> Self {
        Self(Cell::new(LONGEST_RECORD))
    }

    /// Begins the next record.
    pub(super) fn renew(&self) {
        self.0.set(LONGEST_RECORD);
    }
}

impl<'i, 'b> Transcoder<'i, 'b> {
    /// Settles the encoding by the head of `input`.
    pub(super) fn new(input: Input<'i>, budget: &'b Budget) -> Self {
        Self {
            decoder: decode::encoding_of(input.head(), input.is_whole()).new_decoder(),
            input,
            decoded: Vec::new(),
            position: 0,
            ended: false,
            budget,
        }
    }
}

impl BufRead for Transcoder<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.position >= self.decoded.len() && !self.ended {
            let bytes = self.input.fill_buf()?;
            let last = bytes.is_empty();
            self.decoded.resize(CHUNK, 0);
            let (result, read, written, _) = self.decoder.decode_to_utf8(bytes, &mut self.decoded, last);
            self.input.consume(read);
            self.decoded.truncate(written);
            self.position = 0;
            self.ended = last && result == CoderResult::InputEmpty;
            // Counted by chunks: a limit of megabytes need not be kept to the byte.
            let Some(left) = self.budget.0.get().checked_sub(written) else {
                return Err(LimitExceeded::Record(LONGEST_RECORD).into());
            };
            self.budget.0.set(left);
        }
        Ok(self.decoded.get(self.position..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.position = (self.position + count).min(self.decoded.len());
    }
}

impl Read for Transcoder<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_comes_out_as_utf8() {
        let utf16: Vec<u8> = "\u{FEFF}žluťoučký".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let budget = Budget::new();
        let mut text = String::new();
        let mut transcoder = Transcoder::new(Input::whole(&utf16), &budget);
        transcoder.read_to_string(&mut text).expect("UTF-8");
        assert_eq!(text, "žluťoučký");
    }
}

//! A table of word vectors, embedded in the binary, which needs no loading or parsing at start-up.
//!
//! `scripts/make-word-vectors` creates the file and documents its layout.

/// The number of dimensions of a vector.
pub(super) const DIMENSIONS: usize = 256;

/// The English table, distilled from all-MiniLM-L6-v2.
pub(in crate::text) const ENGLISH: Table = Table::of(FILE);

const FILE: &[u8] = include_bytes!("words-en.bin");

/// Returns the digest in the header of the English table.
#[cfg(test)]
pub(in crate::text) fn english_digest() -> &'static [u8] {
    &FILE[8..16]
}

/// The length of the header, in bytes: magic number, digest and two counts.
const HEADER_BYTES: usize = 24;

/// A hash table of words, each with a vector and a weight.
pub(in crate::text) struct Table {
    /// The hash slots: the number of a word plus 1, or 0 if the slot is empty. Two bytes each.
    slots: &'static [u8],
    /// The end offset of each word in `text`. Four bytes each.
    ends: &'static [u8],
    /// The weight of each word.
    weights: &'static [u8],
    /// The vectors, one after the other.
    rows: &'static [u8],
    /// The words, concatenated.
    text: &'static [u8],
}

impl Table {
    /// Parses a file at compile time, so a truncated file does not compile.
    const fn of(file: &'static [u8]) -> Self {
        let (magic, _) = file.split_at(8);
        assert!(matches!(magic, b"DLWORDS1"), "not a table of word vectors");
        let words = u32::from_le_bytes([file[16], file[17], file[18], file[19]]) as usize;
        let slots = u32::from_le_bytes([file[20], file[21], file[22], file[23]]) as usize;
        assert!(slots.is_power_of_two() && words < slots, "not a table of word vectors");
        let (_, rest) = file.split_at(HEADER_BYTES);
        let (slots, rest) = rest.split_at(2 * slots);
        let (ends, rest) = rest.split_at(4 * words);
        let (weights, rest) = rest.split_at(words);
        let (rows, text) = rest.split_at(words * DIMENSIONS);
        Self { slots, ends, weights, rows, text }
    }

    /// Returns the number of a folded word, or `None` if the table does not contain it.
    pub(super) fn number(&self, term: &str) -> Option<usize> {
        let mask = self.slots.len() / 2 - 1;
        let mut slot = fnv_1a(term.as_bytes()) as usize & mask;
        loop {
            let bytes = self.slots.get(2 * slot..)?.first_chunk()?;
            let number = usize::from(u16::from_le_bytes(*bytes)).checked_sub(1)?;
            if self.word(number)? == term.as_bytes() {
                return Some(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Returns the vector of a word by its number, in two's complement, and its weight.
    pub(super) fn row(&self, number: usize) -> Option<(&'static [u8; DIMENSIONS], u8)> {
        Some((self.rows.get(number * DIMENSIONS..)?.first_chunk()?, *self.weights.get(number)?))
    }

    fn word(&self, number: usize) -> Option<&'static [u8]> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.end(before))?;
        self.text.get(start..self.end(number)?)
    }

    fn end(&self, number: usize) -> Option<usize> {
        Some(u32::from_le_bytes(*self.ends.get(4 * number..)?.first_chunk()?) as usize)
    }
}

/// Returns the 32-bit FNV-1a hash of a word.
fn fnv_1a(word: &[u8]) -> u32 {
    word.iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_words_of_the_table_are_found() {
        let words = ENGLISH.weights.len();
        assert!(words > 20_000, "{words}");
        for number in 0..words {
            let word = std::str::from_utf8(ENGLISH.word(number).unwrap()).unwrap();
            assert_eq!(ENGLISH.number(word), Some(number));
            let (row, _) = ENGLISH.row(number).unwrap();
            assert_eq!(row.as_slice(), &ENGLISH.rows[number * DIMENSIONS..(number + 1) * DIMENSIONS], "{word}");
        }
        for word in ["", "flooood", "überflutung", "floo d"] {
            assert!(ENGLISH.number(word).is_none(), "{word}");
        }
    }
}

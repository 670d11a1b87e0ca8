//! A table of word vectors, read where it lies: nothing of it is copied or indexed when a program starts.
//!
//! `scripts/make-word-vectors` makes the file and says how it is laid out.

/// How many numbers tell what a text is about.
pub(super) const DIMENSIONS: usize = 256;

/// The words of English: all-MiniLM-L6-v2, distilled.
pub(in crate::text) const ENGLISH: Table = Table::of(FILE);

const FILE: &[u8] = include_bytes!("words-en.bin");

/// Returns what changes whenever the words of English do.
#[cfg(test)]
pub(in crate::text) fn english_digest() -> &'static [u8] {
    &FILE[8..16]
}

/// Where the tables begin in a file: after its name, its digest and two numbers.
const HEADER: usize = 24;

/// A table of words, each with its row of numbers and what it counts in a text.
pub(in crate::text) struct Table {
    /// The number of each word, from 1, where its hash leads; 0 where none does. Two bytes each.
    slots: &'static [u8],
    /// Where each word ends in the text. Four bytes each.
    ends: &'static [u8],
    counts: &'static [u8],
    rows: &'static [u8],
    text: &'static [u8],
}

impl Table {
    /// Takes a file apart. A file that is cut short does not compile.
    const fn of(file: &'static [u8]) -> Self {
        let (name, _) = file.split_at(8);
        assert!(matches!(name, b"DLWORDS1"), "no table of words");
        let words = u32::from_le_bytes([file[16], file[17], file[18], file[19]]) as usize;
        let slots = u32::from_le_bytes([file[20], file[21], file[22], file[23]]) as usize;
        assert!(slots.is_power_of_two() && words < slots, "no table of words");
        let (_, rest) = file.split_at(HEADER);
        let (slots, rest) = rest.split_at(2 * slots);
        let (ends, rest) = rest.split_at(4 * words);
        let (counts, rest) = rest.split_at(words);
        let (rows, text) = rest.split_at(words * DIMENSIONS);
        Self { slots, ends, counts, rows, text }
    }

    /// Returns the number of a folded word in the table, if it has it.
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

    /// Returns the numbers of the word with a number, in two's complement, and what it counts.
    pub(super) fn row(&self, number: usize) -> Option<(&'static [u8; DIMENSIONS], u8)> {
        Some((self.rows.get(number * DIMENSIONS..)?.first_chunk()?, *self.counts.get(number)?))
    }

    fn word(&self, number: usize) -> Option<&'static [u8]> {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.end(before))?;
        self.text.get(start..self.end(number)?)
    }

    fn end(&self, number: usize) -> Option<usize> {
        Some(u32::from_le_bytes(*self.ends.get(4 * number..)?.first_chunk()?) as usize)
    }
}

/// Returns the hash of a word (Fowler, Noll and Vo; 32 bits).
fn fnv_1a(word: &[u8]) -> u32 {
    word.iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_table_is_found_and_no_other() {
        let words = ENGLISH.counts.len();
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

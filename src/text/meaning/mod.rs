//! What a text is about, as a few numbers: texts of one subject have numbers alike, whatever their words.
//!
//! Static word vectors: every word of a language has a row of numbers in a [`table`], distilled from a sentence encoder, and the meaning of a text is
//! the weighted sum of the rows of its words. All is done with whole numbers, so the same text has the same meaning on every machine.

mod table;
mod tally;

#[cfg(test)]
pub(super) use table::english_digest;
pub use tally::{MeaningTally, WordVectorId, word_vector_id};

use crate::article::Language;
use table::{DIMENSIONS, ENGLISH};

/// How many of the numbers are added at once.
const PART: usize = 64;

/// How much memory the processor fetches at once, in bytes.
const LINE: usize = 64;

/// Words that are counted before the sums might overflow: 65,000 × 255 × 127 is just below 2^31.
const MOST_WORDS: u32 = 65_000;

/// What a text is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeaningVector([i8; DIMENSIONS]);

impl MeaningVector {
    /// Returns the meaning kept as these bytes; `None` if they are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; DIMENSIONS] = bytes.try_into().ok()?;
        Some(Self(bytes.map(u8::cast_signed)))
    }

    /// Returns the meaning as bytes.
    pub fn to_bytes(&self) -> [u8; DIMENSIONS] {
        self.0.map(i8::cast_unsigned)
    }

    /// Returns how alike two meanings are: the cosine of the angle between them, from -1 to 1.
    pub fn similarity(&self, other: &Self) -> f64 {
        let product = |one: &Self, other: &Self| -> i32 {
            one.0.iter().zip(&other.0).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum()
        };
        // No meaning is all zeros.
        let lengths = f64::from(product(self, self)) * f64::from(product(other, other));
        f64::from(product(self, other)) / lengths.sqrt()
    }
}

/// Returns whether the meaning of texts in a language is known.
pub fn has_meaning_vectors(language: Option<Language>) -> bool {
    language.is_some_and(|language| language.code() == "en")
}

/// Adds up the meaning of a text, word by word. English only.
#[derive(Debug)]
pub struct MeaningSum {
    sums: [i32; DIMENSIONS],
    words: u32,
    known: u32,
}

impl Default for MeaningSum {
    fn default() -> Self {
        Self { sums: [0; DIMENSIONS], words: 0, known: 0 }
    }
}

impl MeaningSum {
    /// Adds a folded word that counts so many times.
    pub fn add(&mut self, term: &str, times: u8) {
        if self.words >= MOST_WORDS {
            return;
        }
        self.words += u32::from(times);
        let Some((row, counts)) = ENGLISH.number(term).and_then(|number| ENGLISH.row(number)) else { return };
        self.known += u32::from(times);
        self.add_rows(&[(row, u32::from(counts) * u32::from(times))]);
    }

    /// Adds rows of the table, each with what it counts: a few numbers of all rows, then the next few, so that the sums stay in the
    /// registers of the processor.
    fn add_rows(&mut self, rows: &[(&[u8; DIMENSIONS], u32)]) {
        // Factors of sixteen bits: every processor multiplies several of them at once.
        let mut factors = Vec::with_capacity(rows.len());
        for (row, weight) in rows {
            let mut left = *weight;
            while left > 0 {
                let factor = i16::try_from(left).unwrap_or(i16::MAX);
                left -= u32::from(factor.unsigned_abs());
                factors.push((*row, factor));
            }
        }
        // Rows lie far apart: looked at first, all in a row, they are near when they are added.
        let near = rows.iter().flat_map(|(row, _)| row.iter().step_by(LINE)).fold(0_u8, |sum, number| sum ^ number);
        std::hint::black_box(near);
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || add_products(&mut self.sums, &factors),
        );
    }

    /// Returns the share of the words whose meaning is known, from 0 to 1.
    pub fn known(&self) -> f64 {
        f64::from(self.known) / f64::from(self.words.max(1))
    }

    /// Returns the meaning, or `None` if none of the words has one.
    pub fn meaning(&self) -> Option<MeaningVector> {
        let longest = self.sums.iter().map(|sum| i64::from(sum.abs())).max().filter(|longest| *longest > 0)?;
        // Rounded to the nearest; the quotient lies between -127 and 127.
        let scaled = |sum: i32| (i64::from(sum) * 254 + longest * i64::from(sum.signum())) / (2 * longest);
        Some(MeaningVector(self.sums.map(|sum| i8::try_from(scaled(sum)).unwrap_or_default())))
    }
}

/// Adds to each sum the products of the numbers of rows with their factors.
#[inline(always)]
fn add_products(sums: &mut [i32; DIMENSIONS], rows: &[(&[u8; DIMENSIONS], i16)]) {
    let (parts, _) = sums.as_chunks_mut::<PART>();
    for (part, sums) in parts.iter_mut().enumerate() {
        let mut partial = *sums;
        for (row, factor) in rows {
            let Some(numbers) = row.as_chunks::<PART>().0.get(part) else { continue };
            for (sum, number) in partial.iter_mut().zip(numbers) {
                *sum += i32::from(i16::from(number.cast_signed())) * i32::from(*factor);
            }
        }
        *sums = partial;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokens;
    use proptest::prelude::*;

    fn meaning(text: &str) -> Option<MeaningVector> {
        let mut sum = MeaningSum::default();
        Tokens::of(text).terms().for_each(|term| sum.add(term, 1));
        sum.meaning()
    }

    fn similarity(one: &str, other: &str) -> f64 {
        meaning(one).unwrap().similarity(&meaning(other).unwrap())
    }

    #[test]
    fn texts_of_one_subject_are_more_alike_than_others() {
        let flood = "The river burst its banks and flooded the town.";
        let storm = "Heavy rain and storms left homes under water.";
        let shares = "Shares of the bank rose after it raised its dividend.";
        assert!(
            similarity(flood, storm) > similarity(flood, shares),
            "{} {}",
            similarity(flood, storm),
            similarity(flood, shares)
        );
        assert!(similarity("physician", "doctor") > similarity("physician", "goalkeeper"));
    }

    #[test]
    fn what_no_table_knows_has_no_meaning() {
        assert_eq!(meaning("Xqzvk 東京 Überschwemmung"), None);
        assert_eq!(meaning(""), None);
        assert!(
            !has_meaning_vectors(None)
                && has_meaning_vectors(Language::parse("en"))
                && !has_meaning_vectors(Language::parse("de"))
        );
    }

    proptest! {
        #[test]
        fn meanings_come_back_from_bytes_and_are_as_alike_as_can_be_to_themselves(text in "(flood|bank|the|river|of|goal|[a-z]{3,5}| ){1,40}") {
            if let Some(meaning) = meaning(&text) {
                prop_assert_eq!(MeaningVector::from_bytes(&meaning.to_bytes()), Some(meaning.clone()));
                prop_assert!((meaning.similarity(&meaning) - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn endless_texts_do_not_overflow() {
        let mut sum = MeaningSum::default();
        (0..100_000).for_each(|_| sum.add("flood", 255));
        assert_eq!(sum.meaning(), meaning("flood"));
    }
}

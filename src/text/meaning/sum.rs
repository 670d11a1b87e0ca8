//! Computes a meaning vector word by word.

use super::table::{DIMENSIONS, ENGLISH};
use super::vector::MeaningVector;

/// The number of dimensions added at once.
const BLOCK: usize = 64;

/// The size of a cache line, in bytes.
const CACHE_LINE: usize = 64;

/// The maximum number of words counted in one text, so that the sums cannot overflow: 65,000 × 255 × 127 is just below 2^31.
pub(super) const MAX_WORDS: u32 = 65_000;

/// The sum of the word vectors of an English text.
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
    /// Adds a folded word with a weight.
    pub fn add(&mut self, term: &str, weight: u8) {
        if self.words >= MAX_WORDS {
            return;
        }
        self.words += u32::from(weight);
        let Some((row, table_weight)) = ENGLISH.number(term).and_then(|number| ENGLISH.row(number)) else { return };
        self.known += u32::from(weight);
        self.add_rows(&[(row, u32::from(table_weight) * u32::from(weight))]);
    }

    /// Adds rows of the table with their weights: first one block of dimensions of all rows, then the next, so that the sums of a block stay
    /// in registers.
    pub(super) fn add_rows(&mut self, rows: &[(&[u8; DIMENSIONS], u32)]) {
        // Weights are split into 16-bit factors, which SIMD units multiply several at a time.
        let mut factors = Vec::with_capacity(rows.len());
        for (row, weight) in rows {
            let mut left = *weight;
            while left > 0 {
                let factor = i16::try_from(left).unwrap_or(i16::MAX);
                left -= u32::from(factor.unsigned_abs());
                factors.push((*row, factor));
            }
        }
        // Rows are scattered in memory: touching each cache line once loads them before they are added.
        let touched =
            rows.iter().flat_map(|(row, _)| row.iter().step_by(CACHE_LINE)).fold(0_u8, |sum, number| sum ^ number);
        std::hint::black_box(touched);
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || add_products(&mut self.sums, &factors),
        );
    }

    /// Returns the share of the words found in the table, from 0 to 1.
    pub fn known_share(&self) -> f64 {
        f64::from(self.known) / f64::from(self.words.max(1))
    }

    /// Returns the vector, or `None` if none of the words is in the table.
    pub fn vector(&self) -> Option<MeaningVector> {
        MeaningVector::from_sums(&self.sums)
    }
}

/// Adds to each sum the products of the rows with their factors.
#[inline(always)]
fn add_products(sums: &mut [i32; DIMENSIONS], rows: &[(&[u8; DIMENSIONS], i16)]) {
    let (blocks, _) = sums.as_chunks_mut::<BLOCK>();
    for (block, sums) in blocks.iter_mut().enumerate() {
        let mut partial = *sums;
        for (row, factor) in rows {
            let Some(numbers) = row.as_chunks::<BLOCK>().0.get(block) else { continue };
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
    use crate::text::tokens::Tokens;
    use proptest::prelude::*;

    fn meaning(text: &str) -> Option<MeaningVector> {
        let mut sum = MeaningSum::default();
        Tokens::of(text).terms().for_each(|term| sum.add(term, 1));
        sum.vector()
    }

    fn similarity(one: &str, other: &str) -> f64 {
        meaning(one).unwrap().similarity(&meaning(other).unwrap())
    }

    #[test]
    fn texts_on_one_subject_are_more_similar_than_others() {
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
    fn text_without_known_words_has_no_vector() {
        assert_eq!(meaning("Xqzvk 東京 Überschwemmung"), None);
        assert_eq!(meaning(""), None);
    }

    proptest! {
        #[test]
        fn vectors_survive_storage_and_equal_themselves(text in "(flood|bank|the|river|of|goal|[a-z]{3,5}| ){1,40}") {
            if let Some(meaning) = meaning(&text) {
                prop_assert_eq!(MeaningVector::from_bytes(&meaning.to_bytes()), Some(meaning.clone()));
                prop_assert!((meaning.similarity(&meaning) - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn very_long_texts_do_not_overflow() {
        let mut sum = MeaningSum::default();
        (0..100_000).for_each(|_| sum.add("flood", 255));
        assert_eq!(sum.vector(), meaning("flood"));
    }
}

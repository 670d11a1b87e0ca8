//! Computes meaning vectors of many texts, counting each word first and adding its vector once.

use super::sum::{MAX_WORDS, MeaningSum};
use super::table::ENGLISH;
use super::vector::MeaningVector;
use std::num::NonZeroU16;

/// A word with a vector: its number in the table, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordVectorId(NonZeroU16);

/// Returns the identifier of the vector of a folded English word, if there is one.
pub fn word_vector_id(term: &str) -> Option<WordVectorId> {
    let number = ENGLISH.number(term).and_then(|number| u16::try_from(number + 1).ok())?;
    NonZeroU16::new(number).map(WordVectorId)
}

/// Computes the same vectors as [`MeaningSum`], for one text after another.
///
/// Repeated words are counted and their vectors added only once, since adding is slower than counting.
#[derive(Debug, Default)]
pub struct MeaningTally {
    /// The total weight of each word of the table in the current text.
    weights: Vec<u32>,
    /// The words of the current text, without duplicates.
    seen: Vec<u16>,
    words: u32,
}

impl MeaningTally {
    /// Adds a word with a weight; `None` means a word without a vector.
    pub fn add(&mut self, word: Option<WordVectorId>, weight: u32) {
        if self.words >= MAX_WORDS {
            return;
        }
        self.words += weight;
        let Some(WordVectorId(number)) = word else { return };
        let number = number.get() - 1;
        if self.weights.len() <= usize::from(number) {
            self.weights.resize(usize::from(number) + 1, 0);
        }
        if let Some(total) = self.weights.get_mut(usize::from(number)) {
            if *total == 0 {
                self.seen.push(number);
            }
            *total += weight;
        }
    }

    /// Returns the vector of the words added since the last call, or `None` if none of them has one.
    pub fn take_vector(&mut self) -> Option<MeaningVector> {
        self.words = 0;
        let rows = self.seen.drain(..).filter_map(|number| {
            let weight = std::mem::take(self.weights.get_mut(usize::from(number))?);
            let (row, table_weight) = ENGLISH.row(usize::from(number))?;
            Some((row, u32::from(table_weight) * weight))
        });
        let mut sum = MeaningSum::default();
        sum.add_rows(&rows.collect::<Vec<_>>());
        sum.vector()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::Tokens;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counting_first_gives_the_same_vector(texts in prop::collection::vec("(flood|bank|the|river|of|goal|[a-z]{3,5}| ){0,40}", 1..4)) {
            let mut tally = MeaningTally::default();
            for text in &texts {
                let mut sum = MeaningSum::default();
                for (position, term) in Tokens::of(text).terms().enumerate() {
                    let weight = if position < 5 { 3 } else { 1 };
                    sum.add(term, weight);
                    tally.add(word_vector_id(term), weight.into());
                }
                prop_assert_eq!(tally.take_vector(), sum.vector());
            }
        }
    }

    #[test]
    fn very_long_texts_are_truncated_as_in_the_sum() {
        let (mut tally, mut sum) = (MeaningTally::default(), MeaningSum::default());
        for number in 0..100_000 {
            let term = if number < 64_990 { "flood" } else { "bank" };
            sum.add(term, 3);
            tally.add(word_vector_id(term), 3);
        }
        assert_eq!(tally.take_vector(), sum.vector());
    }
}

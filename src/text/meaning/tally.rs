//! The meaning of one text after another, each word counted first and added once.

use super::table::ENGLISH;
use super::{MOST_WORDS, MeaningSum, MeaningVector};
use std::num::NonZeroU16;

/// A word of which it is known what it means: its number in the table, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordVectorId(NonZeroU16);

/// Returns what a folded word of English means, if that is known.
pub fn word_vector_id(term: &str) -> Option<WordVectorId> {
    let number = ENGLISH.number(term).and_then(|number| u16::try_from(number + 1).ok())?;
    NonZeroU16::new(number).map(WordVectorId)
}

/// Adds up the meanings of texts, one after another, as [`MeaningSum`] does.
///
/// A word that stands in a text many times is added once: adding costs more than counting.
#[derive(Debug, Default)]
pub struct MeaningTally {
    /// How often each word of the table was met.
    times: Vec<u32>,
    met: Vec<u16>,
    words: u32,
}

impl MeaningTally {
    /// Adds a word that counts so many times; `None` is a word whose meaning is not known.
    pub fn add(&mut self, word: Option<WordVectorId>, times: u32) {
        if self.words >= MOST_WORDS {
            return;
        }
        self.words += times;
        let Some(WordVectorId(number)) = word else { return };
        let number = number.get() - 1;
        if self.times.len() <= usize::from(number) {
            self.times.resize(usize::from(number) + 1, 0);
        }
        if let Some(so_far) = self.times.get_mut(usize::from(number)) {
            if *so_far == 0 {
                self.met.push(number);
            }
            *so_far += times;
        }
    }

    /// Returns the meaning of the words since the last time, or `None` if none of them has one.
    pub fn take_meaning(&mut self) -> Option<MeaningVector> {
        self.words = 0;
        let rows = self.met.drain(..).filter_map(|number| {
            let times = std::mem::take(self.times.get_mut(usize::from(number))?);
            let (row, counts) = ENGLISH.row(usize::from(number))?;
            Some((row, u32::from(counts) * times))
        });
        let mut sum = MeaningSum::default();
        sum.add_rows(&rows.collect::<Vec<_>>());
        sum.meaning()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tokens;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counting_first_changes_nothing(texts in prop::collection::vec("(flood|bank|the|river|of|goal|[a-z]{3,5}| ){0,40}", 1..4)) {
            let mut tally = MeaningTally::default();
            for text in &texts {
                let mut sum = MeaningSum::default();
                for (place, term) in Tokens::of(text).terms().enumerate() {
                    let times = if place < 5 { 3 } else { 1 };
                    sum.add(term, times);
                    tally.add(word_vector_id(term), times.into());
                }
                prop_assert_eq!(tally.take_meaning(), sum.meaning());
            }
        }
    }

    #[test]
    fn endless_texts_are_counted_as_far_as_sums_do() {
        let (mut tally, mut sum) = (MeaningTally::default(), MeaningSum::default());
        for number in 0..100_000 {
            let term = if number < 64_990 { "flood" } else { "bank" };
            sum.add(term, 3);
            tally.add(word_vector_id(term), 3);
        }
        assert_eq!(tally.take_meaning(), sum.meaning());
    }
}

//! How much work it is to find words at places, so that no query takes minutes.
//!
//! A pattern such as `*e*` stands for words in every article. Beside a rare word that is cheap: only the articles that have the rare word
//! are looked at. Beside another of its kind it means reading most of the index.

use crate::matching::TextPlan;

/// The most articles that are looked up for the words of all patterns of a query, each word by itself: about a second of work.
const MOST_LOOKUPS: u64 = 3_000_000;

/// The most words of all patterns of a query whose places are looked up: each keeps some two kilobytes of the index at hand.
const MOST_CURSORS: usize = 40_000;

/// One word of a query: how many articles have each of the words that it may be.
pub(crate) struct Frequencies {
    pub of_words: Vec<u64>,
    /// Whether it is a pattern, which can be answered from fewer words.
    pub is_pattern: bool,
}

impl Frequencies {
    fn articles(&self) -> u64 {
        self.of_words.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Returns how many articles each word is looked up in, where at most so many are looked at.
    fn lookups(&self, bound: u64) -> impl Iterator<Item = u64> {
        self.of_words.iter().map(move |count| (*count).min(bound))
    }
}

/// Returns for each leaf how many of its words, the most frequent first, are looked up with reasonable work.
pub(crate) fn affordable(part: &TextPlan, leaves: &[Frequencies]) -> Vec<usize> {
    let mut bounds = vec![u64::MAX; leaves.len()];
    bound(part, leaves, u64::MAX, &mut bounds);
    let patterns = leaves.iter().filter(|leaf| leaf.is_pattern).count().max(1) as u64;
    let words = MOST_CURSORS / usize::try_from(patterns).unwrap_or(usize::MAX);
    let total = leaves.iter().zip(&bounds).filter(|(leaf, _)| leaf.is_pattern);
    let total = total.flat_map(|(leaf, bound)| leaf.lookups(*bound)).fold(0_u64, u64::saturating_add);
    let share = if total > MOST_LOOKUPS { MOST_LOOKUPS / patterns } else { u64::MAX };
    let within_share = |(leaf, bound): (&Frequencies, &u64)| {
        let mut sum = 0_u64;
        let fitting = leaf.lookups(*bound).take_while(|count| {
            sum = sum.saturating_add(*count);
            sum <= share
        });
        if leaf.is_pattern { fitting.take(words).count().max(1) } else { leaf.of_words.len() }
    };
    leaves.iter().zip(&bounds).map(within_share).collect()
}

/// Sets for each leaf of a part how many articles it is looked up in at most: those that have what has to stand beside it.
fn bound(part: &TextPlan, leaves: &[Frequencies], most: u64, bounds: &mut [u64]) {
    match part {
        TextPlan::Word { leaf, .. } => {
            if let Some(bound) = bounds.get_mut(*leaf) {
                *bound = most;
            }
        }
        TextPlan::Phrase { words, .. } => {
            for (_, leaf) in words {
                let others = words.iter().filter(|(_, other)| other != leaf).map(|(_, other)| of_leaf(*other, leaves));
                if let Some(bound) = bounds.get_mut(*leaf) {
                    *bound = others.min().unwrap_or(u64::MAX).min(most);
                }
            }
        }
        TextPlan::Any(parts) => parts.iter().for_each(|part| bound(part, leaves, most, bounds)),
        TextPlan::Near { left, right, .. } => {
            bound(left, leaves, most.min(articles(right, leaves)), bounds);
            bound(right, leaves, most.min(articles(left, leaves)), bounds);
        }
    }
}

/// Returns how many articles can have the part.
fn articles(part: &TextPlan, leaves: &[Frequencies]) -> u64 {
    match part {
        TextPlan::Word { leaf, .. } => of_leaf(*leaf, leaves),
        TextPlan::Phrase { words, .. } => words.iter().map(|(_, leaf)| of_leaf(*leaf, leaves)).min().unwrap_or(0),
        TextPlan::Any(parts) => parts.iter().map(|part| articles(part, leaves)).fold(0, u64::saturating_add),
        TextPlan::Near { left, right, .. } => articles(left, leaves).min(articles(right, leaves)),
    }
}

fn of_leaf(leaf: usize, leaves: &[Frequencies]) -> u64 {
    leaves.get(leaf).map_or(0, Frequencies::articles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(words: u32) -> TextPlan {
        TextPlan::Phrase { words: (0..words).map(|place| (place, place as usize)).collect(), slop: 0, operand: 0 }
    }

    #[test]
    fn a_pattern_is_cheap_beside_a_rare_word_alone() {
        let pattern = || Frequencies { of_words: vec![2_000_000, 800_000, 600_000], is_pattern: true };
        let word = |articles| Frequencies { of_words: vec![articles], is_pattern: false };
        assert_eq!(affordable(&phrase(2), &[word(5_000), pattern()]), [1, 3]);
        assert_eq!(affordable(&phrase(2), &[word(1_800_000), pattern()]), [1, 2]);
        assert_eq!(affordable(&phrase(2), &[pattern(), pattern()]), [1, 1]);
        assert_eq!(affordable(&phrase(3), &[pattern(), word(10), pattern()]), [3, 1, 3]);
    }
}

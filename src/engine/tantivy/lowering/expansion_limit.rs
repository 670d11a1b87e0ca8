//! Limits the work of positional queries with patterns, so that no query takes minutes.
//!
//! A pattern such as `*e*` matches words in every article. Next to a rare word it is cheap, because only the articles with the rare word
//! are read. Next to another frequent pattern it means reading most of the index.

use crate::matching::TextPlan;

/// The maximum number of postings to look up for all patterns of a query together: about a second of work.
const MOST_LOOKUPS: u64 = 3_000_000;

/// The maximum number of words to open position lists for, over all patterns of a query; each holds about two kilobytes of the index.
const MOST_CURSORS: usize = 40_000;

/// The document frequency of each word that a leaf matches.
pub(crate) struct Frequencies {
    pub of_words: Vec<u64>,
    /// Whether the leaf is a pattern, which may be truncated.
    pub is_pattern: bool,
}

impl Frequencies {
    fn articles(&self) -> u64 {
        self.of_words.iter().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Returns the number of lookups per word if at most `bound` articles are candidates.
    fn lookups(&self, bound: u64) -> impl Iterator<Item = u64> {
        self.of_words.iter().map(move |count| (*count).min(bound))
    }
}

/// Returns for each leaf the number of words to keep, most frequent first, within the limits on work.
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

/// Sets the upper bound of lookups for each leaf: the number of articles that contain the other required parts.
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

/// Returns an upper bound on the number of articles that contain the part.
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
        TextPlan::Phrase {
            words: (0..words).map(|position| (position, position as usize)).collect(),
            slop: 0,
            operand: 0,
        }
    }

    #[test]
    fn truncates_patterns_only_without_a_rare_word() {
        let pattern = || Frequencies { of_words: vec![2_000_000, 800_000, 600_000], is_pattern: true };
        let word = |articles| Frequencies { of_words: vec![articles], is_pattern: false };
        assert_eq!(affordable(&phrase(2), &[word(5_000), pattern()]), [1, 3]);
        assert_eq!(affordable(&phrase(2), &[word(1_800_000), pattern()]), [1, 2]);
        assert_eq!(affordable(&phrase(2), &[pattern(), pattern()]), [1, 1]);
        assert_eq!(affordable(&phrase(3), &[pattern(), word(10), pattern()]), [3, 1, 3]);
    }
}

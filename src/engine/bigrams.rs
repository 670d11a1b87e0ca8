//! Character bigrams for scripts without spaces.
//!
//! Every such character counts as a word, so matching is exact. Single characters rank poorly: the characters of a name occur in many articles, the name
//! in few. The ranking field therefore also holds each pair of adjacent characters as a term. A word of several characters ranks by its bigrams, a single
//! character by itself.

use crate::matching::{Leaf, TextPlan, WordTest};
use crate::text::is_unspaced_term;
use std::collections::BTreeSet;

/// The bigrams of the phrases of a query, which rank instead of the single characters.
#[derive(Debug, Default)]
pub(crate) struct Bigrams {
    /// The two characters of each bigram, separated by a space.
    pub terms: BTreeSet<String>,
    /// The leaves that are part of a bigram.
    pub leaves: BTreeSet<usize>,
}

impl Bigrams {
    /// Returns the bigrams in the phrases of a plan.
    pub(crate) fn of(part: &TextPlan, leaves: &[Leaf]) -> Self {
        let mut pairs = Self::default();
        pairs.add(part, leaves);
        pairs
    }

    fn add(&mut self, part: &TextPlan, leaves: &[Leaf]) {
        match part {
            TextPlan::Word { .. } => {}
            TextPlan::Phrase { words, .. } => {
                for two in words.windows(2) {
                    if let [(position, left), (next, right)] = two
                        && position + 1 == *next
                        && let (Some(one), Some(other)) = (character(leaves, *left), character(leaves, *right))
                    {
                        self.terms.insert(format!("{one} {other}"));
                        self.leaves.extend([*left, *right]);
                    }
                }
            }
            TextPlan::Any(parts) => parts.iter().for_each(|part| self.add(part, leaves)),
            TextPlan::Near { left, right, .. } => {
                self.add(left, leaves);
                self.add(right, leaves);
            }
        }
    }
}

/// Returns the term of a leaf if it is a single character of a script without spaces.
fn character(leaves: &[Leaf], number: usize) -> Option<&str> {
    match &leaves.get(number)?.test {
        WordTest::Term(term) if is_unspaced_term(term) => Some(term),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Planner;
    use crate::query::{ParseOptions, parse};

    fn pairs(text: &str) -> String {
        let query = parse(text, &ParseOptions::default()).expect("a query").query;
        let mut planner = Planner::new(&[]);
        let part = planner.plan(&query).expect("a plan");
        let terms = Bigrams::of(&part, &planner.leaves).terms;
        terms.iter().map(|term| term.replace(' ', "")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn splits_unspaced_words_into_bigrams() {
        for (text, expected) in [
            ("東京都", "京都 東京"),
            ("東", ""),
            ("\"東京 Tokyo 大阪\"", "大阪 東京"),
            ("서울에서", "서울 에서 울에"),
            ("東京 NEAR/3 大阪", "大阪 東京"),
            ("\"flood defences\"", ""),
        ] {
            assert_eq!(pairs(text), expected, "{text}");
        }
    }
}

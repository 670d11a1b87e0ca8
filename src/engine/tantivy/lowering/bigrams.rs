//! Characters of scripts without spaces, two by two.
//!
//! At places every such character is a word, which is exact. For ranking that says too little: the characters of a name are in many
//! articles, the name in few. So the field of emphasis holds each two characters that touch as one more term, and a word of several
//! characters ranks by these; a character alone by itself.

use crate::matching::{Leaf, TextPlan, WordTest};
use crate::text::is_unspaced_term;
use std::collections::BTreeSet;

/// What the phrases of a query rank by instead of their characters.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    /// The two characters of each.
    pub terms: BTreeSet<String>,
    /// The numbers of the characters that are part of a pair.
    pub leaves: BTreeSet<usize>,
}

impl Pairs {
    /// Finds the pairs in the phrases of a plan.
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
                    if let [(place, left), (next, right)] = two
                        && place + 1 == *next
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

/// Returns a word of a query that is a character of a script without spaces.
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
        let terms = Pairs::of(&part, &planner.leaves).terms;
        terms.iter().map(|term| term.replace(' ', "")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_of_several_characters_rank_by_their_pairs() {
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

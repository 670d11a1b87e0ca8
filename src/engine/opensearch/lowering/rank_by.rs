//! Collects the words that a request ranks by.

use super::query_lowering::ClusterLowering;
use super::ranked_words::{RankedTest, RankedWord};
use crate::engine::bigrams::Bigrams;
use crate::matching::{Leaf, TextPlan, WordTest};
use crate::text::query_stems;
use std::collections::BTreeSet;

impl ClusterLowering<'_> {
    /// Adds the words of a text condition.
    pub(super) fn rank_by(&mut self, plan: &TextPlan, leaves: &[Leaf]) {
        let pairs = Bigrams::of(plan, leaves);
        for pair in &pairs.terms {
            if let Some((first, second)) = pair.split_once(' ') {
                self.rank_by_test(RankedTest::Bigram(first.to_owned(), second.to_owned()));
            }
        }
        let mut words: BTreeSet<Vec<String>> = BTreeSet::new();
        for (number, leaf) in leaves.iter().enumerate() {
            match &leaf.test {
                _ if pairs.leaves.contains(&number) => {}
                WordTest::Acronym(term) => self.rank_by_test(RankedTest::Acronym(term.clone())),
                WordTest::Term(term) | WordTest::JoinedTerm(term) | WordTest::Cased(term, _) => {
                    words.insert(query_stems(term, &self.languages));
                }
                // An article with the separate parts ranks by those; the joined form counts only as printed.
                WordTest::Stems(_) if leaf.is_joined => self.rank_by_test(RankedTest::InOnePiece(leaf.clone())),
                WordTest::Stems(stems) => {
                    words.insert(stems.clone());
                }
                WordTest::Pattern(..) | WordTest::OneOf(..) => self.rank_by_test(RankedTest::Pattern(leaf.clone())),
            }
        }
        for stems in words {
            self.rank_by_test(RankedTest::Stems(stems));
        }
    }

    fn rank_by_test(&mut self, test: RankedTest) {
        self.words.push(RankedWord { test, boost: self.boost, is_added: self.is_added });
    }
}

//! Collects the words that a request ranks by.

use super::query_lowering::Lowering;
use crate::engine::bigrams::Bigrams;
use crate::matching::{Leaf, TextPlan, WordTest};
use crate::text::query_stems;
use std::collections::BTreeSet;

/// A word to rank by.
#[derive(Debug, Clone)]
pub(in crate::engine::opensearch) struct RankedWord {
    pub test: RankedTest,
    pub boost: f64,
    /// Whether it comes from query expansion.
    pub is_added: bool,
}

/// What to count in an article.
#[derive(Debug, Clone)]
pub(in crate::engine::opensearch) enum RankedTest {
    /// A word by each of its stems; as rare as all of them together.
    Stems(Vec<String>),
    /// Two adjacent characters of a script without spaces.
    Bigram(String, String),
    /// An acronym.
    Acronym(String),
    /// A word printed in one piece where the query has several parts.
    InOnePiece(Leaf),
    /// The words that a pattern or a list accepts.
    Pattern(Leaf),
}

impl Lowering<'_> {
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
                // An article with the parts ranks by them; the joined form counts where it is printed.
                WordTest::Stems(_) if leaf.is_joined => self.rank_by_test(RankedTest::InOnePiece(leaf.clone())),
                WordTest::Stems(stems) => {
                    words.insert(stems.clone());
                }
                WordTest::Pattern(..) | WordTest::OneOf(..) => self.rank_by_test(RankedTest::Pattern(leaf.clone())),
            }
        }
        words.into_iter().for_each(|stems| self.rank_by_test(RankedTest::Stems(stems)));
    }

    fn rank_by_test(&mut self, test: RankedTest) {
        self.words.push(RankedWord { test, boost: self.boost, is_added: self.is_added });
    }
}

//! What a query ranks by: its words, each with its weight, apart from what selects the answers.
//!
//! An answer's score is the sum over the words in one fixed order, whatever the order in which the index came upon them: adding floating-point
//! numbers in another order gives another sum.

use super::lower::Boxed;
use super::statistics::Statistics;
use std::collections::BTreeMap;
use tantivy::query::{BoostQuery, EnableScoring, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, Searcher};

/// The words of a query by which answers rank, in the order of their names.
#[derive(Default)]
pub(super) struct Clauses(BTreeMap<String, Clause>);

struct Clause {
    query: Boxed,
    weight: f64,
    is_added: bool,
}

impl Clauses {
    /// Adds a word, which `is_added` if nobody asked for it; one that is there already counts more.
    pub(super) fn add(&mut self, name: String, query: Boxed, weight: f64, is_added: bool) {
        let count_more = |clause: &mut Clause| {
            clause.weight += weight;
            clause.is_added &= is_added;
        };
        self.0.entry(name).and_modify(count_more).or_insert(Clause { query, weight, is_added });
    }

    /// Returns the words as queries, each with its weight.
    pub(super) fn queries(&self) -> impl Iterator<Item = Boxed> {
        self.0
            .values()
            .map(|clause| -> Boxed { Box::new(BoostQuery::new(clause.query.box_clone(), clause.weight as f32)) })
    }

    /// Returns whether there is nothing to rank by.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the words ready to be looked up in articles.
    pub(super) fn prepared(&self, searcher: &Searcher, statistics: &Statistics) -> tantivy::Result<Prepared> {
        let scoring = EnableScoring::enabled_from_statistics_provider(statistics, searcher);
        let prepare = |(name, clause): (&String, &Clause)| {
            let Clause { query, weight, is_added } = clause;
            Ok(Word { name: name.clone(), weight: *weight, is_added: *is_added, matcher: query.weight(scoring)? })
        };
        Ok(Prepared(self.0.iter().map(prepare).collect::<tantivy::Result<_>>()?))
    }
}

/// Words ready to be looked up.
pub(super) struct Prepared(Vec<Word>);

pub(super) struct Word {
    pub name: String,
    pub weight: f64,
    pub is_added: bool,
    pub matcher: Box<dyn Weight>,
}

impl Prepared {
    /// Returns the words.
    pub(super) fn words(&self) -> &[Word] {
        &self.0
    }

    /// Returns the scores of articles, in their order.
    pub(super) fn scores(&self, searcher: &Searcher, addresses: &[DocAddress]) -> tantivy::Result<Vec<f64>> {
        let mut scores = vec![0.0; addresses.len()];
        for word in &self.0 {
            for (score, added) in scores.iter_mut().zip(word.scores(searcher, addresses)?) {
                *score += added;
            }
        }
        Ok(scores)
    }
}

impl Word {
    /// Returns what the word adds to the scores of articles, in their order.
    pub(super) fn scores(&self, searcher: &Searcher, addresses: &[DocAddress]) -> tantivy::Result<Vec<f64>> {
        let mut in_order: Vec<(usize, DocAddress)> = addresses.iter().copied().enumerate().collect();
        in_order.sort_unstable_by_key(|(_, address)| *address);
        let mut scores = vec![0.0; addresses.len()];
        for of_segment in in_order.chunk_by(|(_, one), (_, other)| one.segment_ord == other.segment_ord) {
            let Some((_, first)) = of_segment.first() else { continue };
            let mut scorer = self.matcher.scorer(searcher.segment_reader(first.segment_ord), 1.0)?;
            for (position, address) in of_segment {
                if let Some(score) = scores.get_mut(*position) {
                    *score = self.weight * in_article(&mut *scorer, address.doc_id);
                }
            }
        }
        Ok(scores)
    }
}

/// Returns the BM25 of a word in an article, which does not come before the last one asked for.
fn in_article(scorer: &mut dyn Scorer, document: DocId) -> f64 {
    if scorer.doc() < document {
        scorer.seek(document);
    }
    if scorer.doc() == document { f64::from(scorer.score()) } else { 0.0 }
}

/// Returns what a stem counts that so many articles have, of a word that so many have in one of its stems, of so many articles in all, beside the idf
/// that BM25 gives the stem.
///
/// In a query of a few words every word was chosen; there the idf of a word is Lucene's, which is never nothing. Of prose, a pasted paragraph or a
/// sentence, most words came along: there it is that of Robertson and Sparck Jones (1976), cut off near 0, so that what stands in half of the
/// articles adds next to nothing.
pub(super) fn word_weight(is_prose: bool, of_stem: u64, of_word: u64, articles: u64) -> f64 {
    let odds = |with: u64| (articles.saturating_sub(with) as f64 + 0.5) / (with.min(articles) as f64 + 0.5);
    let idf = if is_prose { odds(of_word).ln().max(LEAST_IDF) } else { odds(of_word).ln_1p() };
    idf / odds(of_stem).ln_1p()
}

/// The least idf of a word in prose: enough to tell articles of a tiny archive apart.
const LEAST_IDF: f64 = 0.001;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_count_for_next_to_nothing_in_prose_alone() {
        assert_eq!(word_weight(false, 900, 900, 1_000), 1.0);
        assert!(word_weight(true, 900, 900, 1_000) < 0.01);
        assert!(word_weight(true, 1, 1, 1_000) > 0.99);
        assert!(word_weight(true, 100, 100, 1_000) < word_weight(true, 10, 10, 1_000));
        assert!(word_weight(true, 1, 1, 2) > 0.0);
    }

    #[test]
    fn a_stem_is_as_rare_as_its_word() {
        let idf = |with: f64| (1.0 + (1_000.0 - with + 0.5) / (with + 0.5)).ln();
        assert!((word_weight(false, 1, 901, 1_000) * idf(1.0) - idf(901.0)).abs() < 1e-9);
        assert!(word_weight(false, 900, 1_200, 1_000).is_finite());
    }
}

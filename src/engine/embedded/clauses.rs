//! What a query ranks by: its words, each with its weight, apart from what selects the answers.
//!
//! An answer's score is the sum over the words in one fixed order, whatever the order in which the index came upon them: adding floating-point
//! numbers in another order gives another sum. So word by word is gone through, and each adds to the scores of all the answers.

use super::expanded::{ExpandedQuery, Scored};
use super::statistics::Statistics;
use std::collections::BTreeMap;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25Weight;
use tantivy::{DocId, Searcher, SegmentReader};

/// The words of a query by which answers rank, in the order of their names.
#[derive(Default)]
pub(super) struct Clauses(BTreeMap<String, Clause>);

struct Clause {
    words: ExpandedQuery,
    weight: f64,
    is_added: bool,
}

impl Clauses {
    /// Adds a word, which `is_added` if nobody asked for it; one that is there already counts more.
    pub(super) fn add(&mut self, name: String, words: ExpandedQuery, weight: f64, is_added: bool) {
        let count_more = |clause: &mut Clause| {
            clause.weight += weight;
            clause.is_added &= is_added;
        };
        self.0.entry(name).and_modify(count_more).or_insert(Clause { words, weight, is_added });
    }

    /// Returns the words ready to be looked up in articles.
    pub(super) fn prepared(self, searcher: &Searcher, statistics: &Statistics) -> tantivy::Result<Vec<Word>> {
        let prepare = |(name, clause): (String, Clause)| {
            let Clause { words, weight, is_added } = clause;
            let counted = words.scored(searcher)?;
            let bm25 = statistics.bm25(counted.articles)?;
            Ok(Word { name, weight, is_added, bm25, counted })
        };
        self.0.into_iter().map(prepare).collect()
    }
}

/// A word ready to be looked up.
pub(super) struct Word {
    pub name: String,
    pub weight: f64,
    pub is_added: bool,
    bm25: Bm25Weight,
    /// The articles that have it.
    counted: Scored,
}

impl Word {
    /// Returns how many articles have it.
    pub(super) fn articles(&self) -> u64 {
        self.counted.articles
    }

    /// Adds what the word scores in articles of a segment, which are in order, to the scores of these.
    pub(super) fn add_scores(
        &self,
        segment: &SegmentReader,
        lengths: &FieldNormReader,
        articles: &[DocId],
        scores: &mut [f64],
    ) {
        let Some(counts) = self.counted.of_segment(segment) else { return };
        counts.of(articles, |number, count| {
            if let (Some(document), Some(score)) = (articles.get(number), scores.get_mut(number)) {
                *score += self.weight * f64::from(self.bm25.score(lengths.fieldnorm_id(*document), count));
            }
        });
    }
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

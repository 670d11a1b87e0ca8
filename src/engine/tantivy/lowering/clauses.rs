//! What a query ranks by: its words, each with its weight, apart from what selects the answers.
//!
//! An answer's score is the sum over the words in one fixed order, whatever the order in which the index came upon them: adding floating-point
//! numbers in another order gives another sum. So word by word is gone through, and each adds to the scores of all the answers.

use crate::engine::tantivy::lookup::{ExpandedQuery, NormTable, Scored, Statistics};
use crate::scoring::Bm25;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, Searcher, SegmentReader};

/// The words of a query by which answers rank, in the order of their names.
#[derive(Default)]
pub(crate) struct Clauses(BTreeMap<String, Clause>);

struct Clause {
    words: ExpandedQuery,
    weight: f64,
    is_added: bool,
}

impl Clauses {
    /// Adds a word, which `is_added` if nobody asked for it; one that is there already counts more.
    pub(crate) fn add(&mut self, name: String, words: ExpandedQuery, weight: f64, is_added: bool) {
        let count_more = |clause: &mut Clause| {
            clause.weight += weight;
            clause.is_added &= is_added;
        };
        self.0.entry(name).and_modify(count_more).or_insert(Clause { words, weight, is_added });
    }

    /// Returns the words ready to be looked up in articles.
    pub(crate) fn prepared(self, searcher: &Searcher, statistics: &Statistics) -> tantivy::Result<Vec<ScoredWord>> {
        let norms = statistics.norms()?;
        let prepare = |(name, clause): (String, Clause)| {
            let Clause { words, weight, is_added } = clause;
            let counted = words.scored(searcher)?;
            let bm25 = statistics.bm25(counted.articles);
            Ok(ScoredWord { name, weight, is_added, bm25, norms: Arc::clone(&norms), counted })
        };
        self.0.into_iter().map(prepare).collect()
    }
}

/// A word ready to be looked up.
pub(crate) struct ScoredWord {
    pub name: String,
    pub weight: f64,
    pub is_added: bool,
    bm25: Bm25,
    norms: Arc<NormTable>,
    /// The articles that have it.
    counted: Scored,
}

impl ScoredWord {
    /// Returns how many articles have it.
    pub(crate) fn articles(&self) -> u64 {
        self.counted.articles
    }

    /// Adds what the word scores in articles of a segment, which are in order, to the scores of these.
    pub(crate) fn add_scores(
        &self,
        segment: &SegmentReader,
        lengths: &FieldNormReader,
        articles: &[DocId],
        scores: &mut [f64],
    ) {
        let Some(counts) = self.counted.of_segment(segment) else { return };
        counts.of(articles, |number, count| {
            if let (Some(document), Some(score)) = (articles.get(number), scores.get_mut(number)) {
                *score +=
                    self.weight * f64::from(self.bm25.score(self.norms.of(lengths.fieldnorm_id(*document)), count));
            }
        });
    }
}

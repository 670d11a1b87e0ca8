//! The terms that a query ranks by, each with its weight, separate from the query that selects the hits.
//!
//! Floating-point sums depend on the order of addition, so the scores are summed term by term in one fixed order. Each term adds to the
//! scores of all hits before the next one.

use crate::engine::tantivy::lookup::{ExpandedQuery, NormTable, Scored, Statistics};
use crate::engine::{Deadline, EngineError};
use crate::scoring::Bm25;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{DocId, Searcher, SegmentReader};

/// The ranking terms of a query, ordered by name.
#[derive(Default)]
pub(crate) struct Clauses(BTreeMap<String, Clause>);

struct Clause {
    words: ExpandedQuery,
    weight: f64,
    is_added: bool,
}

impl Clauses {
    /// Adds a term, or adds to the weight of an existing one; `is_added` if it comes from query expansion.
    pub(crate) fn add(&mut self, name: String, words: ExpandedQuery, weight: f64, is_added: bool) {
        let count_more = |clause: &mut Clause| {
            clause.weight += weight;
            clause.is_added &= is_added;
        };
        self.0.entry(name).and_modify(count_more).or_insert(Clause { words, weight, is_added });
    }

    /// Returns the terms with their statistics, ready for scoring.
    pub(crate) fn prepared(self, searcher: &Searcher, statistics: &Statistics) -> Result<Vec<ScoredWord>, EngineError> {
        let norms = statistics.norms()?;
        let prepare = |(name, clause): (String, Clause)| {
            let Clause { words, weight, is_added } = clause;
            let counted = words.scored(searcher)?;
            let bm25 = statistics.bm25(counted.articles);
            let deadline = words.deadline().clone();
            Ok(ScoredWord { deadline, name, weight, is_added, bm25, norms: Arc::clone(&norms), counted })
        };
        self.0.into_iter().map(prepare).collect()
    }
}

/// A ranking term, ready for scoring.
pub(crate) struct ScoredWord {
    pub name: String,
    pub weight: f64,
    pub is_added: bool,
    /// The time limit of the search, for the part of the query that contains the term.
    pub deadline: Deadline,
    bm25: Bm25,
    norms: Arc<NormTable>,
    /// The postings of the term.
    counted: Scored,
}

impl ScoredWord {
    /// Returns the document frequency of the term.
    pub(crate) fn articles(&self) -> u64 {
        self.counted.articles
    }

    /// Adds the scores of the term in `articles`, which must be in ascending order, to `scores`.
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
                *score += self.weight
                    * f64::from(self.bm25.score(self.norms.of(lengths.fieldnorm_id(*document)), count as f32));
            }
        });
    }
}

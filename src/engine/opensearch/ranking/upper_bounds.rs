//! What the cluster ranks by: for each article at least as much as its score.
//!
//! The cluster counts stems. A clause that counts anything else counts no more than the stems of its words, and a score grows with each count, but the
//! more slowly the larger it is; so the sum over stems is never less than the score.

use super::clauses::ScoredClause;
use crate::article::Language;
use crate::engine::EngineError;
use crate::engine::opensearch::lowering::{RankedTest, tokens_of_unknown, tokens_query};
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::tokens::bigram;
use crate::engine::opensearch::vocabulary::matching_words;
use crate::matching::{Leaf, WordTest};
use crate::text::query_stems;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most terms that a query of the cluster may have (`indices.query.bool.max_clause_count`), with room for the selection.
const MAX_TERMS: usize = 700;

/// The queries whose scores add up to an upper bound.
pub(super) struct UpperBounds {
    pub queries: Vec<Value>,
    /// What clauses without a query can add.
    pub rest: f64,
    /// The stems.
    stems: Vec<String>,
}

impl UpperBounds {
    /// Returns a search that explains the score of an article that has a stem, and with it the mean length that the cluster counts with.
    pub(super) fn explained(&self) -> Option<Value> {
        let terms: Vec<Value> = self.stems.iter().map(|stem| json!({ "term": { field::RANK: stem } })).collect();
        (!terms.is_empty()).then(|| {
            json!({
                "size": 1,
                "explain": true,
                "_source": false,
                "terminate_after": 1,
                "query": { "bool": { "should": terms } },
            })
        })
    }
}

/// Returns the upper bounds of the clauses.
pub(super) fn upper_bounds(
    clauses: &[ScoredClause],
    index: &ClusterIndex,
    languages: &[Option<Language>],
) -> Result<UpperBounds, EngineError> {
    let mut terms: FxHashMap<String, f64> = FxHashMap::default();
    let mut constants: Vec<(f64, Vec<String>)> = Vec::new();
    let mut rest = 0.0;
    for clause in clauses {
        let most = clause.weight * f64::from(clause.bm25.weight());
        if most <= 0.0 {
            continue;
        }
        let stems = match &clause.test {
            RankedTest::Stems(stems) | RankedTest::InOnePiece(Leaf { test: WordTest::Stems(stems), .. }) => {
                Some(stems.clone())
            }
            RankedTest::Bigram(first, second) => Some(vec![bigram(first, second)]),
            RankedTest::Acronym(term) => Some(query_stems(term, languages)),
            RankedTest::InOnePiece(_) => None,
            RankedTest::Pattern(leaf) => stems_of_pattern(leaf, index, languages)?,
        };
        match stems {
            Some(stems) => {
                let unknown: Vec<String> = stems.iter().flat_map(|stem| tokens_of_unknown(stem, languages)).collect();
                if !unknown.is_empty() && !matches!(clause.test, RankedTest::Bigram(..)) {
                    constants.push((most, unknown));
                }
                for stem in stems {
                    *terms.entry(stem).or_default() += most;
                }
            }
            None => rest += most,
        }
    }
    let mut terms: Vec<(String, f64)> = terms.into_iter().collect();
    terms.sort_unstable_by(|(one, most), (other, other_most)| other_most.total_cmp(most).then_with(|| one.cmp(other)));
    rest += terms.iter().skip(MAX_TERMS).map(|(_, most)| most).sum::<f64>();
    let of_term = |(stem, most): &(String, f64)| json!({ "term": { field::RANK: { "value": stem, "boost": most } } });
    let mut queries: Vec<Value> = terms.iter().take(MAX_TERMS).map(of_term).collect();
    for (most, unknown) in constants {
        queries.push(json!({ "constant_score": { "filter": tokens_query(None, &unknown), "boost": most } }));
    }
    let stems = terms.into_iter().take(MAX_TERMS).map(|(stem, _)| stem).collect();
    Ok(UpperBounds { queries, rest, stems })
}

/// Returns the stems of the words that a pattern or list accepts; `None` if there are too many.
fn stems_of_pattern(
    leaf: &Leaf,
    index: &ClusterIndex,
    languages: &[Option<Language>],
) -> Result<Option<Vec<String>>, EngineError> {
    let words = match &leaf.test {
        WordTest::Pattern(..) => matching_words(index, leaf, languages)?,
        WordTest::OneOf(words, _) => Some(words.clone()),
        _ => None,
    };
    let stems = |words: Vec<String>| {
        let stems: BTreeSet<String> = words.iter().flat_map(|word| query_stems(word, languages)).collect();
        (stems.len() <= MAX_TERMS).then(|| stems.into_iter().collect())
    };
    Ok(words.and_then(stems))
}

//! The queries that the cluster ranks by: the score that they give an article is an upper bound of its score here.
//!
//! The cluster counts stems. A clause that counts anything else counts no more than the stems of its words, and a score grows with the count. The stems of
//! one clause are counted as one word: the sum of their separate scores would be far too high for an article with many of them.

use super::clauses::ScoredClause;
use crate::article::Language;
use crate::engine::EngineError;
use crate::engine::opensearch::lowering::{RankedTest, counted_as_one, tokens_of_unknown, tokens_query};
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::tokens::bigram;
use crate::engine::opensearch::vocabulary::matching_words;
use crate::matching::{Leaf, WordTest};
use crate::text::query_stems;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The maximum number of clauses of a query on the cluster (`indices.query.bool.max_clause_count`), with room for the selection.
const MAX_CLAUSES: usize = 700;

/// The maximum number of stems that are counted as one word (`indices.query.bool.max_clause_count`), and their maximum total bytes (Lucene's limit of a token).
const MAX_STEMS: usize = 1_000;
const MAX_BYTES: usize = 30_000;

/// The maximum number of stems of one clause.
const MAX_OF_CLAUSE: usize = 5_000;

/// The maximum number of terms of a query (`index.max_terms_count`), with room to spare: an article of unknown language has a term for each stem and language.
const MAX_TERMS: usize = 60_000;

/// The queries whose scores add up to an upper bound.
#[derive(Default)]
pub(super) struct UpperBounds {
    /// The queries that count stems.
    counted: Vec<Value>,
    /// The queries that give every article of a clause its maximum score.
    constant: Vec<Value>,
    /// The maximum score of the clauses without a query.
    pub rest: f64,
}

impl UpperBounds {
    /// Returns the query that scores articles by the sum.
    pub(super) fn query(&self, selection: &Value) -> Value {
        let should: Vec<&Value> = self.counted.iter().chain(&self.constant).collect();
        json!({ "bool": { "filter": [selection], "should": should } })
    }

    /// Returns a search that explains the score of an article with a stem, which reveals the mean length that the cluster uses.
    pub(super) fn explained(&self) -> Option<Value> {
        (!self.counted.is_empty()).then(|| {
            json!({
                "size": 1,
                "explain": true,
                "_source": false,
                "terminate_after": 1,
                "query": { "bool": { "should": self.counted } },
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
    let mut bounds = UpperBounds::default();
    let mut single: FxHashMap<String, f64> = FxHashMap::default();
    for clause in clauses {
        let most = clause.weight * f64::from(clause.bm25.weight());
        if most <= 0.0 {
            continue;
        }
        let constant = |filter: &Value| json!({ "constant_score": { "filter": filter, "boost": most } });
        let stems = match &clause.test {
            RankedTest::Stems(stems) | RankedTest::InOnePiece(Leaf { test: WordTest::Stems(stems), .. }) => {
                stems.clone()
            }
            RankedTest::Bigram(first, second) => vec![bigram(first, second)],
            RankedTest::Acronym(term) => query_stems(term, languages),
            RankedTest::InOnePiece(leaf) | RankedTest::Pattern(leaf) => match stems_of_words(leaf, index, languages)? {
                Some(stems) => stems,
                None => {
                    bounds.constant.push(constant(&clause.query));
                    continue;
                }
            },
        };
        let unknown: Vec<String> = stems.iter().flat_map(|stem| tokens_of_unknown(stem, languages)).collect();
        if !unknown.is_empty() && !matches!(clause.test, RankedTest::Bigram(..)) {
            bounds.constant.push(constant(&tokens_query(None, &unknown)));
        }
        match &stems[..] {
            [stem] => *single.entry(stem.clone()).or_default() += most,
            stems => bounds.counted.extend(in_groups(stems).iter().map(|stems| counted_as_one(stems, most))),
        }
    }
    let mut single: Vec<(String, f64)> = single.into_iter().collect();
    single.sort_unstable_by(|(one, most), (other, other_most)| other_most.total_cmp(most).then_with(|| one.cmp(other)));
    let room = MAX_CLAUSES.saturating_sub(bounds.counted.len() + bounds.constant.len());
    bounds.rest = single.iter().skip(room).map(|(_, most)| most).sum();
    bounds.counted.extend(single.iter().take(room).map(|(stem, most)| counted_as_one(&[stem], *most)));
    Ok(bounds)
}

/// Returns the stems of the words that a clause counts; `None` if there are too many.
fn stems_of_words(
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
        let most = MAX_OF_CLAUSE.min(MAX_TERMS / languages.len().max(1));
        (stems.len() <= most).then(|| stems.into_iter().collect())
    };
    Ok(words.and_then(stems))
}

/// Divides stems into groups that the cluster can count as one word each. The summed scores of several groups exceed that of one group.
fn in_groups(stems: &[String]) -> Vec<Vec<&str>> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let mut bytes = 0;
    for stem in stems {
        bytes += stem.len() + 1;
        match groups.last_mut() {
            Some(group) if group.len() < MAX_STEMS && bytes <= MAX_BYTES => group.push(stem),
            _ => {
                groups.push(vec![stem]);
                bytes = stem.len() + 1;
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_at_most_so_many_stems_and_bytes() {
        let short: Vec<String> = (0..2_500).map(|number| format!("s{number}")).collect();
        let groups = in_groups(&short);
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [1_000, 1_000, 500]);
        assert_eq!(groups.concat(), short);
        let long: Vec<String> = (0..10).map(|number| format!("{number}{}", "x".repeat(12_000))).collect();
        assert!(in_groups(&long).iter().all(|group| group.len() == 2));
        assert!(in_groups(&[]).is_empty());
    }
}

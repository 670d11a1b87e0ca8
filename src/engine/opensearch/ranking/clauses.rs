//! The words to rank by with their statistics.

use crate::article::Language;
use crate::engine::opensearch::lowering::{
    LeafTokens, RankedTest, RankedWord, index_fields, stems_query, tokens_query,
};
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::tokens::{ACRONYM, JOINED, PRINTED, STEM, STEM_ITSELF, TITLE_CASE, bigram, token};
use crate::engine::opensearch::vocabulary::matching_words;
use crate::engine::{EngineError, PlacedWord};
use crate::matching::{Leaf, WordTest};
use crate::scoring::{Bm25, SearchPolicy, term_weight};
use crate::text::query_stems;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A word to rank by, ready for scoring.
#[derive(Debug, Clone)]
pub(in crate::engine::opensearch) struct ScoredClause {
    pub name: String,
    pub weight: f64,
    pub is_added: bool,
    /// Its document frequency.
    pub articles: u64,
    pub bm25: Bm25,
    /// The query for the articles that have it, and possibly some others.
    pub query: Value,
    /// The words that it counts; a word has one clause for each of its stems.
    pub test: RankedTest,
}

/// One clause before its statistics are known.
struct UncountedClause<'a> {
    name: String,
    test: RankedTest,
    query: Value,
    word: &'a RankedWord,
}

/// Returns the clauses of a request, ordered by name, so that their scores are always summed in the same order.
pub(in crate::engine::opensearch) fn resolve(
    words: &[RankedWord],
    index: &ClusterIndex,
    is_prose: bool,
) -> Result<Vec<ScoredClause>, EngineError> {
    let summary = index.summary()?;
    let languages = summary.languages();
    let counted: Vec<Vec<UncountedClause<'_>>> =
        words.iter().map(|word| parts(word, index, &languages)).collect::<Result<_, _>>()?;
    let queries: Vec<Value> = counted.iter().flatten().map(|part| part.query.clone()).collect();
    let mut frequencies = index.frequencies(&queries)?.into_iter();
    let mut clauses: BTreeMap<String, ScoredClause> = BTreeMap::new();
    for parts in counted {
        let parts: Vec<(UncountedClause<'_>, u64)> =
            parts.into_iter().map(|part| (part, frequencies.next().unwrap_or_default())).collect();
        let of_word: u64 = parts.iter().map(|(_, articles)| articles).sum();
        for (UncountedClause { name, test, query, word }, articles) in parts {
            // A pattern has no stems to share its weight.
            let weight = match test {
                RankedTest::Pattern(_) | RankedTest::InOnePiece(_) => 1.0,
                _ => term_weight(SearchPolicy::CURRENT, is_prose, articles, of_word, summary.articles),
            };
            if articles == 0 {
                continue;
            }
            let weight = weight * word.boost;
            let clause = clauses.entry(name).or_insert_with_key(|name| ScoredClause {
                name: name.clone(),
                weight: 0.0,
                is_added: true,
                articles,
                bm25: summary.bm25(articles),
                query,
                test,
            });
            clause.weight += weight;
            clause.is_added &= word.is_added;
        }
    }
    Ok(clauses.into_values().collect())
}

/// Prefetches the document frequency of each word, and of its acronym.
pub(in crate::engine::opensearch) fn expect_words(
    index: &ClusterIndex,
    words: &[PlacedWord],
) -> Result<(), EngineError> {
    let languages = index.summary()?.languages();
    let mut queries = Vec::new();
    for PlacedWord { term, is_acronym } in words {
        let stems = query_stems(term, &languages);
        queries.extend(stems.iter().map(|stem| stems_query(std::slice::from_ref(stem), &languages)));
        queries.extend(is_acronym.then(|| acronym_query(term)));
    }
    index.expect_frequencies(queries);
    Ok(())
}

/// Returns the query for an acronym.
pub(in crate::engine::opensearch) fn acronym_query(term: &str) -> Value {
    tokens_query(None, &[token(ACRONYM, term)])
}

/// Returns the clauses of a word.
fn parts<'a>(
    word: &'a RankedWord,
    index: &ClusterIndex,
    languages: &[Option<Language>],
) -> Result<Vec<UncountedClause<'a>>, EngineError> {
    let part = |name: String, test: RankedTest, query: Value| UncountedClause { name, test, query, word };
    Ok(match &word.test {
        RankedTest::Stems(stems) => stems
            .iter()
            .map(|stem| {
                let stems = vec![stem.clone()];
                let query = stems_query(&stems, languages);
                part(stem.clone(), RankedTest::Stems(stems), query)
            })
            .collect(),
        RankedTest::Bigram(first, second) => {
            let query = json!({ "term": { field::RANK: bigram(first, second) } });
            vec![part(format!("{first} {second}"), word.test.clone(), query)]
        }
        RankedTest::Acronym(term) => {
            let tokens = [ACRONYM, TITLE_CASE].map(|kind| token(kind, term));
            let query = tokens_query(None, &tokens);
            vec![part(term.to_uppercase(), word.test.clone(), query)]
        }
        RankedTest::InOnePiece(leaf) => {
            let WordTest::Stems(stems) = &leaf.test else { return Ok(Vec::new()) };
            let tokens: Vec<String> =
                stems.iter().flat_map(|stem| [STEM_ITSELF, STEM].map(|kind| token(kind, stem))).collect();
            let query = tokens_query(leaf.field, &tokens);
            vec![part(leaf.name(), word.test.clone(), query)]
        }
        RankedTest::Pattern(leaf) => {
            let mut tokens = LeafTokens::of(leaf, languages);
            // An inexact query would make the pattern seem too frequent.
            if !tokens.is_exact
                && let Some(words) = matching_words(index, leaf, languages)?
            {
                tokens.patterns.clear();
                tokens.tokens.extend(words.iter().flat_map(|word| printed_tokens(leaf, word)));
            }
            let query = any(counted_fields(leaf.field).into_iter().flat_map(|field| tokens.query(&field)));
            vec![part(leaf.name(), word.test.clone(), query)]
        }
    })
}

/// Returns the tokens of a word that matches a pattern, printed or joined.
fn printed_tokens(leaf: &Leaf, word: &str) -> Vec<String> {
    let WordTest::Pattern(pattern, _) = &leaf.test else { return Vec::new() };
    let mut kinds = Vec::new();
    if pattern.matches(word) {
        kinds.extend([STEM_ITSELF, PRINTED]);
    }
    if leaf.matches_joined && pattern.matches_joined(word) {
        kinds.push(JOINED);
    }
    kinds.into_iter().map(|kind| token(kind, word)).collect()
}

/// Returns the fields in which a pattern counts: for the lead, also the whole body, since an article may have no stated lead.
fn counted_fields(of: Option<crate::query::Field>) -> Vec<String> {
    match of {
        Some(crate::query::Field::Lead) => vec![field::LEAD.to_owned(), field::BODY.to_owned()],
        of => index_fields(of),
    }
}

fn any(queries: impl Iterator<Item = Value>) -> Value {
    json!({ "bool": { "should": queries.collect::<Vec<Value>>() } })
}

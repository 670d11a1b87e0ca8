//! The words of the archive that a pattern accepts.
//!
//! A cluster has no list of its words. It shows those that a pattern is rewritten to, up to a limit for each shard.

use super::client::ClusterError;
use super::lowering::{LeafTokens, index_fields};
use super::open_index::ClusterIndex;
use super::tokens::{JOINED, PRINTED, STEM_ITSELF, token};
use crate::article::Language;
use crate::engine::{Count, Deadline, EngineError};
use crate::matching::{Leaf, WordTest};
use crate::text::WordPattern;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most words that a shard shows; the cluster allows no more clauses (`indices.query.bool.max_clause_count`).
const MAX_WORDS: usize = 1_000;

/// Returns the printed words that the pattern of a leaf accepts; `None` if there are too many.
pub(super) fn matching_words(
    index: &ClusterIndex,
    leaf: &Leaf,
    languages: &[Option<Language>],
) -> Result<Option<Vec<String>>, EngineError> {
    let WordTest::Pattern(pattern, _) = &leaf.test else { return Ok(None) };
    let printed = Leaf { matches_joined: leaf.matches_joined, ..leaf.clone() };
    let tokens = LeafTokens::of(&printed, languages);
    let mut words: BTreeSet<String> = BTreeSet::new();
    for field in index_fields(leaf.field) {
        for (kind, value) in &tokens.patterns {
            let mut value = value.clone();
            if let Some(value) = value.as_object_mut() {
                value.insert("rewrite".to_owned(), json!(format!("top_terms_{MAX_WORDS}")));
            }
            let path = format!("/{}/_validate/query?rewrite=true&all_shards=true", index.name);
            let answer = index.client.post(&path, &json!({ "query": { *kind: { &field: value } } }))?;
            let shards = answer.get("explanations").and_then(Value::as_array);
            for shard in shards.into_iter().flatten() {
                let explanation = shard.get("explanation").and_then(Value::as_str).unwrap_or_default();
                let shown: Vec<&str> = words_in(explanation).collect();
                if shown.len() >= MAX_WORDS {
                    return Ok(None);
                }
                // A shard without such a word shows the pattern.
                let accepted = |word: &&&str| pattern.matches(word) || pattern.matches_joined(word);
                words.extend(shown.iter().filter(accepted).map(|word| (*word).to_owned()));
            }
        }
        words.extend(tokens.tokens.iter().map(|token| token.chars().skip(1).collect()));
    }
    Ok(Some(words.into_iter().collect()))
}

/// Returns a leaf for the printed words of running text that a folded word with wildcards accepts.
pub(super) fn words_of_wildcard(wildcard: &str) -> Option<Leaf> {
    let pattern = WordPattern::wildcard(wildcard).ok()?;
    Some(Leaf {
        test: WordTest::Pattern(pattern, wildcard.to_owned()),
        field: None,
        is_joined: false,
        matches_joined: false,
    })
}

/// Returns the `most` most frequent printed words that a pattern accepts with their document frequencies, the most frequent first.
///
/// # Errors
/// If there are more words than the cluster shows.
pub(super) fn word_list(
    index: &ClusterIndex,
    pattern: &WordPattern,
    most: usize,
    deadline: &Deadline,
) -> Result<Vec<Count<String>>, EngineError> {
    let test = WordTest::Pattern(pattern.clone(), String::new());
    let leaf = Leaf { test, field: None, is_joined: false, matches_joined: false };
    let Some(words) = matching_words(index, &leaf, &index.summary()?.languages())? else {
        return Err(ClusterError::TooManyWords(MAX_WORDS).into());
    };
    let query = |word: &String| {
        let tokens = [STEM_ITSELF, PRINTED].map(|kind| token(kind, word));
        let fields: Vec<Value> =
            index_fields(None).into_iter().map(|field| json!({ "terms": { field: tokens } })).collect();
        json!({ "bool": { "should": fields } })
    };
    let queries: Vec<Value> = words.iter().map(query).collect();
    let counts = index.frequencies(&queries, deadline)?;
    let mut counted: Vec<Count<String>> = words.into_iter().zip(counts).filter(|(_, articles)| *articles > 0).collect();
    counted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counted.truncate(most);
    Ok(counted)
}

/// Returns the words in the text of a query of Lucene, such as `body:=flood (body::floods)^0.5`.
fn words_in(explanation: &str) -> impl Iterator<Item = &str> {
    explanation.split_ascii_whitespace().filter_map(|part| {
        let (_, token) = part.trim_start_matches('(').split_once(':')?;
        let token = token.split(')').next().unwrap_or_default();
        token.strip_prefix([STEM_ITSELF, PRINTED, JOINED])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_from_the_text_of_a_query() {
        let words: Vec<&str> = words_in("body:=flood (body::floods)^0.8333333 body:,floodprone body:=flo*").collect();
        assert_eq!(words, ["flood", "floods", "floodprone", "flo*"]);
    }
}

//! The words of the archive that a pattern accepts.
//!
//! A cluster has no list of its words. It shows those that a pattern is rewritten to: of each shard the first in order, so that the next request asks for
//! those after them.

use super::client::ClusterError;
use super::lowering::{LeafTokens, after, index_fields, intersection, tokens_query, wildcard_expression};
use super::open_index::ClusterIndex;
use super::tokens::{JOINED, PRINTED, STEM_ITSELF, token};
use crate::article::Language;
use crate::engine::{Count, EngineError};
use crate::matching::{Leaf, WordTest};
use crate::text::{PatternSource, WordPattern};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The most words that a shard shows at once; the cluster allows few more clauses (`indices.query.bool.max_clause_count`).
const SHOWN: usize = 1_000;

/// The most words in a list.
const MAX_WORDS: usize = 200_000;

/// Returns the printed words that the pattern of a leaf accepts; `None` if there are more than a shard shows at once.
pub(super) fn matching_words(
    index: &ClusterIndex,
    leaf: &Leaf,
    languages: &[Option<Language>],
) -> Result<Option<Vec<String>>, EngineError> {
    let WordTest::Pattern(pattern, _) = &leaf.test else { return Ok(None) };
    let tokens = LeafTokens::of(leaf, languages);
    let mut words: BTreeSet<String> = BTreeSet::new();
    for field in index_fields(leaf.field) {
        for (kind, value) in &tokens.patterns {
            let Shown { shown, last } = shown_words(index, &field, kind, value, pattern)?;
            if last.is_some() {
                return Ok(None);
            }
            words.extend(shown);
        }
        words.extend(tokens.tokens.iter().map(|token| token.chars().skip(1).collect()));
    }
    Ok(Some(words.into_iter().collect()))
}

/// The words that the shards showed.
struct Shown {
    shown: BTreeSet<String>,
    /// The word up to which all are shown; `None` if there are no more.
    last: Option<String>,
}

fn shown_words(
    index: &ClusterIndex,
    field: &str,
    kind: &str,
    value: &Value,
    pattern: &WordPattern,
) -> Result<Shown, EngineError> {
    let mut value = value.clone();
    if let Some(value) = value.as_object_mut() {
        value.insert("rewrite".to_owned(), json!(format!("top_terms_{SHOWN}")));
    }
    let path = format!("/{}/_validate/query?rewrite=true&all_shards=true", index.name);
    let answer = index.ask(&path, &json!({ "query": { kind: { field: value } } }))?;
    let mut shown = BTreeSet::new();
    let mut last: Option<String> = None;
    for shard in answer.get("explanations").and_then(Value::as_array).into_iter().flatten() {
        let explanation = shard.get("explanation").and_then(Value::as_str).unwrap_or_default();
        let of_shard: Vec<&str> = words_in(explanation).collect();
        if of_shard.len() >= SHOWN
            && let Some(greatest) = of_shard.iter().max()
            && last.as_deref().is_none_or(|last| *greatest < last)
        {
            last = Some((*greatest).to_owned());
        }
        // A shard without such a word shows the pattern.
        let accepted = |word: &&&str| pattern.matches(word) || pattern.matches_joined(word);
        shown.extend(of_shard.iter().filter(accepted).map(|word| (*word).to_owned()));
    }
    if let Some(last) = &last {
        shown.retain(|word| word <= last);
    }
    Ok(Shown { shown, last })
}

/// Returns all printed words of running text that a pattern accepts.
fn all_words(index: &ClusterIndex, pattern: &WordPattern) -> Result<BTreeSet<String>, EngineError> {
    let test = WordTest::Pattern(pattern.clone(), String::new());
    let leaf = Leaf { test, field: None, is_joined: false, matches_joined: false };
    let tokens = LeafTokens::of(&leaf, &[]);
    let mut words: BTreeSet<String> = BTreeSet::new();
    for field in index_fields(None) {
        for (sign, (kind, value)) in [STEM_ITSELF, PRINTED].iter().zip(&tokens.patterns) {
            let (mut kind, mut value) = (*kind, value.clone());
            loop {
                let Shown { shown, last } = shown_words(index, &field, kind, &value, pattern)?;
                words.extend(shown);
                if words.len() > MAX_WORDS {
                    return Err(ClusterError::TooManyWords(MAX_WORDS).into());
                }
                let Some(last) = last else { break };
                let Some(next) = words_after(*sign, pattern, &last) else {
                    return Err(ClusterError::TooManyWords(SHOWN).into());
                };
                (kind, value) = ("regexp", next);
            }
        }
    }
    Ok(words)
}

/// Returns the query for the tokens of words that a pattern accepts and that come after another one.
fn words_after(sign: char, pattern: &WordPattern, last: &str) -> Option<Value> {
    let expression = match pattern.source() {
        PatternSource::Wildcard(word) => wildcard_expression(word),
        PatternSource::Regex(_) | PatternSource::Fuzzy(..) => return None,
    };
    Some(intersection(sign, &expression, &after(last)))
}

/// Returns a leaf for the printed words of running text that a folded word with wildcards accepts.
pub(super) fn words_of_wildcard(wildcard: &str) -> Option<Leaf> {
    let pattern = WordPattern::wildcard(wildcard).ok()?;
    let test = WordTest::Pattern(pattern, wildcard.to_owned());
    Some(Leaf { test, field: None, is_joined: false, matches_joined: false })
}

/// Returns the `most` most frequent printed words that a pattern accepts with their document frequencies, the most frequent first.
///
/// # Errors
/// If there are more words than the cluster shows.
pub(super) fn word_list(
    index: &ClusterIndex,
    pattern: &WordPattern,
    most: usize,
) -> Result<Vec<Count<String>>, EngineError> {
    let words: Vec<String> = all_words(index, pattern)?.into_iter().collect();
    let query = |word: &String| tokens_query(None, &[STEM_ITSELF, PRINTED].map(|kind| token(kind, word)));
    let queries: Vec<Value> = words.iter().map(query).collect();
    let counts = index.frequencies(&queries)?;
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

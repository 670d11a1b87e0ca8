//! The words of the archive that match a pattern.
//!
//! A cluster cannot list its terms. It only shows those that a pattern is rewritten to, of each shard the first ones in order; the next request asks for
//! those after them.

use super::client::ClusterError;
use super::lowering::{LeafTokens, after, index_fields, intersection, tokens_query, wildcard_expression};
use super::open_index::ClusterIndex;
use super::tokens::{PRINTED, STEM_ITSELF, token};
use crate::article::Language;
use crate::engine::{Count, EngineError};
use crate::matching::{Leaf, WordTest};
use crate::text::{PatternSource, WordPattern};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The maximum number of words that a shard shows at once; the cluster allows few more clauses (`indices.query.bool.max_clause_count`).
const SHOWN: usize = 1_000;

/// The maximum number of words to rank an article by.
const MAX_RANKED: usize = 5_000;

/// The maximum number of words in a list.
const MAX_WORDS: usize = 200_000;

/// Returns the printed words that match the pattern of a leaf; `None` if there are too many to rank by.
pub(super) fn matching_words(
    index: &ClusterIndex,
    leaf: &Leaf,
    languages: &[Option<Language>],
) -> Result<Option<Vec<String>>, EngineError> {
    let WordTest::Pattern(pattern, _) = &leaf.test else { return Ok(None) };
    let tokens = LeafTokens::of(leaf, languages);
    let Ok(mut words) = words_of(index, &parts_of(leaf, &tokens), pattern, MAX_RANKED)? else { return Ok(None) };
    words.extend(tokens.tokens.iter().map(|token| token.chars().skip(1).collect()));
    Ok(Some(words.into_iter().collect()))
}

/// The tokens of one kind in a field that match a pattern.
struct VocabularyPart {
    field: String,
    sign: char,
    /// The query: its type and its value.
    kind: &'static str,
    value: Value,
}

impl VocabularyPart {
    /// Returns the clause for this part that shows at most `most` words of a shard.
    fn showing(&self, most: usize) -> Value {
        let mut value = self.value.clone();
        if let Some(value) = value.as_object_mut() {
            value.insert("rewrite".to_owned(), json!(format!("top_terms_{most}")));
        }
        json!({ self.kind: { &self.field: value } })
    }
}

/// Returns the parts of the index that a leaf searches.
fn parts_of(leaf: &Leaf, tokens: &LeafTokens) -> Vec<VocabularyPart> {
    let in_field = |field: String| {
        tokens.patterns.iter().filter_map(move |(kind, value)| {
            let sign = value.get("value")?.as_str()?.chars().next()?;
            Some(VocabularyPart { field: field.clone(), sign, kind, value: value.clone() })
        })
    };
    index_fields(leaf.field).into_iter().flat_map(in_field).collect()
}

/// The number of words that cannot be listed.
type TooMany = usize;

/// Returns the words of some parts that match a pattern.
fn words_of(
    index: &ClusterIndex,
    parts: &[VocabularyPart],
    pattern: &WordPattern,
    most: usize,
) -> Result<Result<BTreeSet<String>, TooMany>, EngineError> {
    let mut words = BTreeSet::new();
    // Most patterns accept so few words that one request shows them all.
    let first = shown_words(index, parts, SHOWN / parts.len().max(1), pattern)?;
    for (part, Shown { words: few, last }) in parts.iter().zip(first) {
        words.extend(few);
        if last.is_none() {
            continue;
        }
        let mut part = VocabularyPart { field: part.field.clone(), value: part.value.clone(), ..*part };
        loop {
            let Some(Shown { words: page, last }) =
                shown_words(index, std::slice::from_ref(&part), SHOWN, pattern)?.pop()
            else {
                break;
            };
            words.extend(page);
            let Some(last) = last else { break };
            let Some(next) = words_after(part.sign, pattern, &last) else { return Ok(Err(SHOWN)) };
            if words.len() > most {
                return Ok(Err(most));
            }
            (part.kind, part.value) = ("regexp", next);
        }
    }
    Ok(if words.len() > most { Err(most) } else { Ok(words) })
}

/// The words of a part that the shards have shown.
#[derive(Default)]
struct Shown {
    words: BTreeSet<String>,
    /// The word up to which all words were shown; `None` if there are no more.
    last: Option<String>,
}

/// Returns the words of each part that match a pattern: of each shard the first in order.
fn shown_words(
    index: &ClusterIndex,
    parts: &[VocabularyPart],
    most: usize,
    pattern: &WordPattern,
) -> Result<Vec<Shown>, EngineError> {
    let clauses: Vec<Value> = parts.iter().map(|part| part.showing(most)).collect();
    let path = format!("/{}/_validate/query?rewrite=true&all_shards=true", index.name);
    let answer = index.ask(&path, &json!({ "query": { "bool": { "should": clauses } } }))?;
    let mut shown: Vec<Shown> = parts.iter().map(|_| Shown::default()).collect();
    for shard in answer.get("explanations").and_then(Value::as_array).into_iter().flatten() {
        let explanation = shard.get("explanation").and_then(Value::as_str).unwrap_or_default();
        for (part, shown) in parts.iter().zip(&mut shown) {
            let of_shard: Vec<&str> = words_in(explanation, part).collect();
            if of_shard.len() >= most
                && let Some(greatest) = of_shard.iter().max()
                && shown.last.as_deref().is_none_or(|last| *greatest < last)
            {
                shown.last = Some((*greatest).to_owned());
            }
            // A shard without a matching word shows the pattern itself.
            let accepted = |word: &&&str| pattern.matches(word) || pattern.matches_joined(word);
            shown.words.extend(of_shard.iter().filter(accepted).map(|word| (*word).to_owned()));
        }
    }
    for Shown { words, last } in &mut shown {
        if let Some(last) = last {
            words.retain(|word| word <= last);
        }
    }
    Ok(shown)
}

/// Returns the query for the tokens of words that match a pattern and come after a given word.
fn words_after(sign: char, pattern: &WordPattern, last: &str) -> Option<Value> {
    let expression = match pattern.source() {
        PatternSource::Wildcard(word) => wildcard_expression(word),
        PatternSource::Regex(_) | PatternSource::Fuzzy(..) => return None,
    };
    Some(intersection(sign, &expression, &after(last)))
}

/// Returns a leaf for the printed words of running text that match a folded word with wildcards.
pub(super) fn words_of_wildcard(wildcard: &str) -> Option<Leaf> {
    let pattern = WordPattern::wildcard(wildcard).ok()?;
    let test = WordTest::Pattern(pattern, wildcard.to_owned());
    Some(Leaf { test, field: None, is_joined: false, matches_joined: false })
}

/// Returns the `most` most frequent printed words that match a pattern with their document frequencies, the most frequent first.
///
/// # Errors
/// If there are more words than the cluster shows.
pub(super) fn word_list(
    index: &ClusterIndex,
    pattern: &WordPattern,
    most: usize,
) -> Result<Vec<Count<String>>, EngineError> {
    let test = WordTest::Pattern(pattern.clone(), String::new());
    let leaf = Leaf { test, field: None, is_joined: false, matches_joined: false };
    let parts = parts_of(&leaf, &LeafTokens::of(&leaf, &[]));
    let words = words_of(index, &parts, pattern, MAX_WORDS)?.map_err(ClusterError::TooManyWords)?;
    let words: Vec<String> = words.into_iter().collect();
    let query = |word: &String| tokens_query(None, &[STEM_ITSELF, PRINTED].map(|kind| token(kind, word)));
    let queries: Vec<Value> = words.iter().map(query).collect();
    let counts = index.frequencies(&queries)?;
    let mut counted: Vec<Count<String>> = words.into_iter().zip(counts).filter(|(_, articles)| *articles > 0).collect();
    counted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counted.truncate(most);
    Ok(counted)
}

/// Returns the words of a part in an explained Lucene query, such as `body:=flood (body::floods)^0.5`.
fn words_in<'e>(explanation: &'e str, part: &VocabularyPart) -> impl Iterator<Item = &'e str> {
    explanation.split_ascii_whitespace().filter_map(|text| {
        let (field, token) = text.trim_start_matches('(').split_once(':')?;
        let token = token.split(')').next().unwrap_or_default();
        if field == part.field { token.strip_prefix(part.sign) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_each_part_are_read_from_the_text_of_a_query() {
        let words = |field: &str, sign: char| {
            let part = VocabularyPart { field: field.to_owned(), sign, kind: "wildcard", value: Value::Null };
            words_in("body:=flood ((body::floods)^0.8333333) lead:=flow body:,floodprone body:=flo*", &part)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(words("body", STEM_ITSELF), ["flood", "flo*"]);
        assert_eq!(words("body", PRINTED), ["floods"]);
        assert_eq!(words("body", ','), ["floodprone"]);
        assert_eq!(words("lead", STEM_ITSELF), ["flow"]);
    }
}

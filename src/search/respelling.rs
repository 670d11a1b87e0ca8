//! Respelling suggestions ("did you mean") for queries without hits, from words of the archive.

use super::resolved_query::ResolvedQuery;
use super::vocabulary_list::fuzzy_words;
use crate::article::{FilePath, Language};
use crate::engine::{Engine, EngineError, Request, Sort};
use crate::query::{Field, Node, ParseOptions, Query, parse};
use crate::text::{Tokens, WordPattern, is_stop_word};

/// The maximum number of similar words considered for each misspelled word.
const MAX_CANDIDATES: usize = 20;

/// The maximum number of distinct words, and of misspelled ones, in a query that gets a suggestion. Longer queries are pasted text.
const MAX_WORDS: usize = 40;
const MAX_MISSPELLED: usize = 4;

/// The maximum number of respelled queries to run.
const MAX_TRIES: usize = 4;

/// The minimum length of a word to respell, and of one to respell by two edits, in characters. Shorter words resemble too many others.
const MIN_LENGTH: usize = 3;
const MIN_LENGTH_FOR_TWO_EDITS: usize = 6;

/// Returns the query with its misspelled words respelled, ready to be typed, if that query has hits and is found within the time limit.
///
/// # Errors
/// If the archive cannot be read.
pub(super) fn suggestion(
    engine: &dyn Engine,
    options: &ParseOptions,
    resolved: &ResolvedQuery,
    folders: &[FilePath],
) -> Result<Option<String>, EngineError> {
    match respelled(engine, options, resolved, folders) {
        // The search itself has succeeded.
        Err(EngineError::TimeLimit { .. }) => Ok(None),
        suggestion => suggestion,
    }
}

fn respelled(
    engine: &dyn Engine,
    options: &ParseOptions,
    resolved: &ResolvedQuery,
    folders: &[FilePath],
) -> Result<Option<String>, EngineError> {
    let mut words = Vec::new();
    collect_words(&resolved.query, &mut words);
    words.sort_unstable();
    words.dedup();
    if words.len() > MAX_WORDS {
        return Ok(None);
    }
    let mut misspelled = Vec::new();
    for word in words {
        if !is_known(engine, word)? {
            misspelled.push(word);
        }
    }
    if misspelled.len() > MAX_MISSPELLED {
        return Ok(None);
    }
    let languages = engine.languages()?;
    let mut respellings = Vec::new();
    for word in misspelled {
        let candidates = candidates(engine, word, &languages)?;
        if !candidates.is_empty() {
            respellings.push((word, candidates));
        }
    }
    try_respellings(engine, options, resolved, folders, &respellings)
}

/// A misspelled word and its candidates, the best first.
type Respelling<'a> = (&'a str, Vec<String>);

fn try_respellings(
    engine: &dyn Engine,
    options: &ParseOptions,
    resolved: &ResolvedQuery,
    folders: &[FilePath],
    respellings: &[Respelling<'_>],
) -> Result<Option<String>, EngineError> {
    let tries = respellings.iter().map(|(_, candidates)| candidates.len()).max().unwrap_or(0);
    for number in 0..tries.min(MAX_TRIES) {
        let respelled = resolved.query.map_words(&|word| {
            let (_, candidates) = respellings.iter().find(|(misspelled, _)| *misspelled == word)?;
            candidates.get(number).or(candidates.last()).cloned()
        });
        let text = if options.literal { literal_text(&respelled) } else { respelled.to_string() };
        let parses_back = parse(&text, options).is_ok_and(|parsed| parsed.query == respelled);
        if parses_back && has_hits(engine, &respelled.and(resolved.conditions()), folders)? {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// Returns whether an article has the word, in any letter case, inflection or joined form.
fn is_known(engine: &dyn Engine, word: &str) -> Result<bool, EngineError> {
    let tokens = Tokens::of(word);
    let Some(term) = tokens.terms().next() else { return Ok(false) };
    let alone = Query::from(Node::Word { text: word.to_lowercase(), field: None });
    Ok(!engine.words(&WordPattern::fuzzy(term, 0), 1)?.is_empty() || has_hits(engine, &alone, &[])?)
}

fn has_hits(engine: &dyn Engine, query: &Query, folders: &[FilePath]) -> Result<bool, EngineError> {
    let request = Request { folders, sort: Sort::AsKept, ..Request::new(query) };
    Ok(engine.search(&request)?.total > 0)
}

/// Collects the words of a query in prose fields, except the excluded ones.
fn collect_words<'a>(query: &'a Query, words: &mut Vec<&'a str>) {
    match &query.node {
        Node::Word { text, field } if Field::is_prose(*field) => words.push(text),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| collect_words(part, words)),
        Node::Near { left, right, .. } => [left, right].into_iter().for_each(|side| collect_words(side, words)),
        Node::Boost { of, .. } | Node::AtLeast { of, .. } => collect_words(of, words),
        _ => {}
    }
}

/// Returns the candidates for a misspelled word: by edit distance, then those with the same first letter, then by frequency.
fn candidates(engine: &dyn Engine, word: &str, languages: &[Option<Language>]) -> Result<Vec<String>, EngineError> {
    let tokens = Tokens::of(word);
    let Some(term) = tokens.terms().next() else { return Ok(Vec::new()) };
    let length = term.chars().count();
    let has_digits = term.chars().any(char::is_numeric);
    if tokens.len() > 1 || length < MIN_LENGTH || has_digits {
        return Ok(Vec::new());
    }
    let max_edits = if length < MIN_LENGTH_FOR_TWO_EDITS { 1 } else { 2 };
    let mut entries = fuzzy_words(engine, term, max_edits, MAX_CANDIDATES)?;
    // A rare word is never a misspelled stop word.
    let is_stop = |candidate: &str| languages.iter().flatten().any(|language| is_stop_word(candidate, *language));
    entries.retain(|entry| entry.word != term && !is_stop(&entry.word));
    // The first letter of a word is rarely mistyped.
    entries.sort_by_key(|entry| (entry.distance, entry.word.chars().next() != term.chars().next()));
    Ok(entries.into_iter().map(|entry| entry.word).collect())
}

/// Returns a query that was parsed without operators as literal text.
fn literal_text(query: &Query) -> String {
    match &query.node {
        Node::And(parts) => parts.iter().map(literal_text).collect::<Vec<_>>().join(" "),
        Node::Word { text, .. } | Node::Phrase { text, .. } | Node::Compound { text, .. } => text.clone(),
        _ => String::new(),
    }
}

//! Did you mean: a query without hits respelled with words that the archive has.

use super::vocabulary::fuzzy_words;
use super::{ResolvedQuery, SearchQuery};
use crate::article::FilePath;
use crate::engine::{Engine, EngineError, Request, Sort};
use crate::query::{Field, Node, Query, parse};
use crate::text::{Tokens, WordPattern};

/// How many words spelled alike are looked at for each word that the archive lacks.
const CANDIDATES: usize = 20;

/// How many different words a query may have to be looked into, and how many of them the archive may lack: a pasted text is no slip.
const MOST_WORDS: usize = 40;
const MOST_SLIPS: usize = 4;

/// How many respellings of the whole query are tried.
const TRIES: usize = 4;

/// The shortest word to be respelled, and the shortest of which two letters may be wrong, in letters: of shorter ones nearly anything
/// could be meant.
const SHORTEST: usize = 3;
const SHORTEST_FOR_TWO: usize = 6;

/// Returns the query with the words that the archive lacks respelled, as it can be typed, if that has hits.
///
/// # Errors
/// If the archive cannot be read.
pub(super) fn suggestion(
    engine: &dyn Engine,
    question: &SearchQuery,
    understood: &ResolvedQuery,
    folders: &[FilePath],
) -> Result<Option<String>, EngineError> {
    let mut words = Vec::new();
    plain_words(&understood.words, &mut words);
    words.sort_unstable();
    words.dedup();
    if words.len() > MOST_WORDS {
        return Ok(None);
    }
    let mut slips = Vec::new();
    for word in words {
        if !is_printed(engine, word)? {
            slips.push(word);
        }
    }
    if slips.len() > MOST_SLIPS {
        return Ok(None);
    }
    let (mut unknown, mut unprinted) = (Vec::new(), Vec::new());
    for word in slips {
        let candidates = candidates(engine, word)?;
        if candidates.is_empty() {
            continue;
        }
        let alone = Query::from(Node::Word { text: word.to_owned(), field: None });
        if !has_hits(engine, &alone, &[])? {
            unknown.push((word, candidates.clone()));
        }
        unprinted.push((word, candidates));
    }
    // A slip may have the stem of another word and find that; so words are tried first that find nothing at all.
    let respellings = if unknown.len() == unprinted.len() { vec![unknown] } else { vec![unknown, unprinted] };
    for respellings in respellings {
        if let Some(found) = try_respellings(engine, question, understood, folders, &respellings)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A word and what may have been meant by it.
type Respelling<'a> = (&'a str, Vec<String>);

fn try_respellings(
    engine: &dyn Engine,
    question: &SearchQuery,
    understood: &ResolvedQuery,
    folders: &[FilePath],
    respellings: &[Respelling<'_>],
) -> Result<Option<String>, EngineError> {
    let tries = respellings.iter().map(|(_, candidates)| candidates.len()).max().unwrap_or(0);
    for number in 0..tries.min(TRIES) {
        let respelled = understood.words.map_words(&|word| {
            let (_, candidates) = respellings.iter().find(|(slip, _)| *slip == word)?;
            candidates.get(number).or(candidates.last()).cloned()
        });
        let text = if question.parse.literal { as_words(&respelled) } else { respelled.to_string() };
        let reads_the_same = parse(&text, &question.parse).is_ok_and(|parsed| parsed.query == respelled);
        if reads_the_same && has_hits(engine, &respelled.and(understood.filters.clone()), folders)? {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// Returns whether the archive has the word as it is typed.
fn is_printed(engine: &dyn Engine, word: &str) -> Result<bool, EngineError> {
    let tokens = Tokens::of(word);
    let Some(term) = tokens.terms().next() else { return Ok(false) };
    Ok(!engine.words(&WordPattern::fuzzy(term, 0), 1)?.is_empty())
}

fn has_hits(engine: &dyn Engine, query: &Query, folders: &[FilePath]) -> Result<bool, EngineError> {
    let request = Request { folders, sort: Sort::AsKept, ..Request::new(query) };
    Ok(engine.search(&request)?.total > 0)
}

/// Collects the words of running text that articles have to have.
fn plain_words<'a>(query: &'a Query, words: &mut Vec<&'a str>) {
    match &query.node {
        Node::Word { text, field } if Field::is_prose(*field) => words.push(text),
        Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| plain_words(part, words)),
        Node::Near { left, right, .. } => [left, right].into_iter().for_each(|side| plain_words(side, words)),
        Node::Boost { of, .. } | Node::AtLeast { of, .. } => plain_words(of, words),
        _ => {}
    }
}

/// Returns words of the archive that may have been meant: the most alike first, then those that begin alike, then the most frequent.
fn candidates(engine: &dyn Engine, word: &str) -> Result<Vec<String>, EngineError> {
    let tokens = Tokens::of(word);
    let Some(term) = tokens.terms().next() else { return Ok(Vec::new()) };
    let length = term.chars().count();
    let is_number = term.chars().any(char::is_numeric);
    if tokens.len() > 1 || length < SHORTEST || is_number {
        return Ok(Vec::new());
    }
    let edits = if length < SHORTEST_FOR_TWO { 1 } else { 2 };
    let mut found = fuzzy_words(engine, term, edits, CANDIDATES)?;
    found.retain(|found| found.word != term);
    // People rarely get the first letter wrong.
    found.sort_by_key(|found| (found.distance, found.word.chars().next() != term.chars().next()));
    Ok(found.into_iter().map(|found| found.word).collect())
}

/// Returns a query that was read without operators as it is typed.
fn as_words(query: &Query) -> String {
    match &query.node {
        Node::And(parts) => parts.iter().map(as_words).collect::<Vec<_>>().join(" "),
        Node::Word { text, .. } | Node::Phrase { text, .. } => text.clone(),
        _ => String::new(),
    }
}

//! The vocabulary of an archive: words by prefix, wildcard pattern or similar spelling.

use super::time_limit::TimeLimitReached;
use crate::engine::{Deadline, Engine, EngineError};
use crate::text::{ANY_CHARACTER, ANY_RUN, MAX_EDITS, Tokens, WordPattern, for_each_wildcard_word};
use std::collections::HashSet;
use std::time::Duration;

/// Which words to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VocabularyQuery {
    /// Words with this prefix, or words that match it if it has wildcards.
    Prefix(String),
    /// Words with a spelling similar to this word's.
    Fuzzy(String),
}

/// How to list words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VocabularyOptions {
    /// The maximum number of words.
    pub limit: usize,
    /// The maximum time, after which listing fails; `None` for no limit.
    pub time_limit: Option<Duration>,
}

impl Default for VocabularyOptions {
    /// Fifty words, without a time limit.
    fn default() -> Self {
        Self { limit: 50, time_limit: None }
    }
}

/// Words of an archive with their document frequencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyList {
    /// The query as it was read: a folded word with wildcards, or with `~` after it.
    pub query: String,
    /// The words.
    pub entries: Vec<VocabularyEntry>,
    /// Whether more words match than the limit allows.
    pub has_more: bool,
}

/// A word of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyEntry {
    /// The folded word.
    pub word: String,
    /// The document frequency of the word.
    pub articles: u64,
    /// The edit distance from the word of a fuzzy query.
    pub distance: Option<u8>,
}

/// Why the vocabulary cannot be listed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VocabularyError {
    /// The text is not exactly one word.
    #[error("{0:?} is not a single word")]
    NotOneWord(String),
    /// The pattern makes too large an automaton.
    #[error("the pattern {0:?} has too many wildcards")]
    PatternTooLarge(String),
    /// Listing took longer than the time limit.
    #[error(transparent)]
    TimeLimit(TimeLimitReached),
    /// The archive cannot be read.
    #[error(transparent)]
    Engine(EngineError),
}

impl From<EngineError> for VocabularyError {
    fn from(error: EngineError) -> Self {
        TimeLimitReached::try_from(error).map_or_else(Self::Engine, Self::TimeLimit)
    }
}

/// Lists words of an archive: by descending frequency, or by ascending edit distance for a fuzzy query.
///
/// # Errors
/// If the query is not a single word, the time limit is reached, or the archive cannot be read.
pub fn list_vocabulary(
    engine: &dyn Engine,
    query: &VocabularyQuery,
    options: &VocabularyOptions,
) -> Result<VocabularyList, VocabularyError> {
    list_vocabulary_until(&Deadline::after(options.time_limit), engine, query, options.limit)
}

/// Lists at most `limit` words of an archive until a deadline.
pub(super) fn list_vocabulary_until(
    deadline: &Deadline,
    engine: &dyn Engine,
    query: &VocabularyQuery,
    limit: usize,
) -> Result<VocabularyList, VocabularyError> {
    let (VocabularyQuery::Prefix(typed) | VocabularyQuery::Fuzzy(typed)) = query;
    let engine = &*engine.within(deadline.at(typed));
    // One more shows whether there are more.
    let one_more = limit.saturating_add(1);
    let (query, mut entries) = match query {
        VocabularyQuery::Prefix(typed) => {
            let mut pattern = single_word(typed, |visit| for_each_wildcard_word(typed, visit))?;
            if !pattern.contains([ANY_RUN, ANY_CHARACTER]) {
                pattern.push(ANY_RUN);
            }
            let automaton =
                WordPattern::wildcard(&pattern).map_err(|_| VocabularyError::PatternTooLarge(typed.clone()))?;
            let words = engine.words(&automaton, one_more)?.into_iter();
            let entries = words.map(|(word, articles)| VocabularyEntry { word, articles, distance: None }).collect();
            (pattern, entries)
        }
        VocabularyQuery::Fuzzy(typed) => {
            let tokens = Tokens::of(typed);
            let word = single_word(typed, |visit| tokens.terms().for_each(visit))?;
            let entries = fuzzy_words(engine, &word, MAX_EDITS, one_more)?;
            (format!("{word}~"), entries)
        }
    };
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    Ok(VocabularyList { query, entries, has_more })
}

fn single_word(typed: &str, each: impl FnOnce(&mut dyn FnMut(&str))) -> Result<String, VocabularyError> {
    let mut words: Vec<String> = Vec::new();
    each(&mut |word| words.push(word.to_owned()));
    match words.pop() {
        Some(word) if words.is_empty() => Ok(word),
        _ => Err(VocabularyError::NotOneWord(typed.to_owned())),
    }
}

/// Returns at most `limit` words within `max_edits` of a folded word, by ascending edit distance and then by descending frequency. The word
/// itself is among them if the archive has it.
///
/// The automaton that walks the dictionary yields the distance, so no distance is computed word by word (as `strsim` would, for every word).
pub(super) fn fuzzy_words(
    engine: &dyn Engine,
    word: &str,
    max_edits: u8,
    limit: usize,
) -> Result<Vec<VocabularyEntry>, EngineError> {
    let mut entries: Vec<VocabularyEntry> = Vec::new();
    for distance in 0..=max_edits.min(MAX_EDITS) {
        if entries.len() >= limit {
            break;
        }
        // The words found so far match again, so as many more are requested.
        let automaton = WordPattern::fuzzy(word, distance);
        let words = engine.words(&automaton, limit.saturating_add(entries.len()))?;
        let nearer: HashSet<String> = entries.iter().map(|entry| entry.word.clone()).collect();
        let farther = words.into_iter().filter(|(word, _)| !nearer.contains(word));
        entries.extend(farther.map(|(word, articles)| VocabularyEntry { word, articles, distance: Some(distance) }));
    }
    entries.truncate(limit);
    Ok(entries)
}

//! The words of the archive: by their beginning, by a pattern, or by their likeness to another.

use crate::engine::{Engine, EngineError};
use crate::text::{ANY_CHARACTER, ANY_RUN, MAX_EDITS, Tokens, WordPattern, for_each_wildcard_word};

/// Which words are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VocabularyQuery {
    /// Those that begin so, or fit if there are wildcards in it.
    Beginning(String),
    /// Those spelled alike.
    Like(String),
}

/// VocabularyList of the archive, and how many articles have each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyList {
    /// What was asked for, as it was understood: a folded word, with wildcards in it, or `~` after it.
    pub asked: String,
    /// The words.
    pub found: Vec<VocabularyEntry>,
    /// Whether there are more.
    pub more: bool,
}

/// One word of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyEntry {
    /// The word, folded.
    pub word: String,
    /// How many articles have it.
    pub articles: u64,
    /// How many letters are different, where that was asked for.
    pub distance: Option<u8>,
}

/// Why no words can be given.
#[derive(Debug, thiserror::Error)]
pub enum VocabularyError {
    /// It is no word, or more than one.
    #[error("{0:?} is not one word: words are looked up one at a time")]
    NotOneWord(String),
    /// The wildcards stand for too much.
    #[error("{0:?} cannot be looked up: it stands for too many different words")]
    TooLarge(String),
    /// The archive cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Returns words of the archive, at most so many: the most frequent first, or those spelled most alike.
///
/// # Errors
/// If it is not one word that is asked for, or the archive cannot be read.
pub fn list_vocabulary(
    engine: &dyn Engine,
    asked: &VocabularyQuery,
    most: usize,
) -> Result<VocabularyList, VocabularyError> {
    // One more shows whether there are more.
    let one_more = most.saturating_add(1);
    let (asked, mut found) = match asked {
        VocabularyQuery::Beginning(typed) => {
            let mut pattern = one_word(typed, |visit| for_each_wildcard_word(typed, visit))?;
            if !pattern.contains([ANY_RUN, ANY_CHARACTER]) {
                pattern.push(ANY_RUN);
            }
            let compiled = WordPattern::wildcard(&pattern).map_err(|_| VocabularyError::TooLarge(typed.clone()))?;
            let found = engine.words(&compiled, one_more)?.into_iter();
            let found = found.map(|(word, articles)| VocabularyEntry { word, articles, distance: None }).collect();
            (pattern, found)
        }
        VocabularyQuery::Like(typed) => {
            let tokens = Tokens::of(typed);
            let word = one_word(typed, |visit| tokens.terms().for_each(visit))?;
            let found = fuzzy_words(engine, &word, MAX_EDITS, one_more)?;
            (format!("{word}~"), found)
        }
    };
    let more = found.len() > most;
    found.truncate(most);
    Ok(VocabularyList { asked, found, more })
}

fn one_word(typed: &str, each: impl FnOnce(&mut dyn FnMut(&str))) -> Result<String, VocabularyError> {
    let mut words: Vec<String> = Vec::new();
    each(&mut |word| words.push(word.to_owned()));
    match words.pop() {
        Some(word) if words.is_empty() => Ok(word),
        _ => Err(VocabularyError::NotOneWord(typed.to_owned())),
    }
}

/// Returns words spelled like a folded word, by at most `edits` letters, at most `most` of them: the most alike first, then the most
/// frequent. The word itself is among them if the archive has it.
pub(super) fn fuzzy_words(
    engine: &dyn Engine,
    word: &str,
    edits: u8,
    most: usize,
) -> Result<Vec<VocabularyEntry>, EngineError> {
    let mut found: Vec<VocabularyEntry> = Vec::new();
    for distance in 0..=edits.min(MAX_EDITS) {
        if found.len() >= most {
            break;
        }
        // Nearer words are among the farther ones, so as many more are asked for.
        let pattern = WordPattern::fuzzy(word, distance);
        let farther = engine.words(&pattern, most.saturating_add(found.len()))?;
        let nearer: Vec<String> = found.iter().map(|found| found.word.clone()).collect();
        let farther = farther.into_iter().filter(|(word, _)| !nearer.contains(word));
        found.extend(farther.map(|(word, articles)| VocabularyEntry { word, articles, distance: Some(distance) }));
    }
    found.truncate(most);
    Ok(found)
}

//! The patterns of a query, held against the limits as they are read.
//!
//! What a pattern costs is known only when it is compiled, so each is compiled once here: whoever asks is told at once that an
//! expression is none, and no engine gets a query that takes it long to begin with.

use super::error::QueryError;
use super::excerpt::quote;
use super::limits::MOST_PATTERNS;
use super::span::Span;
use super::tree::Pattern;
use super::wildcards::{has_wildcard, is_any_word};
use crate::text::{PatternError, WordPattern};

/// The characters that a word with wildcards, or one that may be spelled otherwise, may have.
const LONGEST_WORD: usize = 100;
/// The bytes that a regular expression may have.
const LONGEST_EXPRESSION: usize = 1_000;
/// The bytes that the automata of all patterns may take: some half a second's work.
const LARGEST: usize = 32 << 20;

const EXPRESSION: &str = "a regular expression for one word (/colou?r(s|ed)?/)";
const SHORTER: &str = "a shorter pattern, or more of the word's letters";

/// What the patterns read so far cost.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    count: usize,
    size: usize,
}

impl Patterns {
    /// Takes in the words of a text with wildcards.
    pub(super) fn add_words(&mut self, words: &[String], span: Span) -> Result<(), QueryError> {
        for word in words.iter().filter(|word| has_wildcard(word) && !is_any_word(word)) {
            self.add_one(word.chars().count() > LONGEST_WORD, SHORTER, span)?;
            self.compiled(word, WordPattern::wildcard(word), SHORTER, span)?;
        }
        Ok(())
    }

    /// Takes in a word that may be spelled otherwise.
    pub(super) fn fuzzy(&mut self, word: String, edits: u8, span: Span) -> Result<Pattern, QueryError> {
        self.add_one(word.chars().count() > LONGEST_WORD, "a shorter word", span)?;
        self.compiled(
            &word,
            Ok(WordPattern::fuzzy(&word.to_lowercase(), edits)),
            "fewer words, or shorter ones",
            span,
        )?;
        Ok(Pattern::Fuzzy(word, edits))
    }

    /// Takes in a regular expression.
    pub(super) fn regex(&mut self, expression: &str, span: Span) -> Result<Pattern, QueryError> {
        self.add_one(expression.len() > LONGEST_EXPRESSION, EXPRESSION, span)?;
        self.compiled(expression, WordPattern::regex(expression), EXPRESSION, span)?;
        Ok(Pattern::Regex(expression.to_owned()))
    }

    fn add_one(&mut self, is_too_long: bool, expected: &'static str, span: Span) -> Result<(), QueryError> {
        self.count += 1;
        if is_too_long {
            Err(QueryError::new(span, "the pattern is too long").expecting(expected))
        } else if self.count > MOST_PATTERNS {
            Err(QueryError::new(span, format!("there are more than {MOST_PATTERNS} patterns in the query")))
        } else {
            Ok(())
        }
    }

    fn compiled(
        &mut self,
        text: &str,
        compiled: Result<WordPattern, PatternError>,
        expected: &'static str,
        span: Span,
    ) -> Result<(), QueryError> {
        let error = |reason| QueryError::new(span, reason).expecting(expected);
        let pattern = compiled.map_err(|reason| error(format!("`{}` cannot be used: {reason}", quote(text))))?;
        self.size += pattern.size();
        if self.size > LARGEST {
            return Err(error("the patterns of the query stand for too many different words together".to_owned()));
        }
        Ok(())
    }
}

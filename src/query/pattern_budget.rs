//! Limits the number and the complexity of patterns.
//!
//! The cost of a pattern is known only once it is compiled, so the parser compiles each pattern. Invalid expressions are thus reported at once, and no
//! engine gets a query that is slow to start.

use super::error::{PatternSyntax, QueryError, QueryErrorKind};
use super::limits::{MAX_PATTERN_CHARS, MAX_PATTERNS, MAX_REGEX_BYTES};
use super::span::Span;
use super::tree::Pattern;
use super::wildcards::{has_wildcard, is_any_word};
use crate::text::{PatternError, WordPattern};

/// The maximum size of all automata of a query in bytes, which take about half a second to compile.
const MAX_AUTOMATA_BYTES: usize = 32 << 20;

/// The number and the total size of the patterns read so far.
#[derive(Debug, Default)]
pub(super) struct PatternBudget {
    count: usize,
    bytes: usize,
}

impl PatternBudget {
    /// Adds the words of a text with wildcards.
    pub(super) fn add_wildcards(&mut self, words: &[String], span: Span) -> Result<(), QueryError> {
        for word in words.iter().filter(|word| has_wildcard(word) && !is_any_word(word)) {
            self.count_one(PatternSyntax::Wildcard, word.chars().count() > MAX_PATTERN_CHARS, span)?;
            self.add(PatternSyntax::Wildcard, word, WordPattern::wildcard(word), span)?;
        }
        Ok(())
    }

    /// Adds a fuzzy word.
    pub(super) fn add_fuzzy(&mut self, word: String, edits: u8, span: Span) -> Result<Pattern, QueryError> {
        self.count_one(PatternSyntax::Fuzzy, word.chars().count() > MAX_PATTERN_CHARS, span)?;
        let compiled = Ok(WordPattern::fuzzy(&word.to_lowercase(), edits));
        self.add(PatternSyntax::Fuzzy, &word, compiled, span)?;
        Ok(Pattern::Fuzzy(word, edits))
    }

    /// Adds a regular expression.
    pub(super) fn add_regex(&mut self, expression: &str, span: Span) -> Result<Pattern, QueryError> {
        self.count_one(PatternSyntax::Regex, expression.len() > MAX_REGEX_BYTES, span)?;
        self.add(PatternSyntax::Regex, expression, WordPattern::regex(expression), span)?;
        Ok(Pattern::Regex(expression.to_owned()))
    }

    fn count_one(&mut self, syntax: PatternSyntax, is_too_long: bool, span: Span) -> Result<(), QueryError> {
        self.count += 1;
        if is_too_long {
            Err(QueryError::new(QueryErrorKind::PatternTooLong { syntax }, span))
        } else if self.count > MAX_PATTERNS {
            Err(QueryError::new(QueryErrorKind::TooManyPatterns, span))
        } else {
            Ok(())
        }
    }

    fn add(
        &mut self,
        syntax: PatternSyntax,
        pattern: &str,
        compiled: Result<WordPattern, PatternError>,
        span: Span,
    ) -> Result<(), QueryError> {
        let compiled = compiled.map_err(|reason| {
            let (pattern, reason) = (pattern.to_owned(), Box::new(reason));
            QueryError::new(QueryErrorKind::InvalidPattern { syntax, pattern, reason }, span)
        })?;
        self.bytes += compiled.size();
        if self.bytes > MAX_AUTOMATA_BYTES {
            return Err(QueryError::new(QueryErrorKind::PatternsTooComplex, span));
        }
        Ok(())
    }
}

//! All tokens of a text in two allocations.

use super::tokenizer::{Token, for_each_token};
use super::word_bounds::is_acronym;

/// The offsets and properties of one token, without its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRange {
    /// The offset of the word in the text, in bytes.
    pub start: usize,
    /// The offset of the first byte after the word.
    pub end: usize,
    /// Whether the token is one character of a script without spaces.
    pub unspaced: bool,
    /// Whether the word is in capitals on a line with lower-case letters.
    pub acronym: bool,
    /// The end of the term in the concatenated terms.
    term_end: usize,
}

/// All the tokens of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// The terms, concatenated.
    terms: String,
    ranges: Vec<TokenRange>,
}

impl Tokens {
    /// Returns the tokens of `text`.
    ///
    /// ```
    /// use dateline::text::Tokens;
    /// let tokens = Tokens::of("Blair's U.S. visit");
    /// assert_eq!(tokens.terms().collect::<Vec<_>>(), ["blair", "us", "visit"]);
    /// ```
    pub fn of(text: &str) -> Self {
        let mut tokens = Self::default();
        tokens.extend(text);
        tokens
    }

    /// Appends the tokens of another text; their offsets are relative to that text.
    pub fn extend(&mut self, text: &str) {
        // A word of news and the space after it take six bytes on average, rarely fewer than five.
        self.terms.reserve(text.len());
        self.ranges.reserve(text.len() / 5);
        for_each_token(text, |token| {
            self.terms.push_str(token.term);
            self.ranges.push(TokenRange {
                start: token.start,
                end: token.end,
                unspaced: token.unspaced,
                acronym: token.acronym,
                term_end: self.terms.len(),
            });
        });
    }

    /// Returns the tokens of a headline: where all of it is in capitals, a word in capitals counts as an acronym, too, since its case says nothing.
    pub fn of_headline(text: &str) -> Self {
        let mut tokens = Self::of(text);
        if !text.chars().any(char::is_lowercase) {
            for range in &mut tokens.ranges {
                range.acronym = !range.unspaced && text.get(range.start..range.end).is_some_and(is_acronym);
            }
        }
        tokens
    }

    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Returns whether the text has no tokens.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Returns the number of words that pass `filter`; in scripts without spaces, two characters count as one word.
    pub fn approximate_word_count(&self, filter: impl Fn(&Token<'_>) -> bool) -> usize {
        let (unspaced, spaced): (Vec<_>, Vec<_>) = self.iter().partition(|token| token.unspaced);
        spaced.iter().filter(|token| filter(token)).count() + unspaced.len() / 2
    }

    /// Returns the offsets of the tokens, in order.
    pub fn ranges(&self) -> &[TokenRange] {
        &self.ranges
    }

    /// Returns the term at a position.
    pub fn term(&self, position: usize) -> Option<&str> {
        let start = match position.checked_sub(1) {
            Some(before) => self.ranges.get(before)?.term_end,
            None => 0,
        };
        self.terms.get(start..self.ranges.get(position)?.term_end)
    }

    /// Returns the terms, in order.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|token| token.term)
    }

    /// Returns the tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        let mut term_start = 0;
        self.ranges.iter().map(move |range| {
            let term = &self.terms[term_start..range.term_end];
            term_start = range.term_end;
            Token { term, start: range.start, end: range.end, unspaced: range.unspaced, acronym: range.acronym }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_those_of_the_tokenizer() {
        let text = "The WHO met in 東京.";
        let mut expected = Vec::new();
        for_each_token(text, |token| expected.push(format!("{token:?}")));
        let tokens: Vec<String> = Tokens::of(text).iter().map(|token| format!("{token:?}")).collect();
        assert_eq!(tokens, expected);
    }
}

//! All tokens of a text in two allocations.

use super::tokenizer::{Token, for_each_token};
use super::word_bounds::is_acronym;
use std::ops::Range;

/// The minimum size of a text whose words are counted before the tokens are stored. In shorter texts, unused reserved memory costs less.
const LARGE_TEXT: usize = 1 << 20;

/// The offsets and properties of one token, without its term. Twelve bytes: an article of 16 MB may have eight million tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRange {
    start: u32,
    /// The length of the word, shifted left by two, with the properties in the lowest bits.
    length: u32,
    /// The end of the term in the concatenated terms.
    term_end: u32,
}

/// The bits of [`TokenRange::length`] below the length.
const UNSPACED: u32 = 1;
const ACRONYM: u32 = 2;
const LENGTH_SHIFT: u32 = 2;

impl TokenRange {
    /// Returns the range of a token, or `None` beyond the first gigabytes of a text.
    fn of(token: &Token<'_>, term_end: usize) -> Option<Self> {
        let length =
            u32::try_from(token.end - token.start).ok().filter(|length| *length <= u32::MAX >> LENGTH_SHIFT)?;
        let unspaced = if token.unspaced { UNSPACED } else { 0 };
        let acronym = if token.acronym { ACRONYM } else { 0 };
        Some(Self {
            start: u32::try_from(token.start).ok()?,
            length: length << LENGTH_SHIFT | unspaced | acronym,
            term_end: u32::try_from(term_end).ok()?,
        })
    }

    /// Returns the offset of the word in the text, in bytes.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the offset of the first byte after the word.
    pub fn end(self) -> usize {
        self.start as usize + (self.length >> LENGTH_SHIFT) as usize
    }

    /// Returns the word as a range of bytes of the text.
    pub fn bytes(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Returns whether the token is one character of a script without spaces.
    pub fn is_unspaced(self) -> bool {
        self.length & UNSPACED != 0
    }

    /// Returns whether the word is in capitals on a line with lower-case letters.
    pub fn is_acronym(self) -> bool {
        self.length & ACRONYM != 0
    }
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

    /// Appends the tokens of another text; their offsets are relative to that text. Tokens beyond the first gigabytes are dropped.
    pub fn extend(&mut self, text: &str) {
        self.terms.reserve(text.len());
        // A word of news and the space after it take six bytes on average, rarely fewer than five.
        let is_large = text.len() >= LARGE_TEXT;
        self.ranges.reserve(if is_large { text.split_ascii_whitespace().count() } else { text.len() / 5 });
        for_each_token(text, |token| {
            if let Some(range) = TokenRange::of(&token, self.terms.len() + token.term.len()) {
                self.terms.push_str(token.term);
                self.ranges.push(range);
            }
        });
        if is_large {
            self.terms.shrink_to_fit();
            self.ranges.shrink_to_fit();
        }
    }

    /// Returns the tokens of a headline: if all of it is in capitals, words in capitals also count as acronyms, since their case carries no information.
    pub fn of_headline(text: &str) -> Self {
        let mut tokens = Self::of(text);
        if !text.chars().any(char::is_lowercase) {
            for range in &mut tokens.ranges {
                let acronym = !range.is_unspaced() && text.get(range.bytes()).is_some_and(is_acronym);
                range.length = range.length & !ACRONYM | if acronym { ACRONYM } else { 0 };
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
        self.terms.get(start as usize..self.ranges.get(position)?.term_end as usize)
    }

    /// Returns the terms, in order.
    pub fn terms(&self) -> impl Iterator<Item = &str> + Clone {
        self.iter().map(|token| token.term)
    }

    /// Returns the tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = Token<'_>> + Clone {
        let mut term_start = 0;
        self.ranges.iter().map(move |range| {
            let term = &self.terms[term_start..range.term_end as usize];
            term_start = range.term_end as usize;
            let Range { start, end } = range.bytes();
            Token { term, start, end, unspaced: range.is_unspaced(), acronym: range.is_acronym() }
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

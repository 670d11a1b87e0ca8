//! Terms handed to tantivy ready made.
//!
//! A field of running text holds at the place of each word the word as printed and, where there is something to say of it, a
//! [`Marker`] with it: so all that is asked of words at places is asked of one field.
//!
//! One analysis feeds several fields, so it is done once outside tantivy. Its terms travel as one string with a separator that no
//! term contains, and this tokenizer takes them apart without looking at them.

use crate::matching::PLACES_BETWEEN_VALUES;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the tokenizer is registered.
pub(super) const TERMS: &str = "terms";

const SEPARATOR: char = '\0';

/// What a term beside a printed word says of it. Printed words never begin with such a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// Its stem, where that is another word.
    Stem = 1,
    /// The word before it and itself, where both are so common that a phrase of the two would take long to find; in the ranking field,
    /// where both are characters of a script without spaces.
    Pair = 2,
    /// Itself, printed in capitals among words that are not.
    Acronym = 3,
    /// It begins a paragraph, and not the first.
    Paragraph = 4,
    /// It begins a sentence, and not the first of its paragraph.
    Sentence = 5,
}

impl Marker {
    /// Returns the term of the marker for a word or words.
    pub(super) fn term(self, words: &str) -> String {
        let mut term = String::with_capacity(words.len() + 1);
        term.push(self.sign());
        term.push_str(words);
        term
    }

    fn sign(self) -> char {
        char::from(self as u8)
    }
}

/// The first byte that a printed word may begin with: the terms before it are markers.
pub(super) const FIRST_PRINTED: u8 = b' ';

fn is_marker(term: &str) -> bool {
    term.as_bytes().first().is_some_and(|first| *first < FIRST_PRINTED)
}

/// A list of terms, as a text field takes it.
#[derive(Debug, Default)]
pub(super) struct TermList(String);

impl TermList {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    pub(super) fn push(&mut self, term: &str) {
        self.0.push_str(term);
        self.0.push(SEPARATOR);
    }

    /// Adds a marker to the word that was pushed last.
    pub(super) fn mark(&mut self, marker: Marker, words: &[&str]) {
        self.0.push(marker.sign());
        for (position, word) in words.iter().enumerate() {
            if position > 0 {
                self.0.push(' ');
            }
            self.0.push_str(word);
        }
        self.0.push(SEPARATOR);
    }

    pub(super) fn append(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    /// Adds the first words of another list with their markers, at most so many words.
    pub(super) fn append_first(&mut self, other: &Self, most: usize) {
        let mut words = 0;
        let is_within = |term: &&str| {
            words += usize::from(!is_marker(term));
            words <= most
        };
        self.0.extend(other.0.split_inclusive(SEPARATOR).take_while(is_within));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

impl<'a> FromIterator<&'a str> for TermList {
    fn from_iter<T: IntoIterator<Item = &'a str>>(terms: T) -> Self {
        let mut list = Self::default();
        for term in terms {
            list.push(term);
        }
        list
    }
}

/// Takes a [`TermList`] apart.
#[derive(Clone, Default)]
pub(super) struct TermTokenizer {
    token: Token,
}

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = TermStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> TermStream<'a> {
        self.token.reset();
        TermStream { rest: text, token: &mut self.token }
    }
}

/// The terms of one list.
pub(super) struct TermStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = self.rest.split_once(SEPARATOR) else {
            return false;
        };
        self.rest = rest;
        // Where tantivy lets the next value begin.
        self.token.position_length = PLACES_BETWEEN_VALUES as usize;
        self.token.text.clear();
        self.token.text.push_str(term);
        // Before the first term the position is the greatest number there is.
        self.token.position = self.token.position.wrapping_add(usize::from(!is_marker(term)));
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_words_take_their_markers_along() {
        let mut list: TermList = ["東"].into_iter().collect();
        list.push("京");
        list.mark(Marker::Pair, &["東", "京"]);
        list.push("都");
        let mut first = TermList::default();
        first.append_first(&list, 2);
        assert_eq!(first.into_text(), "東\0京\0\u{2}東 京\0");
        let mut all = TermList::default();
        all.append_first(&list, 9);
        assert_eq!(all.into_text(), list.into_text());
    }

    #[test]
    fn terms_come_out_as_they_went_in_with_their_positions() {
        let mut list: TermList = ["flood", "defences"].into_iter().collect();
        list.mark(Marker::Stem, &["defenc"]);
        list.push("flood");
        let text = list.into_text();
        let mut tokenizer = TermTokenizer::default();
        let mut stream = tokenizer.token_stream(&text);
        let mut found = Vec::new();
        while stream.advance() {
            found.push((stream.token().position, stream.token().text.clone()));
        }
        assert_eq!(
            found,
            [(0, "flood".into()), (1, "defences".into()), (1, "\u{1}defenc".into()), (2, "flood".into())]
        );
    }
}

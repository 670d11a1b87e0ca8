//! What of a typed text is words, and how words are kept so that they read the same when printed.
//!
//! A [`Node::Word`](super::Node::Word) is kept without the punctuation around it and holds no symbol of the query
//! language; whatever else has words in it is kept as a phrase, which prints in quotes. So no text of a node can
//! be taken for an operator when its canonical form is read again.

use super::characters::{is_plain, is_punctuation, is_quote, is_separator};
use super::operators::{is_operator_word, is_proximity};
use super::wildcards;
use crate::text::token_count;

/// What a text without operators holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LiteralText {
    /// No word at all.
    Nothing,
    /// One word.
    Word(String),
    /// Several words in a row, or one that is written with symbols inside.
    Phrase(String),
}

/// Returns what a text outside quotes holds.
pub(super) fn unquoted(text: &str) -> LiteralText {
    let core = without_punctuation_around(text);
    let is_plain_word = core.chars().all(is_plain) && !core.contains("&&");
    if !is_plain_word || token_count(core) != 1 {
        return quoted(core);
    }
    // The names of the operators are words only in small letters.
    let is_operator = is_operator_word(core) || is_proximity(core);
    LiteralText::Word(if is_operator { core.to_lowercase() } else { core.to_owned() })
}

/// Returns what a text inside quotes holds; one word in quotes is a phrase of one word.
pub(super) fn quoted(text: &str) -> LiteralText {
    let text = wildcards::without(text);
    let words = text.split(|character| is_separator(character) || is_quote(character));
    let phrase: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let phrase = phrase.join(" ");
    if token_count(&phrase) == 0 { LiteralText::Nothing } else { LiteralText::Phrase(phrase) }
}

/// Returns whether the text holds a symbol that means something elsewhere in the query language, so that reading it as
/// words needs saying. A question mark that ends a question is none.
pub(super) fn has_operator_symbol(text: &str) -> bool {
    let text = text.trim_end_matches(['?', '!', '.', ',', ';', ':', '\'', '’', '…']);
    text.contains(['*', '?', '~', '^', '+', '|', '<', '>']) || text.contains("://")
}

/// Returns whether the text is punctuation as it stands between words in prose, which nobody means to search.
pub(super) fn is_prose_punctuation(text: &str) -> bool {
    let is_symbol = |character| "*?~^+-!|<>=[]{}\\".contains(character);
    text.chars().all(|character| is_punctuation(character) && !is_symbol(character))
}

/// Returns the text without the punctuation around it; an abbreviation keeps its last full stop (`U.S.`).
fn without_punctuation_around(text: &str) -> &str {
    let from_first = text.trim_start_matches(is_punctuation);
    let core = from_first.trim_end_matches(is_punctuation);
    match from_first.get(..core.len() + 1) {
        Some(with_stop) if with_stop.ends_with('.') && is_initials(core) => with_stop,
        _ => core,
    }
}

/// Returns whether the text is single letters with full stops between them.
fn is_initials(text: &str) -> bool {
    let mut letters = text.split('.').map(|letter| {
        let mut characters = letter.chars();
        characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
    });
    text.contains('.') && letters.all(|is_letter| is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_without_the_punctuation_around_it() {
        for (typed, kept) in [
            ("'storm,'", "storm"),
            ("U.S.", "U.S."),
            ("(etc.)", "etc"),
            ("O’Brien’s", "O’Brien’s"),
            ("$3.5%", "3.5"),
            ("¿Qué?", "Qué"),
            ("cafe\u{301},", "cafe\u{301}"),
            ("AND", "and"),
            ("WHO", "WHO"),
        ] {
            assert_eq!(unquoted(typed), LiteralText::Word(kept.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_not_one_plain_word_is_a_phrase() {
        for (typed, kept) in
            [("well-known", "well-known"), ("a|b", "a|b"), ("say\u{1b}\"so\"", "say so"), ("f*x", "f x")]
        {
            assert_eq!(unquoted(typed), LiteralText::Phrase(kept.to_owned()), "{typed}");
        }
        assert_eq!(quoted("  prime \n minister "), LiteralText::Phrase("prime minister".to_owned()));
        assert_eq!(quoted("ministers"), LiteralText::Phrase("ministers".to_owned()));
        assert_eq!(unquoted("***"), LiteralText::Nothing);
    }
}

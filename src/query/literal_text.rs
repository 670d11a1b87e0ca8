//! Literal text: the words of a value without operators.
//!
//! A single word without symbols of the query language becomes a [`Node::Word`](super::Node::Word), all other text with words in it a
//! phrase. A phrase prints in quotes, so the canonical form never contains an operator by accident.

use super::characters::{is_plain, is_punctuation, is_quote, is_separator, with_gershayim};
use super::operators::{is_boolean_operator, is_proximity};
use super::wildcards::without_wildcards;
use crate::text::token_count;

/// A value without operators.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LiteralText {
    /// No word.
    Empty,
    /// A single word.
    Word(String),
    /// Several words in sequence, or one word with symbols inside.
    Phrase(String),
}

/// Classifies a value typed without quotes.
pub(super) fn unquoted(text: &str) -> LiteralText {
    let text = with_gershayim(text);
    let core = trim_punctuation(&text);
    let is_plain_word = core.chars().all(is_plain) && !core.contains("&&");
    if !is_plain_word || token_count(core) != 1 {
        return quoted(core);
    }
    // In capitals, the names of operators would print as operators.
    let is_operator = is_boolean_operator(core) || is_proximity(core);
    LiteralText::Word(if is_operator { core.to_lowercase() } else { core.to_owned() })
}

/// Classifies a value typed in quotes. A single word in quotes is a phrase of one word.
pub(super) fn quoted(text: &str) -> LiteralText {
    let text = with_gershayim(text);
    let text = without_wildcards(&text);
    let words = text.split(|character| is_separator(character) || is_quote(character));
    let phrase: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let phrase = phrase.join(" ");
    if token_count(&phrase) == 0 { LiteralText::Empty } else { LiteralText::Phrase(phrase) }
}

/// Returns whether the text contains a symbol that is an operator elsewhere, which calls for a note. Final punctuation does not
/// count.
pub(super) fn has_operator_symbol(text: &str) -> bool {
    let text = text.trim_end_matches(['?', '!', '.', ',', ';', ':', '\'', '’', '…']);
    text.contains(['*', '?', '~', '^', '+', '|', '<', '>']) || text.contains("://")
}

/// Returns whether the text is punctuation between words of prose, which is ignored without a note.
pub(super) fn is_prose_punctuation(text: &str) -> bool {
    let is_symbol = |character| "*?~^+-!|<>=[]{}\\".contains(character);
    text.chars().all(|character| is_punctuation(character) && !is_symbol(character))
}

/// Trims punctuation. An abbreviation keeps its final full stop (`U.S.`).
fn trim_punctuation(text: &str) -> &str {
    let from_first = text.trim_start_matches(is_punctuation);
    let core = from_first.trim_end_matches(is_punctuation);
    match from_first.get(..core.len() + 1) {
        Some(with_stop) if with_stop.ends_with('.') && is_initials(core) => with_stop,
        _ => core,
    }
}

/// Returns whether the text is single letters separated by full stops.
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
    fn surrounding_punctuation_is_trimmed() {
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
    fn several_words_or_symbols_make_a_phrase() {
        for (typed, kept) in
            [("well-known", "well-known"), ("a|b", "a|b"), ("say\u{1b}\"so\"", "say so"), ("f*x", "f x")]
        {
            assert_eq!(unquoted(typed), LiteralText::Phrase(kept.to_owned()), "{typed}");
        }
        assert_eq!(quoted("  prime \n minister "), LiteralText::Phrase("prime minister".to_owned()));
        assert_eq!(quoted("ministers"), LiteralText::Phrase("ministers".to_owned()));
        assert_eq!(unquoted("***"), LiteralText::Empty);
    }
}

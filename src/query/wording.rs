//! What of a typed text is words, and how words are kept so that they read the same when printed.
//!
//! A [`Node::Word`](super::Node::Word) is kept without the punctuation around it and holds no symbol of the query
//! language; whatever else has words in it is kept as a phrase, which prints in quotes. So no text of a node can
//! be taken for an operator when its canonical form is read again.

use super::{forms, wildcards};
use crate::text::token_count;

/// What a text without operators holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// No word at all.
    Nothing,
    /// One word.
    Word(String),
    /// Several words in a row, or one that is written with symbols inside.
    Phrase(String),
}

/// Returns what a text outside quotes holds.
pub(super) fn of_bare(text: &str) -> Wording {
    let core = without_punctuation_around(text);
    let is_plain_word = core.chars().all(is_plain) && !core.contains("&&");
    if !is_plain_word || token_count(core) != 1 {
        return of_quoted(core);
    }
    // The names of the operators are words only in small letters.
    let is_operator = is_operator_word(core) || forms::is_proximity(core);
    Wording::Word(if is_operator { core.to_lowercase() } else { core.to_owned() })
}

/// Returns what a text inside quotes holds; one word in quotes is a phrase of one word.
pub(super) fn of_quoted(text: &str) -> Wording {
    let text = wildcards::without(text);
    let words = text.split(|character| is_separator(character) || is_quote(character));
    let phrase: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let phrase = phrase.join(" ");
    if token_count(&phrase) == 0 { Wording::Nothing } else { Wording::Phrase(phrase) }
}

/// Returns whether the text is an operator's name as it has to be typed.
pub(super) fn is_operator_word(text: &str) -> bool {
    matches!(text, "AND" | "OR" | "NOT")
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

/// Returns whether the character stands between words: white space, or a control character.
pub(super) fn is_separator(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Returns whether the character is a double quotation mark: straight, curly, German, French or full-width.
///
/// They all mean the same and any closes any other, because people mix them, and editors and languages
/// disagree on which of them opens.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Returns whether the character is an opening parenthesis, ASCII or full-width.
pub(super) fn is_opening(character: char) -> bool {
    matches!(character, '(' | '（')
}

/// Returns whether the character is a closing parenthesis, ASCII or full-width.
pub(super) fn is_closing(character: char) -> bool {
    matches!(character, ')' | '）')
}

/// Returns whether the character may stand in a word that is printed without quotes.
pub(super) fn is_plain(character: char) -> bool {
    match character {
        '_' | '.' | ',' | '\'' | '&' | '@' | '#' | '%' | '$' | ';' => true,
        _ if character.is_ascii() => character.is_ascii_alphanumeric(),
        _ => {
            let ends_a_word = [is_separator, is_quote, is_opening, is_closing];
            !ends_a_word.iter().any(|ends| ends(character))
        }
    }
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

/// Returns whether the character surely is no part of a word that begins or ends with it.
///
/// Whatever else is neither letter nor digit may be a mark that belongs to the letter before it.
fn is_punctuation(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_alphanumeric() && character != '_';
    }
    is_separator(character)
        || is_quote(character)
        || matches!(character, '\u{a1}'..='\u{a9}' | '\u{ac}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bf}')
        || matches!(character, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
        || matches!(character, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff3e}')
        || matches!(character, '\u{ff5b}'..='\u{ff65}')
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
            assert_eq!(of_bare(typed), Wording::Word(kept.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_not_one_plain_word_is_a_phrase() {
        for (typed, kept) in
            [("well-known", "well-known"), ("a|b", "a|b"), ("say\u{1b}\"so\"", "say so"), ("f*x", "f x")]
        {
            assert_eq!(of_bare(typed), Wording::Phrase(kept.to_owned()), "{typed}");
        }
        assert_eq!(of_quoted("  prime \n minister "), Wording::Phrase("prime minister".to_owned()));
        assert_eq!(of_quoted("ministers"), Wording::Phrase("ministers".to_owned()));
        assert_eq!(of_bare("***"), Wording::Nothing);
    }
}

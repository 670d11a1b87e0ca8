//! Literal text: the words of a value without operators.
//!
//! A single word without symbols of the query language becomes a [`Node::Word`](super::Node::Word), all other text with words in it a
//! phrase. A phrase prints in quotes, so the canonical form never contains an operator by accident.

use super::characters::{is_plain, is_punctuation, is_quote, is_separator, with_gershayim};
use super::operators::{is_boolean_operator, is_proximity};
use super::suffixes::{split_boost, split_edit_distance};
use super::wildcards::without_wildcards;
use crate::text::{for_each_token, token_count};

/// A value without operators.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LiteralText {
    /// No word.
    Empty,
    /// A single word.
    Word(String),
    /// Words joined by single hyphens or slashes, or an abbreviation such as `Ph.D`.
    Compound(String),
    /// Several words in sequence, or one word with symbols inside.
    Phrase(String),
}

/// Classifies a value typed without quotes.
pub(super) fn unquoted(text: &str) -> LiteralText {
    let text = with_gershayim(text);
    let core = trim_punctuation(&text);
    if is_compound(core) {
        return LiteralText::Compound(core.to_owned());
    }
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
    let phrase = without_operators(&without_wildcards(&text));
    if token_count(&phrase) == 0 { LiteralText::Empty } else { LiteralText::Phrase(phrase) }
}

/// Returns whether a text in quotes has an operator that the quotes disable: `flod~`, `storm^2`, `AND` or `NEAR/5` between words.
pub(super) fn has_quoted_operator(text: &str) -> bool {
    let words: Vec<&str> = quoted_words(text).collect();
    has_suffix_in(text) || (words.len() > 1 && words.iter().any(|word| is_operator(word)))
}

/// Returns whether a text in quotes has an operator after a word that the quotes disable, such as `~` or `^2`.
pub(super) fn has_suffix_in(text: &str) -> bool {
    quoted_words(text).any(has_suffix)
}

/// Returns the words of a text in the letter case typed. The names of operators are words.
pub(super) fn as_printed(text: &str, is_quoted: bool) -> String {
    let text = with_gershayim(text);
    let core = if is_quoted { &*text } else { trim_punctuation(&text) };
    without_suffixes(&without_wildcards(core)).join(" ")
}

/// Returns the words of a quoted text without operators, so that the canonical form contains no disabled ones.
fn without_operators(text: &str) -> String {
    let mut words = without_suffixes(text);
    if words.len() > 1 {
        words.iter_mut().filter(|word| is_operator(word)).for_each(|word| *word = word.to_lowercase());
    }
    words.join(" ")
}

/// Returns the words of a quoted text, split at `~` and `^`.
fn without_suffixes(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in quoted_words(text) {
        if has_suffix(word) {
            words.extend(word.split(['~', '^']).filter(|part| !part.is_empty()).map(str::to_owned));
        } else {
            words.push(word.to_owned());
        }
    }
    words
}

fn quoted_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| is_separator(character) || is_quote(character)).filter(|word| !word.is_empty())
}

fn has_suffix(word: &str) -> bool {
    let has_boost = word.contains(char::is_alphabetic) && split_boost(word).is_some();
    has_boost || split_edit_distance(word).is_some()
}

/// Returns whether the word is an operator in capitals.
fn is_operator(word: &str) -> bool {
    is_boolean_operator(word) || (is_proximity(word) && word.contains(char::is_uppercase))
}

/// Returns whether the text is a regular expression with flags after it, `/abc/i`, which are not supported.
pub(super) fn has_regex_flags(text: &str) -> bool {
    const FLAGS: &str = "dgimnsuvxy";
    let Some((expression, flags)) = text.strip_prefix('/').and_then(|inside| inside.rsplit_once('/')) else {
        return false;
    };
    !expression.is_empty() && !flags.is_empty() && flags.len() <= 4 && flags.chars().all(|flag| FLAGS.contains(flag))
}

/// Returns whether the text contains a symbol that is an operator elsewhere, which requires a note. Final punctuation does not count.
pub(super) fn has_operator_symbol(text: &str) -> bool {
    let text = text.trim_end_matches(['?', '!', '.', ',', ';', ':', '\'', '’', '…']);
    text.contains(['*', '?', '~', '^', '+', '|', '<', '>']) || text.contains("://")
}

/// Returns whether the text is punctuation between words of prose, which is ignored without a note.
pub(super) fn is_prose_punctuation(text: &str) -> bool {
    let is_symbol = |character| "*?~^+-!|<>=[]{}\\".contains(character);
    text.chars().all(|character| is_punctuation(character) && !is_symbol(character))
}

/// Returns whether the text is several words with the same single separator between them, and the canonical form reads as the same.
fn is_compound(text: &str) -> bool {
    const MAX_ABBREVIATED: usize = 3;
    let Some(separator) = text.chars().find(|character| is_joint(*character)) else {
        return false;
    };
    let is_part = |part: &str| {
        let mut count = 0;
        let mut is_unspaced = false;
        for_each_token(part, |token| {
            count += 1;
            is_unspaced |= token.unspaced;
        });
        let is_short = separator != '.' || (part.len() <= MAX_ABBREVIATED && part.chars().all(char::is_alphabetic));
        count == 1 && !is_unspaced && is_short && part.chars().all(is_plain) && !part.contains("&&")
    };
    let has_other_joint = text.chars().any(|character| character != separator && is_joint(character));
    !has_other_joint
        && text.split(separator).all(is_part)
        && token_count(text) == text.split(separator).count()
        && !is_proximity(text)
}

/// Returns whether the character joins the parts of a compound.
fn is_joint(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}' | '/' | '.')
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
        for (typed, kept) in [("a--b", "a--b"), ("a|b", "a|b"), ("say\u{1b}\"so\"", "say so"), ("f*x", "f x")] {
            assert_eq!(unquoted(typed), LiteralText::Phrase(kept.to_owned()), "{typed}");
        }
        for compound in ["well-known", "food/drug", "Ph.D", "MH-370", "10/11", "O'Brien-Jones"] {
            assert_eq!(unquoted(&format!("({compound}),")), LiteralText::Compound(compound.to_owned()), "{compound}");
        }
        for phrase in ["example.org", "and/or-else", "東京-大阪", "a/b|c"] {
            assert_eq!(unquoted(phrase), LiteralText::Phrase(phrase.to_owned()), "{phrase}");
        }
        assert_eq!(quoted("  prime \n minister "), LiteralText::Phrase("prime minister".to_owned()));
        assert_eq!(quoted("ministers"), LiteralText::Phrase("ministers".to_owned()));
        assert_eq!(unquoted("***"), LiteralText::Empty);
    }

    #[test]
    fn operators_in_quotes_are_told_from_words() {
        for (typed, kept, has_operator) in [
            ("flod~ defences", "flod defences", true),
            ("flod~1", "flod 1", true),
            ("storm^2 surge", "storm 2 surge", true),
            ("storm AND surge", "storm and surge", true),
            ("storm NEAR/5 surge", "storm near/5 surge", true),
            ("storm near/5 surge", "storm near/5 surge", false),
            ("AND", "AND", false),
            ("5~10 and 10^9", "5~10 and 10^9", false),
            ("~~struck~~", "~~struck~~", false),
        ] {
            assert_eq!(quoted(typed), LiteralText::Phrase(kept.to_owned()), "{typed}");
            assert_eq!(has_quoted_operator(typed), has_operator, "{typed}");
            assert!(!has_quoted_operator(kept), "{kept}");
        }
    }

    #[test]
    fn regular_expressions_with_flags_are_told_from_paths() {
        for (text, has_flags) in [
            ("/abc/x", true),
            ("/a|b/gi", true),
            ("/usr/lib", false),
            ("/abc/", false),
            ("//x", false),
            ("a/b/i", false),
        ] {
            assert_eq!(has_regex_flags(text), has_flags, "{text}");
        }
    }
}

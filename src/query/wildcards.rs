//! Distinguishes the wildcards `*` and `?` from punctuation.
//!
//! Question marks end questions, and stars mark bold words and footnotes, so such a character is a wildcard only inside a word that keeps a letter. Text
//! with wildcards is stored folded, because it is compared with folded words.

use super::characters::{is_plain, is_quote, is_separator, with_gershayim};
use crate::text::{ANY_CHARACTER, ANY_RUN, for_each_token, for_each_wildcard_word, is_wildcard};

/// Returns the folded words of a text with wildcards; `None` if it has none. A lone `*` between two words matches any word.
///
/// In a web address or path, a question mark is text.
pub(super) fn wildcard_words(text: &str, is_address: bool) -> Option<Vec<String>> {
    // Folding may split a word differently, so the text is read until the words no longer change.
    const MAX_READINGS: usize = 4;
    let mut words = read_words(text, is_address)?;
    for _ in 0..MAX_READINGS {
        let again = read_words(&words.join(" "), is_address)?;
        if again == words {
            return Some(words);
        }
        words = again;
    }
    None
}

fn read_words(text: &str, is_address: bool) -> Option<Vec<String>> {
    if !has_wildcard(text) || !text.contains(char::is_alphanumeric) {
        return None;
    }
    let text = with_gershayim(text);
    let pieces = text.split(|character| is_separator(character) || is_quote(character));
    let pieces: Vec<String> =
        pieces.filter(|piece| !piece.is_empty()).map(|piece| keep_wildcards(piece, is_address)).collect();
    let mut words = Vec::new();
    for_each_wildcard_word(&pieces.join(" "), |word| words.push(collapse_stars(word)));
    let first = words.iter().position(|word| !is_any_word(word))?;
    let last = words.iter().rposition(|word| !is_any_word(word))?;
    words.truncate(last + 1);
    words.drain(..first);
    let has_wildcard = words.iter().any(|word| has_wildcard(word));
    let is_printable = |word: &String| word.chars().all(|character| is_wildcard(character) || is_plain(character));
    (has_wildcard && words.iter().all(is_printable)).then_some(words)
}

/// Replaces wildcards with spaces.
pub(super) fn without_wildcards(text: &str) -> String {
    text.replace([ANY_RUN, ANY_CHARACTER], " ")
}

/// Returns whether the first or last word is a lone `*`.
pub(super) fn has_star_at_edge(text: &str) -> bool {
    let mut words = text.split(is_separator).filter(|word| !word.is_empty());
    let first = words.next();
    [first, words.next_back()].into_iter().flatten().any(is_any_word)
}

/// Returns whether the text contains a wildcard.
pub(super) fn has_wildcard(word: &str) -> bool {
    word.contains(is_wildcard)
}

/// Returns whether the word is a lone `*`, which matches any word.
pub(super) fn is_any_word(word: &str) -> bool {
    word.chars().all(|character| character == ANY_RUN)
}

/// Replaces `*` and `?` that are not wildcards with spaces. `piece` contains no white space.
fn keep_wildcards(piece: &str, is_address: bool) -> String {
    if !has_wildcard(piece) {
        return piece.to_owned();
    }
    // In scripts without spaces every character is a word, so a wildcard cannot be part of one.
    let mut is_unspaced = false;
    for_each_token(piece, |token| is_unspaced |= token.unspaced);
    if is_unspaced || piece.contains("://") {
        return without_wildcards(piece);
    }
    let piece = trim_emphasis(piece);
    // `a/?b=c` is part of a web address.
    let may_ask = !is_address && !piece.contains(['/', '=']);
    let mut kept = String::with_capacity(piece.len());
    let mut before_letter = false;
    for character in piece.chars().rev() {
        let keeps = character != ANY_CHARACTER || (may_ask && before_letter);
        kept.push(if keeps { character } else { ' ' });
        before_letter = keeps && (character.is_alphanumeric() || is_wildcard(character));
    }
    kept.chars().rev().collect()
}

/// Trims the stars of bold text: `**bold**`.
fn trim_emphasis(piece: &str) -> &str {
    let is_around = |character: char| character.is_ascii_punctuation() && !is_wildcard(character);
    let mut inside = piece;
    let from_stars = piece.trim_start_matches(is_around);
    if from_stars.starts_with("**") {
        inside = from_stars.trim_start_matches(ANY_RUN);
    }
    let to_stars = inside.trim_end_matches(is_around);
    if to_stars.ends_with("**") {
        inside = to_stars.trim_end_matches(ANY_RUN);
    }
    inside
}

/// Replaces each run of stars with one.
fn collapse_stars(word: &str) -> String {
    let mut kept = String::with_capacity(word.len());
    for character in word.chars() {
        if character != ANY_RUN || !kept.ends_with(ANY_RUN) {
            kept.push(character);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_distinguished_from_punctuation() {
        for (text, expected) in [
            ("pre*", Some("pre*")),
            ("Mi*D", Some("mi*d")),
            ("f?x", Some("f?x")),
            ("f??x", Some("f??x")),
            ("f**d", Some("f*d")),
            ("*ion", Some("*ion")),
            ("*bold*", Some("*bold*")),
            ("fo*?", Some("fo*")),
            ("(Überf*)", Some("uberf*")),
            ("well-kn*", Some("well kn*")),
            ("prime minis*", Some("prime minis*")),
            ("prime * minister", Some("prime * minister")),
            ("* prime minis* *", Some("prime minis*")),
            ("* prime minister *", None),
            ("**bold**", None),
            ("**bold", None),
            ("***", None),
            ("*", None),
            ("?", None),
            ("What?", None),
            ("What?!", None),
            ("東京*", None),
            ("*東京", None),
            ("C++", None),
            ("https://example.org/a?b=c*d", None),
            ("example.org/a?b=c", None),
        ] {
            assert_eq!(wildcard_words(text, false).map(|words| words.join(" ")).as_deref(), expected, "{text}");
        }
        assert_eq!(wildcard_words("a?b", true), None);
        assert_eq!(wildcard_words("exam*", true), Some(vec!["exam*".to_owned()]));
    }
}

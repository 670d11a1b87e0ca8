//! Where a `*` or a `?` is a wildcard and where it is prose.
//!
//! A question mark ends a question, stars set words in bold and mark footnotes: a wildcard is only what stands in a word and leaves
//! a letter of it. Text with wildcards is kept as its folded words, because that is what they are compared with.

use super::characters::{is_plain, is_quote, is_separator};
use crate::text::{ANY_CHARACTER, ANY_RUN, for_each_token, for_each_wildcard_word, is_wildcard};

/// Returns the folded words of `text` if there is a wildcard in one of them. A `*` alone between two words stands for any word.
///
/// In the value of an address or a path, a question mark is always text.
pub(super) fn words(text: &str, is_address: bool) -> Option<Vec<String>> {
    // A folded word may be other words than the one it was: such a text is read until it stays what it is.
    const READINGS: usize = 4;
    let mut words = words_once(text, is_address)?;
    for _ in 0..READINGS {
        let again = words_once(&words.join(" "), is_address)?;
        if again == words {
            return Some(words);
        }
        words = again;
    }
    None
}

fn words_once(text: &str, is_address: bool) -> Option<Vec<String>> {
    if !has_wildcard(text) || !text.contains(char::is_alphanumeric) {
        return None;
    }
    let pieces = text.split(|character| is_separator(character) || is_quote(character));
    let pieces: Vec<String> =
        pieces.filter(|piece| !piece.is_empty()).map(|piece| wildcards_only(piece, is_address)).collect();
    let mut words = Vec::new();
    for_each_wildcard_word(&pieces.join(" "), |word| words.push(without_runs(word)));
    let first = words.iter().position(|word| !is_any_word(word))?;
    let last = words.iter().rposition(|word| !is_any_word(word))?;
    words.truncate(last + 1);
    words.drain(..first);
    let has_wildcard = words.iter().any(|word| has_wildcard(word));
    let is_printable = |word: &String| word.chars().all(|character| is_wildcard(character) || is_plain(character));
    (has_wildcard && words.iter().all(is_printable)).then_some(words)
}

/// Returns `text` with a space in the place of every wildcard sign.
pub(super) fn without(text: &str) -> String {
    text.replace([ANY_RUN, ANY_CHARACTER], " ")
}

/// Returns whether the first or the last of several words stands for any word.
pub(super) fn has_star_at_edge(text: &str) -> bool {
    let mut words = text.split(is_separator).filter(|word| !word.is_empty());
    let first = words.next();
    [first, words.next_back()].into_iter().flatten().any(is_any_word)
}

/// Returns whether a word holds a wildcard.
pub(super) fn has_wildcard(word: &str) -> bool {
    word.contains(is_wildcard)
}

/// Returns whether a word stands for any word.
pub(super) fn is_any_word(word: &str) -> bool {
    word.chars().all(|character| character == ANY_RUN)
}

/// Returns a text without white space in which each sign that is no wildcard is a space.
fn wildcards_only(piece: &str, is_address: bool) -> String {
    if !has_wildcard(piece) {
        return piece.to_owned();
    }
    // Where every character is a word there is nothing that a wildcard could be a part of.
    let mut is_unspaced = false;
    for_each_token(piece, |token| is_unspaced |= token.unspaced);
    if is_unspaced || piece.contains("://") {
        return without(piece);
    }
    let piece = without_emphasis(piece);
    // `a/?b=c` is part of an address.
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

/// Returns the text without the two stars or more around it that set it in bold: `**bold**`.
fn without_emphasis(piece: &str) -> &str {
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

/// Returns the word with one star for each run of them.
fn without_runs(word: &str) -> String {
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
    fn a_wildcard_is_told_from_prose() {
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
            assert_eq!(words(text, false).map(|words| words.join(" ")).as_deref(), expected, "{text}");
        }
        assert_eq!(words("a?b", true), None);
        assert_eq!(words("exam*", true), Some(vec!["exam*".to_owned()]));
    }
}

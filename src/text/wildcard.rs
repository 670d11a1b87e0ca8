//! Tokenizes text that contains wildcards.
//!
//! A wildcard is part of its word, so each is replaced by a placeholder letter during tokenization. Words are therefore split and folded
//! exactly as in text without wildcards.

use super::tokenizer::for_each_token;

/// The wildcard for any number of characters, including none.
pub const ANY_RUN: char = '*';
/// The wildcard for exactly one character.
pub const ANY_CHARACTER: char = '?';

/// Returns whether the character is a wildcard.
pub fn is_wildcard(character: char) -> bool {
    matches!(character, ANY_RUN | ANY_CHARACTER)
}

/// The placeholder letters: Cyrillic letters of Old Church Slavonic that no news text contains.
const RUN_PLACEHOLDER: char = '\u{A66E}';
const CHARACTER_PLACEHOLDER: char = '\u{A668}';

/// Calls `visit` with every folded word of `text`, with its wildcards as typed.
///
/// A `*` by itself is a word if it is surrounded by spaces, except directly after a character of a script without spaces.
///
/// ```
/// let mut words = Vec::new();
/// dateline::text::for_each_wildcard_word("Prime minis*", |word| words.push(word.to_owned()));
/// assert_eq!(words, ["prime", "minis*"]);
/// ```
pub fn for_each_wildcard_word(text: &str, mut visit: impl FnMut(&str)) {
    if !text.contains(is_wildcard) {
        return for_each_token(text, |token| visit(token.term));
    }
    let with_placeholders: String = text
        .chars()
        .filter(|character| !matches!(*character, RUN_PLACEHOLDER | CHARACTER_PLACEHOLDER | '\u{A66F}' | '\u{A669}'))
        .map(|character| match character {
            ANY_RUN => RUN_PLACEHOLDER,
            ANY_CHARACTER => CHARACTER_PLACEHOLDER,
            _ => character,
        })
        .collect();
    let mut word = String::new();
    let mut after_unspaced = None;
    for_each_token(&with_placeholders, |token| {
        word.clear();
        word.extend(token.term.chars().map(|character| match character.to_lowercase().next() {
            Some('\u{A66E}') => ANY_RUN,
            Some('\u{A669}') => ANY_CHARACTER,
            _ => character,
        }));
        let is_trailing_star =
            word.chars().all(|character| character == ANY_RUN) && after_unspaced == Some(token.start);
        after_unspaced = token.unspaced.then_some(token.end);
        if !is_trailing_star {
            visit(&word);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_is_part_of_its_word() {
        for (text, expected) in [
            ("Minis*", "minis*"),
            ("f?x", "f?x"),
            ("well-kn*", "well kn*"),
            ("O'Br*", "obr*"),
            ("Caf? au l*", "caf? au l*"),
            ("AT&*", "at&*"),
            ("prime * minister", "prime * minister"),
            ("東京*", "東 京"),
            ("1,0??", "10??"),
            ("*gate", "*gate"),
            ("*", "*"),
        ] {
            let mut words = Vec::new();
            for_each_wildcard_word(text, |word| words.push(word.to_owned()));
            assert_eq!(words.join(" "), expected, "{text}");
        }
    }
}

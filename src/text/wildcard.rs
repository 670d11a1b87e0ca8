//! The words of a text in which wildcards stand.
//!
//! A wildcard is part of the word that it stands in, so the text is taken into words with a letter in the place of each: what
//! separates words, what is dropped and what is folded is the same as everywhere.

use super::token::for_each_token;

/// Stands for any run of characters, or none.
pub const ANY_RUN: char = '*';
/// Stands for one character.
pub const ANY_CHARACTER: char = '?';

/// Returns whether the character is a wildcard.
pub fn is_wildcard(character: char) -> bool {
    matches!(character, ANY_RUN | ANY_CHARACTER)
}

/// Letters that no writing in use has, which stand for the wildcards while words are told apart.
const RUN_LETTER: char = '\u{A66E}';
const CHARACTER_LETTER: char = '\u{A668}';

/// Calls `visit` with every folded word of `text`, its wildcards as typed.
///
/// A run of `*` alone is a word where it stands between spaces; beside a character of a script without spaces, where every character
/// is a word, it is none.
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
    let lettered: String = text
        .chars()
        .filter(|character| !matches!(*character, RUN_LETTER | CHARACTER_LETTER | '\u{A66F}' | '\u{A669}'))
        .map(|character| match character {
            ANY_RUN => RUN_LETTER,
            ANY_CHARACTER => CHARACTER_LETTER,
            _ => character,
        })
        .collect();
    let mut word = String::new();
    let mut after_unspaced = None;
    for_each_token(&lettered, |token| {
        word.clear();
        word.extend(token.term.chars().map(|character| match character.to_lowercase().next() {
            Some('\u{A66E}') => ANY_RUN,
            Some('\u{A669}') => ANY_CHARACTER,
            _ => character,
        }));
        let is_loose = word.chars().all(|character| character == ANY_RUN) && after_unspaced == Some(token.start);
        after_unspaced = token.unspaced.then_some(token.end);
        if !is_loose {
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

//! Character classes of the query language: separators, quotation marks, parentheses, punctuation.

use crate::text::is_inside_hebrew_word;
use std::borrow::Cow;

/// Returns whether the character separates words: white space or a control character.
pub(super) fn is_separator(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Returns whether the character is a double quotation mark: straight, curly, German, French or full-width.
///
/// Any of them closes any other, because people mix them, and languages disagree on which one opens.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Returns whether the character at byte `at` of `text` is a quotation mark, rather than the mark within a Hebrew abbreviation such as צה"ל.
pub(super) fn is_quote_at(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(is_quote)) && !is_inside_hebrew_word(text, at)
}

/// Returns the text with the marks of Hebrew abbreviations as gershayim, which are not quotation marks.
pub(super) fn with_gershayim(text: &str) -> Cow<'_, str> {
    let is_mark = |at: usize, character: char| is_quote(character) && is_inside_hebrew_word(text, at);
    if !text.char_indices().any(|(at, character)| is_mark(at, character)) {
        return Cow::Borrowed(text);
    }
    let replaced = |(at, character)| if is_mark(at, character) { '\u{05F4}' } else { character };
    Cow::Owned(text.char_indices().map(replaced).collect())
}

/// Returns whether the character is an opening parenthesis, ASCII or full-width.
pub(super) fn is_opening(character: char) -> bool {
    matches!(character, '(' | '（')
}

/// Returns whether the character is a closing parenthesis, ASCII or full-width.
pub(super) fn is_closing(character: char) -> bool {
    matches!(character, ')' | '）')
}

/// Returns whether the canonical form can print a word with this character without quotes.
pub(super) fn is_plain(character: char) -> bool {
    match character {
        '_' | '.' | ',' | '\'' | '`' | '&' | '@' | '#' | '%' | '$' | ';' => true,
        _ if character.is_ascii() => character.is_ascii_alphanumeric(),
        _ => {
            let ends_a_word = [is_separator, is_quote, is_opening, is_closing];
            !ends_a_word.iter().any(|ends| ends(character))
        }
    }
}

/// Returns whether the character can be trimmed from the ends of a word.
///
/// Other characters that are neither letters nor digits may be combining marks of the preceding letter.
pub(super) fn is_punctuation(character: char) -> bool {
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

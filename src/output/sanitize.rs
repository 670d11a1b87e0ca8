//! Makes text from articles safe to print on a terminal.
//!
//! A file can hold escape sequences, and a terminal executes them. Control characters (C0 and C1) and bidirectional overrides become U+FFFD instead of being
//! removed, so that the reader sees where they were.

use std::borrow::Cow;

/// Returns `text` with control characters replaced; line breaks are kept.
///
/// ```
/// use dateline::output::sanitize_text;
/// assert_eq!(sanitize_text("one\n\u{1b}[31mtwo"), "one\n\u{FFFD}[31mtwo");
/// ```
pub fn sanitize_text(text: &str) -> Cow<'_, str> {
    replace(text, |character| if character == '\n' { '\n' } else { safe(character) })
}

/// Returns `text` as a single line: line breaks and tabs become spaces, control characters are replaced.
pub fn sanitize_line(text: &str) -> Cow<'_, str> {
    replace(text, |character| if character == '\n' { ' ' } else { safe(character) })
}

fn safe(character: char) -> char {
    match character {
        '\t' | '\u{2028}' | '\u{2029}' => ' ',
        _ if character.is_control() || is_override(character) || is_raw_byte(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// Returns whether the character is a bidirectional override or isolate, which can reorder a whole line.
fn is_override(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether the character encodes a byte of a file name that is not UTF-8 (see `FilePath`).
fn is_raw_byte(character: char) -> bool {
    character >= '\u{10FF00}'
}

fn replace(text: &str, replacement: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|character| replacement(character) == character) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(replacement).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn control_characters_never_survive(text in any::<String>()) {
            prop_assert!(!sanitize_line(&text).chars().any(char::is_control));
            prop_assert!(!sanitize_text(&text).chars().any(|c| c.is_control() && c != '\n'));
            prop_assert_eq!(sanitize_line(&text).chars().count(), text.chars().count());
        }
    }
}

//! Text of articles made harmless for a terminal.
//!
//! A file can hold anything, and a terminal obeys what it is told: control characters, the eight-bit ones too, and the marks that turn
//! text around are shown as a replacement character, so that a person sees that something was there.

use std::borrow::Cow;

/// Returns `text` with line breaks kept and everything else that a terminal would obey replaced.
///
/// ```
/// use dateline::output::clean_text;
/// assert_eq!(clean_text("one\n\u{1b}[31mtwo"), "one\n\u{FFFD}[31mtwo");
/// ```
pub fn clean_text(text: &str) -> Cow<'_, str> {
    replace(text, |character| if character == '\n' { '\n' } else { clean(character) })
}

/// Returns `text` as one line: line breaks and tabs become spaces.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    replace(text, |character| if character == '\n' { ' ' } else { clean(character) })
}

fn clean(character: char) -> char {
    match character {
        '\t' | '\u{2028}' | '\u{2029}' => ' ',
        _ if character.is_control() || is_override(character) || is_raw_byte(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// Returns whether the character overrides or isolates direction: it can make a line read as something else.
fn is_override(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether the character stands for a byte of a file name that is no text (see `FilePath`).
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
        fn nothing_that_a_terminal_obeys_is_left(text in any::<String>()) {
            prop_assert!(!clean_line(&text).chars().any(char::is_control));
            prop_assert!(!clean_text(&text).chars().any(|c| c.is_control() && c != '\n'));
            prop_assert_eq!(clean_line(&text).chars().count(), text.chars().count());
        }
    }
}

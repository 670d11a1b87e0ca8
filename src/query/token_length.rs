//! Measures the token at the start of a text.

use super::characters::{is_closing, is_opening, is_quote, is_quote_at, is_separator};
use super::suffixes::Suffixes;

/// Returns the length of a regular expression at the start of `text`: `/…/` without white space, followed by white space, a closing
/// parenthesis or a boost.
pub(super) fn regex_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('/')?;
    let mut escaped = false;
    let end = inside.find(|character| {
        let ends = is_separator(character) || (character == '/' && !escaped);
        escaped = character == '\\' && !escaped;
        ends
    })?;
    let after = inside.get(end..)?.strip_prefix('/')?;
    let ends = after.chars().next().is_none_or(|next| is_separator(next) || is_closing(next));
    (end > 0 && (ends || Suffixes::read(after).boost.is_some())).then_some(end + 2)
}

/// Returns the length of a boost at byte `after` of `text`, or 0 if there is none or there is a slop before it.
pub(super) fn boost_length(text: &str, after: usize) -> usize {
    let marks = text.get(after..).map(Suffixes::read).unwrap_or_default();
    if marks.slop.is_some() { 0 } else { marks.length() }
}

/// Returns the length of the word at the start of `text`, at least one character.
pub(super) fn word_length(text: &str) -> usize {
    let ends = |(at, character): (usize, char)| {
        let rest = text.get(at..).unwrap_or_default();
        at > 0
            && (is_separator(character)
                || is_quote_at(text, at)
                || is_opening(character)
                || is_closing(character)
                || rest.starts_with("&&")
                || rest.starts_with("||"))
    };
    text.char_indices().find(|position| ends(*position)).map_or(text.len(), |(at, _)| at)
}

/// Returns the length of the web address at the start of `text`. Balanced parentheses are part of it.
pub(super) fn address_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let end = text.find(|character| {
        if is_opening(character) {
            depth += 1;
        } else if is_closing(character) {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        }
        is_separator(character) || is_quote(character)
    });
    end.unwrap_or(text.len())
}

/// Returns the length of a range `[a TO b]` at the start of `text`.
pub(super) fn bracketed_length(text: &str) -> Option<usize> {
    // Two dates are far shorter; longer text in brackets is prose.
    const MAX_CHARS: usize = 100;
    let inside = text.strip_prefix(['[', '{'])?;
    let mut characters = inside.char_indices().take(MAX_CHARS);
    let (length, end) = characters.find(|(_, character)| "[]{}()".contains(*character) || is_quote(*character))?;
    (matches!(end, ']' | '}') && inside.get(..length)?.contains(" TO ")).then_some(length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_expressions_end_with_their_word() {
        for (text, length) in [
            ("/colou?r(s|ed)/ x", Some(15)),
            (r"/a\/b/", Some(6)),
            ("/a/)", Some(3)),
            ("/a/^2", Some(3)),
            ("/usr/lib", None),
            ("/a b/", None),
            ("//", None),
            ("/a", None),
        ] {
            assert_eq!(regex_length(text), length, "{text}");
        }
    }
}

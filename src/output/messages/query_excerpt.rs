//! Excerpts of a query for messages, safe to print to a terminal.
//!
//! Every character is replaced by at most one other, so that carets line up with the text above them. Only the text around the span is read, so an excerpt
//! of a megabyte costs no more than of a short query.

use crate::library::Span;
use unicode_width::UnicodeWidthChar;

/// The maximum width of a line in columns.
const MAX_WIDTH: usize = 72;
/// The maximum width of the text before the span.
const MAX_WIDTH_BEFORE: usize = 32;

/// Returns the text around a span and, on a second line, carets under the span. Both lines are indented.
pub(super) fn point_at(text: &str, span: Span) -> String {
    let before = text.get(..span.start).unwrap_or(text);
    let pointed_at = text.get(span.start..span.end).unwrap_or_default();
    let from_span = text.get(span.start..).unwrap_or_default();

    let shown_before = fitting(before.chars().rev(), MAX_WIDTH_BEFORE).0;
    let cut_before = shown_before.len() < before.chars().rev().take(MAX_WIDTH_BEFORE + 1).count();
    let lead: String = cut_before.then_some('…').into_iter().chain(shown_before.into_iter().rev()).collect();
    let lead_width: usize = lead.chars().map(width).sum();

    let (shown, cut_after) = fitting(from_span.chars(), MAX_WIDTH - lead_width);
    let carets: usize = fitting(pointed_at.chars(), MAX_WIDTH - lead_width).0.into_iter().map(width).sum();

    let line: String = lead.chars().chain(shown).chain(cut_after.then_some('…')).collect();
    format!("  {line}\n  {}{}", " ".repeat(lead_width), "^".repeat(carets.max(1)))
}

/// Returns the first `max_chars` characters of a text, followed by `…` if there are more, with control characters replaced.
pub(in crate::output) fn quote(text: &str, max_chars: usize) -> String {
    let mut characters = text.chars().map(visible);
    let mut quoted: String = characters.by_ref().take(max_chars).collect();
    quoted.extend(characters.next().map(|_| '…'));
    quoted
}

/// Returns the first characters that fit in `max_width` columns, and whether there are more.
fn fitting(characters: impl Iterator<Item = char>, max_width: usize) -> (Vec<char>, bool) {
    let mut taken = Vec::new();
    let mut used = 0;
    for character in characters.map(visible) {
        used += width(character);
        // The second limit is for combining marks, which have no width.
        if used > max_width || taken.len() > 2 * max_width {
            return (taken, true);
        }
        taken.push(character);
    }
    (taken, false)
}

/// Returns the character, or a visible replacement for one that controls the terminal.
fn visible(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // Marks that change the writing direction, and line separators that are not control characters.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    }
}

fn width(character: char) -> usize {
    character.width().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, start: usize, end: usize) -> String {
        point_at(text, Span { start, end })
    }

    #[test]
    fn carets_are_under_the_span() {
        insta::assert_snapshot!(shown("a date:2015-13 b", 7, 14), @r#"
        a date:2015-13 b
               ^^^^^^^
        "#);
        insta::assert_snapshot!(shown("北京 e\u{301}té date:x", 17, 18), @r#"
        北京 été date:x
                    ^
        "#);
        insta::assert_snapshot!(shown("storm", 5, 5), @r#"
        storm
             ^
        "#);
    }

    #[test]
    fn long_queries_are_cut_around_the_span() {
        let text = "storm ".repeat(1000) + "date:x " + &"flood ".repeat(1000);
        insta::assert_snapshot!(shown(&text, 6005, 6006), @r#"
        …rm storm storm storm storm date:x flood flood flood flood flood flood f…
                                         ^
        "#);
        insta::assert_snapshot!(shown(&"(".repeat(500), 200, 500), @r#"
        …(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((…
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        "#);
    }

    #[test]
    fn control_characters_are_replaced() {
        insta::assert_snapshot!(shown("a\u{1b}[31m\nb\t\u{7f}\u{9b}\u{202e}x", 2, 5), @r#"
        a␛[31m␊b␉␡��x
          ^^^
        "#);
        assert_eq!(quote(&"a\u{7}".repeat(30), 40), "a␇".repeat(20) + "…");
    }

    #[test]
    fn spans_outside_the_text_are_tolerated() {
        assert_eq!(shown("é", 1, 9), "  é\n   ^");
    }
}

//! A part of a query, shown so that nothing in it can harm a terminal.
//!
//! Every character is replaced by at most one other, so carets can be put under the place by counting columns. Only
//! the characters around the place are looked at: a query of a megabyte costs no more than a short one.

use super::span::Span;
use std::fmt::{self, Display, Write};

/// The columns that a line may take.
const WIDTH: usize = 72;
/// The columns of the line that come before the place, at most.
const WIDTH_BEFORE: usize = 32;
/// The characters that a quotation in a sentence may take.
const QUOTED: usize = 40;
/// The characters that a query printed in a sentence may take.
const SHORTENED: usize = 160;

/// Returns the line around a place and, below it, carets under the place.
pub(super) fn point_at(text: &str, span: Span) -> String {
    let before = text.get(..span.start).unwrap_or(text);
    let marked = text.get(span.start..span.end).unwrap_or_default();
    let from_place = text.get(span.start..).unwrap_or_default();

    let shown_before = fitting(before.chars().rev(), WIDTH_BEFORE).0;
    let cut_before = shown_before.len() < before.chars().rev().take(WIDTH_BEFORE + 1).count();
    let lead: String = cut_before.then_some('…').into_iter().chain(shown_before.into_iter().rev()).collect();
    let lead_width: usize = lead.chars().map(columns).sum();

    let (shown, cut_after) = fitting(from_place.chars(), WIDTH - lead_width);
    let mark = fitting(marked.chars(), WIDTH - lead_width).0;
    let mark_width: usize = mark.into_iter().map(columns).sum();

    let line: String = lead.chars().chain(shown).chain(cut_after.then_some('…')).collect();
    format!("  {line}\n  {}{}", " ".repeat(lead_width), "^".repeat(mark_width.max(1)))
}

/// Returns the text at a place for use in a sentence: made harmless, and cut if long.
pub(super) fn quote(text: &str) -> String {
    let mut characters = text.chars().map(harmless);
    let mut quoted: String = characters.by_ref().take(QUOTED).collect();
    quoted.extend(characters.next().map(|_| '…'));
    quoted
}

/// Returns the beginning of what `value` prints as, cut if long; no more is printed than is kept.
pub(super) fn shortened(value: &impl Display) -> String {
    let mut beginning = Beginning { text: String::new(), room: SHORTENED };
    match write!(beginning, "{value}") {
        Ok(()) => beginning.text,
        Err(_) => beginning.text + "…",
    }
}

/// Keeps as much text as it has room for, and refuses more.
struct Beginning {
    text: String,
    /// The characters there is room for.
    room: usize,
}

impl Write for Beginning {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            self.room = self.room.checked_sub(1).ok_or(fmt::Error)?;
            self.text.push(harmless(character));
        }
        Ok(())
    }
}

/// Returns the first characters that fit in so many columns, made harmless, and whether there were more.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> (Vec<char>, bool) {
    let mut taken = Vec::new();
    let mut used = 0;
    for character in characters.map(harmless) {
        used += columns(character);
        // A run of marks without width is cut too: it would make the line endless.
        if used > width || taken.len() > 2 * width {
            return (taken, true);
        }
        taken.push(character);
    }
    (taken, false)
}

/// Returns what is shown for a character: itself, or a picture of one that would steer a terminal.
fn harmless(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // Suffixes that turn the direction of writing, and line ends that are not control characters.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    }
}

/// Returns how many columns a terminal gives a character, near enough to point at it.
fn columns(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, start: usize, end: usize) -> String {
        point_at(text, Span { start, end })
    }

    #[test]
    fn the_carets_stand_under_the_place() {
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
    fn a_long_query_is_shown_around_the_place() {
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
    fn nothing_in_a_query_steers_the_terminal() {
        insta::assert_snapshot!(shown("a\u{1b}[31m\nb\t\u{7f}\u{9b}\u{202e}x", 2, 5), @r#"
        a␛[31m␊b␉␡��x
          ^^^
        "#);
        assert_eq!(quote(&"a\u{7}".repeat(30)), "a␇".repeat(20) + "…");
        assert_eq!(shortened(&"b".repeat(161)), "b".repeat(160) + "…");
        assert_eq!(shortened(&"b".repeat(160)), "b".repeat(160));
    }

    #[test]
    fn a_place_that_is_not_in_the_text_is_shown_somewhere() {
        assert_eq!(shown("é", 1, 9), "  é\n   ^");
    }
}

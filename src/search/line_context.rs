//! The left and right context of a match.

use crate::text::Tokens;
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};

/// The number of context words in a sort key.
const KEY_WORDS: usize = 5;

/// The number of context characters searched for these words.
const KEY_CHARACTERS: usize = 120;

/// Returns the match with at most `width` characters of context on each side. Words are not cut in scripts with spaces, nor grapheme clusters
/// in any.
pub(super) fn around(text: &str, span: &Range<usize>, width: usize) -> Range<usize> {
    start_before(text, span.start, width)..end_after(text, span.end, width)
}

/// Returns the folded words before a byte offset, the nearest first.
pub(super) fn words_before(text: &str, at: usize) -> String {
    let window = text.get(start_before(text, at, KEY_CHARACTERS)..at).unwrap_or_default();
    let tokens = Tokens::of(window);
    let mut words: Vec<&str> = tokens.terms().collect();
    words.reverse();
    words.truncate(KEY_WORDS);
    words.join(" ")
}

/// Returns the folded words after a byte offset.
pub(super) fn words_after(text: &str, at: usize) -> String {
    let window = text.get(at..end_after(text, at, KEY_CHARACTERS)).unwrap_or_default();
    let tokens = Tokens::of(window);
    tokens.terms().take(KEY_WORDS).collect::<Vec<_>>().join(" ")
}

fn start_before(text: &str, at: usize, width: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let earliest = before.char_indices().rev().take(width).last().map_or(at, |(start, _)| start);
    let window = before.get(earliest..).unwrap_or_default();
    let begins_word = before.get(..earliest).is_none_or(|cut| cut.is_empty() || cut.ends_with(char::is_whitespace));
    let start = match window.find(char::is_whitespace) {
        Some(space) if !begins_word => earliest + space,
        _ => next_boundary(text, earliest).min(at),
    };
    let spaces = text.get(start..at).map_or(0, |window| window.len() - window.trim_start().len());
    // A context of spaces only separates the match from the word that was cut, so it stays.
    if start + spaces == at { start } else { start + spaces }
}

fn end_after(text: &str, at: usize, width: usize) -> usize {
    let after = text.get(at..).unwrap_or_default();
    let length = after.char_indices().nth(width).map_or(after.len(), |(end, _)| end);
    let (window, cut) = after.split_at_checked(length).unwrap_or((after, ""));
    let ends_word = cut.is_empty() || cut.starts_with(char::is_whitespace);
    let end = match window.rfind(char::is_whitespace) {
        Some(space) if !ends_word => at + space,
        _ => previous_boundary(text, at + length).max(at),
    };
    text.get(at..end).map_or(end, |window| at + window.trim_end().len())
}

/// Returns the first grapheme boundary at or after a byte offset.
fn next_boundary(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match is_boundary(&mut cursor, text) {
        true => at,
        false => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    }
}

/// Returns the last grapheme boundary at or before a byte offset.
fn previous_boundary(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match is_boundary(&mut cursor, text) {
        true => at,
        false => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

fn is_boundary(cursor: &mut GraphemeCursor, text: &str) -> bool {
    let result: Result<bool, GraphemeIncomplete> = cursor.is_boundary(text, 0);
    // The cursor has the whole text, so it never asks for more.
    result.unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str, word: &str, width: usize) -> String {
        let start = text.find(word).unwrap();
        text[around(text, &(start..start + word.len()), width)].to_owned()
    }

    #[test]
    fn context_does_not_cut_words() {
        let text = "The bill for the flood defences has grown.";
        for (width, expected) in
            [(0, "flood"), (4, "the flood"), (8, "for the flood"), (9, "for the flood defences"), (99, text)]
        {
            assert_eq!(shown(text, "flood", width).trim(), expected, "{width}");
        }
        assert_eq!(shown("洪水防御工事", "防", 1), "水防御");
        assert_eq!(shown("e\u{301}e\u{301}xe\u{301}e\u{301}", "x", 3), "e\u{301}xe\u{301}");
        assert_eq!(shown("endlessword", "less", 2), "ndlesswo");
    }

    #[test]
    fn left_context_words_are_listed_outward() {
        let text = "The bill for the Flood defences, has grown";
        let at = text.find("Flood").unwrap();
        assert_eq!(words_before(text, at), "the for bill the");
        assert_eq!(words_after(text, at + 5), "defences has grown");
        assert_eq!(words_before(text, 0), "");
    }

    proptest! {
        #[test]
        fn context_is_never_too_long_and_never_cuts_a_character(text in any::<String>(), at in 0_usize..40, width in 0_usize..30) {
            let at = text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(text.len());
            let range = around(&text, &(at..at), width);
            prop_assert!(range.start <= at && at <= range.end);
            prop_assert!(text[range.start..at].chars().count() <= width);
            prop_assert!(text[at..range.end].chars().count() <= width);
        }
    }
}

//! The text around a match.

use crate::text::Tokens;
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, GraphemeIncomplete};

/// How many words beside a match put its line in order.
const WORDS: usize = 5;

/// How many characters are looked at for them.
const CHARACTERS: usize = 120;

/// Returns the match with at most `width` characters on each side: whole words where there are spaces, whole letters with their marks
/// everywhere.
pub(super) fn around(text: &str, span: &Range<usize>, width: usize) -> Range<usize> {
    start_before(text, span.start, width)..end_after(text, span.end, width)
}

/// Returns the words before a place, folded, the one beside it first.
pub(super) fn words_before(text: &str, place: usize) -> String {
    let window = text.get(start_before(text, place, CHARACTERS)..place).unwrap_or_default();
    let tokens = Tokens::of(window);
    let mut words: Vec<&str> = tokens.terms().collect();
    words.reverse();
    words.truncate(WORDS);
    words.join(" ")
}

/// Returns the words after a place, folded.
pub(super) fn words_after(text: &str, place: usize) -> String {
    let window = text.get(place..end_after(text, place, CHARACTERS)).unwrap_or_default();
    let tokens = Tokens::of(window);
    tokens.terms().take(WORDS).collect::<Vec<_>>().join(" ")
}

fn start_before(text: &str, place: usize, width: usize) -> usize {
    let before = text.get(..place).unwrap_or_default();
    let earliest = before.char_indices().rev().take(width).last().map_or(place, |(at, _)| at);
    let piece = before.get(earliest..).unwrap_or_default();
    let begins_word = before.get(..earliest).is_none_or(|cut| cut.is_empty() || cut.ends_with(char::is_whitespace));
    let start = match piece.find(char::is_whitespace) {
        Some(space) if !begins_word => earliest + space,
        _ => next_boundary(text, earliest).min(place),
    };
    let spaces = text.get(start..place).map_or(0, |piece| piece.len() - piece.trim_start().len());
    // A lone space beside the match is part of the text between them.
    if start + spaces == place { start } else { start + spaces }
}

fn end_after(text: &str, place: usize, width: usize) -> usize {
    let after = text.get(place..).unwrap_or_default();
    let length = after.char_indices().nth(width).map_or(after.len(), |(at, _)| at);
    let (piece, cut) = after.split_at_checked(length).unwrap_or((after, ""));
    let ends_word = cut.is_empty() || cut.starts_with(char::is_whitespace);
    let end = match piece.rfind(char::is_whitespace) {
        Some(space) if !ends_word => place + space,
        _ => previous_boundary(text, place + length).max(place),
    };
    text.get(place..end).map_or(end, |piece| place + piece.trim_end().len())
}

/// Returns the first place at or after `at` where no letter is cut from its marks.
fn next_boundary(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match is_boundary(&mut cursor, text) {
        true => at,
        false => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    }
}

/// Returns the last place at or before `at` where no letter is cut from its marks.
fn previous_boundary(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match is_boundary(&mut cursor, text) {
        true => at,
        false => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

fn is_boundary(cursor: &mut GraphemeCursor, text: &str) -> bool {
    let known: Result<bool, GraphemeIncomplete> = cursor.is_boundary(text, 0);
    // The whole text is at hand, so there is always an answer.
    known.unwrap_or(true)
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
    fn context_is_whole_words_where_there_are_any() {
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
    fn words_are_read_outward() {
        let text = "The bill for the Flood defences, has grown";
        let place = text.find("Flood").unwrap();
        assert_eq!(words_before(text, place), "the for bill the");
        assert_eq!(words_after(text, place + 5), "defences has grown");
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

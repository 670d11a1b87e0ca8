//! Measures and cuts text in terminal columns.
//!
//! A grapheme with combining marks takes one column, a Chinese or Japanese character two; text is cut only between graphemes.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the width of `text` in columns.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// Returns the longest prefix of `text` that fits `most` columns, cut at a space if there is one.
pub(super) fn prefix(text: &str, most: usize) -> &str {
    let mut taken = 0;
    let end = text.grapheme_indices(true).find(|(_, letter)| {
        taken += letter.width();
        taken > most
    });
    let Some((end, _)) = end else { return text };
    let piece = slice(text, 0..end);
    if slice(text, end..text.len()).starts_with(' ') {
        return piece;
    }
    piece.rfind(' ').map_or(piece, |space| slice(piece, 0..space))
}

/// Returns the longest suffix of `text` that fits `most` columns, cut at a space if there is one.
pub(super) fn suffix(text: &str, most: usize) -> &str {
    let mut taken = 0;
    let cut = text.grapheme_indices(true).rev().find(|(_, letter)| {
        taken += letter.width();
        taken > most
    });
    let Some((at, letter)) = cut else { return text };
    let start = at + letter.len();
    let piece = slice(text, start..text.len());
    if letter == " " {
        return piece;
    }
    piece.find(' ').map_or(piece, |space| slice(piece, space + 1..piece.len()))
}

/// Returns `text` padded on the right to at least `width` columns.
pub(super) fn left_aligned(text: &str, width: usize) -> String {
    format!("{text}{}", padding(text, width))
}

/// Returns `text` padded on the left to at least `width` columns.
pub(super) fn right_aligned(text: &str, width: usize) -> String {
    format!("{}{text}", padding(text, width))
}

fn padding(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(columns(text)))
}

fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_words_and_never_inside_a_grapheme() {
        assert_eq!(prefix("flood defences cost", 14), "flood defences");
        assert_eq!(prefix("flood defences cost", 13), "flood");
        assert_eq!(prefix("flood", 3), "flo");
        assert_eq!(prefix("洪水防御", 5), "洪水");
        assert_eq!(prefix("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}e\u{301}");
        assert_eq!(suffix("cost of flood defences", 14), "flood defences");
        assert_eq!(suffix("cost of flood defences", 13), "defences");
        assert_eq!(suffix("洪水防御", 5), "防御");
        assert_eq!(suffix("xe\u{301}", 1), "e\u{301}");
        assert_eq!(suffix("of ", 3), "of ");
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(left_aligned("洪水", 5), "洪水 ");
        assert_eq!(right_aligned("cafe\u{301}", 5), " cafe\u{301}");
        assert_eq!(left_aligned("too long", 3), "too long");
    }
}

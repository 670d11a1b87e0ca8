//! Text cut to columns of a terminal: letters with their marks count as one, Chinese and Japanese ones as two.

use super::style::Style;
use std::io::{self, Write};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns how many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// Returns the beginning of `text` that fits so many columns, whole words where there are spaces.
pub(super) fn beginning(text: &str, most: usize) -> &str {
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

/// Returns the end of `text` that fits so many columns, whole words where there are spaces.
pub(super) fn ending(text: &str, most: usize) -> &str {
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

/// Returns `text` in so many columns at least, filled up with spaces on the right.
pub(super) fn left_aligned(text: &str, width: usize) -> String {
    format!("{text}{}", padding(text, width))
}

/// Returns `text` in so many columns at least, filled up with spaces on the left.
pub(super) fn right_aligned(text: &str, width: usize) -> String {
    format!("{}{text}", padding(text, width))
}

/// Returns the spaces that a text lacks to fill so many columns.
fn padding(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(columns(text)))
}

fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Writes a table whose first column is of names, its heading in bold.
pub(super) fn write_lines(table: &[Vec<String>], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for (number, line) in aligned(table).iter().enumerate() {
        writeln!(out, "{}", if number == 0 { style.bold(line) } else { line.clone() })?;
    }
    Ok(())
}

/// Returns the lines of a table whose first column is of names.
pub(super) fn aligned(table: &[Vec<String>]) -> Vec<String> {
    let mut widths: Vec<usize> = Vec::new();
    for cells in table {
        widths.resize(widths.len().max(cells.len()), 0);
        widths.iter_mut().zip(cells).for_each(|(width, cell)| *width = (*width).max(columns(cell)));
    }
    let line = |cells: &Vec<String>| {
        let aligned = cells.iter().zip(&widths).enumerate().map(|(place, (cell, width))| match place {
            0 => left_aligned(cell, *width),
            _ => right_aligned(cell, *width),
        });
        aligned.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    table.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_between_words_and_never_within_a_letter() {
        assert_eq!(beginning("flood defences cost", 14), "flood defences");
        assert_eq!(beginning("flood defences cost", 13), "flood");
        assert_eq!(beginning("flood", 3), "flo");
        assert_eq!(beginning("洪水防御", 5), "洪水");
        assert_eq!(beginning("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}e\u{301}");
        assert_eq!(ending("cost of flood defences", 14), "flood defences");
        assert_eq!(ending("cost of flood defences", 13), "defences");
        assert_eq!(ending("洪水防御", 5), "防御");
        assert_eq!(ending("xe\u{301}", 1), "e\u{301}");
        assert_eq!(ending("of ", 3), "of ");
    }

    #[test]
    fn columns_are_filled() {
        assert_eq!(left_aligned("洪水", 5), "洪水 ");
        assert_eq!(right_aligned("cafe\u{301}", 5), " cafe\u{301}");
        assert_eq!(left_aligned("too long", 3), "too long");
    }
}

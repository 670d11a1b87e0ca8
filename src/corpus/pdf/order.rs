//! The reading order: that of the file, unless it runs across columns or back and forth; then columns are found by the white space between them.

use super::protocol::PdfLine;
use super::right_to_left::runs_left;

/// The maximum percentage of fragments at the height of the previous one but in another column; with more, the file is not in reading order.
const MOST_ACROSS: usize = 20;
/// The minimum number of letters of a prose fragment; shorter ones may be cells of a table, which is read row by row.
const PROSE: usize = 12;
/// The minimum white space between columns, relative to the font size.
const GUTTER: f32 = 0.7;
/// The maximum depth of divisions of a page.
const DEEPEST: usize = 40;

/// Sorts fragments into reading order, and joins those of one line.
pub(super) fn ordered(pieces: Vec<PdfLine>) -> Vec<PdfLine> {
    if is_in_order(&pieces) {
        return joined(pieces);
    }
    let mut lines = Vec::with_capacity(pieces.len());
    let is_leftward = runs_left(&pieces);
    divide(pieces, 0, is_leftward, &mut lines);
    lines
}

fn is_prose(piece: &PdfLine) -> bool {
    piece.text.chars().take(PROSE).count() == PROSE
}

/// Returns whether the fragments are in reading order.
fn is_in_order(pieces: &[PdfLine]) -> bool {
    let mut disorders = 0;
    for (one, next) in pieces.iter().zip(pieces.iter().skip(1)) {
        let size = one.size.max(next.size);
        let is_level = (one.base - next.base).abs() < size * 0.5;
        let is_across = is_level && next.left > one.right + GUTTER * size && is_prose(one) && is_prose(next);
        // Back to the left at the same height, or up in the same column.
        let is_back = is_level && next.right < one.left;
        let overlaps = next.left < one.right && one.left < next.right;
        let is_up = overlaps && next.base < one.base - size * 0.8;
        disorders += usize::from(is_across || is_back || is_up);
    }
    disorders * 100 <= pieces.len() * MOST_ACROSS
}

/// Joins consecutive fragments of a line.
fn joined(pieces: Vec<PdfLine>) -> Vec<PdfLine> {
    let mut lines: Vec<PdfLine> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if is_same_line(line, &piece) => append(line, &piece),
            _ => lines.push(piece),
        }
    }
    lines
}

fn is_same_line(line: &PdfLine, piece: &PdfLine) -> bool {
    let size = line.size.max(piece.size);
    let is_level = (line.base - piece.base).abs() < size * 0.3;
    // Two columns of prose are never joined into one line.
    let is_near = piece.left < line.right + size * 2.0 || !(is_prose(line) && is_prose(piece));
    is_level && piece.left >= line.right - size * 0.3 && is_near
}

fn append(line: &mut PdfLine, piece: &PdfLine) {
    if !line.text.ends_with(' ') {
        line.text.push(' ');
    }
    line.text.push_str(&piece.text);
    line.right = line.right.max(piece.right);
    if piece.size > line.size {
        line.size = piece.size;
        line.base = piece.base;
    }
}

/// Divides a part of the page at its widest gap: vertically between columns if it has several, else horizontally.
/// In right-to-left scripts, the right column comes first.
fn divide(mut pieces: Vec<PdfLine>, depth: usize, is_leftward: bool, lines: &mut Vec<PdfLine>) {
    if pieces.len() > 2 && depth < DEEPEST {
        if let Some(at) = gutter(&mut pieces) {
            let (left, right): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| piece.left < at);
            let (first, second) = if is_leftward { (right, left) } else { (left, right) };
            divide(first, depth + 1, is_leftward, lines);
            divide(second, depth + 1, is_leftward, lines);
            return;
        }
        if let Some(at) = gap(&mut pieces) {
            let (above, below): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| piece.base <= at);
            divide(above, depth + 1, is_leftward, lines);
            divide(below, depth + 1, is_leftward, lines);
            return;
        }
    }
    by_rows(&mut pieces);
    lines.extend(joined(pieces));
}

/// Sorts fragments row by row: those on nearly the same baseline from left to right.
fn by_rows(pieces: &mut [PdfLine]) {
    pieces.sort_by(|one, next| one.base.total_cmp(&next.base));
    let mut from = 0;
    while from < pieces.len() {
        let first = pieces.get(from).map_or((0.0, 0.0), |piece| (piece.base, piece.size));
        let row =
            pieces.iter().skip(from).take_while(|piece| piece.base - first.0 < first.1.max(1.0) * 0.4).count().max(1);
        if let Some(row) = pieces.get_mut(from..from + row) {
            row.sort_by(|one, next| one.left.total_cmp(&next.left));
        }
        from += row;
    }
}

fn median_size(pieces: &[PdfLine]) -> f32 {
    let mut sizes: Vec<f32> = pieces.iter().map(|piece| piece.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

/// Returns the left edge of the column to the right of the widest gap between columns; `None` without such a gap.
fn gutter(pieces: &mut [PdfLine]) -> Option<f32> {
    let narrowest = median_size(pieces) * GUTTER;
    pieces.sort_by(|one, next| one.left.total_cmp(&next.left));
    let mut best: Option<(f32, f32, usize)> = None;
    let mut right = f32::MIN;
    for (at, piece) in pieces.iter().enumerate() {
        let width = piece.left - right;
        if at > 0 && width >= narrowest && best.is_none_or(|(widest, ..)| width > widest) {
            best = Some((width, piece.left, at));
        }
        right = right.max(piece.right);
    }
    let (_, at, number) = best?;
    // A column has several lines, and the two are side by side.
    let (left, right) = pieces.split_at_checked(number)?;
    let span = |pieces: &[PdfLine]| {
        let bases = pieces.iter().map(|piece| piece.base);
        bases.fold((f32::MAX, f32::MIN), |(top, bottom), base| (top.min(base), bottom.max(base)))
    };
    let (one, other) = (span(left), span(right));
    let are_beside = one.0 <= other.1 && other.0 <= one.1;
    (left.len() > 1 && right.len() > 1 && are_beside).then_some(at)
}

/// Returns the last baseline above the widest white space between lines.
fn gap(pieces: &mut [PdfLine]) -> Option<f32> {
    pieces.sort_by(|one, next| one.base.total_cmp(&next.base));
    let mut best: Option<(f32, f32)> = None;
    let mut before = pieces.first()?.base;
    for piece in pieces.iter() {
        // The letters of a line are above its baseline.
        let space = piece.base - piece.size - before;
        if space > piece.size * 0.1 && best.is_none_or(|(widest, _)| space > widest) {
            best = Some((space, before));
        }
        before = before.max(piece.base);
    }
    best.map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, base: f32) -> PdfLine {
        PdfLine { text: text.to_owned(), left, right: left + 200.0, base, size: 10.0 }
    }

    fn texts(pieces: Vec<PdfLine>) -> Vec<String> {
        ordered(pieces).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn columns_that_the_file_mixes_are_parted() {
        let left = ["The ferry ran", "aground on Friday", "Nobody was hurt at"];
        let right = ["all, said the crew", "Divers will look", "at it on Saturday"];
        let expected = [&["Ferry runs aground off Penholm"][..], &left, &right].concat();
        let title = PdfLine { right: 470.0, size: 20.0, ..piece("Ferry runs aground off Penholm", 50.0, 60.0) };
        let base = |row: usize| 100.0 + 12.0 * row as f32;
        let columns = |order: &[(usize, usize)]| {
            let sides = [(left, 50.0), (right, 270.0)];
            let found = order.iter().map(|(side, row)| piece(sides[*side].0[*row], sides[*side].1, base(*row)));
            std::iter::once(title.clone()).chain(found).collect::<Vec<_>>()
        };
        let by_column = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)];
        let by_row = [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)];
        let backwards = [(1, 2), (0, 2), (1, 1), (0, 1), (1, 0), (0, 0)];
        for order in [by_column, by_row, backwards] {
            assert_eq!(texts(columns(&order)), expected, "{order:?}");
        }
    }

    #[test]
    fn tables_are_read_row_by_row() {
        let cell = |text: &str, left: f32, base: f32| PdfLine { right: left + 30.0, ..piece(text, left, base) };
        let table = vec![
            cell("Ferry", 50.0, 100.0),
            cell("Fare", 200.0, 100.0),
            cell("Vega", 50.0, 112.0),
            cell("4.50", 200.0, 112.0),
        ];
        assert_eq!(texts(table), ["Ferry Fare", "Vega 4.50"]);
    }
}

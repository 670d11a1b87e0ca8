//! Divides a file with many articles into parts, so that only the largest part is in memory.

use crate::corpus::decode;
use crate::corpus::input::Input;
use crate::corpus::reader::ReaderContext;
use crate::corpus::skip::Skip;
use crate::corpus::transcode::{RecordBudget, utf8_reader};
use std::io::{BufRead, Cursor};
use std::ops::ControlFlow;

/// The boundaries between parts.
#[derive(Clone, Copy)]
pub(in crate::corpus::readers) enum Cut {
    /// Before a matching line.
    Line(fn(&str) -> bool),
    /// After a matching line, which belongs to the part before it.
    After(fn(&str) -> bool),
    /// Before a line that matches the first condition, and after a line that matches the second.
    Around(fn(&str) -> bool, fn(&str) -> bool),
    /// Before any of some texts, anywhere in a line.
    Text(&'static [&'static str]),
}

/// Passes the parts of a file to `read`, each with its number; the text before the first part has the number 0. Memory is charged by the length of a part times
/// `memory_factor`.
pub(in crate::corpus::readers) fn for_each_piece(
    input: Input<'_>,
    context: &ReaderContext<'_>,
    memory_factor: u64,
    cut: Cut,
    mut read: impl FnMut(&str, usize) -> ControlFlow<()>,
) -> Result<(), Skip> {
    let budget = RecordBudget::new(context.limits, memory_factor);
    if input.head().contains(&b'\r') && !input.head().contains(&b'\n') {
        let text = decode::file(input.into_bytes()?).replace('\r', "\n");
        return divide(Cursor::new(text), &budget, cut, &mut read);
    }
    divide(utf8_reader(input, &budget), &budget, cut, &mut read)
}

/// Passes the parts of a text in memory to `read`, as [`for_each_piece`] does.
pub(in crate::corpus::readers) fn for_each_piece_of(
    text: &str,
    context: &ReaderContext<'_>,
    cut: Cut,
    mut read: impl FnMut(&str, usize) -> ControlFlow<()>,
) -> Result<(), Skip> {
    divide(Cursor::new(text), &RecordBudget::new(context.limits, 1), cut, &mut read)
}

fn divide(
    mut lines: impl BufRead,
    budget: &RecordBudget<'_>,
    cut: Cut,
    read: &mut dyn FnMut(&str, usize) -> ControlFlow<()>,
) -> Result<(), Skip> {
    let (mut piece, mut line) = (String::new(), String::new());
    let mut number = 0;
    let mut pass = |piece: &mut String, number: &mut usize| {
        let flow =
            if piece.trim().is_empty() && *number == 0 { ControlFlow::Continue(()) } else { read(piece, *number) };
        piece.clear();
        *number += 1;
        budget.renew();
        flow
    };
    while lines.read_line(&mut line)? > 0 {
        let mut passed = 0;
        for at in cuts(&line, cut) {
            piece.push_str(line.get(passed..at).unwrap_or_default());
            if pass(&mut piece, &mut number).is_break() {
                return Ok(());
            }
            passed = at;
        }
        piece.push_str(line.get(passed..).unwrap_or_default());
        line.clear();
    }
    if !piece.trim().is_empty() {
        // This was the last record, so a break changes nothing.
        let _ = pass(&mut piece, &mut number);
    }
    Ok(())
}

/// Returns the offsets in a line at which parts begin.
fn cuts(line: &str, cut: Cut) -> Vec<usize> {
    match cut {
        Cut::Line(begins) => begins(line).then_some(0).into_iter().collect(),
        Cut::After(ends) => ends(line).then_some(line.len()).into_iter().collect(),
        Cut::Around(begins, ends) => {
            begins(line).then_some(0).into_iter().chain(ends(line).then_some(line.len())).collect()
        }
        Cut::Text(marks) => {
            let mut places: Vec<usize> =
                marks.iter().flat_map(|mark| line.match_indices(mark)).map(|(at, _)| at).collect();
            places.sort_unstable();
            places
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::field_map::FieldMap;
    use crate::corpus::reading_limits::ReadingLimits;

    fn pieces(text: &str, cut: Cut) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        let (map, limits) = (FieldMap::default(), ReadingLimits::default());
        let context = ReaderContext::alone(&map, &limits);
        for_each_piece(Input::whole(text.as_bytes()), &context, 1, cut, |piece, number| {
            found.push((number, piece.replace('\n', "/")));
            ControlFlow::Continue(())
        })
        .expect("pieces");
        found
    }

    fn numbered(pieces: &[(usize, &str)]) -> Vec<(usize, String)> {
        pieces.iter().map(|(number, text)| (*number, (*text).to_owned())).collect()
    }

    #[test]
    fn files_are_divided_at_lines_and_texts() {
        let is_mark = |line: &str| line.trim() == "--";
        assert_eq!(pieces("a\n--\nb\n--\nc", Cut::Line(is_mark)), numbered(&[(0, "a/"), (1, "--/b/"), (2, "--/c")]));
        assert_eq!(pieces("--\rb", Cut::Line(is_mark)), numbered(&[(1, "--/b")]));
        assert_eq!(pieces("a\n--\nb\n--\n\n", Cut::After(is_mark)), numbered(&[(0, "a/--/"), (1, "b/--/")]));
        let is_end = |line: &str| line.trim() == "++";
        assert_eq!(
            pieces("a\n++\nb\n--\nc", Cut::Around(is_mark, is_end)),
            numbered(&[(0, "a/++/"), (1, "b/"), (2, "--/c")])
        );
        assert_eq!(
            pieces("<x><p>é<p>b\n<p>", Cut::Text(&["<p>"])),
            numbered(&[(0, "<x>"), (1, "<p>é"), (2, "<p>b/"), (3, "<p>")])
        );
    }
}

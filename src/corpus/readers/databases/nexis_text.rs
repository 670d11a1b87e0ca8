//! LexisNexis exports as text: a cover page, then documents that begin with a line such as `1 of 10 DOCUMENTS`, or, of Nexis Uni, end with
//! the line `End of Document`.

use super::nexis_labels::{Heading, Label, begins_document, ends_document, heading, labelled};
use super::nexis_record::{Layout, draft};
use super::pieces::{Cut, for_each_piece, for_each_piece_of};
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use std::ops::ControlFlow;

/// The memory that a record takes per byte.
pub(super) const MEMORY_FACTOR: u64 = 12;
/// The lines that divide documents.
const CUT: Cut = Cut::Around(begins_document, ends_document);
/// The maximum line length of a text with hard line breaks.
const WIDEST: usize = 100;

/// Reads LexisNexis exports as text.
pub(in crate::corpus::readers) struct NexisTextReader;

impl Reader for NexisTextReader {
    fn name(&self) -> &'static str {
        "nexis-text"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        !sample.text.starts_with('<') && is_nexis(sample.text)
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, CUT, |piece, _| pass(piece, sink))
    }
}

/// Returns whether a text is a LexisNexis export.
pub(in crate::corpus::readers) fn is_nexis(text: &str) -> bool {
    // Most texts do not contain such a word.
    let is_classic = ["OCUMENT", "ocument", "OKUMENT", "okument"].iter().any(|word| text.contains(word))
        && text.lines().any(begins_document);
    is_classic || is_uni(text)
}

/// Returns whether a text has the heading of a body and, above it, the length that Nexis Uni states.
fn is_uni(text: &str) -> bool {
    let is_body = |line: &str| heading(line) == Some(Heading::Body);
    let is_length = |line: &str| matches!(labelled(line, true), Some((Label::Length, value)) if value.starts_with(|c: char| c.is_ascii_digit()));
    let above = text.lines().take_while(|line| !is_body(line));
    above.filter(|line| is_length(line)).count() == 1 && text.lines().any(is_body)
}

/// Reads the documents of an export in memory.
pub(in crate::corpus::readers) fn read_text(
    text: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    for_each_piece_of(text, context, CUT, |piece, _| pass(piece, sink))
}

fn pass(piece: &str, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
    let draft = if piece.trim_start().lines().next().is_some_and(begins_document) {
        draft(piece, Layout::Classic)
    } else if piece.lines().any(ends_document) {
        draft(&spaced(piece), Layout::Uni)
    } else {
        // A cover page, or text after the last document.
        None
    };
    match draft {
        Some(draft) => sink(ReadRecord { line: None, draft }),
        None => ControlFlow::Continue(()),
    }
}

/// Returns a document of Nexis Uni with an empty line after each paragraph. Above the body, and in a text without hard line breaks, every line is a paragraph.
fn spaced(piece: &str) -> String {
    let is_long = |line: &str| line.chars().nth(WIDEST).is_some();
    let text = piece.lines().skip_while(|line| heading(line).is_none());
    let is_wrapped = !text.clone().any(is_long) && text.clone().any(|line| line.trim().is_empty());
    let mut spaced = String::with_capacity(piece.len() + piece.len() / 16);
    let mut in_text = false;
    for line in piece.lines() {
        let heading = heading(line);
        in_text |= heading.is_some();
        if heading.is_some() {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push_str(if in_text && heading.is_none() && is_wrapped { "\n" } else { "\n\n" });
    }
    spaced
}

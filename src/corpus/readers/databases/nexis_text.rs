//! LexisNexis exports as text: a cover page, then documents that begin with a line such as `1 of 10 DOCUMENTS`.

use super::nexis_labels::begins_document;
use super::nexis_record::{Layout, draft};
use super::pieces::{Cut, for_each_piece, for_each_piece_of};
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use std::ops::ControlFlow;

/// The memory that a record takes for each of its bytes.
pub(super) const MEMORY_FACTOR: u64 = 12;

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
        for_each_piece(input, context, MEMORY_FACTOR, Cut::Line(begins_document), |piece, number| {
            pass(piece, number, sink)
        })
    }
}

/// Returns whether a text is a LexisNexis export.
pub(in crate::corpus::readers) fn is_nexis(text: &str) -> bool {
    // Most texts have no such word.
    ["OCUMENT", "ocument", "OKUMENT", "okument"].iter().any(|word| text.contains(word))
        && text.lines().any(begins_document)
}

/// Reads the documents of an export in memory.
pub(in crate::corpus::readers) fn read_text(
    text: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    for_each_piece_of(text, context, Cut::Line(begins_document), |piece, number| pass(piece, number, sink))
}

fn pass(piece: &str, number: usize, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
    // The cover page has the number 0.
    match draft(piece, Layout::Classic).filter(|_| number > 0) {
        Some(draft) => sink(ReadRecord { line: None, draft }),
        None => ControlFlow::Continue(()),
    }
}

//! ProQuest exports as text: documents between lines of underscores, or of asterisks.

use super::pieces::{Cut, for_each_piece, for_each_piece_of};
use super::proquest_labels::{ID, counts_documents, labelled};
use super::proquest_record::ProquestDocument;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use std::ops::ControlFlow;

/// The memory that a document takes per byte.
const MEMORY_FACTOR: u64 = 12;
/// The minimum length of a separator line.
const FEWEST: usize = 30;

/// Reads ProQuest exports as text.
pub(in crate::corpus::readers) struct ProquestTextReader;

impl Reader for ProquestTextReader {
    fn name(&self) -> &'static str {
        "proquest-text"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        !sample.text.starts_with('<') && is_proquest(sample.text)
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::Line(is_separator), |piece, _| pass(piece, sink))
    }
}

/// Returns whether a text is a ProQuest export.
pub(in crate::corpus::readers) fn is_proquest(text: &str) -> bool {
    // Most texts contain none of these words.
    if !["ProQuest", "ull text:", "ull Text:", "Document "].iter().any(|words| text.contains(words)) {
        return false;
    }
    let (mut separated, mut counted) = (false, false);
    let mut labels: Vec<&str> = Vec::new();
    for line in text.lines() {
        separated |= is_separator(line);
        counted |= counts_documents(line);
        labels.extend(labelled(line).map(|(label, _)| label));
    }
    let has = |label: &str| labels.contains(&label);
    let is_labelled = has(ID) || (has("full text") && (has("publication title") || has("publication info")));
    (separated && (counted || is_labelled)) || (is_labelled && has("title"))
}

/// Reads the documents of an export in memory.
pub(in crate::corpus::readers) fn read_text(
    text: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    for_each_piece_of(text, context, Cut::Line(is_separator), |piece, _| pass(piece, sink))
}

fn pass(piece: &str, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
    let text = piece.trim_start().trim_start_matches(['_', '*', '\r', '\n', ' ']);
    let document = ProquestDocument::of(text, None);
    if !document.is_document() {
        return ControlFlow::Continue(());
    }
    sink(ReadRecord { line: None, draft: document.draft() })
}

fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let only = |sign: u8| line.bytes().all(|byte| byte == sign);
    line.len() >= FEWEST && (only(b'_') || only(b'*'))
}

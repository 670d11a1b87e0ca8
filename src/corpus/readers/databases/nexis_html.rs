//! LexisNexis exports as HTML. Their documents are marked in comments, so the text is divided before it is parsed.

use super::nexis_labels::begins_document;
use super::nexis_record::{Layout, draft};
use super::nexis_text::MEMORY_FACTOR;
use super::pieces::{Cut, for_each_piece};
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use std::ops::ControlFlow;

/// The mark of a document.
const BEGIN: &[&str] = &["<DOC NUMBER=", "<doc number="];

/// Reads LexisNexis exports as HTML.
pub(in crate::corpus::readers) struct NexisHtmlReader;

impl Reader for NexisHtmlReader {
    fn name(&self) -> &'static str {
        "nexis-html"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.text.starts_with('<') && (BEGIN.iter().any(|mark| sample.text.contains(mark)) || is_headed(sample.text))
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::Text(BEGIN), |piece, number| {
            if number == 0 {
                return ControlFlow::Continue(());
            }
            match draft(&markup::plain_text(document(piece)), Layout::Classic) {
                Some(draft) => sink(ReadRecord { line: None, draft }),
                None => ControlFlow::Continue(()),
            }
        })
    }
}

/// Returns whether the head of a page counts the documents of an export; style sheets may move the first of them out of the sample.
fn is_headed(text: &str) -> bool {
    let head = text.get(..8192).unwrap_or(text);
    (head.contains("<META TOPIC=") || head.contains("<meta topic=")) && text.contains("DOCUMENTS")
        || text.split('>').filter_map(|part| part.split('<').next()).any(begins_document)
}

/// Returns the visible part of a document that begins and ends inside comments.
fn document(piece: &str) -> &str {
    let inside = piece.split_once("-->").map_or(piece, |(_, inside)| inside);
    let end = inside.find("</DOCFULL").or_else(|| inside.find("</docfull"));
    let inside = end.and_then(|end| inside.get(..end)).unwrap_or(inside);
    match inside.rfind("<!--") {
        Some(open) if !inside.get(open..).is_some_and(|comment| comment.contains("-->")) => {
            inside.get(..open).unwrap_or(inside)
        }
        _ => inside,
    }
}

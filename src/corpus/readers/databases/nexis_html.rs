//! LexisNexis exports as HTML. Comments mark their documents, so the file is divided before it is parsed.

use super::nexis_labels::begins_document;
use super::nexis_record::{Layout, draft};
use super::nexis_text::MEMORY_FACTOR;
use super::pieces::{Cut, for_each_piece};
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use std::borrow::Cow;
use std::ops::ControlFlow;

/// The marker of a document.
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
            match draft(&markup::plain_text(&with_rows(document(piece))), Layout::Classic) {
                Some(draft) => sink(ReadRecord { line: None, draft }),
                None => ControlFlow::Continue(()),
            }
        })
    }
}

/// Returns whether the head of a page counts the documents of an export; style sheets may push the first document out of the sample.
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

/// Returns a document without paragraphs in table cells, so that a row stays one line.
fn with_rows(html: &str) -> Cow<'_, str> {
    if !html.contains("<TD") && !html.contains("<td") {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len());
    let mut in_cell = false;
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (text, tag) = rest.split_at(open);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        let name: String = tag.chars().skip(1).take_while(|c| *c == '/' || c.is_ascii_alphanumeric()).collect();
        let name = name.to_ascii_lowercase();
        kept.push_str(text);
        match name.as_str() {
            "td" | "th" => in_cell = true,
            "/td" | "/th" | "tr" | "/tr" | "/table" => in_cell = false,
            _ => {}
        }
        if !(in_cell && matches!(name.as_str(), "p" | "/p" | "div" | "/div")) {
            kept.push_str(tag);
        }
        rest = after;
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

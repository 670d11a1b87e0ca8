//! Database exports as RTF: LexisNexis, Nexis Uni and Factiva.

use super::factiva_text;
use super::nexis_labels::{begins_document, ends_document};
use super::nexis_record::{Layout, draft};
use super::nexis_text;
use super::pieces::{Cut, for_each_piece_of};
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use rtf_parser_tt::{RtfDocument, TextOptions};
use std::ops::ControlFlow;
use std::panic;

/// What an RTF file without an export is, and what to do with it.
const OTHER_DOCUMENT: SkipReason =
    SkipReason::Binary { kind: "an RTF document", advice: Some("save it as text, HTML or Markdown to index it") };

/// Reads database exports as RTF.
pub(in crate::corpus::readers) struct RtfReader;

impl Reader for RtfReader {
    fn name(&self) -> &'static str {
        "rtf"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.bytes.trim_ascii_start().starts_with(b"{\\rtf")
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        60
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let bytes = input.into_bytes()?;
        let text = text(bytes.trim_ascii_start())?;
        context.limits.time.check()?;
        drop(bytes);
        let has = |is_mark: fn(&str) -> bool| text.lines().any(is_mark);
        if has(begins_document) {
            return nexis_text::read_text(&text, context, sink);
        }
        if has(ends_document) {
            return for_each_piece_of(&text, context, Cut::After(ends_document), |piece, _| {
                match draft(piece, Layout::Uni).filter(|_| piece.lines().any(ends_document)) {
                    Some(draft) => sink(ReadRecord { line: None, draft }),
                    None => ControlFlow::Continue(()),
                }
            });
        }
        if factiva_text::is_factiva(&text) {
            return factiva_text::read_text(&text, context, sink);
        }
        Err(OTHER_DOCUMENT.into())
    }
}

/// Returns the text of an RTF file, each of its paragraphs followed by an empty line.
fn text(bytes: &[u8]) -> Result<String, SkipReason> {
    // A panic of the library on one file must not end the indexing run.
    let parsed = panic::catch_unwind(|| RtfDocument::from_bytes(bytes))
        .map_err(|_| SkipReason::Malformed { format: "RTF", detail: "its groups do not fit together".to_owned() })?;
    let document = parsed.map_err(|error| SkipReason::Malformed { format: "RTF", detail: error.to_string() })?;
    let text = document.get_text_with(TextOptions::default().notes(false).headers_footers(false));
    let mut paragraphs = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines() {
        paragraphs.push_str(line);
        paragraphs.push_str("\n\n");
    }
    Ok(paragraphs)
}

//! Database exports as RTF or PDF, read by their text: LexisNexis, Nexis Uni, Factiva and ProQuest.

use super::nexis_labels::{begins_document, ends_document};
use super::nexis_record::{Layout, draft};
use super::pieces::{Cut, for_each_piece_of};
use super::proquest_text::{self, is_proquest};
use super::{factiva_text, nexis_text};
use crate::corpus::reader::{ReadRecord, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use std::ops::ControlFlow;

/// Returns whether a line is the beginning or the end of a document of an export.
pub(in crate::corpus::readers) fn marks_document(line: &str) -> bool {
    begins_document(line) || ends_document(line)
}

/// Reads the articles of an export from the text of a document, in which an empty line follows each paragraph; returns whether it is an export.
pub(in crate::corpus::readers) fn read_document_text(
    text: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<bool, Skip> {
    let has = |is_mark: fn(&str) -> bool| text.lines().any(is_mark);
    if has(begins_document) {
        nexis_text::read_text(text, context, sink)?;
    } else if has(ends_document) {
        for_each_piece_of(text, context, Cut::After(ends_document), |piece, _| {
            match draft(piece, Layout::Uni).filter(|_| piece.lines().any(ends_document)) {
                Some(draft) => sink(ReadRecord { line: None, draft }),
                None => ControlFlow::Continue(()),
            }
        })?;
    } else if factiva_text::is_factiva(text) {
        factiva_text::read_text(text, context, sink)?;
    } else if is_proquest(text) {
        proquest_text::read_text(text, context, sink)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

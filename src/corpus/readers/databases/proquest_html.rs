//! ProQuest exports as HTML, in files and in mail: labels in bold, and the text in a separate element.

use super::pieces::{Cut, for_each_piece, for_each_piece_of};
use super::proquest_labels::{ID, count_ids, is_label, labelled};
use super::proquest_record::ProquestDocument;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::Skip;
use std::ops::ControlFlow;

/// The memory that a document takes per byte.
const MEMORY_FACTOR: u64 = 12;
/// The anchor before each document.
const BEGIN: &[&str] = &["<a name=\"DocID_", "<a name='DocID_", "<A NAME=\"DocID_", "<a id=\"DocID_"];

/// Reads ProQuest exports as HTML.
pub(in crate::corpus::readers) struct ProquestHtmlReader;

impl Reader for ProquestHtmlReader {
    fn name(&self) -> &'static str {
        "proquest-html"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.text.starts_with('<') && is_proquest_html(sample.text)
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::Text(BEGIN), |piece, _| pass(piece, sink))
    }
}

/// Returns whether a page is a ProQuest export.
pub(in crate::corpus::readers) fn is_proquest_html(text: &str) -> bool {
    let labels = || text.split("<strong>").skip(1).filter_map(labelled).map(|(label, _)| label);
    let count = ["publication title", "full text", ID, "publication date"]
        .iter()
        .filter(|label| labels().any(|found| found == **label))
        .count();
    count >= 2
        || (text.contains("<text wordcount") && text.contains("<strong>"))
        || (count >= 1 && BEGIN.iter().any(|mark| text.contains(mark)))
}

/// Reads the documents of a page in memory.
pub(in crate::corpus::readers) fn read_html(
    html: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    for_each_piece_of(html, context, Cut::Text(BEGIN), |piece, _| pass(piece, sink))
}

fn pass(piece: &str, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
    let is_single = count_ids(piece) < 2;
    // The text of the article is a complete page, with a head.
    let text = piece.find("<text").and_then(|at| Some((at, piece.get(at..)?.split_once("</text>")?)));
    let (before, text, after) = match text.filter(|_| is_single) {
        Some((at, (text, after))) => (piece.get(..at).unwrap_or_default(), Some(article(text)), after),
        None => (piece, None, ""),
    };
    let page = format!("{}\n\n{}", markup::plain_text(before), markup::plain_text(after));
    if is_single {
        return pass_document(&page, text, sink);
    }
    // Some exports have no anchors between their documents: each ends after the labels that follow its id.
    let mut document = String::new();
    let mut has_id = false;
    for paragraph in page.split("\n\n") {
        let is_labelled = is_label(paragraph);
        if has_id
            && (!is_labelled || document.contains(&format!("\n\n{}:", paragraph.split(':').next().unwrap_or_default())))
        {
            if pass_document(&document, None, sink).is_break() {
                return ControlFlow::Break(());
            }
            document.clear();
            has_id = false;
        }
        has_id |= labelled(paragraph).is_some_and(|(label, _)| label == ID);
        document.push_str("\n\n");
        document.push_str(paragraph);
    }
    pass_document(&document, None, sink)
}

fn pass_document(page: &str, text: Option<String>, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
    let document = ProquestDocument::of(page, text.filter(|text| !text.is_empty()));
    if !document.is_document() {
        return ControlFlow::Continue(());
    }
    sink(ReadRecord { line: None, draft: document.draft() })
}

/// Returns the paragraphs of a text without its notes about corrections.
fn article(text: &str) -> String {
    let text = text.split_once('>').map_or(text, |(_, text)| text);
    let text = markup::plain_text(text);
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.starts_with("CORRECTION:"));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

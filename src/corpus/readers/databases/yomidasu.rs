//! Exports of Yomidasu, the database of the Yomiuri Shimbun, as HTML.

use super::dom::{line, with_tree};
use super::kikuzo::read_facts;
use super::pieces::{Cut, for_each_piece};
use crate::article::Language;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use dom_smoothie::Readability;
use std::ops::ControlFlow;

/// The memory that an article takes per byte.
const MEMORY_FACTOR: u64 = 24;
/// The table of metadata above each article.
const BEGIN: &[&str] = &["<table class=\"contentsTable\"", "<table class='contentsTable'"];

/// Reads Yomidasu exports.
pub(in crate::corpus::readers) struct YomidasuReader;

impl Reader for YomidasuReader {
    fn name(&self) -> &'static str {
        "yomidasu"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.text.starts_with('<') && sample.text.contains("DetailArea") && sample.text.contains("contentsTable")
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
            sink(ReadRecord { line: None, draft: with_tree(piece, draft) })
        })
    }
}

fn draft(page: &Readability) -> Result<Draft, SkipReason> {
    let cells: Vec<String> = page
        .doc
        .select("table.contentsTable th, table.contentsTable td")
        .iter()
        .map(|cell| line(&cell.html()))
        .collect();
    // Number, date, headline, edition, section, page, length.
    let [_, _, headline, ..] = cells.as_slice() else {
        return Err(SkipReason::Malformed {
            format: "Yomidasu export",
            detail: "an article without its headline".into(),
        });
    };
    let paragraphs: Vec<String> =
        page.doc.select("p.mb10").iter().map(|paragraph| markup::plain_text(&paragraph.html())).collect();
    // A full-width space begins a paragraph.
    let text = paragraphs.join("\n").replace('\u{3000}', "\n");
    let text = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n");
    let mut draft = Draft {
        headline: Some(headline.clone()),
        body: Some(text),
        source: Some("読売新聞".into()),
        provider: Some("ヨミダス".into()),
        language: Language::parse("ja"),
        is_export: true,
        ..Draft::default()
    };
    let facts: Vec<String> =
        cells.iter().enumerate().filter(|(at, _)| !matches!(at, 0 | 2)).map(|(_, cell)| cell.clone()).collect();
    read_facts(&facts, &mut draft);
    Ok(draft)
}

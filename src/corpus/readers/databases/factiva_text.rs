//! Factiva exports as text, also in RTF and mail: each article ends in a line such as `Document IINM000020171113edbd0001`.

use super::factiva_record::{FactivaFields, id, is_copyright, is_count};
use super::pieces::{Cut, for_each_piece, for_each_piece_of};
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use std::ops::ControlFlow;

/// The memory that an article takes per byte.
const MEMORY_FACTOR: u64 = 12;
/// The codes of fields.
const CODES: &[&str] = &[
    "SE", "CLM", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT", "RF",
    "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "NGC", "GC", "HLP", "DLN", "ART", "CX", "DJN",
];

/// The codes that follow the body and are not words.
const CODES_AFTER_BODY: &[&str] = &["CT", "RF", "IPC", "IPD", "PUB", "AN", "NGC", "GC"];

/// Reads Factiva exports as text.
pub(in crate::corpus::readers) struct FactivaTextReader;

impl Reader for FactivaTextReader {
    fn name(&self) -> &'static str {
        "factiva-text"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        !sample.text.starts_with('<') && is_factiva(sample.text)
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::After(ends_article), |piece, _| pass(piece, sink))
    }
}

/// Returns whether a text is a Factiva export: it has a word count and an accession number, or it has codes.
pub(super) fn is_factiva(text: &str) -> bool {
    if !text.contains("Do") && !text.contains("HD") {
        return false;
    }
    let has_codes = |wanted: &[&str]| {
        wanted.iter().all(|code| text.lines().any(|line| coded(line).is_some_and(|(found, _)| found == *code)))
    };
    has_codes(&["HD", "PD", "SN"]) || is_spaced(text) || (text.lines().any(ends_article) && text.lines().any(is_count))
}

/// Reads the articles of an export in memory.
pub(in crate::corpus::readers) fn read_text(
    text: &str,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    for_each_piece_of(text, context, Cut::After(ends_article), |piece, _| pass(piece, sink))
}

fn pass(piece: &str, sink: &mut RecordSink<'_>) -> ControlFlow<()> {
    // Text after the last article is not an article.
    if !piece.lines().any(ends_article) {
        return ControlFlow::Continue(());
    }
    sink(ReadRecord { line: None, draft: draft(piece) })
}

/// Returns whether a line is the accession number at the end of an article.
fn ends_article(line: &str) -> bool {
    let value = coded(line).filter(|(code, _)| *code == "AN").map_or(line, |(_, value)| value);
    let value = value.strip_prefix("AN ").unwrap_or(value);
    let mut words = value.split_whitespace();
    let is_document = words
        .next()
        .is_some_and(|word| word.starts_with("Do") || word == "文件" || word == "文書" || word == "Artículo");
    is_document && id(value).is_some()
}

/// Splits a line into its code and its text.
fn coded(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (code, rest) = line.split_at(end);
    let is_apart = rest.is_empty()
        || rest.starts_with('\t')
        || rest.starts_with("  ")
        || rest.starts_with('\u{a0}')
        || rest.trim().is_empty();
    (CODES.contains(&code) && is_apart).then(|| (code, rest.trim()))
}

/// Returns whether the codes of an export are followed by one space, as in `HD Flood barrier holds`.
fn is_spaced(text: &str) -> bool {
    let has = |code: &str, is_value: &dyn Fn(&str) -> bool| {
        text.lines().any(|line| line.strip_prefix(code).and_then(|rest| rest.strip_prefix(' ')).is_some_and(is_value))
    };
    let is_filled = |value: &str| !value.trim().is_empty();
    has("HD", &is_filled) && has("SN", &is_filled) && has("WC", &is_count) && has("PD", &is_filled)
}

/// Splits a line such as `HD Flood barrier holds` into its code and its text. In the body, a line such as `IN THE` is prose: there, only lines in the form of a
/// field have a code.
fn coded_with_space(line: &str, is_in_body: bool) -> Option<(&str, &str)> {
    let (code, text) = line.split_once(' ')?;
    let is_field = match code {
        _ if !is_in_body => true,
        "CO" | "IN" | "NS" | "RE" => text.contains(" : "),
        code => CODES_AFTER_BODY.contains(&code),
    };
    (is_field && CODES.contains(&code)).then(|| (code, text.trim()))
}

fn draft(piece: &str) -> Result<Draft, SkipReason> {
    let mut fields = FactivaFields::default();
    let is_spaced = is_spaced(piece);
    if is_spaced || piece.lines().any(|line| coded(line).is_some_and(|(code, _)| code == "HD")) {
        let mut open: Option<(&str, String)> = None;
        for line in piece.lines() {
            let is_in_body = open.as_ref().is_some_and(|(code, _)| matches!(*code, "LP" | "TD"));
            let with_space = || coded_with_space(line, is_in_body).filter(|_| is_spaced);
            if let Some((code, text)) = coded(line).or_else(with_space) {
                if let Some((code, text)) = open.take() {
                    fields.set(code, &text);
                }
                open = Some((code, text.to_owned()));
            } else if let Some((_, text)) = &mut open {
                text.push('\n');
                text.push_str(line.trim());
            }
        }
        if let Some((code, text)) = open {
            fields.set(code, &text);
        }
        return fields.draft();
    }
    let lines: Vec<String> = piece.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    let Some(count) = lines.iter().position(|line| is_count(line)) else {
        return Err(SkipReason::Malformed {
            format: "Factiva export",
            detail: "an article without its number of words".into(),
        });
    };
    let text_from = lines.iter().skip(count).position(|line| is_copyright(line)).map_or(count + 1, |at| count + at + 1);
    fields.set_in_order(lines.get(..count).unwrap_or_default(), lines.get(count..text_from).unwrap_or_default());
    for line in lines.get(text_from..).unwrap_or_default() {
        match id(line).filter(|_| ends_article(line)) {
            Some(number) => fields.id = Some(number),
            None => fields.body.push(line.clone()),
        }
    }
    fields.draft()
}

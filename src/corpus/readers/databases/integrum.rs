//! Exports of Integrum, a Russian database, as HTML: fields under codes such as `^ЗГ:`, and the text as preformatted lines.

use super::pieces::{Cut, for_each_piece};
use super::publications::publication;
use crate::corpus::bylines;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use std::ops::ControlFlow;

/// The memory that an article takes per byte.
const MEMORY_FACTOR: u64 = 12;
/// The source, the first field of an article.
const BEGIN: &[&str] = &["^ИС:"];

/// Reads Integrum exports.
pub(in crate::corpus::readers) struct IntegrumReader;

impl Reader for IntegrumReader {
    fn name(&self) -> &'static str {
        "integrum"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        // The characters of the codes in UTF-8 and in Windows-1251.
        let has = |sign: &[u8]| sample.bytes.windows(sign.len()).any(|window| window == sign);
        sample.text.starts_with('<') && (has("^ИС:".as_bytes()) || has(b"^\xC8\xD1:"))
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
            sink(ReadRecord { line: None, draft: draft(piece) })
        })
    }
}

fn draft(piece: &str) -> Result<Draft, SkipReason> {
    let lower = piece.find("<pre").or_else(|| piece.find("<PRE"));
    let (fields, text) = lower.and_then(|at| piece.split_at_checked(at)).unwrap_or((piece, ""));
    let text = text.split_once('>').map_or("", |(_, text)| text);
    let end = text.find("</pre").or_else(|| text.find("</PRE"));
    let text = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let fields = markup::plain_text(fields);
    let field = |code: &str| {
        let value = fields.split_once(&format!("^{code}:"))?.1;
        let value = value.split('^').next().unwrap_or(value).split_whitespace().collect::<Vec<_>>().join(" ");
        Some(value).filter(|value| !value.is_empty())
    };
    let body = preformatted(text);
    let headline = field("ЗГ");
    if headline.is_none() && body.is_empty() {
        return Err(SkipReason::Malformed {
            format: "Integrum export",
            detail: "an article without headline and text".into(),
        });
    }
    let (source, edition) = field("ИС").map_or((None, None), |name| {
        let (name, edition) = publication(&name);
        (Some(name), edition)
    });
    let mut draft = Draft {
        headline,
        body: Some(body),
        section: field("РБ"),
        page: field("НР")
            .map(|page| page.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned())
            .filter(|page| !page.is_empty()),
        bylines: field("АВ").map(|names| bylines::names(&names, source.as_deref())).unwrap_or_default(),
        provider: Some("Integrum".into()),
        source,
        edition,
        is_export: true,
        ..Draft::default()
    };
    draft.add_date(field("ДТ").and_then(|date| dates::parse_any_order(&date)));
    Ok(draft)
}

/// Joins preformatted lines into paragraphs, which begin with an indent.
fn preformatted(text: &str) -> String {
    let text = markup::decode_entities(text);
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.lines() {
        // Search hits are tags inside the text.
        let words = if line.contains('<') { markup::plain_text(line) } else { line.trim().to_owned() };
        let begins = line.starts_with(char::is_whitespace) || paragraphs.is_empty();
        match paragraphs.last_mut() {
            _ if words.is_empty() => paragraphs.push(String::new()),
            Some(last) if !begins || last.is_empty() => {
                last.push_str(if last.is_empty() { "" } else { " " });
                last.push_str(&words);
            }
            _ => paragraphs.push(words),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

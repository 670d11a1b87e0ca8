//! Exports of GBI-Genios (wiso) as text: each article ends in a line with the name of the database.

use super::pieces::{Cut, for_each_piece};
use super::publications::publication;
use crate::corpus::bylines;
use crate::corpus::dates::leading_date;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use std::ops::ControlFlow;

/// The memory that an article takes per byte.
const MEMORY_FACTOR: u64 = 12;
/// The last line of an article.
const END: &str = "GBI-Genios Deutsche Wirtschaftsdatenbank GmbH";
/// The maximum number of lines for headline, source and byline.
const MOST_HEADS: usize = 4;
/// The maximum length in bytes of a byline, and of a line that repeats the source after its name.
const LONGEST_HEAD: usize = 80;
/// The labels of the fields.
const LABELS: &[&str] = &[
    "Quelle",
    "Dokumentnummer",
    "Dauerhafte Adresse des Dokuments",
    "Alle Rechte vorbehalten",
    "Ressort",
    "Rubrik",
    "Autor",
    "ISSN",
    "Ausgabe",
    "Jahrgang",
];

/// Reads GBI-Genios exports.
pub(in crate::corpus::readers) struct GeniosReader;

impl Reader for GeniosReader {
    fn name(&self) -> &'static str {
        "genios"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        !sample.text.starts_with('<') && sample.text.contains(END) && sample.text.contains("Quelle")
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::After(|line| line.contains(END)), |piece, _| {
            if !piece.contains(END) {
                return ControlFlow::Continue(());
            }
            sink(ReadRecord { line: None, draft: draft(piece) })
        })
    }
}

fn draft(piece: &str) -> Result<Draft, SkipReason> {
    let mut draft = Draft { provider: Some("GBI-Genios".into()), is_export: true, ..Draft::default() };
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open: Option<&str> = None;
    for line in piece.lines().map(str::trim).filter(|line| !line.contains(END)) {
        let labelled = line.split_once(':').filter(|(name, _)| LABELS.contains(&name.trim()));
        let bare = LABELS.iter().find(|label| **label == line).map(|label| (*label, ""));
        if let Some((label, value)) = labelled.or(bare) {
            set(label.trim(), value.trim(), &mut draft);
            open = value.trim().is_empty().then_some(label.trim());
        } else if let Some(label) = open.take().filter(|_| !line.is_empty()) {
            set(label, line, &mut draft);
        } else if !line.is_empty() {
            paragraphs.push(line.to_owned());
        }
    }
    if draft.source.is_none() {
        return Err(SkipReason::Malformed {
            format: "GBI-Genios export",
            detail: "an article without its source".into(),
        });
    }
    let heads = paragraphs.len().min(MOST_HEADS);
    if let Some(at) = paragraphs.iter().take(heads).position(|line| is_source_line(line, draft.source.as_deref())) {
        let line = paragraphs.remove(at);
        let section = line.split_once(" / ").map(|(_, section)| section.trim().to_owned());
        draft.section = draft.section.or(section.filter(|section| !section.is_empty()));
    }
    let byline = paragraphs.iter().take(heads).skip(1).position(|line| is_byline(line)).map(|at| at + 1);
    if let Some(at) = byline {
        let line = paragraphs.remove(at);
        if draft.bylines.is_empty() {
            draft.bylines = bylines::names(&line, draft.source.as_deref());
        }
    }
    let mut paragraphs = paragraphs.into_iter();
    draft.headline = paragraphs.next();
    // The section may be on a separate line below the headline.
    let mut paragraphs = paragraphs.peekable();
    paragraphs.next_if(|line| Some(line) == draft.section.as_ref());
    draft.body = Some(paragraphs.collect::<Vec<_>>().join("\n\n"));
    Ok(draft)
}

/// Returns whether a line above the text repeats newspaper and date: `Penholmer Zeitung Nr. 60 vom 12.03.2019 Seite 5 / Norden`.
fn is_source_line(line: &str, source: Option<&str>) -> bool {
    let rest = source.and_then(|source| line.strip_prefix(source));
    rest.is_some_and(|rest| {
        let from = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let dated = rest.split_once("vom ").map_or_else(|| rest.get(from..).unwrap_or_default(), |(_, date)| date);
        rest.len() <= LONGEST_HEAD && leading_date(dated.trim()).is_some()
    })
}

/// Returns whether a line is a byline such as `Von Anna Falk, Penholm`.
fn is_byline(line: &str) -> bool {
    let name = line.strip_prefix("Von ").or_else(|| line.strip_prefix("VON ")).unwrap_or_default();
    name.len() <= LONGEST_HEAD && name.starts_with(char::is_uppercase) && !name.ends_with(['.', '!', '?', ':'])
}

fn set(label: &str, value: &str, draft: &mut Draft) {
    if value.is_empty() {
        return;
    }
    match label {
        "Quelle" => read_source(value, draft),
        "Dokumentnummer" => draft.own_id = Some(value.to_owned()),
        "Dauerhafte Adresse des Dokuments" => draft.url = Some(value.to_owned()),
        "Ressort" | "Rubrik" => draft.section = Some(value.to_owned()),
        "Autor" => draft.bylines = bylines::names(value, draft.source.as_deref()),
        "Ausgabe" => draft.edition = Some(value.to_owned()),
        _ => {}
    }
}

/// Reads `Penholmer Zeitung vom 12.03.2019, S. 5` or `Penholmer Zeitung, 12.03.2019, Nr. 60, S. 5`.
fn read_source(value: &str, draft: &mut Draft) {
    let starts = value.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !value.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_alphanumeric()))
    });
    let dated = starts.filter_map(|(at, _)| leading_date(value.get(at..)?).map(|(date, rest)| (at, date, rest))).next();
    let name = dated.and_then(|(at, ..)| value.get(..at)).unwrap_or(value);
    let name = name.trim().trim_end_matches(" vom").trim_end_matches([',', ' ']);
    // `Penholmer Zeitung Nr. 60 vom 12.03.2019 Seite 5`.
    let numbered = name.rsplit_once(" Nr. ").filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let name = numbered.map_or(name, |(name, _)| name).trim_end_matches([',', ' ']);
    let (name, edition) = publication(name);
    draft.source = Some(name);
    draft.edition = draft.edition.take().or(edition);
    if let Some((_, date, rest)) = dated {
        draft.published = Some(date);
        for part in rest.split([',', '/']).map(str::trim) {
            let page = ["S. ", "Seite ", "SEITE ", "S."].iter().find_map(|word| part.strip_prefix(word));
            draft.page = page.map(|page| page.trim().to_owned()).or(draft.page.take());
        }
    }
}

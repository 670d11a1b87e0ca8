//! RIS: references with two-letter tags, an exchange format of databases and reference managers.

use super::languages::language;
use super::pieces::{Cut, for_each_piece};
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use std::ops::ControlFlow;

/// The memory that a record takes per byte.
const MEMORY_FACTOR: u64 = 12;

/// Reads RIS.
pub(in crate::corpus::readers) struct RisReader;

impl Reader for RisReader {
    fn name(&self) -> &'static str {
        "ris"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        sample.text.lines().find(|line| !line.trim().is_empty()).is_some_and(begins_record)
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        for_each_piece(input, context, MEMORY_FACTOR, Cut::Line(begins_record), |piece, number| {
            if number == 0 {
                return ControlFlow::Continue(());
            }
            sink(ReadRecord { line: None, draft: draft(piece) })
        })
    }
}

/// Returns whether a line begins a record.
pub(in crate::corpus::readers) fn begins_record(line: &str) -> bool {
    tagged(line.trim_start_matches('\u{FEFF}')).is_some_and(|(tag, value)| tag == "TY" && !value.is_empty())
}

/// Splits `TI  - River rises` into its tag and its value.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let value = rest.trim_start_matches(' ').strip_prefix('-')?;
    let is_tag = tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && tag.starts_with(|c: char| c.is_ascii_uppercase());
    (is_tag && rest.starts_with("  -")).then_some((tag, value.trim()))
}

fn draft(piece: &str) -> Result<Draft, SkipReason> {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut has_end = false;
    for line in piece.lines() {
        match tagged(line) {
            Some(("ER", _)) => {
                has_end = true;
                break;
            }
            Some((tag, value)) => fields.push((tag, value.to_owned())),
            None => {
                if let Some((_, value)) = fields.last_mut().filter(|_| !line.trim().is_empty()) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    let all = |tags: &[&str]| {
        fields
            .iter()
            .filter(|(tag, value)| tags.contains(tag) && !value.is_empty())
            .map(|(_, value)| plain(value))
            .collect::<Vec<_>>()
    };
    let first = |tags: &[&str]| tags.iter().find_map(|tag| all(&[tag]).into_iter().next());
    let headline = first(&["TI", "T1", "CT", "ST"]);
    if headline.is_none() || !has_end {
        let detail = if has_end { "a record without a title" } else { "a record without its end" };
        return Err(SkipReason::Malformed { format: "RIS", detail: detail.into() });
    }
    let (start, end) = (first(&["SP"]), first(&["EP"]).filter(|end| !end.is_empty()));
    let page = match (start, end) {
        (Some(start), Some(end)) if start != end && !start.contains('-') => Some(format!("{start}-{end}")),
        (start, _) => start,
    };
    let mut draft = Draft {
        own_id: first(&["AN", "ID"]),
        headline,
        lead: first(&["AB", "N2"]),
        source: first(&["T2", "JO", "JF", "JA", "BT", "PB"]),
        bylines: all(&["AU", "A1"]).iter().map(|name| given_name_first(name)).collect(),
        section: first(&["SE", "M2"]),
        edition: first(&["ET"]),
        place: first(&["CY", "PP"]).filter(|place| place.contains(char::is_alphabetic)),
        page,
        provider: first(&["DP", "DB"]),
        topics: all(&["KW"]),
        language: first(&["LA"]).as_deref().and_then(language),
        url: first(&["UR", "L2"]).filter(|url| url.starts_with("http")),
        // A reference has no text.
        incomplete: true,
        ..Draft::default()
    };
    for date in all(&["DA"]).into_iter().chain(all(&["PY", "Y1"])) {
        draft.add_date(ris_date(&date));
    }
    Ok(draft)
}

/// Returns a name in printed order: in `Falk, Ida` and `King, Martin Luther, Jr.` the family name comes first.
fn given_name_first(name: &str) -> String {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [family, given] => format!("{given} {family}"),
        [family, given, suffix] => format!("{given} {family}, {suffix}"),
        _ => name.to_owned(),
    }
}

fn plain(value: &str) -> String {
    if markup::has_tags(value) { markup::plain_text(value) } else { value.to_owned() }
}

/// Reads `2015/11/14/`, `2015/11//` and dates in words.
fn ris_date(value: &str) -> Option<dates::ParsedDate> {
    let parts: Vec<&str> = value.split('/').map(str::trim).collect();
    let is_year = parts.first().is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()));
    if is_year && parts.len() > 1 {
        let numbers: Vec<&str> = parts.iter().take(3).take_while(|part| !part.is_empty()).copied().collect();
        let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:0>2}")).collect();
        return dates::parse_any_order(&numbers.join("-"));
    }
    dates::parse_any_order(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_references_keep_their_precision() {
        let day = |text: &str| match ris_date(text) {
            Some(dates::ParsedDate::Certain(date, _)) => date.to_string(),
            _ => String::new(),
        };
        for (text, expected) in [
            ("2015/11/14/", "2015-11-14"),
            ("2015/11//", "2015-11"),
            ("2015///", "2015"),
            ("2015/3/5", "2015-03-05"),
            ("14 November 2015", "2015-11-14"),
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
    }
}

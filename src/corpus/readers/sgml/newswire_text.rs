//! Remains of wire messages in collections of the Linguistic Data Consortium: typesetting codes, bylines and datelines in the
//! text, times, and labels above FBIS texts.

use crate::article::PublishedDate;
use crate::corpus::readers::wires::{wire_dateline, wire_text};
use crate::corpus::xml::Element;
use jiff::civil::{DateTime, Time};

/// Labels in lines above an FBIS text.
const LABELS: &[&str] = &["Language:", "Article Type:", "Document Type:", "Report Type:"];
/// Words in brackets at the beginning of an FBIS text.
const MARKS: &[&str] = &["[Text]", "[Excerpts]", "[Excerpt]", "[Article]", "[Summary]"];
/// Returns an FBIS text without the labels above it.
pub(super) fn without_labels(text: &str) -> &str {
    let mut rest = text.trim_start();
    while LABELS.iter().any(|label| rest.starts_with(label)) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    }
    MARKS.iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest)
}

/// Returns the byline on a separate line above the text, as in `By ANNA SMITH`.
pub(super) fn byline(body: &Element) -> Option<String> {
    let text = wire_text::without_codes(&body.own_text()).into_owned();
    text.lines().map(str::trim).find(|line| line.starts_with("By ") || line.starts_with("BY ")).map(str::to_owned)
}

/// Returns the place at the beginning of a text: `SANTIAGO, Chile (AP) -- A`, or `HOBOKEN, N.J. _ A`.
pub(super) fn place(text: &str) -> Option<String> {
    match wire_dateline::dateline(text) {
        Some((_, place)) => place,
        None => wire_dateline::unsigned_place(text),
    }
}

/// Parses a time such as `01/04/1998 10:02:00.36`, with the month first.
pub(super) fn moment(text: &str) -> Option<PublishedDate> {
    let mut words = text.split_whitespace();
    let mut parts = words.next()?.split('/');
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (month, day, year) = (number()?, number()?, number()?);
    let mut parts = words.next()?.split(':');
    let mut number = || parts.next()?.split('.').next()?.parse::<i8>().ok();
    let (hour, minute) = (number()?, number()?);
    let second = number().unwrap_or_default();
    if parts.next().is_some() || words.next().is_some() || year < 1900 {
        return None;
    }
    let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let time = Time::new(hour, minute, second, 0).ok()?;
    Some(PublishedDate::Moment(DateTime::from_parts(date, time), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_labels_are_removed() {
        assert_eq!(wire_text::without_codes("&UR; By IDA FALK &LR; at AT&T &QL;").trim(), "By IDA FALK  at AT&T");
        assert_eq!(
            without_labels("Language: English\nArticle Type:BFN\n\n  [Text] Penholm, 2 March"),
            " Penholm, 2 March"
        );
        assert_eq!(without_labels("Language is power."), "Language is power.");
    }

    #[test]
    fn places_begin_texts() {
        for (text, expected) in [
            ("   HOBOKEN, N.J. _ A ferry", Some("HOBOKEN, N.J.")),
            ("SANTIAGO, Chile (AP) -- A quake", Some("SANTIAGO, Chile")),
            ("The ferry _ a new one _ sailed", None),
        ] {
            assert_eq!(place(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn times_are_read_with_the_month_first() {
        let text = |time: &str| moment(time).map(|date| date.to_string());
        assert_eq!(text(" 01/04/1998 10:02:00 ").as_deref(), Some("1998-01-04T10:02:00"));
        assert_eq!(text("01/05/1998 11:31:58.27").as_deref(), Some("1998-01-05T11:31:58"));
        assert_eq!(text("13/05/1998 11:31:58"), None);
        assert_eq!(text("01/05/1998"), None);
    }
}

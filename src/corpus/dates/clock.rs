//! Parses the time of day inside a date string, and its offset from UTC.

use crate::article::PublishedDate;
use jiff::civil::Time;
use jiff::tz::Offset;

/// Offsets from UTC, in hours, of the time zones on news sites. `ET` and `PT` are missing because their offset depends on the
/// season, and no offset is better than a wrong one.
const ZONES: &[(&str, i8)] = &[
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 1),
    ("BST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("MEZ", 1),
    ("MESZ", 2),
    ("EET", 2),
    ("EEST", 3),
    ("MSK", 3),
    ("JST", 9),
    ("KST", 9),
    ("AEST", 10),
    ("AEDT", 11),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
];

/// A time of day and its offset from UTC, if stated.
pub(super) type Clock = (Time, Option<Offset>);

/// Finds a time such as `9:30 pm GMT`; returns the text before it, the time, and the text after it.
pub(super) fn find_clock(text: &str) -> Option<(&str, Clock, &str)> {
    let colon = text.find(':')?;
    let (before, after) = (text.get(..colon)?, text.get(colon + 1..)?);
    let hour_at = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let mut hour: i8 = before.get(hour_at..)?.parse().ok()?;
    let (minute, mut rest) = leading_number(after)?;
    let mut second = 0;
    if let Some((number, after)) = rest.strip_prefix(':').and_then(leading_number) {
        (second, rest) = (number, after);
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    if let Some((afternoon, after)) = half_of_day(rest) {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        rest = after;
    }
    let (offset, rest) = leading_zone(rest);
    let time = Time::new(hour, minute, second, 0).ok()?;
    Some((before.get(..hour_at)?, (time, offset), rest))
}

fn leading_number(text: &str) -> Option<(i8, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok().filter(|_| digits.len() == 2)?, rest))
}

/// Parses `am`, `PM` or `p.m.`; true for the afternoon.
fn half_of_day(text: &str) -> Option<(bool, &str)> {
    let text = text.trim_start();
    ["am", "a.m.", "pm", "p.m."].iter().find_map(|half| {
        let (found, rest) = text.split_at_checked(half.len())?;
        let ends = !rest.starts_with(char::is_alphanumeric);
        (ends && found.eq_ignore_ascii_case(half)).then(|| (half.starts_with('p'), rest))
    })
}

/// Reads `Z`, ` GMT`, ` +0100`; returns the text after it.
fn leading_zone(text: &str) -> (Option<Offset>, &str) {
    let trimmed = text.trim_start();
    let end = trimmed.find([' ', ',', ')', '|']).unwrap_or(trimmed.len());
    match trimmed.split_at_checked(end) {
        Some((zone, rest)) if let Some(offset) = zone_offset(zone.trim_start_matches('(')) => (Some(offset), rest),
        _ => (None, text),
    }
}

/// Parses the name of a time zone, or an offset such as `+0100` or `+01:00`.
pub(super) fn zone_offset(zone: &str) -> Option<Offset> {
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(zone)) {
        return Offset::from_hours(*hours).ok();
    }
    // Browsers write `GMT+0100`.
    let zone = zone.strip_prefix("GMT").or_else(|| zone.strip_prefix("UTC")).unwrap_or(zone);
    if !zone.starts_with(['+', '-']) {
        return None;
    }
    // Offsets are parsed as part of a date.
    match format!("2000-01-01T00:00:00{zone}").parse().ok()? {
        PublishedDate::Moment(_, offset) => offset,
        _ => None,
    }
}

//! Parses the time of day inside a date string, and its offset from UTC.

use crate::article::PublishedDate;
use jiff::civil::Time;
use jiff::tz::Offset;

/// Offsets from UTC, in hours, of the time zones on news sites. `ET` and `PT` are missing because their offset depends on the season, and no offset is better
/// than a wrong one.
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

/// The separators between hours and minutes; after letters, and after a point before the German word, the minutes may be missing.
const SEPARATORS: &[char] = &[':', 'h', 'H', '時', '点', '시'];

/// Finds a time such as `9:30 pm GMT`, `21h30`, `午後9時` or `21.30 Uhr`; returns the text before it, the time, and the text after it.
pub(super) fn find_clock(text: &str) -> Option<(&str, Clock, &str)> {
    let found = text.match_indices(SEPARATORS).find_map(|(at, sign)| clock_at(text, at, sign));
    found.or_else(|| with_point(text)).or_else(|| only_hour(text))
}

/// Reads the time whose hours end before the separator at `at`.
fn clock_at<'a>(text: &'a str, at: usize, sign: &str) -> Option<(&'a str, Clock, &'a str)> {
    let (before, after) = (text.get(..at)?.trim_end_matches(' '), text.get(at + sign.len()..)?);
    let before = if sign == ":" { text.get(..at)? } else { before };
    let hour_at = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let mut hour: i8 = before.get(hour_at..)?.parse().ok()?;
    let (minute, mut rest) = match leading_number(if sign == ":" { after } else { after.trim_start_matches(' ') }) {
        Some(found) => found,
        None if sign == ":" || after.starts_with(char::is_alphanumeric) => return None,
        None => (0, after),
    };
    rest = rest.trim_start_matches(['分', '분']);
    let mut second = 0;
    if let Some((number, after)) = rest.strip_prefix(':').and_then(leading_number) {
        (second, rest) = (number, after);
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let mut before = before.get(..hour_at)?;
    if let Some((afternoon, after)) = half_of_day(rest) {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        rest = after;
    } else if let Some((afternoon, earlier)) = half_of_day_before(before) {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        before = earlier;
    }
    let (offset, rest) = leading_zone(rest);
    let time = Time::new(hour, minute, second, 0).ok()?;
    Some((before, (time, offset), rest))
}

/// Reads `21.30 Uhr`, `kl. 21.30` and `21.30 GMT`, next to a year in four digits, and `21 Uhr`.
fn with_point(text: &str) -> Option<(&str, Clock, &str)> {
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        let at = start;
        start += word.len();
        let (before, after) = (text.get(..at)?, text.get(start..)?);
        let uhr = after.get(..3).filter(|uhr| uhr.eq_ignore_ascii_case("uhr")).is_some();
        let Some((hour, minute)) = pointed(word.trim().trim_end_matches([',', ';']), uhr) else { continue };
        let rest = if uhr { after.get(3..)? } else { after };
        let has_year = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
        if !(has_year(before) || has_year(rest)) {
            continue;
        }
        let (afternoon, rest) = half_of_day(rest).map_or((None, rest), |(half, rest)| (Some(half), rest));
        let hour = afternoon.map_or(hour, |half| hour % 12 + if half { 12 } else { 0 });
        let (offset, rest) = leading_zone(rest);
        let time = Time::new(hour, minute, 0, 0).ok()?;
        return Some((before, (time, offset), rest));
    }
    None
}

/// Reads `21.30`, and also `21` if `alone`.
fn pointed(word: &str, alone: bool) -> Option<(i8, i8)> {
    match word.split_once('.') {
        Some((hour, minute)) if minute.len() == 2 && hour.len() <= 2 => {
            Some((hour.parse().ok()?, minute.parse().ok()?))
        }
        None if alone => Some((word.parse().ok()?, 0)),
        _ => None,
    }
}

/// Reads `9 p.m. GMT`.
fn only_hour(text: &str) -> Option<(&str, Clock, &str)> {
    text.match_indices(' ').map(|(at, _)| at).chain([text.len()]).find_map(|end| {
        let before = text.get(..end)?;
        let digits_end = before.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.').len();
        let digits_end = if digits_end == before.len() { end } else { digits_end };
        let hour_at = before.get(..digits_end)?.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let hour: i8 = before.get(hour_at..digits_end)?.parse().ok().filter(|hour| (1..=12).contains(hour))?;
        let (afternoon, rest) = half_of_day(text.get(digits_end..)?)?;
        let (offset, rest) = leading_zone(rest);
        let time = Time::new(hour % 12 + if afternoon { 12 } else { 0 }, 0, 0, 0).ok()?;
        Some((text.get(..hour_at)?, (time, offset), rest))
    })
}

/// Parses `午後` and similar words at the end of the text before a time; true for the afternoon.
fn half_of_day_before(text: &str) -> Option<(bool, &str)> {
    const HALVES: &[(&str, bool)] =
        &[("午前", false), ("午後", true), ("上午", false), ("下午", true), ("오전", false), ("오후", true)];
    let text = text.trim_end();
    HALVES.iter().find_map(|(half, afternoon)| Some((*afternoon, text.strip_suffix(half)?)))
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

/// Reads `Z`, ` GMT`, ` +0100`, ` UTC +0100`; returns the text after it.
fn leading_zone(text: &str) -> (Option<Offset>, &str) {
    let Some((offset, rest)) = zone_word(text) else { return (None, text) };
    match zone_word(rest).filter(|_| rest.trim_start().starts_with(['+', '-'])) {
        Some((more, rest)) if offset == Offset::UTC => (Some(more), rest),
        _ => (Some(offset), rest),
    }
}

/// Reads the zone in the first word of a text.
fn zone_word(text: &str) -> Option<(Offset, &str)> {
    let trimmed = text.trim_start();
    let end = trimmed.find([' ', ',', ')', '|']).unwrap_or(trimmed.len());
    let (zone, rest) = trimmed.split_at_checked(end)?;
    Some((zone_offset(zone.trim_start_matches('('))?, rest))
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
    // `GMT+1` has one digit.
    let padded = (zone.len() == 2 || zone.get(2..3) == Some(":")).then(|| zone.split_at_checked(1)).flatten();
    let padded = padded.map(|(sign, hours)| format!("{sign}0{hours}"));
    let zone = padded.as_deref().unwrap_or(zone);
    // Offsets are parsed as part of a dummy date.
    match format!("2000-01-01T00:00:00{zone}").parse().ok()? {
        PublishedDate::Moment(_, offset) => offset,
        _ => None,
    }
}

//! The notes of browsers, SingleFile, monolith, Save Page WE and WebScrapBook.

use super::{SavingNote, between, http_track};
use crate::article::PublishedDate;
use crate::corpus::dates;
use html_escape::decode_html_entities;
use jiff::tz::Offset;

/// The number of bytes in which comments with the URL are searched for.
const WITHIN: usize = 4_000;

/// Returns the origin and time of a saved page.
pub(super) fn note(html: &str) -> SavingNote {
    let head = html.get(..html.floor_char_boundary(WITHIN)).unwrap_or_default();
    browser(head)
        .or_else(|| single_file(head))
        .or_else(|| monolith(head))
        .or_else(|| scrap_book(head))
        .or_else(|| save_page(html))
        .or_else(|| http_track::note(html))
        .unwrap_or_default()
}

/// Parses `<!-- saved from url=(0019)https://x.example/a -->`, in which the number is the length of the URL.
fn browser(head: &str) -> Option<SavingNote> {
    let note = between(head, "<!-- saved from url=(", "-->")?;
    let (length, address) = note.split_once(')')?;
    let length: usize = length.parse().ok()?;
    // The length matters only for a URL with white space.
    let address = address.trim();
    let address = address.get(..length).filter(|_| address.contains(char::is_whitespace)).unwrap_or(address);
    Some(SavingNote { address: Some(address.to_owned()), retrieved: None })
}

/// Parses the comment of SingleFile, including its older versions.
fn single_file(head: &str) -> Option<SavingNote> {
    let (before, note) = head.split_once("SingleFile")?;
    if !before.ends_with("saved with ") && !before.ends_with("processed by ") {
        return None;
    }
    let note = note.split("-->").next()?;
    let value = |name: &str| {
        let line = note.lines().find_map(|line| line.trim().strip_prefix(name))?;
        Some(line.trim().to_owned())
    };
    let retrieved = value("saved date:").and_then(|date| script_date(&date));
    Some(SavingNote { address: Some(value("url:")?), retrieved })
}

/// Parses `<!-- Saved from https://x.example/a at 2020-01-02T03:04:05Z using monolith v2.3.0 -->`.
fn monolith(head: &str) -> Option<SavingNote> {
    let note = between(head, "<!-- Saved from ", "-->").filter(|note| note.contains("using monolith"))?;
    let (address, rest) = note.split_once(" at ")?;
    let retrieved = rest.split_whitespace().next().and_then(dates::parse);
    Some(SavingNote { address: Some(address.to_owned()), retrieved })
}

/// Parses the attributes of WebScrapBook: `data-scrapbook-source="…" data-scrapbook-create="20200102030405678"`.
fn scrap_book(head: &str) -> Option<SavingNote> {
    let address = between(head, "data-scrapbook-source=\"", "\"")?;
    let created = between(head, "data-scrapbook-create=\"", "\"").and_then(compact_date);
    Some(SavingNote { address: Some(decode_html_entities(address).into_owned()), retrieved: created })
}

/// Parses the `meta` elements of Save Page WE.
fn save_page(html: &str) -> Option<SavingNote> {
    let value = |name: &str| {
        let element = between(html, name, ">")?;
        between(element, "content=\"", "\"").map(|value| decode_html_entities(value).into_owned())
    };
    let address = value("<meta name=\"savepage-url\"")?;
    Some(SavingNote {
        address: Some(address),
        retrieved: value("<meta name=\"savepage-date\"").and_then(|date| script_date(&date)),
    })
}

/// Parses a date as JavaScript prints it: `Mon Jul 06 2026 13:48:48 GMT-0600 (Mountain Daylight Time)`, whose end is in the user's language.
fn script_date(text: &str) -> Option<PublishedDate> {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    let [_, month, day, year, clock, zone] = words.as_slice() else { return dates::parse(text) };
    let day = dates::parse(&format!("{day} {month} {year}"))?;
    let zone = zone.strip_prefix("GMT").or_else(|| zone.strip_prefix("UTC"))?;
    let (sign, digits) = zone.split_at_checked(1).unwrap_or(("+", "0000"));
    let minutes = digits.get(..2)?.parse::<i32>().ok()? * 60 + digits.get(2..4)?.parse::<i32>().ok()?;
    let seconds = minutes * if sign == "-" { -60 } else { 60 };
    at_clock(day, clock, Offset::from_seconds(seconds).ok()?)
}

/// Adds a time such as `13:48:48` to a day.
pub(super) fn at_clock(day: PublishedDate, clock: &str, zone: Offset) -> Option<PublishedDate> {
    let PublishedDate::Day(day) = day else { return None };
    let mut parts = clock.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let clock = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
    Some(PublishedDate::Moment(day.to_datetime(clock), Some(zone)))
}

/// Parses up to fourteen digits, such as `20131007232208` or `2013`, as a time in UTC; further ones are fractions of a second.
pub(in crate::corpus) fn compact_date(digits: &str) -> Option<PublishedDate> {
    let digits = digits.get(..14).unwrap_or(digits);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    let iso = match digits.len() {
        4 => digits.to_owned(),
        6 => format!("{}-{}", part(0..4), part(4..6)),
        8 => format!("{}-{}-{}", part(0..4), part(4..6), part(6..8)),
        14 => {
            format!("{}-{}-{}T{}:{}:{}Z", part(0..4), part(4..6), part(6..8), part(8..10), part(10..12), part(12..14))
        }
        10 | 12 => format!(
            "{}-{}-{}T{}:{}:00Z",
            part(0..4),
            part(4..6),
            part(6..8),
            part(8..10),
            if digits.len() == 12 { part(10..12) } else { "00" }
        ),
        _ => return None,
    };
    iso.parse().ok()
}

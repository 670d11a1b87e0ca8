//! Dates in the trailers of wires, and the weeks of ISO 8601.

use super::clock::zone_offset;
use super::digits::day;
use super::short_years::full_year;
use crate::article::{PublishedDate, parse_day};
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};

/// Parses the trailer of IPTC 7901: day, hour and minute as six digits, possibly a zone, month and year: `131137 GMT Nov 13`.
pub(super) fn iptc_trailer(text: &str) -> Option<PublishedDate> {
    let mut words = text.split_whitespace();
    let moment = words.next()?;
    let (month, year) = (words.next()?, words.next()?);
    let (zone, month, year) = match words.next() {
        Some(last) => (Some(month), year, last),
        None => (None, month, year),
    };
    if words.next().is_some() {
        return None;
    }
    let (digits, suffix) = moment.split_at_checked(6)?;
    let number: i64 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    let year = year.trim_matches('.');
    let year = match year.len() {
        2 => full_year(year.parse().ok()?),
        4 => year.parse().ok()?,
        _ => return None,
    };
    let first = parse_day(&format!("1 {} {year}", month.trim_matches('.')))?;
    let date = Date::new(first.year(), first.month(), (number / 10_000).try_into().ok()?).ok()?;
    let time = clock(number % 10_000)?;
    let zone = Some(suffix).filter(|suffix| !suffix.is_empty()).or(zone);
    let offset = match zone {
        Some(zone) => Some(zone_offset(zone)?),
        None => None,
    };
    Some(PublishedDate::Moment(date.to_datetime(time), offset))
}

/// Parses the trailer of ANPA 1312: service, day and possibly a time: `AP-WF-08-29-16 1532GMT`. The month comes first.
pub(super) fn anpa_trailer(text: &str) -> Option<PublishedDate> {
    let (stamp, clock_text) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut parts = stamp.rsplitn(4, '-');
    let (year, month, number) = (parts.next()?, parts.next()?, parts.next()?);
    let (month, number) = (number, month);
    let service = parts.next()?;
    let is_service = !service.is_empty() && service.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
    let is_pair = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_service || ![year, month, number].into_iter().all(is_pair) {
        return None;
    }
    let date = day(i64::from(full_year(year.parse().ok()?)), month.parse().ok()?, number.parse().ok()?)?;
    let clock_text = clock_text.trim();
    if clock_text.is_empty() {
        return Some(PublishedDate::Day(date));
    }
    let (digits, zone) = clock_text.split_at_checked(4)?;
    let time = clock(digits.parse().ok()?)?;
    Some(PublishedDate::Moment(date.to_datetime(time), zone_offset(zone.trim())))
}

/// Parses hours and minutes in four digits.
fn clock(number: i64) -> Option<Time> {
    Time::new((number / 100).try_into().ok()?, (number % 100).try_into().ok()?, 0, 0).ok()
}

/// Parses `2015-W46-6`; a week alone gives its month if it lies within one, else its year.
pub(super) fn iso_week(text: &str) -> Option<PublishedDate> {
    let (year, rest) = text.split_once(['W', 'w'])?;
    let year = year.strip_suffix('-').unwrap_or(year);
    let year: i16 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
    let digits: String = rest.chars().filter(|c| *c != '-').collect();
    if !matches!(digits.len(), 2 | 3) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let week: i8 = digits.get(..2)?.parse().ok()?;
    let on = |weekday| Some(ISOWeekDate::new(year, week, weekday).ok()?.date());
    match digits.get(2..)? {
        "" => {
            let (first, last) = (on(Weekday::Monday)?, on(Weekday::Sunday)?);
            let same = first.first_of_month() == last.first_of_month();
            Some(if same { PublishedDate::Month(first.year(), first.month()) } else { PublishedDate::Year(year) })
        }
        weekday => {
            let number = weekday.parse().ok()?;
            Some(PublishedDate::Day(on(Weekday::from_monday_one_offset(number).ok()?)?))
        }
    }
}

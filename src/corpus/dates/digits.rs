//! Dates that consist only of digits: days without separators, and times since 1970.

use super::iso::iso;
use crate::article::PublishedDate;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

/// Parses `2015`, `201511`, `20151114`, `201511142113`, `20151114211324`, and times since 1970.
pub(super) fn digits(text: &str) -> Option<PublishedDate> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        4 => text.parse().ok().map(PublishedDate::Year),
        6 => month(number / 100, number % 100),
        8 => day(number / 10_000, number / 100 % 100, number % 100).map(PublishedDate::Day),
        12 | 14 | 17 => day_and_clock(text).or_else(|| since_1970(text)),
        _ => since_1970(text),
    }
}

/// Parses a day and a time of day of digits only, possibly with milliseconds.
fn day_and_clock(digits: &str) -> Option<PublishedDate> {
    let (day, time) = digits.split_at_checked(8)?;
    day.starts_with(['1', '2']).then(|| iso(&format!("{day}T{}", time.get(..6).unwrap_or(time)))).flatten()
}

/// Parses a time since 1970 in seconds or fractions of seconds, with a minus sign before 1970. The number of digits determines the unit, for the years from
/// 1973 to 2286.
pub(super) fn since_1970(text: &str) -> Option<PublishedDate> {
    let number: i64 = text.parse().ok()?;
    moment(match text.trim_start_matches('-').len() {
        9 | 10 => Timestamp::from_second(number),
        11..=13 => Timestamp::from_millisecond(number),
        14..=16 => Timestamp::from_microsecond(number),
        17..=19 => Timestamp::from_nanosecond(number.into()),
        _ => return None,
    })
}

/// Returns the text without the fractional part of a number of seconds.
pub(super) fn without_fraction(text: &str) -> &str {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = text
        .split_once('.')
        .filter(|(whole, fraction)| is_number(whole.trim_start_matches('-')) && is_number(fraction));
    whole.map_or(text, |(whole, _)| if matches!(whole.len(), 9..=11) { whole } else { text })
}

fn moment(timestamp: Result<Timestamp, jiff::Error>) -> Option<PublishedDate> {
    let clock = timestamp.ok()?.to_zoned(TimeZone::UTC).datetime();
    Some(PublishedDate::Moment(clock, Some(Offset::UTC)))
}

pub(super) fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

pub(super) fn month(year: i64, month: i64) -> Option<PublishedDate> {
    day(year, month, 1).map(|first| PublishedDate::Month(first.year(), first.month()))
}

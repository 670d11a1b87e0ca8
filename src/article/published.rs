//! Publication dates, with their precision and origin.

use super::calendar::{day_number, last_day_of_month};
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The publication date of an article and its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The date, with its precision.
    pub date: PublishedDate,
    /// The origin of the date.
    pub origin: DateOrigin,
}

/// The origin of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrigin {
    /// The article states it.
    Stated,
    /// The path or name of the file contains it.
    Path,
}

/// A publication date with its precision, in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum PublishedDate {
    /// A year.
    Year(i16),
    /// A month of a year: year and month from 1 to 12.
    Month(i16, i8),
    /// A day.
    Day(Date),
    /// A date and time in local time, with the UTC offset if it is stated.
    Moment(DateTime, Option<Offset>),
}

impl PublishedDate {
    /// Returns the [`day_number`] of the first day of the date.
    pub fn first_day(self) -> i64 {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).map_or(0, day_number),
            Self::Month(year, month) => Date::new(year, month, 1).map_or(0, day_number),
            Self::Day(day) => day_number(day),
            Self::Moment(clock, _) => day_number(clock.date()),
        }
    }

    /// Returns the [`day_number`] of the last day of the date.
    pub fn last_day(self) -> i64 {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).map_or(0, day_number),
            Self::Month(year, month) => last_day_of_month(year, month).map_or(0, day_number),
            Self::Day(_) | Self::Moment(..) => self.first_day(),
        }
    }

    /// Returns seconds since 1970 (UTC) as a sort key: the date and time if known, otherwise the start of the first
    /// day. Times without an offset count as UTC.
    pub fn order_seconds(self) -> i64 {
        let midnight = self.first_day() * 86_400;
        match self {
            Self::Moment(clock, offset) => {
                let seconds =
                    i64::from(clock.hour()) * 3600 + i64::from(clock.minute()) * 60 + i64::from(clock.second());
                midnight + seconds - offset.map_or(0, |offset| i64::from(offset.seconds()))
            }
            _ => midnight,
        }
    }
}

impl fmt::Display for PublishedDate {
    /// Writes the date as ISO 8601 at its precision, such as `2015-11` or `2015-11-14T21:30:00+01:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Moment(clock, None) => write!(f, "{clock}"),
            Self::Moment(clock, Some(offset)) if offset.is_zero() => write!(f, "{clock}Z"),
            Self::Moment(clock, Some(offset)) => {
                let seconds = offset.seconds();
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                write!(f, "{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// A text that is not an ISO 8601 date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date such as 2015, 2015-11, 2015-11-14 or 2015-11-14T21:30:00Z")]
pub struct DateParseError(String);

impl FromStr for PublishedDate {
    type Err = DateParseError;

    /// Parses ISO 8601 at any precision, as [`Display`](fmt::Display) writes it.
    fn from_str(text: &str) -> Result<Self, DateParseError> {
        parse_iso(text.trim()).ok_or_else(|| DateParseError(text.to_owned()))
    }
}

fn parse_iso(text: &str) -> Option<PublishedDate> {
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    if let Some(year) = digits(text, 4) {
        return Some(PublishedDate::Year(year));
    }
    if let Some((year, month)) = text.split_once('-')
        && let (Some(year), Some(month)) = (digits(year, 4), digits(month, 2))
    {
        let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
        return Some(PublishedDate::Month(first.year(), first.month()));
    }
    if text.len() == 10 {
        return text.parse().ok().map(PublishedDate::Day);
    }
    let (clock, offset) = split_offset(text)?;
    Some(PublishedDate::Moment(clock.parse().ok()?, offset))
}

/// Splits `…T21:30:00+01:00` into time and offset; `None` if the offset is invalid.
fn split_offset(text: &str) -> Option<(&str, Option<Offset>)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock, Some(Offset::UTC)));
    }
    let time = text.find(['T', 't', ' '])?;
    let Some(sign) = text[time..].rfind(['+', '-']).map(|at| at + time) else {
        return Some((text, None));
    };
    let digits: String = text[sign + 1..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>().ok()?, 0),
        4 if digits.is_ascii() => (digits[..2].parse().ok()?, digits[2..].parse::<i32>().ok()?),
        _ => return None,
    };
    let seconds = (hours * 60 + minutes) * 60;
    let signed = if text[sign..].starts_with('-') { -seconds } else { seconds };
    Some((text[..sign].trim_end(), Some(Offset::from_seconds(signed).ok()?)))
}

impl From<PublishedDate> for String {
    fn from(date: PublishedDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PublishedDate {
    type Error = DateParseError;

    fn try_from(text: String) -> Result<Self, DateParseError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_round_trips() {
        for text in [
            "1605",
            "2015-11",
            "2015-11-14",
            "2015-11-14T21:30:00",
            "2015-11-14T21:30:00Z",
            "2015-11-14T21:30:00-05:30",
            "9998-12-31",
        ] {
            let date: PublishedDate = text.parse().expect(text);
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn invalid_dates_are_rejected() {
        for text in ["", "2015-13", "2015-02-30", "yesterday", "20151", "2015-11-14T25:00:00", "2015-1\u{e9}"] {
            assert!(text.parse::<PublishedDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_spans_its_days_and_a_time_keeps_its_local_day() {
        let february: PublishedDate = "2016-02".parse().expect("a month");
        assert_eq!(february.last_day() - february.first_day(), 28);
        let evening: PublishedDate = "2015-11-14T23:30:00-05:00".parse().expect("a moment");
        let day: PublishedDate = "2015-11-14".parse().expect("a day");
        assert_eq!(evening.first_day(), day.first_day());
        assert_eq!(evening.order_seconds(), day.order_seconds() + (23 * 60 + 30 + 300) * 60);
    }
}

//! Parses dates in the notations found in files.
//!
//! Text of digits only is tried first; then ISO 8601 and its variants, dates in words, and RFC 2822. Ambiguous text gives no date, because a wrong date
//! misleads more than a missing one. `05/03/2015` is read in the order that other dates of its file show; with points, as in `05.03.2015`, the day comes
//! first.

mod clock;
mod digits;
mod found;
mod iso;
mod leading;
mod names;
mod order;
mod scripts;
mod short_years;
mod solar_hijri;
mod wires;

use crate::article::{DateOrder, PublishedDate, parse_day};
use clock::find_clock;
use digits::{day, digits, month, since_1970, without_fraction};
use iso::iso;
use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;
use names::{without_eras, without_names};
use scripts::in_our_signs;
use short_years::{with_full_year, with_full_year_after_points};
use std::ops::RangeInclusive;
use wires::{anpa_trailer, iptc_trailer, iso_week};

pub(super) use found::{FoundDate, find_dates};
pub(super) use leading::leading_date;
pub(super) use names::is_weekday;
pub(super) use order::{ParsedDate, UnorderedDate};

/// Plausible years; `0001-01-01` means no date in many exports.
const YEARS: RangeInclusive<i16> = 1500..=2200;
/// The maximum length of a date.
const LONGEST: usize = 80;

/// The parser for the notations of RFC 2822.
const RFC_2822: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);

/// Parses a date in any known notation; `None` if it is unknown or ambiguous.
pub(super) fn parse(text: &str) -> Option<PublishedDate> {
    match parse_any_order(text)? {
        ParsedDate::Certain(date, _) => Some(date),
        ParsedDate::Unordered(_) => None,
    }
}

/// Parses a date in any known notation, including dates that can be read with the day or the month first.
pub(super) fn parse_any_order(text: &str) -> Option<ParsedDate> {
    let text = &*in_our_signs(text);
    let first_number = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    if !text.contains('/') && !first_number.starts_with(['-', '.']) {
        return parse_with(text, DateOrder::DayFirst).map(|date| ParsedDate::Certain(date, None));
    }
    let both = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| parse_with(text, order));
    let has_points = first_number.starts_with('.');
    Some(match both {
        [Some(day_first), Some(month_first)] if day_first != month_first && !has_points => {
            ParsedDate::Unordered(UnorderedDate { day_first, month_first })
        }
        [Some(date), Some(_)] => ParsedDate::Certain(date, None),
        [Some(date), None] => ParsedDate::Certain(date, Some(DateOrder::DayFirst)),
        [None, Some(date)] => ParsedDate::Certain(date, Some(DateOrder::MonthFirst)),
        [None, None] => return None,
    })
}

/// Parses a date, with the parts of `05/03/2015` in the given order.
fn parse_with(text: &str, order: DateOrder) -> Option<PublishedDate> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let number = without_fraction(text);
    let date = if number.bytes().all(|byte| byte.is_ascii_digit()) {
        digits(number)
    } else if number.strip_prefix('-').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
        since_1970(number)
    } else {
        iso(text)
            .or_else(|| iso_week(text))
            .or_else(|| iptc_trailer(text))
            .or_else(|| anpa_trailer(text))
            .or_else(|| worded(text, order))
            .or_else(|| rfc_2822(text))
    };
    date.map(whole_seconds).filter(is_plausible)
}

fn is_plausible(date: &PublishedDate) -> bool {
    YEARS.contains(&match date {
        PublishedDate::Year(year) | PublishedDate::Month(year, _) => *year,
        PublishedDate::Day(day) => day.year(),
        PublishedDate::Moment(clock, _) => clock.year(),
    })
}

/// Drops fractions of a second, which are noise in publication dates.
fn whole_seconds(date: PublishedDate) -> PublishedDate {
    match date {
        PublishedDate::Moment(clock, offset) => {
            let whole = clock.with().subsec_nanosecond(0).build();
            PublishedDate::Moment(whole.unwrap_or(clock), offset)
        }
        other => other,
    }
}

fn rfc_2822(text: &str) -> Option<PublishedDate> {
    let zoned = RFC_2822.parse_zoned(text).ok()?;
    Some(PublishedDate::Moment(zoned.datetime(), Some(zoned.offset())))
}

/// Parses a date in words or in numbers with separators, with or without a time of day.
fn worded(text: &str, order: DateOrder) -> Option<PublishedDate> {
    let own_era = without_eras(text);
    let text = own_era.as_deref().unwrap_or(text);
    let (date, clock) = match find_clock(text) {
        Some((before, clock, after)) => (format!("{before} {after}"), Some(clock)),
        None => (text.to_owned(), None),
    };
    // Browsers write the name of the zone after the offset.
    let date = match date.split_once('(') {
        Some((date, name)) if clock.is_some() && name.trim_end().ends_with(')') => date.to_owned(),
        _ => date,
    };
    let date = without_names(&date);
    let date = with_full_year_after_points(&date).or_else(|| with_full_year(&date)).unwrap_or(date);
    let Some(day) = numbered(&date, order).or_else(|| parse_day(&date)) else {
        return clock.is_none().then(|| only_month(&date)).flatten();
    };
    Some(match clock {
        Some((time, offset)) => PublishedDate::Moment(day.to_datetime(time), offset),
        None => PublishedDate::Day(day),
    })
}

/// Parses `14/11/2015`, `14.11.2015`, `2015/11/14` and `2015年11月14日`.
fn numbered(text: &str, order: DateOrder) -> Option<Date> {
    let parts = numbers(text)?;
    let [first, second, third] = *parts.as_slice() else {
        return None;
    };
    if first.0 == 4 {
        return day(first.1, second.1, third.1);
    }
    if third.0 != 4 {
        return None;
    }
    match order {
        DateOrder::DayFirst => day(third.1, second.1, first.1),
        DateOrder::MonthFirst => day(third.1, first.1, second.1),
    }
}

/// Returns the numbers of a date, each with its number of digits; `None` if there are words.
fn numbers(text: &str) -> Option<Vec<(usize, i64)>> {
    let is_separator = |c: char| "/.-,年月日년월일 ".contains(c);
    let parts = text.split(is_separator).filter(|part| !part.is_empty());
    parts.map(|part| Some((part.len(), part.parse().ok().filter(|number| *number >= 0)?))).collect()
}

/// Parses `November 2015`, `11/2015` and `2015年11月`.
fn only_month(text: &str) -> Option<PublishedDate> {
    if let Some(numbers) = numbers(text) {
        return match *numbers.as_slice() {
            [(4, year), (1 | 2, number)] | [(1 | 2, number), (4, year)] => month(year, number),
            _ => None,
        };
    }
    let first = parse_day(&format!("1 {text}"))?;
    Some(PublishedDate::Month(first.year(), first.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text).map(|date| date.to_string())
    }

    #[test]
    fn dates_with_time_are_parsed() {
        for (text, expected) in [
            ("2015-11-14T21:13:24Z", "2015-11-14T21:13:24Z"),
            ("2015-11-14T21:13:24.123+0200", "2015-11-14T21:13:24+02:00"),
            ("2015-11-14 21:13:24+00:00", "2015-11-14T21:13:24Z"),
            ("2015-11-14 21:13:24", "2015-11-14T21:13:24"),
            ("2015-11-14 21:13:24 UTC", "2015-11-14T21:13:24Z"),
            ("2015-11-14T21:13:24+01:00[Europe/Paris]", "2015-11-14T21:13:24+01:00"),
            ("2015-11-14T21:30", "2015-11-14T21:30:00"),
            ("20151114T211324Z", "2015-11-14T21:13:24Z"),
            ("20151114211324", "2015-11-14T21:13:24"),
            ("Sat, 14 Nov 2015 21:13:24 +0100", "2015-11-14T21:13:24+01:00"),
            ("Sat, 14 Nov 2015 21:13:24 GMT", "2015-11-14T21:13:24Z"),
            ("Sun, 14 Nov 15 21:13:24 EST", "2015-11-14T21:13:24-05:00"),
            ("November 14, 2015, 9:30 pm", "2015-11-14T21:30:00"),
            ("Nov 14, 2015 at 9:30 a.m. ET", "2015-11-14T09:30:00"),
            ("14 November 2015 12:05 am GMT", "2015-11-14T00:05:00Z"),
            ("14.11.2015 21:30 Uhr", "2015-11-14T21:30:00"),
            ("14/11/2015, 21:30", "2015-11-14T21:30:00"),
            ("Sat Nov 14 2015 10:00:00 GMT+0000 (UTC)", "2015-11-14T10:00:00Z"),
            ("Sat Nov 14 2015 10:00:00 GMT+0100 (Central European Standard Time)", "2015-11-14T10:00:00+01:00"),
            ("Sat Nov 14 10:00:00 UTC 2015", "2015-11-14T10:00:00Z"),
            ("2015/11/14 21:30:05", "2015-11-14T21:30:05"),
            ("2015年11月14日 21:30", "2015-11-14T21:30:00"),
            ("1447535604", "2015-11-14T21:13:24Z"),
            ("1447535604123", "2015-11-14T21:13:24Z"),
            ("1447535604.123", "2015-11-14T21:13:24Z"),
            ("1447535604123456", "2015-11-14T21:13:24Z"),
            ("1447535604123456789", "2015-11-14T21:13:24Z"),
            ("883612800", "1998-01-01T00:00:00Z"),
            ("883612800000", "1998-01-01T00:00:00Z"),
            ("883612800000000", "1998-01-01T00:00:00Z"),
            ("883612800000000000", "1998-01-01T00:00:00Z"),
            ("999999999999", "2001-09-09T01:46:39Z"),
            ("94694400000", "1973-01-01T00:00:00Z"),
            ("-315619200", "1960-01-01T00:00:00Z"),
            ("-315619200000", "1960-01-01T00:00:00Z"),
            ("201511142113", "2015-11-14T21:13:00"),
            ("20151114211324123", "2015-11-14T21:13:24"),
            ("2018 年 10 月 7 日 17:04", "2018-10-07T17:04:00"),
            ("2015年11月14日 21時30分", "2015-11-14T21:30:00"),
            ("2015年11月14日午後9時", "2015-11-14T21:00:00"),
            ("samedi 14 novembre 2015 21h30", "2015-11-14T21:30:00"),
            ("14.11.2015, 21.30 Uhr", "2015-11-14T21:30:00"),
            ("14. November 2015, 21 Uhr", "2015-11-14T21:00:00"),
            ("Sat 14 Nov 2015 21.30 GMT", "2015-11-14T21:30:00Z"),
            ("14 november 2015 kl. 21.30", "2015-11-14T21:30:00"),
            ("14.11.2015 klo 21.30", "2015-11-14T21:30:00"),
            ("January 10, 2018 Wednesday 10:36 AM EST", "2018-01-10T10:36:00-05:00"),
            ("November 5, 2002 4:38 PM GMT", "2002-11-05T16:38:00Z"),
            ("1. Februar 2012 Mittwoch 10:30 AM GMT+1", "2012-02-01T10:30:00+01:00"),
            ("14 November 2015, 9 p.m.", "2015-11-14T21:00:00"),
            ("Published: 14 November 2015 21:30", "2015-11-14T21:30:00"),
            ("131137 GMT Nov 13", "2013-11-13T11:37:00Z"),
            ("131137 Okt 13", "2013-10-13T11:37:00"),
            ("010905 Dez 98", "1998-12-01T09:05:00"),
            ("AP-WF-08-29-16 1532GMT", "2016-08-29T15:32:00Z"),
            ("AP-NY-05-10-98 1423EDT", "1998-05-10T14:23:00-04:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn days_months_and_years_are_parsed() {
        for (text, expected) in [
            ("2015-11-14", "2015-11-14"),
            ("20151114", "2015-11-14"),
            ("14 November 2015", "2015-11-14"),
            ("Saturday 14 November 2015", "2015-11-14"),
            ("Nov. 14, 2015", "2015-11-14"),
            ("14. März 2015", "2015-03-14"),
            ("14.11.2015", "2015-11-14"),
            ("5.3.2015", "2015-03-05"),
            ("5/5/2015", "2015-05-05"),
            ("14-11-2015", "2015-11-14"),
            ("11/14/2015", "2015-11-14"),
            ("2015年11月14日", "2015-11-14"),
            ("2015년 11월 14일", "2015-11-14"),
            ("2015-11", "2015-11"),
            ("November 2015", "2015-11"),
            ("11/2015", "2015-11"),
            ("2015年11月", "2015-11"),
            ("2015", "2015"),
            ("1985年01月01日", "1985-01-01"),
            ("昭和60年1月2日（水）", "1985-01-02"),
            ("2015년 11월 14일 토요일", "2015-11-14"),
            ("AP-WF-08-29-16", "2016-08-29"),
            ("14 Nov 15", "2015-11-14"),
            ("14-NOV-98", "1998-11-14"),
            ("Nov. 14, '15", "2015-11-14"),
            ("14.11.15", "2015-11-14"),
            ("2015-W46-6", "2015-11-14"),
            ("2015W466", "2015-11-14"),
            ("2015-W46", "2015-11"),
            ("2015-W49", "2015"),
            ("lauantaina 14. marraskuuta 2015", "2015-11-14"),
            ("sobota, 14 listopada 2015 r.", "2015-11-14"),
            ("14 Kasım 2015, Cumartesi", "2015-11-14"),
            ("суббота, 14 ноября 2015 г.", "2015-11-14"),
            ("mar. 14 nov. 2015", "2015-11-14"),
            ("février 2015", "2015-02"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn invalid_and_ambiguous_dates_are_rejected() {
        for text in [
            "",
            "yesterday",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "0001-01-01T00:00:00",
            "0",
            "12345",
            "99999999",
            "2015-02-30",
            "31/31/2015",
            "14/11/15",
            "5/3/2015",
            "05-03-2015 21:30",
            "bogus",
            "12:30",
            "2015-11-14T25:61",
            "-1",
            "3 days ago",
            "+262015-11-14",
            "é:30",
            "1é:30 14 November 2015",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! Dates of the Persian calendar: `۲۳ اسفند ۱۴۰۱` and `۱۴۰۱/۱۲/۲۳`.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::ops::RangeInclusive;

/// The months as Iran and Afghanistan name them, the first month of the calendar first.
const MONTHS: &[[&str; 3]] = &[
    ["فروردین", "فروردين", "حمل"],
    ["اردیبهشت", "ارديبهشت", "ثور"],
    ["خرداد", "خرداد", "جوزا"],
    ["تیر", "تير", "سرطان"],
    ["مرداد", "مرداد", "اسد"],
    ["شهریور", "شهريور", "سنبله"],
    ["مهر", "مهر", "میزان"],
    ["آبان", "آبان", "عقرب"],
    ["آذر", "آذر", "قوس"],
    ["دی", "دي", "جدی"],
    ["بهمن", "بهمن", "دلو"],
    ["اسفند", "اسفند", "حوت"],
];
/// The word for month.
const MONTH: &str = "ماه";
/// The number of months with 31 days, which come first; the others have 30.
const LONG_MONTHS: i64 = 6;
/// The years for which the leap year rule of [`day_of`] is valid.
const YEARS: RangeInclusive<i64> = 1244..=1472;
/// The remainders of leap years modulo 33.
const LEAP_YEARS: [i64; 8] = [1, 5, 9, 13, 17, 22, 26, 30];
/// The year from which days are counted, and its first day.
const FIRST_YEAR: i64 = 1342;
const FIRST_DAY: Date = Date::constant(1963, 3, 21);

/// Returns the text with its first date of the Persian calendar converted to the Gregorian, such as `2023-03-14`.
///
/// The digits are ASCII already. Numbers alone are such a date only if `is_persian`, since years of the Islamic calendar have similar numbers.
pub(super) fn in_our_calendar(text: &str, is_persian: bool) -> Option<String> {
    named(text).or_else(|| if is_persian { numbered(text) } else { None })
}

/// Returns whether a word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    month_of(word).is_some()
}

/// Reads a day, the name of a month and a year.
fn named(text: &str) -> Option<String> {
    let mut start = 0;
    text.split_inclusive(char::is_whitespace).find_map(|word| {
        let at = start;
        start += word.len();
        let month = month_of(word.trim().trim_matches([',', '،', 'ـ', '-']))?;
        with_named_month(text.get(..at)?, month, text.get(start..)?)
    })
}

/// Returns the text with a date in place of the day before the name of a month, the name, and the year after it.
fn with_named_month(before: &str, month: i64, after: &str) -> Option<String> {
    let before = before.trim_end();
    let (before, day) = before.split_at(before.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let after = after.trim_start_matches([' ', ',', '،', '\u{a0}', '\u{200c}']);
    let after = after.strip_prefix(MONTH).unwrap_or(after).trim_start();
    let (year, after) = after.split_at(after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len()));
    let date = day_of(year.parse().ok()?, month, day.parse().ok()?)?;
    Some(format!("{before}{date} {after}"))
}

/// Returns the number of a month by its name, which the word for month may follow: `آذرماه`.
fn month_of(word: &str) -> Option<i64> {
    let name = word.strip_suffix(MONTH).map_or(word, |name| name.trim_end_matches('\u{200c}'));
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&name)).map(|(month, _)| month)
}

/// Reads `1401/12/23` and `1401-12-23`.
fn numbered(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let from = text.get(start..)?;
    let is_of_date = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-');
    let (date, rest) = from.split_at(from.find(|c| !is_of_date(c)).unwrap_or(from.len()));
    let parts = date.split(['/', '-']).map(|part| part.parse().ok()).collect::<Option<Vec<i64>>>()?;
    let [year, month, day] = *parts.as_slice() else { return None };
    let day = day_of(year, month, day)?;
    Some(format!("{}{day}{rest}", text.get(..start)?))
}

/// Returns the day in the Gregorian calendar; `None` if there is no such day.
fn day_of(year: i64, month: i64, day: i64) -> Option<Date> {
    let is_leap = |year: i64| LEAP_YEARS.contains(&year.rem_euclid(33));
    let last = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + i64::from(is_leap(year)),
        _ => return None,
    };
    if !YEARS.contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    let length = |year: i64| 365 + i64::from(is_leap(year));
    let to_year: i64 = if year >= FIRST_YEAR {
        (FIRST_YEAR..year).map(length).sum()
    } else {
        -(year..FIRST_YEAR).map(length).sum::<i64>()
    };
    let to_month = (month - 1) * 30 + (month - 1).min(LONG_MONTHS);
    let days: Span = (to_year + to_month + day - 1).days();
    FIRST_DAY.checked_add(days).ok()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn days_of_the_persian_calendar_are_converted() {
        for (year, month, day, expected) in [
            (1399, 12, 30, Some(Date::constant(2021, 3, 20))),
            (1400, 1, 1, Some(Date::constant(2021, 3, 21))),
            (1401, 12, 23, Some(Date::constant(2023, 3, 14))),
            (1402, 9, 5, Some(Date::constant(2023, 11, 26))),
            (1403, 1, 1, Some(Date::constant(2024, 3, 20))),
            (1404, 1, 1, Some(Date::constant(2025, 3, 21))),
            (1357, 11, 22, Some(Date::constant(1979, 2, 11))),
            (1320, 6, 25, Some(Date::constant(1941, 9, 16))),
            (1400, 12, 30, None),
            (1400, 13, 1, None),
            (1400, 1, 0, None),
        ] {
            assert_eq!(day_of(year, month, day), expected, "{year}/{month}/{day}");
        }
    }

    #[test]
    fn dates_of_the_persian_calendar_are_parsed() {
        for (text, expected) in [
            ("۲۳ اسفند ۱۴۰۱", Some("2023-03-14")),
            ("۲۳ اسفند ۱۴۰۱ - ۱۸:۴۲", Some("2023-03-14T18:42:00")),
            ("یکشنبه ۵ آذر ۱۴۰۲", Some("2023-11-26")),
            ("سه‌شنبه ۲۳ اسفند ۱۴۰۱", Some("2023-03-14")),
            ("۱۴۰۲/۰۹/۰۵ - ۱۰:۲۳", Some("2023-11-26T10:23:00")),
            ("۵ آذرماه ۱۴۰۲", Some("2023-11-26")),
            ("۵ آذر ماه ۱۴۰۲", Some("2023-11-26")),
            ("دی سرد بود، ۵ آذر ۱۴۰۲", None),
            ("1402/09/05", None),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}

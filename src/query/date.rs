//! Ranges of days, as queries state them.
//!
//! A range is two day numbers, both included, because a newspaper's date is a day in its own calendar: no time zone
//! and no clock comes into it, and years before 1677 are as good as others. "Today" is passed in.

use super::day_range::DayRange;
use super::error::QueryError;
use super::excerpt::quote;
use super::range::{Fragment, WrittenRange};
use crate::article::{PublishedDate, day_number, from_day_number, parse_day};
use jiff::ToSpan;
use jiff::civil::Date;

const EXPECTED: &str = "a date (2015, 2015-11, 2015-11-14, \"14 november 2015\", today, 7d) \
    or a range (2015-11..2016, >=2015-11)";

/// Reads a date or a range of dates as the query language writes them after `date:`; `today` is the day that
/// `today`, `yesterday` and `7d` count from.
///
/// ```
/// use dateline::query::parse_days;
/// let today = jiff::civil::date(2026, 11, 22);
/// let week = parse_days("7d", today).expect("a range");
/// assert_eq!(week.to_string(), "2026-11-16..2026-11-22");
/// ```
pub fn parse_days(text: &str, today: Date) -> Result<DayRange, QueryError> {
    let value = Fragment::whole(text);
    let range = match WrittenRange::read(value) {
        Some(range) => {
            let (from, to) = range.resolve(|end| read_end(end, today)).map_err(|error| match error.expected {
                None => error.expecting(EXPECTED),
                Some(_) => error,
            })?;
            DayRange { from, to }
        }
        None => {
            let days = match read_ago(value, today)? {
                Some(first) => (first, day_number(today)),
                None => read_days(value, today)?,
            };
            DayRange { from: Some(days.0), to: Some(days.1) }
        }
    };
    let is_in_calendar = |day: i64| from_day_number(day).is_some_and(|day| day.year() >= 0);
    if [range.from, range.to].into_iter().flatten().all(is_in_calendar) {
        Ok(range)
    } else {
        Err(QueryError::new(value.span(), "the range leaves the years 0000 to 9999").expecting(EXPECTED))
    }
}

/// Reads one end of a range: the first and the last day that it means. `7d` is the first of the last seven days.
fn read_end(part: Fragment<'_>, today: Date) -> Result<(i64, i64), QueryError> {
    match read_ago(part, today)? {
        Some(day) => Ok((day, day)),
        None => read_days(part, today),
    }
}

/// Reads `7d`, `3w`, `6m` or `1y`: the first day of that time, which today ends. `None` if it is something else.
fn read_ago(part: Fragment<'_>, today: Date) -> Result<Option<i64>, QueryError> {
    let digits = part.text.trim_end_matches(['d', 'w', 'm', 'y', 'D', 'W', 'M', 'Y']);
    let unit = part.text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase();
    if digits.is_empty() || unit.len() != 1 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let too_long = || QueryError::new(part.span(), "that is further back than the calendar goes").expecting(EXPECTED);
    // Longer than the calendar is too long, whatever the unit, and small enough for every unit of a span.
    let count: i32 = digits.parse().ok().filter(|count| *count <= 4_000_000).ok_or_else(too_long)?;
    if count == 0 {
        return Err(QueryError::new(part.span(), "no day lies in no time").expecting(EXPECTED));
    }
    let span = match unit.as_str() {
        "d" => jiff::Span::new().try_days(count),
        "w" => jiff::Span::new().try_weeks(count),
        "m" => jiff::Span::new().try_months(count),
        _ => jiff::Span::new().try_years(count),
    };
    let first = span.and_then(|span| today.checked_sub(span)).and_then(|day| day.checked_add(1.day()));
    first.map(|day| Some(day_number(day))).map_err(|_| too_long())
}

/// Reads a year, a month or a day: its first and its last day.
fn read_days(part: Fragment<'_>, today: Date) -> Result<(i64, i64), QueryError> {
    let day = |day: Date| (day_number(day), day_number(day));
    let error = |message| Err(QueryError::new(part.span(), message).expecting(EXPECTED));
    let text = part.text.to_lowercase();
    match text.as_str() {
        "" => return error("a date is missing".to_owned()),
        "today" => return Ok(day(today)),
        "yesterday" => {
            return match today.yesterday() {
                Ok(yesterday) => Ok(day(yesterday)),
                Err(_) => error("there is no day before the first".to_owned()),
            };
        }
        _ => {}
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return match text.parse::<PublishedDate>() {
            Ok(date) if text.starts_with(|first: char| first.is_ascii_digit()) => {
                Ok((date.first_day(), date.last_day()))
            }
            _ => error(what_is_wrong(&text)),
        };
    }
    if let Some(found) = parse_day(&text) {
        return Ok(day(found));
    }
    // `november 2015` names a month: with a day before it, it names the first day of that month.
    if let Some(first) = parse_day(&format!("1 {text}")) {
        return Ok((day_number(first), day_number(first.last_of_month())));
    }
    error(format!("`{}` is not a date", quote(part.text)))
}

/// Says what is wrong with digits and hyphens that make no date.
fn what_is_wrong(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month] | [year, month, _] if year.len() == 4 && month.len() == 2 => {
            let known_month = format!("{year}-{month}").parse::<PublishedDate>().is_ok();
            match parts.get(2) {
                Some(day) if known_month && day.len() == 2 => format!("{year}-{month} has no day {day}"),
                None => format!("there is no month {month}"),
                Some(_) if !known_month => format!("there is no month {month}"),
                Some(_) => format!("`{}` is not a date", quote(text)),
            }
        }
        _ => format!("`{}` is not a date", quote(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn canonical(text: &str) -> String {
        match parse_days(text, TODAY) {
            Ok(range) => range.to_string(),
            Err(error) => format!("{} at {:?}", error.message, text.get(error.span.start..error.span.end)),
        }
    }

    #[test]
    fn a_range_is_written_as_shortly_as_it_can_be_said() {
        for (text, expected) in [
            ("2015-01-01..2015-12-31", "2015"),
            ("2015-01..2016-12-31", "2015..2016"),
            ("2016-02-01..2016-02-29", "2016-02"),
            ("2015-02-01..2016-02-29", "2015-02..2016-02"),
            ("2015..2016-03-14", "2015-01-01..2016-03-14"),
            ("..2015-12-31", "..2015"),
            ("2015-11-02..", "2015-11-02.."),
            (" 2015 .. 2016 ", "2015..2016"),
            ("14-NOV-2015..today", "2015-11-14..2026-11-22"),
            ("..7d", "..2026-11-16"),
            ("0000..9999", "0000..9999"),
            ("1D", "2026-11-22"),
        ] {
            assert_eq!(canonical(text), expected, "{text}");
            assert_eq!(canonical(expected), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_date_is_said_of_its_part() {
        for (text, expected) in [
            ("2015-13", "there is no month 13 at Some(\"2015-13\")"),
            ("2014..2015-02-29", "2015-02 has no day 29 at Some(\"2015-02-29\")"),
            ("2016..2015", "the range ends before it begins at Some(\"2016..2015\")"),
            ("> yesterdays", "`yesterdays` is not a date at Some(\"yesterdays\")"),
            ("[2015 TO x]", "`x` is not a date at Some(\"x\")"),
            ("..", "the range has neither a beginning nor an end at Some(\"..\")"),
            ("", "a date is missing at Some(\"\")"),
            (">9999", "the range leaves the years 0000 to 9999 at Some(\">9999\")"),
            ("99999y", "that is further back than the calendar goes at Some(\"99999y\")"),
        ] {
            assert_eq!(canonical(text), expected, "{text}");
        }
    }

    #[test]
    fn no_day_is_too_early_for_today() {
        for text in ["yesterday", "7d", "1y..", "<1d"] {
            assert!(parse_days(text, Date::MIN).is_err(), "{text}");
        }
    }

    #[test]
    fn an_article_of_a_month_lies_in_a_range_that_has_one_of_its_days() {
        let range = parse_days("2015-11-30..", TODAY).expect("a range");
        let november: PublishedDate = "2015-11".parse().expect("a month");
        let october: PublishedDate = "2015-10".parse().expect("a month");
        assert!(range.overlaps(november.first_day(), november.last_day()));
        assert!(!range.overlaps(october.first_day(), october.last_day()));
        assert!(DayRange { from: None, to: None }.overlaps(0, 0));
    }
}

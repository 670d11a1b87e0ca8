//! Dates and ranges of dates in queries.

use super::day_range::DayRange;
use super::error::{QueryError, QueryErrorKind};
use super::field::FieldKind;
use super::range_syntax::{Fragment, RangeSyntax};
use crate::article::{PublishedDate, day_number, from_day_number, parse_day};
use jiff::ToSpan;
use jiff::civil::Date;

/// Parses a date or a range of dates in the syntax of `date:`, with relative dates such as `7d` counted back from `today`.
///
/// ```
/// use dateline::query::parse_days;
/// let today = jiff::civil::date(2026, 11, 22);
/// let week = parse_days("7d", today).expect("a range");
/// assert_eq!(week.to_string(), "2026-11-16..2026-11-22");
/// ```
///
/// # Errors
/// If the text is not a date, or the range is empty or leaves the years 0000 to 9999.
pub fn parse_days(text: &str, today: Date) -> Result<DayRange, QueryError> {
    let value = Fragment::whole(text);
    let range = match RangeSyntax::read(value) {
        Some(range) => {
            let (from, to) = range.resolve(FieldKind::Day, |end| read_end(end, today))?;
            DayRange { from, to }
        }
        None => {
            let days = match read_relative(value, today)? {
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
        Err(QueryError::new(QueryErrorKind::DateOutOfRange, value.span()))
    }
}

/// Reads one end of a range as its first and last day. A relative date is a single day, the first of its period.
fn read_end(fragment: Fragment<'_>, today: Date) -> Result<(i64, i64), QueryError> {
    match read_relative(fragment, today)? {
        Some(day) => Ok((day, day)),
        None => read_days(fragment, today),
    }
}

/// Reads `7d`, `3w`, `6m` or `1y` as the first day of the period that ends today; `None` for other text.
fn read_relative(fragment: Fragment<'_>, today: Date) -> Result<Option<i64>, QueryError> {
    let digits = fragment.text.trim_end_matches(['d', 'w', 'm', 'y', 'D', 'W', 'M', 'Y']);
    let unit = fragment.text.get(digits.len()..).unwrap_or_default().to_ascii_lowercase();
    if digits.is_empty() || unit.len() != 1 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let out_of_range = || QueryError::new(QueryErrorKind::DateOutOfRange, fragment.span());
    // Any larger number leaves the calendar, and this one fits every unit of `jiff::Span`.
    let count: i32 = digits.parse().ok().filter(|count| *count <= 4_000_000).ok_or_else(out_of_range)?;
    if count == 0 {
        return Err(QueryError::new(QueryErrorKind::EmptyPeriod, fragment.span()));
    }
    let span = match unit.as_str() {
        "d" => jiff::Span::new().try_days(count),
        "w" => jiff::Span::new().try_weeks(count),
        "m" => jiff::Span::new().try_months(count),
        _ => jiff::Span::new().try_years(count),
    };
    let first = span.and_then(|span| today.checked_sub(span)).and_then(|day| day.checked_add(1.day()));
    first.map(|day| Some(day_number(day))).map_err(|_| out_of_range())
}

/// Reads a year, month or day as its first and last day.
fn read_days(fragment: Fragment<'_>, today: Date) -> Result<(i64, i64), QueryError> {
    let day = |day: Date| (day_number(day), day_number(day));
    let error = |kind| Err(QueryError::new(kind, fragment.span()));
    let text = fragment.text.to_lowercase();
    match text.as_str() {
        "" => return error(QueryErrorKind::MissingDate),
        "today" => return Ok(day(today)),
        "yesterday" => return today.yesterday().map(day).or_else(|_| error(QueryErrorKind::DateOutOfRange)),
        _ => {}
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return match text.parse::<PublishedDate>() {
            Ok(date) if text.starts_with(|first: char| first.is_ascii_digit()) => {
                Ok((date.first_day(), date.last_day()))
            }
            _ => error(invalid_digits(&text)),
        };
    }
    if let Some(found) = parse_day(&text) {
        return Ok(day(found));
    }
    // `november 2015` is a month if it is a day with a 1 before it.
    if let Some(first) = parse_day(&format!("1 {text}")) {
        return Ok((day_number(first), day_number(first.last_of_month())));
    }
    error(QueryErrorKind::InvalidDate { value: fragment.text.to_owned() })
}

/// Returns the error for digits and hyphens that are not a date.
fn invalid_digits(text: &str) -> QueryErrorKind {
    let parts: Vec<&str> = text.split('-').collect();
    if let [year, month, rest @ ..] = parts.as_slice()
        && year.len() == 4
        && month.len() == 2
        && rest.len() <= 1
    {
        let is_month = format!("{year}-{month}").parse::<PublishedDate>().is_ok();
        match rest.first() {
            Some(day) if is_month && day.len() == 2 => {
                return QueryErrorKind::InvalidDay { date: text.to_owned() };
            }
            Some(_) if is_month => {}
            _ => return QueryErrorKind::InvalidMonth { month: (*month).to_owned() },
        }
    }
    QueryErrorKind::InvalidDate { value: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    #[test]
    fn ranges_print_in_their_shortest_form() {
        let canonical = |text: &str| parse_days(text, TODAY).expect(text).to_string();
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
    fn errors_point_to_the_invalid_date() {
        use QueryErrorKind as Kind;
        let invalid = |value: &str| Kind::InvalidDate { value: value.to_owned() };
        for (text, kind, part) in [
            ("2015-13", Kind::InvalidMonth { month: "13".to_owned() }, "2015-13"),
            ("2014..2015-02-29", Kind::InvalidDay { date: "2015-02-29".to_owned() }, "2015-02-29"),
            ("2015-02-1", invalid("2015-02-1"), "2015-02-1"),
            ("2016..2015", Kind::ReversedRange { values: FieldKind::Day }, "2016..2015"),
            ("> yesterdays", invalid("yesterdays"), "yesterdays"),
            ("[2015 TO x]", invalid("x"), "x"),
            ("..", Kind::UnboundedRange { values: FieldKind::Day }, ".."),
            ("", Kind::MissingDate, ""),
            (">9999", Kind::DateOutOfRange, ">9999"),
            ("99999y", Kind::DateOutOfRange, "99999y"),
            ("0d", Kind::EmptyPeriod, "0d"),
        ] {
            let error = parse_days(text, TODAY).expect_err(text);
            assert_eq!((error.kind, &text[error.span.start..error.span.end]), (kind, part), "{text}");
        }
    }

    #[test]
    fn relative_dates_may_not_leave_the_calendar() {
        for text in ["yesterday", "7d", "1y..", "<1d"] {
            assert!(parse_days(text, Date::MIN).is_err(), "{text}");
        }
    }

    #[test]
    fn a_range_overlaps_a_month_that_contains_one_of_its_days() {
        let range = parse_days("2015-11-30..", TODAY).expect("a range");
        let november: PublishedDate = "2015-11".parse().expect("a month");
        let october: PublishedDate = "2015-10".parse().expect("a month");
        assert!(range.overlaps(november.first_day(), november.last_day()));
        assert!(!range.overlaps(october.first_day(), october.last_day()));
        assert!(DayRange { from: None, to: None }.overlaps(0, 0));
    }
}

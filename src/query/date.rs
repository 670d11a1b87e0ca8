//! Dates and ranges of dates in queries.

use super::calendar_period::{begins_period, calendar_period};
use super::day_range::DayRange;
use super::error::{QueryError, QueryErrorKind};
use super::field::FieldKind;
use super::note::{Note, NoteKind};
use super::numeric_date::{NumericDate, numeric_date};
use super::parse_options::ParseOptions;
use super::range_syntax::{Fragment, RangeSyntax};
use crate::article::DateOrder;
use crate::article::{PublishedDate, day_number, from_day_number, parse_day};
use jiff::ToSpan;
use jiff::civil::Date;

/// The days of a date or range, and notes on how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaysReading {
    /// The days.
    pub range: DayRange,
    /// A note for each date whose day and month could be exchanged. Spans refer to the text that was read.
    pub notes: Vec<Note>,
}

/// Parses a date or a range of dates in the syntax of `date:`, with relative dates such as `7d` counted back from the `today` of the options.
///
/// ```
/// use dateline::query::{ParseOptions, parse_days};
/// let options = ParseOptions::on(jiff::civil::date(2026, 11, 22));
/// let week = parse_days("7d", &options).expect("a range");
/// assert_eq!(week.range.to_string(), "2026-11-16..2026-11-22");
/// ```
///
/// # Errors
/// If the text is not a date, or the range is empty or leaves the years 0000 to 9999.
pub fn parse_days(text: &str, options: &ParseOptions) -> Result<DaysReading, QueryError> {
    let value = Fragment::whole(text);
    let mut reader = DateReader { today: options.today, order: options.date_order, notes: Vec::new() };
    let range = match RangeSyntax::read(value) {
        Some(range) => {
            let (from, to) = range.resolve(FieldKind::Day, |end| reader.end(end))?;
            DayRange { from, to }
        }
        None => {
            let days = match reader.relative(value)? {
                Some(first) => (first, day_number(options.today)),
                None => reader.days(value)?,
            };
            DayRange { from: Some(days.0), to: Some(days.1) }
        }
    };
    let is_in_calendar = |day: i64| from_day_number(day).is_some_and(|day| day.year() >= 0);
    if [range.from, range.to].into_iter().flatten().all(is_in_calendar) {
        Ok(DaysReading { range, notes: reader.notes })
    } else {
        Err(QueryError::new(QueryErrorKind::DateOutOfRange, value.span()))
    }
}

/// Reads single dates.
struct DateReader {
    today: Date,
    order: DateOrder,
    notes: Vec<Note>,
}

impl DateReader {
    /// Reads one end of a range as its first and last day. A relative date is a single day, the first of its period.
    fn end(&mut self, fragment: Fragment<'_>) -> Result<(i64, i64), QueryError> {
        match self.relative(fragment)? {
            Some(day) => Ok((day, day)),
            None => self.days(fragment),
        }
    }

    /// Reads `7d`, `3w`, `6m` or `1y` as the first day of the period that ends today; `None` for other text.
    fn relative(&self, fragment: Fragment<'_>) -> Result<Option<i64>, QueryError> {
        let Some((digits, unit)) = split_period(fragment.text) else {
            return match fragment.text.strip_prefix(['-', '−']).map(str::trim_start) {
                Some(period) if split_period(period).is_some() => {
                    Err(QueryError::new(QueryErrorKind::NegativePeriod, fragment.span()).suggesting(period))
                }
                _ => Ok(None),
            };
        };
        let out_of_range = || QueryError::new(QueryErrorKind::DateOutOfRange, fragment.span());
        // Any larger number leaves the calendar, and this one fits every unit of `jiff::Span`.
        let count: i32 = digits.parse().ok().filter(|count| *count <= 4_000_000).ok_or_else(out_of_range)?;
        if count == 0 {
            return Err(QueryError::new(QueryErrorKind::EmptyPeriod, fragment.span()));
        }
        let span = match unit {
            Unit::Day => jiff::Span::new().try_days(count),
            Unit::Week => jiff::Span::new().try_weeks(count),
            Unit::Month => jiff::Span::new().try_months(count),
            Unit::Year => jiff::Span::new().try_years(count),
        };
        let first = span.and_then(|span| self.today.checked_sub(span)).and_then(|day| day.checked_add(1.day()));
        first.map(|day| Some(day_number(day))).map_err(|_| out_of_range())
    }

    /// Reads a year, month, day or named period as its first and last day.
    fn days(&mut self, fragment: Fragment<'_>) -> Result<(i64, i64), QueryError> {
        let day = |day: Date| (day_number(day), day_number(day));
        let error = |kind| Err(QueryError::new(kind, fragment.span()));
        let text = fragment.text.to_lowercase();
        match text.as_str() {
            "" => return error(QueryErrorKind::MissingDate),
            "today" => return Ok(day(self.today)),
            "yesterday" => return self.today.yesterday().map(day).or_else(|_| error(QueryErrorKind::DateOutOfRange)),
            _ => {}
        }
        match numeric_date(&text, self.order) {
            Some(Ok(NumericDate::Day(found))) => return Ok(day(found)),
            Some(Ok(NumericDate::Month(first))) => return Ok((day_number(first), day_number(first.last_of_month()))),
            Some(Ok(NumericDate::Ambiguous { date: found, order })) => {
                let kind = NoteKind::AmbiguousDate { date: found, order };
                self.notes.push(Note { kind, span: fragment.span() });
                return Ok(day(found));
            }
            Some(Err(kind)) => return error(kind),
            None => {}
        }
        if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return match text.parse::<PublishedDate>() {
                Ok(date) if text.starts_with(|first: char| first.is_ascii_digit()) => {
                    Ok((date.first_day(), date.last_day()))
                }
                _ => error(invalid_digits(&text)),
            };
        }
        if let Some((first, last)) = calendar_period(&text, self.today) {
            return Ok((day_number(first), day_number(last)));
        }
        if let Some(found) = parse_day(&text) {
            return Ok(day(found));
        }
        // `november 2015` is a month if `1 november 2015` is a day.
        if let Some(first) = parse_day(&format!("1 {text}")) {
            return Ok((day_number(first), day_number(first.last_of_month())));
        }
        let invalid = QueryError::new(QueryErrorKind::InvalidDate { value: fragment.text.to_owned() }, fragment.span());
        // Without quotes, the value ends at the space of `last month`.
        Err(if begins_period(&text) { invalid.suggesting(format!("\"{text} month\"")) } else { invalid })
    }
}

/// Returns whether the text is a relative date such as `7d`.
pub(super) fn is_relative_date(text: &str) -> bool {
    split_period(text).is_some()
}

/// The unit of a relative date.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Splits `7d`, `7 days` or `last 7 days` into digits and unit.
fn split_period(text: &str) -> Option<(&str, Unit)> {
    let (first, rest) = text.split_once(' ').unwrap_or_default();
    let text = if begins_period(first) && !first.eq_ignore_ascii_case("this") { rest.trim_start() } else { text };
    let unit_start = text.find(|character: char| !character.is_ascii_digit())?;
    let (digits, unit) = text.split_at(unit_start);
    let unit = match unit.trim_start().to_ascii_lowercase().as_str() {
        "d" | "day" | "days" => Unit::Day,
        "w" | "week" | "weeks" => Unit::Week,
        "m" | "month" | "months" => Unit::Month,
        "y" | "year" | "years" => Unit::Year,
        _ => return None,
    };
    (!digits.is_empty()).then_some((digits, unit))
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

    fn options(today: Date) -> ParseOptions {
        ParseOptions::on(today)
    }

    fn days(text: &str) -> Result<DayRange, QueryError> {
        parse_days(text, &options(Date::constant(2026, 11, 22))).map(|reading| reading.range)
    }

    #[test]
    fn ranges_print_in_their_shortest_form() {
        let canonical = |text: &str| days(text).expect(text).to_string();
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
            ("7 days", "2026-11-16..2026-11-22"),
            ("last 7 days", "2026-11-16..2026-11-22"),
            ("Past 3 Months", "2026-08-23..2026-11-22"),
            ("Last Month", "2026-10"),
            ("last year..this year", "2025..2026"),
            ("1980s..2015-Q3", "1980-01..2015-09"),
            ("14/11/2015..2015/12", "2015-11-14..2015-12-31"),
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
            ("-7d", Kind::NegativePeriod, "-7d"),
            ("-3 weeks..", Kind::NegativePeriod, "-3 weeks"),
            ("2015..30/2/2016", Kind::InvalidDay { date: "2016-02-30".to_owned() }, "30/2/2016"),
            ("last christmas", invalid("last christmas"), "last christmas"),
        ] {
            let error = days(text).expect_err(text);
            assert_eq!((error.kind, &text[error.span.start..error.span.end]), (kind, part), "{text}");
        }
    }

    #[test]
    fn relative_dates_may_not_leave_the_calendar() {
        for text in ["yesterday", "7d", "1y..", "<1d"] {
            assert!(parse_days(text, &options(Date::MIN)).is_err(), "{text}");
        }
    }

    #[test]
    fn ambiguous_dates_are_noted_with_their_order() {
        let note = |month, day, order, start, end| {
            let kind = NoteKind::AmbiguousDate { date: Date::constant(2015, month, day), order };
            Note { kind, span: crate::query::Span { start, end } }
        };
        let american = ParseOptions { date_order: DateOrder::MonthFirst, ..ParseOptions::default() };
        for (text, options, notes) in [
            ("3/4/2015..5/5/2016", &ParseOptions::default(), vec![note(4, 3, DateOrder::DayFirst, 0, 8)]),
            ("..3/4/2015", &american, vec![note(3, 4, DateOrder::MonthFirst, 2, 10)]),
            ("14/11/2015", &american, vec![]),
            ("3.4.2015", &american, vec![note(4, 3, DateOrder::DayFirst, 0, 8)]),
        ] {
            assert_eq!(parse_days(text, options).expect(text).notes, notes, "{text}");
        }
    }

    #[test]
    fn a_range_overlaps_a_month_that_contains_one_of_its_days() {
        let range = days("2015-11-30..").expect("a range");
        let november: PublishedDate = "2015-11".parse().expect("a month");
        let october: PublishedDate = "2015-10".parse().expect("a month");
        assert!(range.overlaps(november.first_day(), november.last_day()));
        assert!(!range.overlaps(october.first_day(), october.last_day()));
        assert!(DayRange { from: None, to: None }.overlaps(0, 0));
    }
}

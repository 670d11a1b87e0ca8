//! Dates written as numbers in an order other than ISO 8601: `14/11/2015`, `14.11.2015`, `2015/11/14`, `11/2015`.

use super::error::QueryErrorKind;
use super::suffixes::is_count;
use crate::article::DateOrder;
use jiff::civil::Date;

/// A date written as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumericDate {
    /// A day with only one possible reading.
    Day(Date),
    /// A day that would be another one with day and month exchanged.
    Ambiguous {
        /// The day as it was read.
        date: Date,
        /// The order in which it was read.
        order: DateOrder,
    },
    /// The first day of a month.
    Month(Date),
}

/// Reads a date with a year of four digits; `None` if the text has another form.
pub(super) fn numeric_date(text: &str, order: DateOrder) -> Option<Result<NumericDate, QueryErrorKind>> {
    let separator = text.chars().find(|character| !character.is_ascii_digit())?;
    if !matches!(separator, '/' | '.' | '-') {
        return None;
    }
    let parts: Vec<&str> = text.split(separator).collect();
    if !parts.iter().all(|part| is_count(part)) {
        return None;
    }
    let is_year = |part: &str| part.len() == 4;
    let is_short = |part: &str| part.len() <= 2;
    match parts[..] {
        // With hyphens, a year in front is ISO 8601, or an error in it.
        [year, month] if separator != '-' && is_year(year) && is_short(month) => Some(month_of(year, month)),
        [month, year] if is_year(year) && is_short(month) => Some(month_of(year, month)),
        [year, month, day] if separator != '-' && is_year(year) && is_short(month) && is_short(day) => {
            Some(day_of(year, month, day).map(NumericDate::Day))
        }
        [first, second, year] if is_year(year) && is_short(first) && is_short(second) => {
            // No country writes the month first with full stops.
            let order = if separator == '.' { DateOrder::DayFirst } else { order };
            Some(
                day_in_order(first, second, year, order)
                    .unwrap_or_else(|| Err(QueryErrorKind::InvalidDate { value: text.to_owned() })),
            )
        }
        _ => None,
    }
}

/// Reads day, month and year in the only possible order, or else in the given one; `None` if neither number can be a month.
fn day_in_order(
    first: &str,
    second: &str,
    year: &str,
    order: DateOrder,
) -> Option<Result<NumericDate, QueryErrorKind>> {
    let is_month = |part: &str| matches!(part.parse::<u8>(), Ok(1..=12));
    let day_first = || day_of(year, second, first);
    let month_first = || day_of(year, first, second);
    let day = match (is_month(first), is_month(second)) {
        (false, false) => return None,
        (false, true) => day_first().map(NumericDate::Day),
        (true, false) => month_first().map(NumericDate::Day),
        (true, true) if first.trim_start_matches('0') == second.trim_start_matches('0') => {
            day_first().map(NumericDate::Day)
        }
        (true, true) => {
            let date = if order == DateOrder::DayFirst { day_first() } else { month_first() };
            date.map(|date| NumericDate::Ambiguous { date, order })
        }
    };
    Some(day)
}

fn month_of(year: &str, month: &str) -> Result<NumericDate, QueryErrorKind> {
    first_of_month(year, month)
        .map(NumericDate::Month)
        .ok_or_else(|| QueryErrorKind::InvalidMonth { month: month.to_owned() })
}

fn day_of(year: &str, month: &str, day: &str) -> Result<Date, QueryErrorKind> {
    let first = first_of_month(year, month).ok_or_else(|| QueryErrorKind::InvalidMonth { month: month.to_owned() })?;
    let number = day.parse().ok();
    let date = number.and_then(|number| Date::new(first.year(), first.month(), number).ok());
    date.ok_or_else(|| QueryErrorKind::InvalidDay { date: format!("{year}-{month:0>2}-{day}") })
}

fn first_of_month(year: &str, month: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_the_only_possible_order() {
        let date = |month, day| Date::constant(2015, month, day);
        use NumericDate::{Day, Month};
        let (by_day, by_month) = (DateOrder::DayFirst, DateOrder::MonthFirst);
        let ambiguous = |date, order| NumericDate::Ambiguous { date, order };
        for (text, day_first, month_first) in [
            ("14/11/2015", Day(date(11, 14)), Day(date(11, 14))),
            ("11/14/2015", Day(date(11, 14)), Day(date(11, 14))),
            ("14-11-2015", Day(date(11, 14)), Day(date(11, 14))),
            ("14.11.2015", Day(date(11, 14)), Day(date(11, 14))),
            ("3/4/2015", ambiguous(date(4, 3), by_day), ambiguous(date(3, 4), by_month)),
            ("03-04-2015", ambiguous(date(4, 3), by_day), ambiguous(date(3, 4), by_month)),
            ("3.4.2015", ambiguous(date(4, 3), by_day), ambiguous(date(4, 3), by_day)),
            ("05/5/2015", Day(date(5, 5)), Day(date(5, 5))),
            ("2015/11/14", Day(date(11, 14)), Day(date(11, 14))),
            ("2015/11", Month(date(11, 1)), Month(date(11, 1))),
            ("11/2015", Month(date(11, 1)), Month(date(11, 1))),
            ("11-2015", Month(date(11, 1)), Month(date(11, 1))),
        ] {
            assert_eq!(numeric_date(text, DateOrder::DayFirst), Some(Ok(day_first)), "{text}");
            assert_eq!(numeric_date(text, DateOrder::MonthFirst), Some(Ok(month_first)), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates_or_invalid_ones() {
        let invalid = |text: &str| numeric_date(text, DateOrder::DayFirst);
        for text in ["2015", "14/11/15", "2015-11-14", "1/2/3/2015", "14/nov/2015", "/11/2015", "14/11-2015", ""] {
            assert_eq!(invalid(text), None, "{text}");
        }
        let day = QueryErrorKind::InvalidDay { date: "2015-02-30".to_owned() };
        assert_eq!(invalid("30/2/2015"), Some(Err(day)));
        assert_eq!(invalid("13/2015"), Some(Err(QueryErrorKind::InvalidMonth { month: "13".to_owned() })));
        assert_eq!(invalid("14/13/2015"), Some(Err(QueryErrorKind::InvalidDate { value: "14/13/2015".to_owned() })));
    }
}

//! Periods of the calendar by name: `last month`, `this week`, `2010s`, `2015-Q3`.

use super::suffixes::is_count;
use jiff::ToSpan;
use jiff::civil::Date;

/// Returns the first and the last day of a period of the calendar; `None` if the text, in lower case, names none. Weeks begin on Monday.
pub(super) fn calendar_period(text: &str, today: Date) -> Option<(Date, Date)> {
    named_period(text, today).or_else(|| decade(text)).or_else(|| quarter(text))
}

/// Returns whether a word begins a period such as `last month`, which needs quotes in a query.
pub(super) fn begins_period(word: &str) -> bool {
    ["last", "previous", "past", "this"].iter().any(|first| word.eq_ignore_ascii_case(first))
}

/// Reads `this month` and `last month`, also joined as `last-month`.
fn named_period(text: &str, today: Date) -> Option<(Date, Date)> {
    let mut words = text.split([' ', '-', '_']).filter(|word| !word.is_empty());
    let (which, unit) = (words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let this = period_of(unit, today)?;
    match which {
        "this" => Some(this),
        "last" | "previous" | "past" => period_of(unit, this.0.yesterday().ok()?),
        _ => None,
    }
}

/// Returns the week, month, quarter, year or decade that contains a day.
fn period_of(unit: &str, day: Date) -> Option<(Date, Date)> {
    match unit {
        "week" => {
            let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        "month" => Some((day.first_of_month(), day.last_of_month())),
        "quarter" => quarter_of(day.year(), (day.month() + 2) / 3),
        "year" => Some((day.first_of_year(), day.last_of_year())),
        "decade" => decade_from(day.year() - day.year().rem_euclid(10)),
        _ => None,
    }
}

/// Reads `2010s`.
fn decade(text: &str) -> Option<(Date, Date)> {
    let year = text.strip_suffix('s')?;
    let year = year.strip_suffix(['\'', '’']).unwrap_or(year);
    (year.len() == 4 && year.ends_with('0') && is_count(year)).then_some(())?;
    decade_from(year.parse().ok()?)
}

fn decade_from(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(9)?, 12, 31).ok()?))
}

/// Reads `2015-q3`, `2015q3` and `q3 2015`.
fn quarter(text: &str) -> Option<(Date, Date)> {
    let text: String = text.chars().filter(|character| !matches!(character, ' ' | '-' | '/' | '.')).collect();
    let (before, after) = text.split_once('q')?;
    let (year, number) = match (before, after) {
        ("", after) => {
            let (number, year) = after.split_at_checked(1)?;
            (year, number)
        }
        (year, number) if year.len() == 4 => (year, number),
        (number, year) => (year, number),
    };
    (year.len() == 4 && is_count(year) && is_count(number)).then_some(())?;
    quarter_of(year.parse().ok()?, number.parse().ok()?)
}

fn quarter_of(year: i16, number: i8) -> Option<(Date, Date)> {
    (1..=4).contains(&number).then_some(())?;
    let last = Date::new(year, number * 3, 1).ok()?.last_of_month();
    Some((Date::new(year, number * 3 - 2, 1).ok()?, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_whole_weeks_months_quarters_years_and_decades() {
        // A Sunday.
        let today = Date::constant(2026, 11, 22);
        for (text, expected) in [
            ("this week", Some("2026-11-16 2026-11-22")),
            ("last week", Some("2026-11-09 2026-11-15")),
            ("this month", Some("2026-11-01 2026-11-30")),
            ("last month", Some("2026-10-01 2026-10-31")),
            ("last-month", Some("2026-10-01 2026-10-31")),
            ("previous  month", Some("2026-10-01 2026-10-31")),
            ("this quarter", Some("2026-10-01 2026-12-31")),
            ("last quarter", Some("2026-07-01 2026-09-30")),
            ("this year", Some("2026-01-01 2026-12-31")),
            ("past year", Some("2025-01-01 2025-12-31")),
            ("last decade", Some("2010-01-01 2019-12-31")),
            ("2010s", Some("2010-01-01 2019-12-31")),
            ("1980's", Some("1980-01-01 1989-12-31")),
            ("2015s", None),
            ("80s", None),
            ("2015-q3", Some("2015-07-01 2015-09-30")),
            ("2015q1", Some("2015-01-01 2015-03-31")),
            ("q4 2015", Some("2015-10-01 2015-12-31")),
            ("q4/2015", Some("2015-10-01 2015-12-31")),
            ("3q 2015", Some("2015-07-01 2015-09-30")),
            ("2015-q5", None),
            ("q 2015", None),
            ("q3", None),
            ("last", None),
            ("last christmas", None),
            ("last month of war", None),
            ("éq2015", None),
        ] {
            let period = calendar_period(text, today).map(|(first, last)| format!("{first} {last}"));
            assert_eq!(period.as_deref(), expected, "{text}");
        }
        assert_eq!(calendar_period("last year", Date::MIN), None);
        assert_eq!(calendar_period("9990s", today).map(|(_, last)| last), Some(Date::constant(9999, 12, 31)));
    }
}

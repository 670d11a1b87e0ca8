//! Ranges of days.
//!
//! A range is a pair of day numbers without times or time zones, because the date of a newspaper is a day of its own calendar.

use crate::article::{PublishedDate, from_day_number};
use jiff::civil::Date;
use std::fmt;

/// A range of days, both ends included, as [day numbers](crate::article::day_number). `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day.
    pub from: Option<i64>,
    /// The last day.
    pub to: Option<i64>,
}

impl DayRange {
    /// Returns whether the range contains any of the days from `first` to `last`.
    ///
    /// An article dated to a month thus matches every day of the month.
    pub fn overlaps(self, first: i64, last: i64) -> bool {
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

/// The units in which a range is printed, the coarsest first.
#[derive(Clone, Copy)]
enum DatePrecision {
    Year,
    Month,
    Day,
}

impl DatePrecision {
    /// Returns the coarsest unit that starts at `from` and ends at `to`.
    fn of(from: Option<Date>, to: Option<Date>) -> Self {
        let all = |begins: fn(Date) -> bool, ends: fn(Date) -> bool| from.is_none_or(begins) && to.is_none_or(ends);
        if all(|day| day.day_of_year() == 1, |day| day == day.last_of_year()) {
            Self::Year
        } else if all(|day| day.day() == 1, |day| day == day.last_of_month()) {
            Self::Month
        } else {
            Self::Day
        }
    }

    /// Returns the year, month or day that contains `day`.
    fn print(self, day: Date) -> String {
        match self {
            Self::Year => PublishedDate::Year(day.year()),
            Self::Month => PublishedDate::Month(day.year(), day.month()),
            Self::Day => PublishedDate::Day(day),
        }
        .to_string()
    }
}

impl fmt::Display for DayRange {
    /// Writes the shortest form of the range: `2015`, `2015-11`, `2015-11-14`, `2015-11..2016-02`, `2016..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = self.from.map(|day| from_day_number(day).unwrap_or(Date::MIN));
        let to = self.to.map(|day| from_day_number(day).unwrap_or(Date::MAX));
        let precision = DatePrecision::of(from, to);
        let from = from.map(|day| precision.print(day)).unwrap_or_default();
        let to = to.map(|day| precision.print(day)).unwrap_or_default();
        if from == to && !from.is_empty() { f.write_str(&from) } else { write!(f, "{from}..{to}") }
    }
}

//! A range of days.

use crate::article::{PublishedDate, from_day_number};
use jiff::civil::Date;
use std::fmt;

/// A range of days, both ends included, in [`day_number`]s; an end that is `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day.
    pub from: Option<i64>,
    /// The last day.
    pub to: Option<i64>,
}

impl DayRange {
    /// Returns whether any day from `first` to `last` lies in the range.
    ///
    /// An article that is known to be of some month is found by every day of that month.
    pub fn overlaps(self, first: i64, last: i64) -> bool {
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

/// The units that a day can be rounded to, the coarsest first.
#[derive(Clone, Copy)]
enum DatePrecision {
    Year,
    Month,
    Day,
}

impl DatePrecision {
    /// Returns the finest unit that both days need, the first to begin one and the last to end one.
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

    /// Writes the year, the month or the day that `day` lies in.
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
    /// Writes the range as shortly as it can be said: `2015`, `2015-11`, `2015-11-14`, `2015-11..2016-02`, `2016..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = self.from.map(|day| from_day_number(day).unwrap_or(Date::MIN));
        let to = self.to.map(|day| from_day_number(day).unwrap_or(Date::MAX));
        let precision = DatePrecision::of(from, to);
        let from = from.map(|day| precision.print(day)).unwrap_or_default();
        let to = to.map(|day| precision.print(day)).unwrap_or_default();
        if from == to && !from.is_empty() { f.write_str(&from) } else { write!(f, "{from}..{to}") }
    }
}

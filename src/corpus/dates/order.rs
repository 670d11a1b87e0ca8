//! Numeric dates in unknown order: other dates of the same file decide whether the day or the month comes first.

use crate::article::{DateOrder, PublishedDate};

/// The result of parsing a date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::corpus) enum ParsedDate {
    /// A date, with the order that it shows: `14/11/2015` has the day first.
    Certain(PublishedDate, Option<DateOrder>),
    /// A date with two readings.
    Unordered(UnorderedDate),
}

/// A date with two readings, such as `05/03/2015`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::corpus) struct UnorderedDate {
    pub(in crate::corpus) day_first: PublishedDate,
    pub(in crate::corpus) month_first: PublishedDate,
}

impl UnorderedDate {
    /// Returns the date, read in the given order.
    pub(in crate::corpus) fn read(self, order: DateOrder) -> PublishedDate {
        match order {
            DateOrder::DayFirst => self.day_first,
            DateOrder::MonthFirst => self.month_first,
        }
    }
}

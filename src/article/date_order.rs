//! The order of day and month in a date written as numbers.

/// The reading of a date such as `3/4/2015` that has two possible readings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// 3 April, as nearly everywhere.
    #[default]
    DayFirst,
    /// 4 March, as in the United States.
    MonthFirst,
}

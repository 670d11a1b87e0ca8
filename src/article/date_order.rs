//! The order of day and month in a date written as numbers.

/// How a date such as `3/4/2015` is read, of which both readings exist.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// 3 April, as nearly everywhere.
    #[default]
    DayFirst,
    /// 4 March, as in the United States.
    MonthFirst,
}

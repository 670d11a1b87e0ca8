//! Options of the parser.

use crate::article::DateOrder;
use jiff::civil::Date;

/// Options for parsing a query.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ParseOptions {
    /// Whether to disable query operators, quotes and fields, so that all of the query is literal text.
    pub literal: bool,
    /// Whether to return an error instead of the first note.
    pub strict: bool,
    /// The day to resolve relative dates such as `today` and `7d` against.
    pub today: Date,
    /// The order of day and month in a date such as `3/4/2015`.
    pub date_order: DateOrder,
}

impl ParseOptions {
    /// Returns the default options with the given day as today.
    pub fn on(today: Date) -> Self {
        Self { today, ..Self::default() }
    }
}

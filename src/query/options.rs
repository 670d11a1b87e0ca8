//! How a query is read.

use jiff::civil::Date;

/// How a query is to be read.
#[derive(Debug, Clone, Default)]
pub struct ParseOptions {
    /// Without operators, quotes and fields: every word is a word.
    pub literal: bool,
    /// Without surprises: what would give a note is an error.
    pub strict: bool,
    /// The day that `today` and `7d` count from.
    pub today: Date,
}

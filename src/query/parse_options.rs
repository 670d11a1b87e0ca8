//! Options of the parser.

use jiff::civil::Date;

/// Options for parsing a query.
#[derive(Debug, Clone, Default)]
pub struct ParseOptions {
    /// Whether to disable query operators, quotes and fields, so that all of the query is literal text.
    pub literal: bool,
    /// Whether to return an error in place of the first note.
    pub strict: bool,
    /// The day to resolve relative dates such as `today` and `7d` against.
    pub today: Date,
}

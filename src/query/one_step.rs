//! Parses in one step, for callers that need only the tree.

use super::{ParseOptions, Query, QueryError, parse};
use jiff::Zoned;

impl Query {
    /// Parses a query, with relative dates (`7d`, `today`) counted from today. Notes on surprising readings are dropped; [`parse()`] returns them.
    ///
    /// # Errors
    /// If the text has no valid reading, such as `date:2015-13`.
    ///
    /// ```
    /// use dateline::Query;
    /// assert_eq!(Query::parse("flood (dyke OR levee)")?.to_string(), "flood (dyke OR levee)");
    /// # Ok::<(), dateline::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let options = ParseOptions { today: Zoned::now().date(), ..ParseOptions::default() };
        parse(text, &options).map(|parsed| parsed.query)
    }
}

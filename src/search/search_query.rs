//! A query as the user gives it: text, parse options and filters.

use super::filters::Filters;
use crate::query::ParseOptions;

/// A query to run against an archive.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery {
    /// The query as typed.
    pub text: String,
    /// How to parse the text.
    pub parse: ParseOptions,
    /// Conditions that every hit has to meet in addition to the query.
    pub filters: Filters,
}

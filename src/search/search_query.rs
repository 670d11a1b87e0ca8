//! A query as the user gives it: text, parse options and filters.

use super::filters::Filters;
use crate::query::{ParseOptions, Query};

/// A query to run against an archive.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery {
    /// The query as typed.
    pub text: String,
    /// The tree whose canonical form is the text, if the query was parsed or built before. It knows which parts were typed as required; the quotation marks in
    /// the text would make all phrases required.
    pub tree: Option<Query>,
    /// How to parse the text.
    pub parse: ParseOptions,
    /// Conditions that every hit has to meet in addition to the query.
    pub filters: Filters,
}

//! The locations where a query matches: token positions during evaluation, bytes for display.

use crate::query::Field;
use std::ops::Range;

/// A range of token positions in one text, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PositionRange {
    /// The position of the first token.
    pub first: u32,
    /// The position of the last token.
    pub last: u32,
}

impl PositionRange {
    /// Returns the range of a single token.
    pub(super) fn single(position: u32) -> Self {
        Self { first: position, last: position }
    }
}

/// One match of a query in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The field: the headline, the lead or the body.
    pub field: Field,
    /// The span in the text of that field, in bytes.
    pub range: Range<usize>,
    /// The word, phrase or pattern that matched, counted from 0 in the order of the query.
    pub operand: usize,
}

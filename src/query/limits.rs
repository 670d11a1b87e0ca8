//! The limits of the query language.

/// The bytes that a query may have, as typed and in canonical form.
pub(super) const LONGEST: usize = 1 << 20;
/// The parentheses that may be open at one place, as typed and in canonical form.
pub(super) const DEEPEST: usize = 200;
/// The operators of distance that a query may have.
pub(super) const MOST_NEAR: usize = 1_000;
/// The patterns that a query may have.
pub(super) const MOST_PATTERNS: usize = 100;
/// The most words that may stand between two that have to be near each other, and the most slack of a phrase.
pub(super) const FARTHEST: u32 = 1_000;
/// The most times that something can be asked to stand in an article.
pub(super) const MOST_TIMES: u32 = 1_000_000;
/// The distance that a NEAR without a number means.
pub(super) const NEAR_ALONE: u32 = 10;

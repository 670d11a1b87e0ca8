//! Lowers a query tree to tantivy's queries, over the same terms that `matching` compares.
//!
//! Selecting and ranking are separate: the lowered query only selects articles, and the terms to rank them by are collected as clauses on
//! the way.

mod clauses;
mod excluded;
mod expansion_limit;
mod phrase;
mod query_lowering;
mod text_queries;
mod timed;

pub(crate) use clauses::ScoredWord;
pub(crate) use query_lowering::Lowering;
pub(crate) use text_queries::MAX_PATTERN_WORDS;

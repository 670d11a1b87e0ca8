//! Lowers a query tree to tantivy's queries, over the same terms that `matching` compares.
//!
//! Selecting and ranking are kept apart: the lowered query only selects articles, and the words they rank by are collected as clauses on the way.

mod bigrams;
mod clauses;
mod expansion_limit;
mod phrase;
mod query_lowering;
mod text_queries;

pub(crate) use clauses::ScoredWord;
pub(crate) use query_lowering::Lowering;
pub(crate) use text_queries::MOST_WORDS;

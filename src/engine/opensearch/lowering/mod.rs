//! Lowers the query tree to queries of the cluster.
//!
//! A lowered query matches every article that `matching` matches. If it may match more, it is marked as inexact, and the articles are read and verified.

mod intervals;
mod leaf_tokens;
mod planned_text;
mod query_lowering;
mod rank_by;
mod ranked_words;
mod regular_expression;
mod text_queries;

pub(super) use leaf_tokens::{LeafTokens, counted_as_one, index_fields, stems_query, tokens_of_unknown, tokens_query};
pub(super) use query_lowering::{ClusterLowering, Lowered};
pub(super) use ranked_words::{RankedTest, RankedWord};
pub(super) use regular_expression::{after, intersection, wildcard_expression};

//! Ranks articles: the cluster proposes, the formula of [`scoring`](crate::scoring) decides.

mod clauses;
mod proposals;
mod ranked_hits;
mod select;
mod upper_bounds;
mod word_counter;

pub(super) use clauses::{ScoredClause, acronym_query, expect_words, resolve};
pub(super) use ranked_hits::{Scorer, SelectedArticle};
pub(super) use select::{count_groups, each_match, expect_totals, select};

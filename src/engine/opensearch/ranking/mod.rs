//! Ranks articles: the cluster proposes, the formula of [`scoring`](crate::scoring) decides.

mod clauses;
mod proposals;
mod ranked_hits;
mod read_words;
mod select;
mod upper_bounds;

pub(super) use clauses::{Clause, resolve};
pub(super) use ranked_hits::{RankedHit, Scorer};
pub(super) use read_words::ReadArticle;
pub(super) use select::{count, count_groups, select};

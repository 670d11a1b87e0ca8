//! The known-item test: how well the search finds given articles of the archive. It needs no judgments.
//!
//! The query for an article is its headline, or a sentence far down its text with some words dropped; the result is the rank of the article. An article that
//! repeats it (the same headline, or half of all five-word sequences) counts as found too. With its headline in the index an article would match itself, so
//! the headline test runs on a copy of the index without headlines. A test of a part of the archive also runs on a copy. A plain baseline can run the same
//! queries for comparison.

mod article_pool;
mod baseline;
mod headline_removal;
mod index_copy;
mod known_item_queries;
mod known_item_report;
mod known_item_run;
mod known_item_test;
mod target_article;

pub use known_item_report::{KnownItemReport, KnownItemResult, KnownItemScores};
pub use known_item_run::known_item;
pub use known_item_test::{KnownItemError, KnownItemKind, KnownItemTest, KnownItemWork};

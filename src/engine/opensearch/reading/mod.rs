//! Reads documents from a cluster: single ones, and all that match.

mod found;
mod stream;

pub(super) use found::{FoundArticle, found_articles, source_fields};
pub(super) use stream::{articles_where, each_page, read_by_address};

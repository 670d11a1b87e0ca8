//! Reads documents from a cluster: single ones, and all matches of a query.

mod stream;

pub(super) use stream::{articles_at_once, articles_where, each_page, read_by_address};

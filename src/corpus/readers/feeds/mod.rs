//! Feeds of web sites: lists of new articles, with full texts or summaries.

mod address;
mod atom_entry;
mod boilerplate;
mod header;
pub(super) mod json_feed;
mod rss_item;
pub(super) mod sitemap;
pub(super) mod syndication;
mod vocabulary;
pub(super) mod wordpress;

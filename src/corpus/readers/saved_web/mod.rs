//! Web pages as crawlers and browsers save them: web archives, and single files with a page and its resources.
//!
//! All pass the HTML of a page, its URL and the time of its capture to [`saving_programs`](crate::corpus::saving_programs). That time becomes the field
//! `retrieved` of the article, never its publication date.

mod arc;
mod capture;
mod headers;
mod http_body;
mod mhtml;
mod property_list;
mod record_stream;
mod safari;
mod warc;

pub(super) use arc::ArcReader;
pub(super) use mhtml::MhtmlReader;
pub(super) use safari::WebarchiveReader;
pub(super) use warc::WarcReader;

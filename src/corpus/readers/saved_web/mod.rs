//! The web as crawlers and browsers save it: web archives, and pages in a file with what belongs to them.
//!
//! All hand the HTML of a page, its address and the time of its capture to [`saving_programs`](crate::corpus::saving_programs). That time is the
//! field `retrieved` of the article, never its publication date.

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

//! Copies of pages in archive.today, also under its names archive.is, archive.ph and others: a bar above the page, and elements about the copy.

use super::SavingNote;
use super::wayback::{archived_copy, end_of_division, without};

/// The names of the archive.
const HOSTS: &[&str] =
    &["archive.today", "archive.is", "archive.ph", "archive.li", "archive.vn", "archive.fo", "archive.md"];
/// Elements about the copy rather than about the page.
const ELEMENTS: &[&str] = &[
    "<meta property=\"og:site_name\"",
    "<meta property=\"og:url\"",
    "<meta property=\"og:type\"",
    "<meta property=\"article:published_time\"",
    "<meta property=\"article:modified_time\"",
    "<link rel=\"canonical\"",
    "<link rel=\"bookmark\"",
];
/// The bar of the archive.
const BAR: &str = "<div id=\"HEADER\"";
/// The number of bytes in which links to the copy are searched for.
const WITHIN: usize = 16 * 1024;

/// Returns the original URL and time of a copy; `None` if the page is not a copy.
pub(super) fn note(html: &str) -> Option<SavingNote> {
    let head = html.get(..html.floor_char_boundary(WITHIN)).unwrap_or_default();
    let link = |relation: &str| {
        let (_, rest) = head.split_once(relation)?;
        let address = rest.strip_prefix(" href=\"")?.split('"').next()?;
        let host = address.split_once("://")?.1.split('/').next()?;
        HOSTS.contains(&host).then(|| archived_copy(address)).flatten()
    };
    let (retrieved, address) = link("<link rel=\"bookmark\"").or_else(|| link("<link rel=\"canonical\""))?;
    Some(SavingNote { address: Some(html_escape::decode_html_entities(&address).into_owned()), retrieved })
}

/// Returns a copy without the bar and without the elements about the copy.
pub(super) fn without_traces(html: &str) -> String {
    let mut page = without(html, BAR, end_of_division);
    for element in ELEMENTS {
        page = without(&page, element, |rest| rest.find('>').map(|at| at + 1));
    }
    page
}

//! Copies of pages in the Internet Archive and other archives: with a bar above the page, links that lead into the archive, and a comment at the end.

use super::notes::{at_clock, compact_date};
use super::{SavingNote, between};
use crate::article::PublishedDate;
use crate::corpus::dates;
use jiff::tz::Offset;
use memchr::memmem;

/// Strings that identify copies in the Internet Archive. A link to a copy is not one of them.
const SIGNS: &[&str] =
    &["FILE ARCHIVED ON ", "<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "__wm.wombat(", "__wm.init(", "id=\"wm-ipp"];
/// The parts that the archive inserts into a page, by their start and end markers.
const INSERTS: &[(&str, &str)] = &[
    ("<!-- BEGIN WAYBACK TOOLBAR INSERT -->", "<!-- END WAYBACK TOOLBAR INSERT -->"),
    ("<!-- Start Wayback Rewrite JS Include -->", "<!-- End Wayback Rewrite JS Include -->"),
];
/// The bar, if a program that saved the copy has dropped the comments around it.
const BARS: &[&str] = &["<div id=\"wm-ipp-base\"", "<div id=\"wm-ipp\"", "<div id=wm-ipp-base", "<div id=wm-ipp"];

/// The number of bytes in which the base of the links is searched for.
const BASE_WITHIN: usize = 16 * 1024;

/// Returns whether a page is a copy in the Internet Archive.
pub(super) fn is_copy(html: &str) -> bool {
    SIGNS.iter().any(|sign| memmem::find(html.as_bytes(), sign.as_bytes()).is_some())
}

/// Splits the URL of a copy, such as `https://web.archive.org/web/20131007232208/http://x.example/a`, into its time and the original URL.
pub(super) fn archived_copy(address: &str) -> Option<(Option<PublishedDate>, String)> {
    let (_, path) = address.split_once("://")?;
    let at = ["/http://", "/https://"].iter().filter_map(|scheme| path.find(scheme)).min()?;
    let (before, original) = path.split_at(at);
    // archive.today writes `2013.10.07-232208`.
    let digits = before.rsplit('/').next()?.replace(['.', '-'], "");
    let digits = digits.as_str();
    // `20131007232208mp_` requests the copy without the frame of the archive.
    let digits =
        digits.strip_suffix('_').map_or(digits, |kind| kind.trim_end_matches(|c: char| c.is_ascii_lowercase()));
    let is_time = matches!(digits.len(), 4..=14) && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Four digits may be the year in any URL, unless it belongs to an archive.
    let is_copy = is_time && (digits.len() == 14 || before.contains("/web/"));
    is_copy.then(|| (compact_date(digits), original.trim_start_matches('/').to_owned()))
}

/// Returns the original URL and time of a copy, as the archive states them in it.
pub(super) fn note(html: &str) -> SavingNote {
    let script = between(html, "__wm.wombat(", ")").map(|call| call.split(',').collect::<Vec<_>>());
    let argument = |at: usize| {
        let value = script.as_ref()?.get(at)?.trim().trim_matches(['"', '\'']);
        (!value.is_empty()).then_some(value)
    };
    let stated = between(html, "FILE ARCHIVED ON ", " AND RETRIEVED").and_then(archived_on);
    let bar = between(html, "id=\"wmtbURL\"", ">").and_then(|input| between(input, "value=\"", "\""));
    let older = between(html, "wbCurrentUrl = \"", "\"");
    let canonical = between(html, "rel=\"canonical\"", ">").and_then(|link| between(link, "href=\"", "\""));
    let canonical = canonical.and_then(archived_copy);
    // Old copies have the original URL as the base of their links.
    let head = html.get(..html.floor_char_boundary(BASE_WITHIN)).unwrap_or_default().to_ascii_lowercase();
    let base = head.find("<base href=\"").and_then(|at| html.get(at + "<base href=\"".len()..)?.split('"').next());
    let (copied_at, original) = canonical.unzip();
    let base = base.map(|base| archived_copy(base).map_or_else(|| base.to_owned(), |(_, original)| original));
    SavingNote {
        address: argument(0)
            .or(bar)
            .or(older)
            .map(|url| html_escape::decode_html_entities(url).into_owned())
            .or(original)
            .or(base),
        retrieved: stated.or_else(|| argument(1).and_then(compact_date)).or(copied_at.flatten()),
    }
}

/// Parses `23:22:08 Oct 07, 2013`, or `20131007232208` in old copies.
fn archived_on(text: &str) -> Option<PublishedDate> {
    let Some((clock, day)) = text.trim().split_once(' ') else { return compact_date(text.trim()) };
    at_clock(dates::parse(day)?, clock, Offset::UTC)
}

/// Returns a page without the bar, and with its original links.
pub(super) fn without_traces(html: &str) -> String {
    let mut page = html.to_owned();
    for (begin, end) in INSERTS {
        page = without(&page, begin, |rest| rest.find(end).map(|at| at + end.len()));
    }
    for bar in BARS {
        page = without(&page, bar, end_of_division);
    }
    with_original_links(&page)
}

/// Removes a part from its start marker to the end that `end` finds in the text from the marker on.
pub(super) fn without(page: &str, begin: &str, end: impl Fn(&str) -> Option<usize>) -> String {
    let Some(at) = page.find(begin) else { return page.to_owned() };
    let (before, rest) = page.split_at(at);
    let after = end(rest).and_then(|end| rest.get(end..));
    after.map_or_else(|| page.to_owned(), |after| format!("{before}{after}"))
}

/// Returns the end of the `div` element that a text begins with.
pub(super) fn end_of_division(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    for at in memmem::find_iter(text.as_bytes(), "div") {
        let before = text.get(..at).unwrap_or_default();
        if before.ends_with("</") {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return text.get(at..).and_then(|rest| rest.find('>')).map(|end| at + end + 1);
            }
        } else if before.ends_with('<') {
            depth += 1;
        }
    }
    None
}

/// Removes `https://web.archive.org/web/20131007232208im_/` in front of URLs.
fn with_original_links(page: &str) -> String {
    const HOSTS: &[&str] = &[
        "https://web.archive.org",
        "http://web.archive.org",
        "//web.archive.org",
        "https://archive.org",
        "http://archive.org",
    ];
    let mut kept = String::with_capacity(page.len());
    let mut passed = 0;
    for at in memmem::find_iter(page.as_bytes(), "/web/") {
        let Some(rest) = page.get(at + "/web/".len()..) else { continue };
        let digits = rest.bytes().take(15).take_while(u8::is_ascii_digit).count();
        let Some(rest) = rest.get(digits..).filter(|_| (4..=14).contains(&digits)) else { continue };
        let kind =
            rest.get(..3).filter(|kind| kind.ends_with('_') && kind.starts_with(|c: char| c.is_ascii_lowercase()));
        let rest = rest.get(kind.map_or(0, str::len)..).unwrap_or_default();
        let Some(original) = rest.strip_prefix('/') else { continue };
        let is_address = ["http:", "https:", "//", "mailto:"].iter().any(|scheme| original.starts_with(scheme));
        let Some(before) = page.get(passed..at).filter(|_| is_address) else { continue };
        let before = HOSTS.iter().find_map(|host| before.strip_suffix(host)).unwrap_or(before);
        kept.push_str(before);
        passed = page.len() - original.len();
    }
    kept.push_str(page.get(passed..).unwrap_or_default());
    kept
}

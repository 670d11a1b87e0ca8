//! Sources of the publication date of a page, best first: `meta` elements and JSON-LD, date elements, the URL, scripts, printed text.

use super::linked_data::LinkedData;
use super::page_dates;
use super::page_locale;
use super::printed_date::printed_date;
use super::printed_lines::PrintedLines;
use crate::article::PublishedDate;
use crate::corpus::dates::ParsedDate;
use crate::corpus::draft::Draft;
use dom_smoothie::Readability;

/// Names of `meta` elements with the URL of the page.
const ADDRESS: &[&str] = &["og:url", "twitter:url", "al:web:url", "url", "page-url", "sailthru.url", "parsely-link"];

/// Adds the date of the page to its metadata. The names and contents of its `meta` elements are in `metas`.
pub(super) fn add_date(
    stated: &mut Draft,
    page: &Readability,
    lines: &PrintedLines,
    linked: &LinkedData,
    metas: &[(String, String)],
) {
    if !has_moment(stated) {
        add_better_date(stated, linked.other_date());
    }
    if !has_moment(stated) {
        add_better_date(stated, page_dates::in_text(page, false));
    }
    let addresses = addresses(page, metas, stated.url.as_deref());
    stated.published = stated.published.or_else(|| addresses.iter().find_map(|url| page_dates::in_address(url)));
    if !has_moment(stated) {
        let date = page_dates::in_scripts(page);
        add_better_date(stated, date.map(|date| ParsedDate::Certain(date, None)));
    }
    if !stated.published.is_some_and(|date| is_day(&date)) && stated.date_order.unordered.is_none() {
        let date = printed_date(lines, stated.headline.as_deref());
        add_better_date(stated, date);
    }
    if stated.published.is_none() && stated.date_order.unordered.is_none() {
        add_better_date(stated, page_dates::in_text(page, true));
    }
    let order = || {
        page_dates::shown_order(page, lines, metas)
            .or_else(|| page_locale::date_order(page, metas, stated.url.as_deref()))
    };
    stated.date_order.shown = stated.date_order.shown.or_else(order);
}

/// Adds the date of a less reliable source if there is none, or if it only makes the known one more precise.
fn add_better_date(stated: &mut Draft, date: Option<ParsedDate>) {
    match (stated.published, date) {
        (None, date) => stated.add_date(date),
        (Some(known), Some(ParsedDate::Certain(better, _))) if better.to_string().starts_with(&known.to_string()) => {
            stated.published = Some(better);
        }
        _ => {}
    }
}

fn is_day(date: &PublishedDate) -> bool {
    matches!(date, PublishedDate::Day(_) | PublishedDate::Moment(..))
}

fn has_moment(stated: &Draft) -> bool {
    matches!(stated.published, Some(PublishedDate::Moment(..)))
}

/// Returns the URLs that a page states for itself, which may contain dates.
fn addresses(page: &Readability, metas: &[(String, String)], url: Option<&str>) -> Vec<String> {
    let links = page.doc.select("link[rel='canonical'], link[rel='amphtml'], link[rel='shorturl']");
    let links = links.iter().filter_map(|link| Some(link.attr("href")?.trim().to_owned()));
    let named = metas.iter().filter(|(name, _)| ADDRESS.contains(&name.as_str())).map(|(_, url)| url.clone());
    url.map(str::to_owned).into_iter().chain(links).chain(named).collect()
}

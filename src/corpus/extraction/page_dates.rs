//! The date of a web page without a date in its metadata: from its text, its URL, or the data of its scripts.

use super::printed_lines::PrintedLines;
use crate::article::{DateOrder, PublishedDate};
use crate::corpus::date_order;
use crate::corpus::dates::{self, ParsedDate};
use crate::corpus::fields::IN_DATE_NAMES;
use crate::corpus::path_date;
use dom_smoothie::Readability;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::Path;

/// Elements that state the date of publication, best first.
const STATED: &[&str] = &[
    "[itemprop~='datePublished']",
    "time[pubdate]",
    "time.published, time.entry-date, .dt-published, .hentry .published, abbr.published",
    "article header time, .hentry time, .h-entry time",
    "article time, [itemprop='articleBody'] time",
    "main header time, main time",
    "header time, time[datetime], time",
];
/// All elements in [`STATED`], to find their order on the page.
const DATED: &str = "[itemprop~='datePublished'], time, .dt-published, .published";
/// All elements with a date of any kind.
const DATES: &str =
    "time, abbr[title], [itemprop~='datePublished'], [itemprop~='dateModified'], .dt-published, .dt-updated";
/// The maximum number of elements of one kind that are examined.
const MOST_ELEMENTS: usize = 500;
/// The number of elements around a date that may contain the heading of its article.
const AROUND_DATE: usize = 3;
/// The factor by which a date before the heading counts as more distant.
const BEFORE_HEADING: usize = 3;
/// Attributes with the date of an element.
const DATE_ATTRIBUTES: &[&str] = &["datetime", "content", "title"];
/// Elements whose dates are those of other articles, or of comments.
const ELSEWHERE: &str = "aside, nav, form, [itemprop='comment']";
/// Words in the names of elements with the date of a later change or of an event.
const OTHER_DATES: &[&str] = &["updated", "modified", "datemodified", "dt-updated", "event", "expires"];
/// Years of pages on the web.
const WEB_YEARS: RangeInclusive<i16> = 1990..=2100;
/// Keys under which the data of scripts hold the date of publication, in lower case and without separators.
const SCRIPT_KEYS: &[&str] = &[
    "datepublished",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "publishedat",
    "publishedon",
    "publishedtime",
    "publishtime",
    "publisheddatetime",
    "publisheddateiso",
    "firstpublished",
    "firstpublishedat",
    "firstpublishdate",
    "firstpublicationdate",
    "datefirstpublished",
    "originalpublishdate",
    "pubdate",
];

/// Returns the date in the date elements of the page: of equally reliable elements, the nearest to the heading. Dates next to the
/// headings of other articles count only `with_others`.
pub(super) fn in_text(page: &Readability, with_others: bool) -> Option<ParsedDate> {
    if !page.doc.select(DATED).exists() {
        return None;
    }
    let mut places = HashMap::new();
    let mut heading = None;
    for (place, node) in page.doc.root().descendants_it().enumerate() {
        if heading.is_none() && node.has_name("h1") {
            heading = Some(place);
        }
        places.insert(node.id, place);
    }
    let distance = |place: Option<&usize>| match (place, heading) {
        // A date before the heading may be that of another story, or the current date.
        (Some(place), Some(heading)) if *place < heading => (heading - place) * BEFORE_HEADING,
        (Some(place), heading) => place - heading.unwrap_or_default(),
        (None, _) => usize::MAX,
    };
    STATED.iter().find_map(|selector| {
        let elements = page.doc.select(selector);
        let dated = elements.iter().take(MOST_ELEMENTS).filter_map(|element| {
            let node = element.nodes().first()?;
            let names = ["class", "itemprop"].map(|name| node.attr(name).unwrap_or_default().to_lowercase());
            // WordPress marks the date of an unchanged article as both.
            if is_of_change(&names) && !element.has_class("published") {
                return None;
            }
            let is_in_article = node.ancestors_it(None).any(|outer| outer.has_name("article"));
            let is_elsewhere = node.ancestors_it(None).any(|outer| {
                outer.is_element() && (outer.is(ELSEWHERE) || (outer.has_name("footer") && !is_in_article))
            });
            // The heading of another article, linked or in a list, is next to the date.
            let is_of_other = || {
                node.ancestors_it(Some(AROUND_DATE)).any(|outer| {
                    let inside = || outer.descendants_it().take(MOST_ELEMENTS);
                    let is_title = ["h2", "h3", "h4"].map(|name| inside().find(|inner| inner.has_name(name)));
                    let is_link = is_title.into_iter().flatten().any(|title| {
                        outer.has_name("li")
                            || title.ancestors_it(Some(2)).any(|around| around.has_name("a"))
                            || title.descendants_it().any(|inner| inner.has_name("a"))
                    });
                    is_link && !inside().any(|inner| inner.has_name("h1"))
                })
            };
            if is_elsewhere || heading.is_some() && !with_others && node.has_name("time") && is_of_other() {
                return None;
            }
            let stated = DATE_ATTRIBUTES.iter().find_map(|name| dates::parse_any_order(&node.attr(name)?));
            let date = stated.or_else(|| dates::parse_any_order(element.text().trim()))?;
            Some((distance(places.get(&node.id)), date))
        });
        dated.min_by_key(|(distance, _)| *distance).map(|(_, date)| date)
    })
}

/// Returns whether the names of an element are those of the date of a change, or of something else.
fn is_of_change(names: &[String; 2]) -> bool {
    names.iter().flat_map(|names| names.split_whitespace()).any(|name| OTHER_DATES.contains(&name))
}

/// Returns the order of day and month that the dates of a page show, in its `meta` elements and in its text.
pub(super) fn shown_order(page: &Readability, metas: &[(String, String)]) -> Option<DateOrder> {
    let is_date = |name: &str| IN_DATE_NAMES.iter().any(|part| name.contains(part));
    let in_metas = metas.iter().filter(|(name, _)| is_date(name)).map(|(_, content)| content.clone());
    let elements = page.doc.select(DATES);
    let in_text = elements.nodes().iter().take(MOST_ELEMENTS).flat_map(|node| {
        let attributes = DATE_ATTRIBUTES.iter().filter_map(|name| node.attr(name)).map(|value| value.to_string());
        attributes.chain([node.text().trim().to_owned()])
    });
    date_order::shown_order(in_metas.chain(in_text))
}

/// Returns the order of day and month in the dates printed on a page.
pub(super) fn printed_order(lines: &PrintedLines) -> Option<DateOrder> {
    let lines = lines.get().iter().filter(|line| !line.is_long && line.text.contains(char::is_numeric));
    let dates = lines.take(MOST_ELEMENTS).flat_map(|line| {
        let found = dates::find_dates(&line.text).into_iter();
        found.filter_map(|found| line.text.get(found.start..found.end).map(str::to_owned)).collect::<Vec<_>>()
    });
    date_order::shown_order(dates)
}

/// Returns the day or month in the path of a URL, such as `/2015/11/14/`, `/2015/nov/14/` or `/201511/14/t20151114_1.html`.
pub(in crate::corpus) fn in_address(url: &str) -> Option<PublishedDate> {
    let path = url.split_once("://").map_or(Some(url), |(_, rest)| rest.split_once('/').map(|(_, path)| path))?;
    let path = path.split(['?', '#']).next()?;
    let date = path_date::date_of(Path::new(path), Some(Path::new("")));
    let date = date.filter(|date| !matches!(date, PublishedDate::Year(_)));
    let is_month = |date: &PublishedDate| matches!(date, PublishedDate::Month(..));
    match date {
        Some(date) if !is_month(&date) => Some(date),
        month => in_parts(path).or(month),
    }
}

/// Returns the day in the parts of a path: `2015/nov/14`, `2015/1114`, `201511/14`, `15/11/14` or `a-20151114123`.
fn in_parts(path: &str) -> Option<PublishedDate> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let is_number = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let day = |year: &str, month: &str, day: &str| {
        let date = format!("{year}-{month:0>2}-{day:0>2}");
        dates::parse(&date).filter(|date| matches!(date, PublishedDate::Day(day) if WEB_YEARS.contains(&day.year())))
    };
    for at in 0..parts.len() {
        let part = |next: usize| parts.get(at + next).copied().unwrap_or_default();
        let (first, second, third) = (part(0), part(1), part(2));
        let found = if is_number(first, 4) && second.len() <= 9 && second.starts_with(char::is_alphabetic) {
            // The name of a month.
            let named = dates::parse(&format!("{third} {second} {first}"));
            named.filter(|date| matches!(date, PublishedDate::Day(day) if WEB_YEARS.contains(&day.year())))
        } else if is_number(first, 4) && is_number(second, 4) {
            day(first, second.get(..2)?, second.get(2..)?)
        } else if (is_number(first, 6) || (first.len() == 7 && first.get(4..5) == Some("-"))) && is_number(second, 2) {
            day(first.get(..4)?, first.get(first.len() - 2..)?, second)
        } else if is_number(first, 4) && (1..=2).contains(&second.len()) && (1..=2).contains(&third.len()) {
            day(first, second, third)
        } else if [first, second, third].iter().all(|part| is_number(part, 2)) && first >= "10" {
            day(&format!("20{first}"), second, third)
        } else {
            None
        };
        if found.is_some() {
            return found;
        }
    }
    // At the beginning of a longer number.
    let name = parts.last()?;
    let start = name
        .find("20")
        .filter(|at| !name.get(..*at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit())))?;
    let number = name.get(start..)?;
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    if !(9..=20).contains(&digits) {
        return None;
    }
    day(number.get(..4)?, number.get(4..6)?, number.get(6..8)?)
}

/// Returns the publication date in the data of scripts, if they state only one day: a list of other articles has several.
pub(super) fn in_scripts(page: &Readability) -> Option<PublishedDate> {
    let mut found: Option<PublishedDate> = None;
    for script in &page.doc.select("script") {
        for date in dates_in_script(&script.text()) {
            match found {
                Some(earlier) if earlier.first_day() != date.first_day() => return None,
                Some(_) => {}
                None => found = Some(date),
            }
        }
    }
    found
}

/// Returns the dates under the keys of [`SCRIPT_KEYS`]: `"datePublished": "2015-11-14"`, escaped in a string or not.
fn dates_in_script(script: &str) -> Vec<PublishedDate> {
    let mut dates = Vec::new();
    let mut rest = script;
    while let Some((before, after)) = rest.split_once(':') {
        rest = after;
        let key = before.trim_end().trim_end_matches(['"', '\'', '\\']);
        let start = key.rfind(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).map_or(0, |at| at + 1);
        let key = key.get(start..).unwrap_or_default();
        if key.len() > 32 || !SCRIPT_KEYS.contains(&key.to_ascii_lowercase().replace(['_', '-'], "").as_str()) {
            continue;
        }
        let value = after.trim_start().trim_start_matches(['"', '\'', '\\']);
        let value = value.split(['"', '\'', '\\', '}', ']']).next().unwrap_or_default();
        // A number ends at a comma, which a date in words can contain.
        let value = if value.starts_with(|c: char| c.is_ascii_digit()) {
            value.split(',').next().unwrap_or(value)
        } else {
            value
        };
        dates.extend(dates::parse(value.trim()));
    }
    dates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Readability {
        Readability::from(html)
    }

    fn day(date: Option<PublishedDate>) -> Option<String> {
        date.map(|date| date.to_string().chars().take(10).collect())
    }

    fn stated(html: &str) -> Option<PublishedDate> {
        match in_text(&page(html), true)? {
            ParsedDate::Certain(date, _) => Some(date),
            ParsedDate::Unordered(_) => None,
        }
    }

    #[test]
    fn dates_in_the_text_are_found() {
        for html in [
            "<article><time class='entry-date published updated' datetime=2015-11-14T10:00:00Z>x</time></article>",
            "<article><header><time datetime=2015-11-14>x</time></header></article>",
            "<article><time>14 November 2015</time></article>",
            "<div class=hentry><abbr class=published title=2015-11-14T10:00:00Z>x</abbr></div>",
            "<div class=h-entry><time class=dt-published datetime=2015-11-14>x</time></div>",
            "<span itemprop=datePublished content=2015-11-14>x</span>",
            "<main><h1>A</h1><time datetime=2015-11-14></time></main>",
            "<aside><time datetime=2001-01-01></time></aside><article><time class=updated datetime=2016-01-01></time><time datetime=2015-11-14></time>",
        ] {
            assert_eq!(day(stated(html)).as_deref(), Some("2015-11-14"), "{html}");
        }
        for html in [
            "<aside><time datetime=2015-11-14>x</time></aside>",
            "<footer><time datetime=2015-11-14>x</time></footer>",
            "<article><time itemprop=dateModified datetime=2015-11-14>x</time></article>",
            "<article><time datetime=PT5M>5 minutes</time></article>",
        ] {
            assert_eq!(stated(html), None, "{html}");
        }
    }

    #[test]
    fn dates_in_addresses_are_found() {
        for (url, expected) in [
            ("https://x.example/2015/11/14/a.html", Some("2015-11-14")),
            ("https://x.example/news/2015-11-14-flood?x=2001-01-01", Some("2015-11-14")),
            ("https://x.example/2015/11/flood/", Some("2015-11")),
            ("https://x.example/stories/2015/nov/14/flood", Some("2015-11-14")),
            ("https://x.example/a/2015/1114/c1-2.html", Some("2015-11-14")),
            ("https://x.example/a/201511/14/c1.html", Some("2015-11-14")),
            ("https://x.example/a/2015-11/14/c_123.htm", Some("2015-11-14")),
            ("https://x.example/articles/15/11/14/flood", Some("2015-11-14")),
            ("https://x.example/2015/3/4/123/flood", Some("2015-03-04")),
            ("https://x.example/world/201511141077343476-flood/", Some("2015-11-14")),
            ("https://x.example/2015/flood/", None),
            ("https://x.example/news/12345678", None),
            ("https://2015-11-14.example", None),
        ] {
            assert_eq!(day(in_address(url)).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn dates_in_scripts_are_found_if_they_agree() {
        for (script, expected) in [
            (r#"{"a":{"datePublished":"2015-11-14T10:00:00Z","dateModified":"2016-01-01"}}"#, Some("2015-11-14")),
            (r#"window.data = "{\"published_at\":\"2015-11-14\"}";"#, Some("2015-11-14")),
            ("var page = {publishDate: 'November 14, 2015'}", Some("2015-11-14")),
            (r#"{"firstPublishedAt":1447495200000,"x":1}"#, Some("2015-11-14")),
            (r#"{"pubDate":"2015-11-14","list":[{"pubDate":"2015-11-15"}]}"#, None),
            ("var expires='2015-11-14', date = {created: '2015-11-14'};", None),
        ] {
            let html = format!("<script>{script}</script>");
            assert_eq!(day(in_scripts(&page(&html))).as_deref(), expected, "{script}");
        }
    }
}

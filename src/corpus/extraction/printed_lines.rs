//! The lines of a page as a browser shows them, each with properties of the elements around it.

use crate::corpus::markup;
use dom_smoothie::Readability;
use std::collections::HashSet;

/// Elements whose lines are not part of the article.
const OUTSIDE: &[&str] = &[
    "nav", "aside", "form", "select", "button", "script", "style", "noscript", "template", "svg", "iframe", "head",
    "dialog", "textarea", "option",
];
/// Words in the names of elements whose dates belong to other content.
const ELSEWHERE: &[&str] = &[
    "comment",
    "comments",
    "related",
    "popular",
    "latest",
    "recent",
    "trending",
    "sidebar",
    "copyright",
    "weather",
    "archive",
    "archives",
    "calendar",
    "widget",
    "ticker",
    "breaking",
    "event",
    "events",
    "expires",
    "modified",
    "updated",
    "lastmod",
    "teaser",
    "recommended",
    "cookie",
    "newsletter",
    "promo",
    "menu",
    "navbar",
    "today",
    "clock",
];
/// Prefixes of words in the names of elements that contain dates.
const DATED: &[&str] = &[
    "date",
    "time",
    "publi",
    "pub",
    "post",
    "meta",
    "byline",
    "datum",
    "fecha",
    "submitted",
    "created",
    "artinfo",
    "info",
    "source",
    "author",
    "timestamp",
    "pubtime",
    "dateline",
];
/// The maximum length of a line; longer ones are running text.
const LONGEST: usize = 240;
/// The maximum number of lines of a page that are examined.
const MOST_LINES: usize = 20_000;
/// The maximum number of headings of a page whose enclosing elements are examined.
const MOST_HEADINGS: usize = 10;
/// The number of elements around a line whose names are considered.
const NAMES_WITHIN: usize = 3;

/// A line of a page.
#[derive(Debug, Default)]
pub(super) struct PrintedLine {
    /// Its text, without line breaks; only the beginning of running text.
    pub(super) text: String,
    /// Whether it is in a heading of the first level.
    pub(super) is_heading: bool,
    /// Whether the names of the elements around it suggest a date.
    pub(super) is_dated: bool,
    /// Whether all of it is a link.
    pub(super) is_link: bool,
    /// Whether it is running text.
    pub(super) is_long: bool,
}

/// The properties that an element gives to its lines.
#[derive(Clone, Copy, Default)]
struct Surroundings {
    is_heading: bool,
    is_link: bool,
    is_article: bool,
    /// The number of further levels for which the names of the elements are considered, and whether one of them suggests a date.
    dated_for: usize,
}

/// Returns the lines of a page outside navigation, side columns and comments.
pub(super) fn printed_lines(page: &Readability) -> Vec<PrintedLine> {
    let mut lines: Vec<PrintedLine> = Vec::new();
    let mut line = PrintedLine { is_link: true, ..PrintedLine::default() };
    let body = page.doc.select("body");
    let Some(root) = body.nodes().first() else { return lines };
    // A header that contains the heading belongs to the article, any other to the site.
    let headings = page.doc.select("h1");
    let headings = headings.nodes().iter().take(MOST_HEADINGS);
    let around_headings: HashSet<_> =
        headings.flat_map(|heading| heading.ancestors_it(None).map(|outer| outer.id).collect::<Vec<_>>()).collect();
    let mut stack = vec![(*root, Surroundings::default(), false)];
    let finish = |line: &mut PrintedLine, lines: &mut Vec<PrintedLine>| {
        let done = std::mem::replace(line, PrintedLine { is_link: true, ..PrintedLine::default() });
        let text = done.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let is_long = done.is_long || text.len() > LONGEST;
            lines.push(PrintedLine { text, is_long, ..done });
        }
    };
    while let Some((node, around, is_end)) = stack.pop() {
        if lines.len() >= MOST_LINES {
            break;
        }
        if is_end {
            finish(&mut line, &mut lines);
            continue;
        }
        if node.is_text() {
            let text = node.text();
            if !text.trim().is_empty() {
                line.is_heading |= around.is_heading;
                line.is_dated |= around.dated_for > 0;
                line.is_link &= around.is_link;
            }
            if line.text.len() < LONGEST {
                line.text.push_str(&text);
            } else {
                line.is_long = true;
            }
            continue;
        }
        let Some(name) = node.node_name() else { continue };
        if OUTSIDE.contains(&&*name) || node.has_attr("hidden") {
            continue;
        }
        let names = [node.class(), node.id_attr(), node.attr("itemprop"), node.attr("data-testid")];
        let names = names.into_iter().flatten().map(|names| names.to_lowercase()).collect::<Vec<_>>().join(" ");
        let mut words = names.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_root = matches!(&*name, "body" | "main" | "article");
        let is_elsewhere = words.clone().any(|word| ELSEWHERE.contains(&word)) && !names.contains("publi");
        if !is_root && is_elsewhere && !around_headings.contains(&node.id) {
            continue;
        }
        let is_article = around.is_article || matches!(&*name, "article" | "main");
        if matches!(&*name, "header" | "footer") && !is_article && !around_headings.contains(&node.id) {
            continue;
        }
        let is_dated = words.any(|word| DATED.iter().any(|start| word.starts_with(start))) && !is_root;
        let inside = Surroundings {
            is_heading: around.is_heading || &*name == "h1",
            is_link: around.is_link || &*name == "a",
            is_article,
            dated_for: if is_dated || &*name == "time" { NAMES_WITHIN } else { around.dated_for.saturating_sub(1) },
        };
        if matches!(&*name, "br" | "li" | "tr") || markup::is_block(&name) || markup::is_cell(&name) {
            finish(&mut line, &mut lines);
            stack.push((node, inside, true));
        }
        stack.extend(node.children_it(true).map(|child| (child, inside, false)));
    }
    finish(&mut line, &mut lines);
    lines
}

//! The lines of a page as a browser shows them, each with properties of the elements around it.

use crate::corpus::markup;
use dom_smoothie::Readability;
use std::cell::OnceCell;
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
    "autor",
    "auteur",
    "timestamp",
    "pubtime",
    "dateline",
    "dato",
    "tarih",
    "tanggal",
    "waktu",
    "ngay",
];
/// Names of date elements that are also prefixes of other words.
const DATED_WHOLE: &[&str] = &["data", "dt", "hora", "pvm", "kuupaev", "when"];
/// Inline elements that a style sheet often separates.
const APART: &[&str] = &["span", "time", "a", "abbr", "label", "small", "font", "address", "cite"];
/// Words of a reading time, in lower case; the date is next to it.
const READING_TIMES: &[&str] = &[
    "min read",
    "minute read",
    "minutes read",
    "mins read",
    "min. read",
    "minutes to read",
    "reading time",
    "read time",
    "min de lecture",
    "temps de lecture",
    "min lesezeit",
    "min. lesezeit",
    "minuten lesezeit",
    "lesezeit",
    "min de lectura",
    "minutos de lectura",
    "tiempo de lectura",
    "min de leitura",
    "minutos de leitura",
    "tempo de leitura",
    "min di lettura",
    "tempo di lettura",
    "min leestijd",
    "leestijd",
    "min lästid",
    "lästid",
    "min czytania",
    "czas czytania",
    "мин чтения",
    "время чтения",
    "dk okuma",
    "okuma süresi",
    "menit membaca",
    "phút đọc",
];
/// The maximum length of a line; longer ones are running text.
const LONGEST: usize = 240;
/// The minimum number of characters of a sentence that is running text.
const PROSE: usize = 60;
/// The maximum number of lines of a page that are examined.
const MOST_LINES: usize = 20_000;
/// The maximum number of headings of a page whose enclosing elements are examined.
const MOST_HEADINGS: usize = 10;
/// The number of lines before and after a reading time that may contain a date.
const NEXT_TO: usize = 2;
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

impl PrintedLine {
    /// Returns whether it is running text or a long sentence.
    pub(super) fn is_prose(&self) -> bool {
        let is_sentence =
            self.text.trim_end_matches(['"', '”', '»', '“', '’', ')']).ends_with(['.', '!', '?', '。', '।']);
        self.is_long || is_sentence && !self.is_link && self.text.chars().count() >= PROSE
    }
}

/// The next step of the walk through a page.
#[derive(Clone, Copy, PartialEq)]
enum WalkStep {
    Node,
    LineEnd,
    PartEnd,
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

/// The lines of a page, read on demand.
pub(super) struct PrintedLines<'a> {
    page: &'a Readability,
    lines: OnceCell<Vec<PrintedLine>>,
}

impl<'a> PrintedLines<'a> {
    pub(super) fn of(page: &'a Readability) -> Self {
        Self { page, lines: OnceCell::new() }
    }

    /// Returns the lines of the page outside navigation, side columns and comments.
    pub(super) fn get(&self) -> &[PrintedLine] {
        self.lines.get_or_init(|| printed_lines(self.page))
    }
}

fn printed_lines(page: &Readability) -> Vec<PrintedLine> {
    let mut lines: Vec<PrintedLine> = Vec::new();
    let mut line = PrintedLine { is_link: true, ..PrintedLine::default() };
    let body = page.doc.select("body");
    let Some(root) = body.nodes().first() else { return lines };
    // A header that contains the heading belongs to the article, any other to the site.
    let headings = page.doc.select("h1");
    let headings = headings.nodes().iter().take(MOST_HEADINGS);
    let around_headings: HashSet<_> =
        headings.flat_map(|heading| heading.ancestors_it(None).map(|outer| outer.id).collect::<Vec<_>>()).collect();
    let mut stack = vec![(*root, Surroundings::default(), WalkStep::Node)];
    let mut is_apart = false;
    let finish = |line: &mut PrintedLine, lines: &mut Vec<PrintedLine>| {
        let done = std::mem::replace(line, PrintedLine { is_link: true, ..PrintedLine::default() });
        let text = done.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            let is_long = done.is_long || text.len() > LONGEST;
            lines.push(PrintedLine { text, is_long, ..done });
        }
    };
    while let Some((node, around, step)) = stack.pop() {
        if lines.len() >= MOST_LINES {
            break;
        }
        if step == WalkStep::LineEnd {
            finish(&mut line, &mut lines);
            continue;
        }
        is_apart |= step == WalkStep::PartEnd;
        if step == WalkStep::PartEnd {
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
                if is_apart {
                    line.text.push_str(between(&line.text, &text));
                }
                is_apart = false;
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
        let speaks_of_date =
            |word: &str| DATED.iter().any(|start| word.starts_with(start)) || DATED_WHOLE.contains(&word);
        let is_dated = words.any(speaks_of_date) && !is_root;
        let inside = Surroundings {
            is_heading: around.is_heading || &*name == "h1",
            is_link: around.is_link || &*name == "a",
            is_article,
            dated_for: if is_dated || &*name == "time" { NAMES_WITHIN } else { around.dated_for.saturating_sub(1) },
        };
        if matches!(&*name, "br" | "li" | "tr") || markup::is_block(&name) || markup::is_cell(&name) {
            finish(&mut line, &mut lines);
            stack.push((node, inside, WalkStep::LineEnd));
        } else if APART.contains(&&*name) {
            is_apart = true;
            stack.push((node, inside, WalkStep::PartEnd));
        }
        stack.extend(node.children_it(true).map(|child| (child, inside, WalkStep::Node)));
    }
    finish(&mut line, &mut lines);
    next_to_reading_times(&mut lines);
    lines
}

/// Returns the index of the line with the headline: just the headline, else with a kicker or similar, else a heading.
pub(super) fn headline_line(lines: &[PrintedLine], headline: Option<&str>) -> Option<usize> {
    let squashed =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let key = headline.map(squashed).filter(|key| !key.is_empty());
    let find = |is_headline: fn(&str, &str) -> bool| {
        let key = key.as_deref()?;
        lines.iter().position(|line| !line.is_link && !line.is_long && is_headline(&squashed(&line.text), key))
    };
    let with_more =
        |line: &str, key: &str| line.len() <= 2 * key.len() && (line.ends_with(key) || line.starts_with(key));
    find(|line, key| line == key).or_else(|| find(with_more)).or_else(|| lines.iter().position(|line| line.is_heading))
}

/// Returns the separator of two parts of a line that only a style sheet separates, as in `<span>Anna Smith</span><span>14 November 2015</span>`.
fn between(before: &str, after: &str) -> &'static str {
    let (Some(last), Some(first)) = (before.chars().last(), after.chars().next()) else { return "" };
    // The first letter of a text may be in a separate element.
    let is_initial = before.chars().rev().nth(1).is_none_or(char::is_whitespace);
    match (last.is_alphabetic(), first.is_alphabetic()) {
        _ if last.is_whitespace() || first.is_whitespace() || is_initial && !last.is_numeric() => "",
        (true, true) => " | ",
        _ if last.is_alphanumeric() && (first.is_alphanumeric() || first == '(') => " ",
        _ if first.is_alphanumeric() && matches!(last, ')' | '.') => " ",
        _ => "",
    }
}

/// Marks the lines next to a reading time as dated.
fn next_to_reading_times(lines: &mut [PrintedLine]) {
    let is_reading_time = |line: &PrintedLine| {
        let text = line.text.to_lowercase();
        !line.is_long && text.contains(char::is_numeric) && READING_TIMES.iter().any(|words| text.contains(words))
    };
    let found: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| is_reading_time(line)).map(|(at, _)| at).collect();
    for at in found {
        for line in lines.iter_mut().skip(at.saturating_sub(NEXT_TO)).take(2 * NEXT_TO + 1).filter(|line| !line.is_long)
        {
            line.is_dated = true;
        }
    }
}

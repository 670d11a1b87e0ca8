//! A page of an e-book: XHTML as blocks, divided at the elements that the table of contents refers to.

use super::document_block::{BlockKind, DocumentBlock};
use crate::corpus::bylines;
use crate::corpus::dates::{self, ParsedDate};
use crate::corpus::xml::{Element, XmlNode};
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// Markers around the number of a division in the text; nothing else may contain them.
const MARK: [char; 2] = ['\u{F8FE}', '\u{F8FF}'];
/// Classes of elements with the names of authors, and with a date.
const BYLINES: &[&str] = &["byline", "author", "authors", "article-author", "creator"];
const DATES: &[&str] = &["date", "pubdate", "published", "timestamp", "article-date", "dateline-date"];
/// Classes of elements that are not text: navigation of calibre, page numbers.
const LEFT_OUT: &[&str] = &["calibre_navbar", "navbar", "pagebreak", "pagenum", "page-number", "toc"];
/// The maximum length of a byline, in bytes.
const LONGEST_BYLINE: usize = 200;
/// The maximum number of lines of an article that are compared with its headings.
const HEAD: usize = 8;

/// The content of a page.
#[derive(Default)]
pub(super) struct EpubPage {
    /// The text before the first division, then that of each division.
    pub(super) parts: Vec<EpubPart>,
    /// Whether most of its text is links, as in a table of contents.
    pub(super) is_list_of_links: bool,
    /// Whether it is marked as a cover or similar.
    pub(super) is_furniture: bool,
    /// The URL from which the article was downloaded.
    pub(super) url: Option<String>,
    pub(super) bylines: Vec<String>,
    pub(super) date: Option<ParsedDate>,
}

/// A part of a page.
#[derive(Default)]
pub(super) struct EpubPart {
    /// The id of the element with which it begins.
    pub(super) id: Option<String>,
    pub(super) blocks: Vec<DocumentBlock>,
}

impl EpubPage {
    /// Reads a page and divides it at elements with the given ids.
    pub(super) fn read(mut root: Element, ids: &[&str]) -> Self {
        let mut page = Self::default();
        if let Some(link) =
            root.find_all("a").into_iter().find(|a| a.attribute("rel") == Some("calibre-downloaded-from"))
        {
            page.url = link.attribute("href").map(str::to_owned);
        }
        for element in root.descendants() {
            let has = |names: &[&str]| has_class(element, names);
            if page.bylines.is_empty() && has(BYLINES) {
                let names = Some(element.line()).filter(|line| line.len() <= LONGEST_BYLINE);
                page.bylines = names.map(|line| bylines::names(&line, None)).unwrap_or_default();
            }
            if page.date.is_none() && (has(DATES) || element.name() == "time") {
                let stated = element.attribute("datetime").and_then(dates::parse_any_order);
                page.date = stated.or_else(|| dates::parse_any_order(&element.line()));
            }
        }
        let kinds = root.find("body").and_then(|body| body.attribute("epub:type")).unwrap_or_default().to_owned();
        page.is_furniture = kinds
            .split_whitespace()
            .any(|kind| matches!(kind, "cover" | "toc" | "titlepage" | "copyright-page" | "landmarks"));
        let numbers: FxHashMap<&str, usize> = ids.iter().enumerate().map(|(number, id)| (*id, number)).collect();
        if !numbers.is_empty() {
            mark(&mut root, &numbers);
        }
        let body = root.find("body").unwrap_or(&root);
        let text = body.paragraphs_without(&is_left_out);
        let links: usize = body.find_all("a").iter().map(|link| link.line().len()).sum();
        page.is_list_of_links = links * 2 > text.len();
        let headings: HashSet<String> = body
            .descendants()
            .into_iter()
            .filter(|element| matches!(element.name(), "h1" | "h2" | "h3" | "h4"))
            .map(Element::line)
            .filter(|heading| !heading.is_empty())
            .collect();
        page.parts = parts(&text, &headings, ids);
        page
    }
}

fn has_class(element: &Element, names: &[&str]) -> bool {
    element.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|class| names.contains(&class)))
}

fn is_left_out(element: &Element) -> bool {
    let kind = element.attribute("epub:type").unwrap_or_default();
    element.name() == "nav" || kind == "pagebreak" || has_class(element, LEFT_OUT) || is_note_of_download(element)
}

/// Returns whether an element is the note of calibre about the download of the article.
fn is_note_of_download(element: &Element) -> bool {
    let has_link = |outer: &Element| outer.children("a").any(|a| a.attribute("rel") == Some("calibre-downloaded-from"));
    element.name() == "p" && has_link(element)
}

/// Inserts a marker with the number of each id before the element that has it.
fn mark(element: &mut Element, ids: &FxHashMap<&str, usize>) {
    let mut marked = Vec::with_capacity(element.content.len());
    for mut node in std::mem::take(&mut element.content) {
        if let XmlNode::Element(inner) = &mut node {
            let id = inner.attribute("id").or_else(|| inner.attribute("name").filter(|_| inner.name() == "a"));
            if let Some(number) = id.and_then(|id| ids.get(id)) {
                marked.push(XmlNode::Text(format!("{}{number}{}", MARK[0], MARK[1])));
            }
            mark(inner, ids);
        }
        marked.push(node);
    }
    element.content = marked;
}

/// Divides a text at its markers. Lines that are headings are marked as such.
fn parts(text: &str, headings: &HashSet<String>, ids: &[&str]) -> Vec<EpubPart> {
    let mut found = Vec::new();
    for (number, piece) in text.split(MARK[0]).enumerate() {
        let (id, piece) = match piece.split_once(MARK[1]).filter(|_| number > 0) {
            Some((id, rest)) => (id.parse().ok().and_then(|id: usize| ids.get(id)), rest),
            None => (None, piece),
        };
        let paragraphs = piece.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
        let blocks = paragraphs.enumerate().map(|(at, paragraph)| {
            let is_heading = at < HEAD && headings.contains(paragraph);
            let kind = if is_heading { BlockKind::Heading } else { BlockKind::Text };
            DocumentBlock { text: paragraph.to_owned(), kind, ..DocumentBlock::default() }
        });
        let blocks: Vec<DocumentBlock> = blocks.collect();
        if number == 0 || id.is_some() {
            found.push(EpubPart { id: id.map(|id| (*id).to_owned()), blocks });
        } else if let Some(last) = found.last_mut() {
            last.blocks.extend(blocks);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::xml;

    #[test]
    fn pages_are_divided_at_ids() {
        let html = "<html><head><title>x</title></head><body><h1>News</h1><div><h2 id='a'>Ferry</h2><p>One.</p><a name='b'/><h2>Fire</h2><p>Two.</p></div></body></html>";
        let page = EpubPage::read(xml::parse(html).expect("a page"), &["a", "b"]);
        let listed: Vec<(Option<&str>, Vec<&str>)> = page
            .parts
            .iter()
            .map(|part| (part.id.as_deref(), part.blocks.iter().map(|block| block.text.as_str()).collect()))
            .collect();
        assert_eq!(
            listed,
            [(None, vec!["News"]), (Some("a"), vec!["Ferry", "One."]), (Some("b"), vec!["Fire", "Two."])]
        );
    }
}

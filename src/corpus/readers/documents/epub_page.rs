//! A page of an e-book: XHTML as blocks, divided at the elements that the table of contents refers to.

use super::document_block::{BlockKind, DocumentBlock};
use crate::article::Language;
use crate::corpus::bylines;
use crate::corpus::dates::{self, ParsedDate};
use crate::corpus::xml::{Element, XmlNode};
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// Markers around the number of a division in the text; nothing else may contain them.
const MARK: [char; 2] = ['\u{F8FE}', '\u{F8FF}'];
/// Parts of the class names of elements with the names of authors, as in `chapter-author`, or with a date.
const BYLINES: &[&str] = &["byline", "author", "authors", "creator"];
const DATES: &[&str] = &["date", "pubdate", "published", "timestamp"];
/// Parts of the class names of elements about an author or with other content.
const NO_FIELDS: &[&str] =
    &["about", "bio", "biography", "box", "image", "info", "note", "notes", "photo", "updated", "modified"];
/// Classes of the line above a headline that names the section.
const KICKERS: &[&str] = &["kicker", "overline", "eyebrow", "rubrique", "rubrik", "dachzeile"];
/// Classes of elements that are not text: calibre navigation, page and chapter numbers.
const LEFT_OUT: &[&str] =
    &["calibre_navbar", "navbar", "pagebreak", "pagenum", "page-number", "toc", "chapter-number", "chapternumber"];
/// The minimum length of text outside linked items, in bytes, of a page that is not a list of links.
const TEXT_OF_LIST: usize = 300;
/// The maximum number of list items, and of elements with fields, that are examined.
const MOST_ITEMS: usize = 1000;
/// The number of first elements with a language that are examined.
const MOST_LANGUAGES: usize = 8;
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
    /// The authors, if the page is not divided.
    pub(super) bylines: Vec<String>,
    pub(super) date: Option<ParsedDate>,
    pub(super) section: Option<String>,
    pub(super) language: Option<Language>,
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
        let mut names_of_authors = HashSet::new();
        let mut fields = 0;
        for element in root.descendants() {
            let is_byline = is_field(element, BYLINES);
            let is_kicker = page.section.is_none() && ids.is_empty() && has_class(element, KICKERS);
            if (is_byline || is_kicker) && fields < MOST_ITEMS {
                fields += 1;
                let line = Some(element.line()).filter(|line| !line.is_empty() && line.len() <= LONGEST_BYLINE);
                if is_kicker {
                    page.section = line;
                } else if let Some(line) = line {
                    if page.bylines.is_empty() && ids.is_empty() {
                        page.bylines = bylines::names(&line, None);
                    }
                    names_of_authors.insert(line);
                }
            }
            if page.date.is_none() && (is_field(element, DATES) || element.name() == "time") {
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
        page.is_list_of_links = links * 2 > text.len() || is_list(body, text.len());
        page.language = language(&root, text.len());
        let headings: HashSet<String> = body
            .descendants()
            .into_iter()
            .filter(|element| matches!(element.name(), "h1" | "h2" | "h3" | "h4"))
            .map(Element::line)
            .filter(|heading| !heading.is_empty())
            .collect();
        page.parts = parts(&text, &headings, &names_of_authors, ids);
        page
    }
}

fn has_class(element: &Element, names: &[&str]) -> bool {
    element.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|class| names.contains(&class)))
}

/// Returns whether a class of an element shows that it contains a field.
fn is_field(element: &Element, names: &[&str]) -> bool {
    element.attribute("class").unwrap_or_default().split_whitespace().any(|class| {
        let parts = || class.split(['-', '_']);
        parts().any(|part| names.contains(&part)) && !parts().any(|part| NO_FIELDS.contains(&part))
    })
}

/// Returns whether nearly all text is in list items that link to other pages, as in calibre's lists of articles.
fn is_list(body: &Element, length: usize) -> bool {
    let leads_on = |link: &Element| {
        let target = link.attribute("href").unwrap_or_default();
        !target.is_empty() && !target.starts_with('#') && !target.contains(':')
    };
    let items =
        body.find_all("li").into_iter().take(MOST_ITEMS).filter(|item| item.find_all("a").into_iter().any(leads_on));
    let listed: usize = items.map(|item| item.line().len()).sum();
    listed > 0 && length.saturating_sub(listed) < TEXT_OF_LIST
}

/// Returns the language of the innermost element with a language that contains most of the text.
fn language(root: &Element, length: usize) -> Option<Language> {
    let stated = root
        .descendants()
        .into_iter()
        .filter_map(|element| Some((element, element.attribute("xml:lang").or_else(|| element.attribute("lang"))?)));
    let whole = root.attribute("xml:lang").or_else(|| root.attribute("lang"));
    let inner = stated.take(MOST_LANGUAGES).filter(|(element, _)| element.line().len() * 2 > length);
    inner.last().map(|(_, code)| code).or(whole).and_then(Language::parse)
}

fn is_left_out(element: &Element) -> bool {
    let kind = element.attribute("epub:type").unwrap_or_default();
    element.name() == "nav"
        || kind == "pagebreak"
        || has_class(element, LEFT_OUT)
        || has_class(element, KICKERS)
        || is_note_of_download(element)
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

/// Splits a text at its marks. Identifies the lines that are headings or names of authors.
fn parts(text: &str, headings: &HashSet<String>, authors: &HashSet<String>, ids: &[&str]) -> Vec<EpubPart> {
    let mut found = Vec::new();
    for (number, piece) in text.split(MARK[0]).enumerate() {
        let (id, piece) = match piece.split_once(MARK[1]).filter(|_| number > 0) {
            Some((id, rest)) => (id.parse().ok().and_then(|id: usize| ids.get(id)), rest),
            None => (None, piece),
        };
        let paragraphs = piece.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
        let blocks = paragraphs.enumerate().map(|(at, paragraph)| {
            let kind = match paragraph {
                _ if at >= HEAD => BlockKind::Text,
                _ if headings.contains(paragraph) => BlockKind::Heading,
                _ if authors.contains(paragraph) => BlockKind::Author,
                _ => BlockKind::Text,
            };
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

    #[test]
    fn classes_name_authors_numbers_and_sections() {
        let html = "<html lang='en'><body><article lang='de'><p class='kicker'>Hafen</p><p class='chapter-number'>7</p><h1>Fähre</h1>\
                    <p class='chapter-author'>Ida Falk</p><p class='author-bio'>Ida Falk lives in Penholm.</p><p>Die Fähre liegt fest.</p></article></body></html>";
        let page = EpubPage::read(xml::parse(html).expect("a page"), &[]);
        assert_eq!((page.bylines, page.section), (vec!["Ida Falk".to_owned()], Some("Hafen".to_owned())));
        assert_eq!(page.language, Language::parse("de"));
        let lines: Vec<&str> =
            page.parts.iter().flat_map(|part| &part.blocks).map(|block| block.text.as_str()).collect();
        assert_eq!(lines, ["Fähre", "Ida Falk", "Ida Falk lives in Penholm.", "Die Fähre liegt fest."]);
    }

    #[test]
    fn lists_of_articles_are_told_by_their_links() {
        let html = "<html><body><h2>Local</h2><p>Saturday, 14 November 2015</p><ul><li><a href='a1.xhtml'>Ferry aground</a>\
                    <div>Nobody was hurt, said the coast guard on Friday evening.</div></li></ul></body></html>";
        assert!(EpubPage::read(xml::parse(html).expect("a page"), &[]).is_list_of_links);
    }
}

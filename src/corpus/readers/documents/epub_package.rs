//! The package of an e-book: its metadata, the order of its files, its table of contents.

use super::package::Package;
use super::properties::Properties;
use crate::article::{Language, PublishedDate};
use crate::corpus::dates;
use crate::corpus::percent_encoding::percent_decoded;
use crate::corpus::skip::SkipReason;
use crate::corpus::xml::{self, Element};
use std::collections::HashSet;

/// The name of the format in messages.
pub(super) const FORMAT: &str = "EPUB book";
/// The maximum nesting of lists in a table of contents.
const DEEPEST: usize = 32;
/// Encryption algorithms for fonts, which hide no text.
const FONT_ALGORITHMS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
/// Parts of a book that are not articles, by the names in its guide and its landmarks.
const FURNITURE: &[&str] =
    &["cover", "toc", "title-page", "titlepage", "copyright-page", "colophon", "index", "loi", "lot", "landmarks"];

/// An e-book.
#[derive(Default)]
pub(super) struct Book {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<PublishedDate>,
    pub(super) language: Option<Language>,
    pub(super) topics: Vec<String>,
    pub(super) authors: Vec<String>,
    /// Whether it is an issue of a newspaper or magazine.
    pub(super) is_periodical: bool,
    /// The files in reading order.
    pub(super) spine: Vec<String>,
    /// Files that are not articles, such as the cover.
    pub(super) furniture: HashSet<String>,
    pub(super) contents: Vec<Entry>,
}

/// A line of a table of contents.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Entry {
    pub(super) label: String,
    /// The file and the id of an element in it.
    pub(super) path: String,
    pub(super) fragment: Option<String>,
    pub(super) children: Vec<Self>,
}

impl Book {
    pub(super) fn open(package: &mut Package) -> Result<Self, SkipReason> {
        if package.tree("META-INF/encryption.xml").is_some_and(|list| hides_text(&list)) {
            return Err(SkipReason::Encrypted);
        }
        let container = package.tree("META-INF/container.xml");
        let listed = container.as_ref().and_then(|root| root.find("rootfile")?.attribute("full-path"));
        let path = percent_decoded(listed.unwrap_or("content.opf"));
        let text = package.text(&path)?.ok_or_else(|| malformed("its package document is missing"))?;
        let root = xml::parse(&text).ok_or_else(|| malformed("its package document cannot be read"))?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut book = Self::default();
        if let Some(metadata) = root.child("metadata") {
            book.read_metadata(metadata.child("dc-metadata").unwrap_or(metadata));
        }
        let items: Vec<&Element> = root.all_at("manifest/item");
        let path_of = |item: &&Element| Some(joined(folder, item.attribute("href")?).0);
        let by_id = |id: &str| items.iter().find(|item| item.attribute("id") == Some(id));
        let refs = root.all_at("spine/itemref").into_iter().filter(|item| item.attribute("linear") != Some("no"));
        let ids: std::collections::HashMap<&str, String> =
            items.iter().filter_map(|item| Some((item.attribute("id")?, path_of(item)?))).collect();
        let mut seen = HashSet::new();
        book.spine = refs
            .filter_map(|item| ids.get(item.attribute("idref")?).cloned())
            .filter(|path| seen.insert(path.clone()))
            .collect();
        for reference in root.all_at("guide/reference") {
            if let (Some(kind), Some(href)) = (reference.attribute("type"), reference.attribute("href"))
                && FURNITURE.contains(&kind.to_lowercase().as_str())
                && kind != "text"
            {
                book.furniture.insert(joined(folder, href).0);
            }
        }
        let nav = items.iter().find(|item| has_word(item.attribute("properties"), "nav"));
        let ncx = root.child("spine").and_then(|spine| by_id(spine.attribute("toc")?));
        let ncx =
            ncx.or_else(|| items.iter().find(|item| item.attribute("media-type") == Some("application/x-dtbncx+xml")));
        if let Some(path) = nav.and_then(path_of) {
            if let Some(page) = package.tree(&path) {
                book.contents = of_nav(&page, &path);
            }
            book.furniture.insert(path);
        }
        if let Some(path) = ncx.and_then(path_of).filter(|_| book.contents.is_empty())
            && let Some(root) = package.tree(&path)
            && let Some(map) = root.find("navMap")
        {
            book.contents = of_ncx(map, path.rsplit_once('/').map_or("", |(folder, _)| folder), 0);
        }
        Ok(book)
    }

    fn read_metadata(&mut self, metadata: &Element) {
        let mut properties = Properties::default();
        let mut is_from_calibre = false;
        for element in metadata.elements() {
            let text = element.line();
            match element.name() {
                "title" if self.title.is_none() && !text.is_empty() => self.title = Some(text),
                "creator" => {
                    is_from_calibre |= text.eq_ignore_ascii_case("calibre");
                    properties.add_authors(&text);
                }
                "publisher" if !text.eq_ignore_ascii_case("calibre") => self.publisher = Some(text),
                "publisher" => is_from_calibre = true,
                "language" if self.language.is_none() => self.language = Language::parse(&text),
                "subject" => properties.add_keywords(&text),
                "date" => {
                    let event = element.attribute("opf:event").unwrap_or("publication").to_lowercase();
                    if event.contains("publication") && self.published.is_none() {
                        self.published = dates::parse(&text);
                    }
                }
                "type" => self.is_periodical |= is_periodical(&text),
                "meta" => {
                    let name = element.attribute("name").or_else(|| element.attribute("property")).unwrap_or_default();
                    let value = element.attribute("content").unwrap_or(&text);
                    self.is_periodical |= name.ends_with("publication_type") && is_periodical(value);
                }
                _ => {}
            }
        }
        self.authors = properties.authors;
        // Recipes of calibre give every issue the same two keywords.
        if !(is_from_calibre && self.is_periodical) {
            self.topics = properties.keywords;
        }
        if let Some((title, date)) = self.title.as_deref().and_then(dated_title) {
            // The date of the issue; the other one is the date of the download.
            self.published = Some(date);
            self.title = Some(title);
            self.is_periodical = true;
        }
    }
}

fn malformed(detail: &str) -> SkipReason {
    SkipReason::Malformed { format: FORMAT, detail: detail.to_owned() }
}

fn is_periodical(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    ["periodical", "newspaper", "magazine"].iter().any(|word| kind.contains(word))
}

fn has_word(list: Option<&str>, word: &str) -> bool {
    list.is_some_and(|list| list.split_whitespace().any(|part| part == word))
}

/// Returns whether files other than fonts are encrypted.
fn hides_text(encryption: &Element) -> bool {
    encryption.children("EncryptedData").any(|data| {
        let method = data.child("EncryptionMethod").and_then(|method| method.attribute("Algorithm"));
        !method.is_some_and(|method| FONT_ALGORITHMS.contains(&method))
    })
}

/// Splits a title such as `The Courier [Sat, 14 Nov 2015]` or `The Courier, 14 November 2015` into the name and the date.
fn dated_title(title: &str) -> Option<(String, PublishedDate)> {
    let bracketed = title.trim_end().strip_suffix([']', ')']).and_then(|title| title.rsplit_once(['[', '(']));
    let separated = [" - ", " – ", " — ", ": ", " | "].iter().filter_map(|separator| title.rsplit_once(separator));
    let commas =
        title.match_indices(", ").filter_map(|(at, comma)| Some((title.get(..at)?, title.get(at + comma.len()..)?)));
    let parts = bracketed.into_iter().chain(separated).chain(commas);
    let dated = parts.filter_map(|(name, date)| Some((name.trim(), dates::parse(date.trim())?)));
    let mut days = dated.filter(|(name, date)| !name.is_empty() && !matches!(date, PublishedDate::Year(_)));
    days.next().map(|(name, date)| (name.trim_end_matches(',').to_owned(), date))
}

/// Reads the table of contents of EPUB 2.
fn of_ncx(list: &Element, folder: &str, depth: usize) -> Vec<Entry> {
    if depth >= DEEPEST {
        return Vec::new();
    }
    let points = list.children("navPoint");
    points
        .map(|point| {
            let (path, fragment) = point
                .child("content")
                .and_then(|content| content.attribute("src"))
                .map(|target| joined(folder, target))
                .unwrap_or_default();
            let label = point.text_at("navLabel/text").unwrap_or_default();
            Entry { label, path, fragment, children: of_ncx(point, folder, depth + 1) }
        })
        .collect()
}

/// Reads the table of contents of EPUB 3.
fn of_nav(page: &Element, path: &str) -> Vec<Entry> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let lists = page.find_all("nav");
    let list = lists.iter().find(|nav| has_word(nav.attribute("epub:type"), "toc")).or_else(|| lists.first());
    list.and_then(|nav| nav.child("ol")).map(|list| of_list(list, folder, 0)).unwrap_or_default()
}

fn of_list(list: &Element, folder: &str, depth: usize) -> Vec<Entry> {
    if depth >= DEEPEST {
        return Vec::new();
    }
    let items = list.children("li");
    items
        .map(|item| {
            let link = item.child("a");
            let (path, fragment) =
                link.and_then(|link| link.attribute("href")).map(|href| joined(folder, href)).unwrap_or_default();
            let label = link.or_else(|| item.child("span")).map(Element::line).unwrap_or_default();
            let children = item.child("ol").map(|list| of_list(list, folder, depth + 1)).unwrap_or_default();
            Entry { label, path, fragment, children }
        })
        .collect()
}

/// Returns the path of a reference relative to a folder, and its fragment.
fn joined(folder: &str, reference: &str) -> (String, Option<String>) {
    let (path, fragment) = reference.split_once('#').map_or((reference, None), |(path, id)| (path, Some(id)));
    let path = percent_decoded(path);
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.retain(|part| !part.is_empty());
    (parts.join("/"), fragment.filter(|id| !id.is_empty()).map(percent_decoded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_paths_from_the_root() {
        for (folder, reference, path, fragment) in [
            ("OEBPS", "text/a%20b.xhtml#p1", "OEBPS/text/a b.xhtml", Some("p1")),
            ("OEBPS/nav", "../a.xhtml", "OEBPS/a.xhtml", None),
            ("", "./a.xhtml#", "a.xhtml", None),
            ("a", "../../../b", "b", None),
        ] {
            assert_eq!(joined(folder, reference), (path.to_owned(), fragment.map(str::to_owned)));
        }
    }

    #[test]
    fn titles_of_issues_have_dates() {
        for (title, name) in [
            ("The Courier [Sat, 14 Nov 2015]", "The Courier"),
            ("The Courier (14 November 2015)", "The Courier"),
            ("The Courier - 2015-11-14", "The Courier"),
            ("Penholm Times, November 14, 2015", "Penholm Times"),
        ] {
            let found = dated_title(title).map(|(name, date)| (name, date.to_string()));
            assert_eq!(found, Some((name.to_owned(), "2015-11-14".to_owned())), "{title}");
        }
        for title in ["Ferry: a history", "The Courier", "Penholm (2015)", "A [B"] {
            assert_eq!(dated_title(title), None, "{title}");
        }
    }
}

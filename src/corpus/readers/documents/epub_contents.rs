//! Determines which entries of a table of contents are articles, and their sections.

use super::epub_package::{Book, Entry};
use rustc_hash::FxHashMap;

/// Labels of parts that are not articles, in lower case.
const FURNITURE: &[&str] = &[
    "contents",
    "copyright",
    "cover",
    "cover page",
    "colophon",
    "front cover",
    "impressum",
    "imprint",
    "index",
    "inhalt",
    "inhaltsverzeichnis",
    "navigation",
    "sommaire",
    "start",
    "table des matières",
    "table of contents",
    "title page",
    "titelseite",
    "umschlag",
    "índice",
];

/// An article of a book, or a part that is not an article.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chapter {
    pub(super) label: String,
    pub(super) fragment: Option<String>,
    pub(super) section: Option<String>,
    /// Whether it is the page of a section, which is an article only if it has a text.
    pub(super) is_section: bool,
    pub(super) is_furniture: bool,
}

/// The articles that begin in each file.
pub(super) type Chapters = FxHashMap<String, Vec<Chapter>>;

/// Returns the articles of a book by the files in which they begin.
pub(super) fn chapters(book: &Book) -> Chapters {
    let mut found = Chapters::default();
    add(&book.contents, None, book, &mut found);
    found
}

fn add(entries: &[Entry], section: Option<&str>, book: &Book, found: &mut Chapters) {
    for entry in entries {
        // Entries below an article in the same file are its parts.
        let has_own_parts = !entry.path.is_empty()
            && !book.is_periodical
            && entry.children.iter().all(|child| child.path == entry.path && child.fragment.is_some());
        let is_section = !entry.children.is_empty() && !has_own_parts;
        let label = entry.label.trim();
        if !entry.path.is_empty() {
            let chapter = Chapter {
                label: label.to_owned(),
                fragment: entry.fragment.clone(),
                section: section.map(str::to_owned),
                is_section,
                is_furniture: FURNITURE.contains(&label.to_lowercase().as_str())
                    || book.furniture.contains(&entry.path),
            };
            let list = found.entry(entry.path.clone()).or_default();
            // If a section and its first article have the same position, it belongs to the article.
            list.retain(|known| !(known.is_section && known.fragment == chapter.fragment));
            if list.len() < MOST_IN_FILE && list.last().is_none_or(|last| last.fragment != chapter.fragment) {
                list.push(chapter);
            }
        }
        if is_section {
            add(&entry.children, Some(label).filter(|label| !label.is_empty()).or(section), book, found);
        }
    }
}

/// The maximum number of articles in a file.
const MOST_IN_FILE: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(label: &str, path: &str, fragment: Option<&str>, children: Vec<Entry>) -> Entry {
        Entry { label: label.into(), path: path.into(), fragment: fragment.map(str::to_owned), children }
    }

    #[test]
    fn lines_below_a_section_are_articles() {
        let contents = vec![
            entry("Cover", "cover.xhtml", None, Vec::new()),
            entry("Politics", "s1.xhtml", None, vec![entry("Council votes", "a1.xhtml", None, Vec::new())]),
            entry("Sport", "", None, vec![entry("Cup final", "a2.xhtml", Some("x"), Vec::new())]),
            entry("Essay", "a3.xhtml", None, vec![entry("Part one", "a3.xhtml", Some("p1"), Vec::new())]),
        ];
        let book = Book { contents, ..Book::default() };
        let found = chapters(&book);
        let of = |path: &str| {
            found
                .get(path)
                .map(|list| list.iter().map(|c| (c.label.as_str(), c.section.as_deref())).collect::<Vec<_>>())
        };
        assert_eq!(of("a1.xhtml"), Some(vec![("Council votes", Some("Politics"))]));
        assert_eq!(of("a2.xhtml"), Some(vec![("Cup final", Some("Sport"))]));
        assert_eq!(of("a3.xhtml"), Some(vec![("Essay", None)]));
        assert!(found.get("cover.xhtml").is_some_and(|list| list.iter().all(|c| c.is_furniture)));
        assert!(found.get("s1.xhtml").is_some_and(|list| list.iter().all(|c| c.is_section)));
    }
}

//! The vocabularies of elements in feeds, by their namespaces or, if these are undeclared, by the usual prefixes.

use crate::corpus::xml::{Element, XmlTag};

/// A vocabulary of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// RSS in all versions, and elements without a namespace.
    Rss,
    Atom,
    DublinCore,
    Content,
    Media,
    Itunes,
    Feedburner,
    Prism,
    WordPress,
    /// The Associated Press.
    Ap,
    News,
    /// The news service of Yandex.
    Yandex,
    Other,
}

/// Substrings of namespaces, and the usual prefixes.
const KNOWN: &[(&str, Vocabulary)] = &[
    ("w3.org/2005/atom", Vocabulary::Atom),
    ("purl.org/atom/ns", Vocabulary::Atom),
    ("purl.org/dc/", Vocabulary::DublinCore),
    ("purl.org/rss/1.0/modules/content", Vocabulary::Content),
    ("purl.org/rss/1.0/modules/", Vocabulary::Other),
    ("purl.org/rss/1.0", Vocabulary::Rss),
    ("purl.org/net/rss1.1", Vocabulary::Rss),
    ("my.netscape.com/rdf/simple", Vocabulary::Rss),
    ("my.netscape.com/publish/formats/rss", Vocabulary::Rss),
    ("channel.netscape.com/rdf/simple", Vocabulary::Rss),
    ("backend.userland.com/rss", Vocabulary::Rss),
    ("blogs.law.harvard.edu/tech/rss", Vocabulary::Rss),
    ("cyber.law.harvard.edu/rss", Vocabulary::Rss),
    ("search.yahoo.com/mrss", Vocabulary::Media),
    ("itunes.com/dtds", Vocabulary::Itunes),
    ("rssnamespace.org/feedburner", Vocabulary::Feedburner),
    ("prismstandard.org", Vocabulary::Prism),
    ("wordpress.org/export", Vocabulary::WordPress),
    ("ap.org/schemas", Vocabulary::Ap),
    ("google.com/schemas/sitemap-news", Vocabulary::News),
    ("news.yandex.ru", Vocabulary::Yandex),
];
const PREFIXES: &[(&str, Vocabulary)] = &[
    ("atom", Vocabulary::Atom),
    ("a10", Vocabulary::Atom),
    ("dc", Vocabulary::DublinCore),
    ("dcterms", Vocabulary::DublinCore),
    ("content", Vocabulary::Content),
    ("media", Vocabulary::Media),
    ("itunes", Vocabulary::Itunes),
    ("feedburner", Vocabulary::Feedburner),
    ("prism", Vocabulary::Prism),
    ("wp", Vocabulary::WordPress),
    ("excerpt", Vocabulary::WordPress),
    ("apcm", Vocabulary::Ap),
    ("apnm", Vocabulary::Ap),
    ("news", Vocabulary::News),
    ("yandex", Vocabulary::Yandex),
];

/// Returns the vocabulary of an element.
pub(super) fn of(tag: &XmlTag) -> Vocabulary {
    let space = &*tag.space;
    if space.is_empty() {
        return Vocabulary::Rss;
    }
    if !space.contains([':', '/']) {
        return PREFIXES.iter().find(|(prefix, _)| *prefix == space).map_or(Vocabulary::Other, |(_, known)| *known);
    }
    let space = space.to_ascii_lowercase();
    KNOWN.iter().find(|(part, _)| space.contains(part)).map_or(Vocabulary::Other, |(_, known)| *known)
}

/// Returns the child elements with a vocabulary and a name.
pub(super) fn children<'a>(
    element: &'a Element,
    vocabulary: Vocabulary,
    name: &'a str,
) -> impl Iterator<Item = &'a Element> {
    element.children(name).filter(move |child| of(&child.tag) == vocabulary)
}

/// Returns the unchanged text of the first such element that has any.
pub(super) fn text(element: &Element, vocabulary: Vocabulary, name: &str) -> Option<String> {
    children(element, vocabulary, name).map(|child| child.text().trim().to_owned()).find(|text| !text.is_empty())
}

/// Returns the non-empty texts of all such elements.
pub(super) fn texts(element: &Element, vocabulary: Vocabulary, name: &str) -> Vec<String> {
    children(element, vocabulary, name)
        .map(|child| child.text().trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

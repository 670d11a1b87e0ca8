//! The fields that a feed states for all of its articles.

use super::address::absolute;
use super::vocabulary::{self, Vocabulary};
use crate::article::Language;
use crate::corpus::fields::plain;
use crate::corpus::xml::Element;

/// The fields that a feed states for all of its articles.
#[derive(Debug, Default)]
pub(super) struct FeedHeader {
    /// The title of the feed: the publication.
    pub(super) title: Option<String>,
    pub(super) language: Option<Language>,
    /// The URL of the site.
    pub(super) site: Option<String>,
    /// The author of articles that state none.
    pub(super) author: Option<String>,
}

impl FeedHeader {
    /// Adds an element of the head of a feed; the first value of a field is kept.
    pub(super) fn add(&mut self, element: &Element) {
        let line = || {
            Some(plain(&element.text()).split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|text| !text.is_empty())
        };
        match (vocabulary::of(&element.tag), element.name()) {
            (Vocabulary::Rss | Vocabulary::Atom, "title") => self.title = self.title.take().or_else(line),
            (Vocabulary::Rss | Vocabulary::DublinCore, "language") => {
                self.language = self.language.or_else(|| Language::parse(&element.line()));
            }
            (Vocabulary::Rss | Vocabulary::Atom, "link") => {
                let is_page = element.attribute("rel").is_none_or(|rel| rel == "alternate");
                let address = element.attribute("href").map_or_else(|| element.text(), str::to_owned);
                self.site = self.site.take().or_else(|| absolute(&address, None).filter(|_| is_page));
            }
            (Vocabulary::Atom, "author") => self.author = self.author.take().or_else(|| element.text_at("name")),
            _ => {}
        }
    }

    /// Reads the language and the base URL from the root element.
    pub(super) fn add_root(&mut self, language: Option<&str>, base: Option<&str>) {
        self.language = self.language.or_else(|| language.and_then(Language::parse));
        self.site = self.site.take().or_else(|| absolute(base?, None));
    }
}

//! The search builder, and the page of hits that it returns.

use super::Error;
use crate::article::{Article, FilePath};
use crate::engine::Engine;
use crate::matching::{self, PassageOptions, text_of};
use crate::query::Query;
use crate::ranking::RankingOptions;
use crate::search::{self, HitOrder, SearchOptions, SearchQuery, SearchResults};
use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

/// A search being built; see [`Archive::search`](super::Archive::search).
#[must_use = "a search does nothing until `run`"]
pub struct SearchBuilder<'a> {
    engine: &'a dyn Engine,
    query: SearchQuery,
    options: SearchOptions,
}

/// Converts a query tree to the input of the search service.
pub(super) fn search_query(query: &Query) -> SearchQuery {
    SearchQuery { text: query.to_string(), tree: Some(query.clone()), ..SearchQuery::default() }
}

impl<'a> SearchBuilder<'a> {
    pub(super) fn new(engine: &'a dyn Engine, query: &Query) -> Self {
        Self { engine, query: search_query(query), options: SearchOptions::default() }
    }

    /// Sets the number of hits on the page; 10 by default.
    pub fn limit(mut self, limit: usize) -> Self {
        self.options.limit = limit;
        self
    }

    /// Sets the number of hits before the page; 0 by default.
    pub fn offset(mut self, offset: usize) -> Self {
        self.options.offset = offset;
        self
    }

    /// Sets the order; by default the best first, or the newest first if the query has no words to rank by.
    pub fn order(mut self, order: HitOrder) -> Self {
        self.options.order = Some(order);
        self
    }

    /// Restricts the search to articles from files in this folder; if called repeatedly, in any of the folders.
    pub fn in_folder(mut self, folder: FilePath) -> Self {
        self.options.folders.push(folder);
        self
    }

    /// Sets the number and length of the passages.
    pub fn passages(mut self, passages: PassageOptions) -> Self {
        self.options.passages = passages;
        self
    }

    /// Sets which words must match, and how hits are ranked.
    pub fn ranking(mut self, ranking: RankingOptions) -> Self {
        self.options.ranking = ranking;
        self
    }

    /// Sets the maximum time for finding and ranking, after which [`run`](Self::run) fails; without limit by default.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.options.time_limit = Some(limit);
        self
    }

    /// Runs the search.
    ///
    /// # Errors
    /// If the query matches everything, the time limit is reached, or the archive cannot be read.
    pub fn run(self) -> Result<Page, Error> {
        Ok(Page(search::search(self.engine, &self.query, &self.options)?))
    }
}

/// One page of hits.
#[derive(Debug, Clone)]
pub struct Page(SearchResults);

impl Page {
    /// Returns the exact number of matching articles, on all pages.
    pub fn total(&self) -> usize {
        self.0.total
    }

    /// Returns the hits of this page in order.
    pub fn hits(&self) -> impl ExactSizeIterator<Item = Hit<'_>> {
        self.0.hits.iter().map(Hit)
    }

    /// Returns the full results: notes, suggestion, timing.
    pub fn results(&self) -> &SearchResults {
        &self.0
    }
}

/// A matching article on a page.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'a>(&'a search::RankedHit);

impl<'a> Hit<'a> {
    /// Returns the article.
    pub fn article(self) -> &'a Article {
        &self.0.article
    }

    /// Returns the score, comparable only within one page of results.
    pub fn score(self) -> f64 {
        self.0.score
    }

    /// Returns the rank among all hits, from 1.
    pub fn rank(self) -> usize {
        self.0.rank
    }

    /// Returns the passages to show, in the order of the text.
    pub fn passages(self) -> impl ExactSizeIterator<Item = Passage<'a>> {
        let article = self.article();
        self.0.passages.iter().map(move |passage| Passage { passage, text: text_of(article, passage.field) })
    }
}

/// A passage of a hit.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    passage: &'a matching::PassageSpans,
    /// The whole text of the field.
    text: &'a str,
}

impl<'a> Passage<'a> {
    /// Returns the text of the passage as it is in the article, which may contain markup and control characters.
    pub fn text(self) -> &'a str {
        self.text.get(self.passage.range.clone()).unwrap_or_default()
    }

    /// Returns the spans of the matches, in bytes of [`text`](Self::text), in order and without overlaps.
    pub fn spans(self) -> &'a [Range<usize>] {
        &self.passage.spans
    }

    /// Returns the text as HTML, with `open` and `close` around each match. The text of the article is escaped (`&`, `<`, `>`, quotes) and its control
    /// characters are removed; `open` and `close` are inserted unchanged.
    pub fn highlight(self, open: &str, close: &str) -> String {
        let text = self.text();
        let mut highlighted = String::with_capacity(text.len());
        let mut end = 0;
        for span in self.spans() {
            highlighted.push_str(&escaped(text.get(end..span.start).unwrap_or_default()));
            highlighted.push_str(open);
            highlighted.push_str(&escaped(text.get(span.clone()).unwrap_or_default()));
            highlighted.push_str(close);
            end = span.end;
        }
        highlighted.push_str(&escaped(text.get(end..).unwrap_or_default()));
        highlighted
    }
}

/// Returns text that is safe inside an HTML element or a quoted attribute.
fn escaped(text: &str) -> Cow<'_, str> {
    let is_safe = |character: char| !matches!(character, '&' | '<' | '>' | '"' | '\'') && !is_noise(character);
    if text.chars().all(is_safe) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ if is_noise(character) => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(character),
        }
    }
    escaped.into()
}

fn is_noise(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Field;

    #[test]
    fn markup_of_articles_never_reaches_a_page() {
        let passage = matching::PassageSpans {
            field: Field::Body,
            range: 2..21,
            spans: std::iter::once(1..6).collect(),
            cut_before: true,
            cut_after: false,
        };
        let passage = Passage { passage: &passage, text: "x <flood> & \"o\u{1b}[31mk\" y" };
        assert_eq!(passage.highlight("<b>", "</b>"), "&lt;<b>flood</b>&gt; &amp; &quot;o\u{FFFD}[31mk&quot;");
        assert_eq!(passage.spans().first(), Some(&(1..6)));
    }
}

//! What a query matches in one article, as the faces show it.

use crate::article::Article;
use crate::engine::{Engine, EngineError};
use crate::matching::{Match, Matcher};
use crate::query::{Field, Query};
use crate::text::StemCache;
use std::ops::Range;

/// Marks what a query matches in articles.
pub struct Highlighter(Matcher);

impl Highlighter {
    /// Returns the marker for a query in an archive.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn new(query: &Query, engine: &dyn Engine) -> Result<Self, EngineError> {
        Ok(Self(Matcher::new(query, &engine.languages()?)))
    }

    /// Returns what matches, in order; nothing if the article does not answer the query.
    pub fn matches(&self, article: &Article, stems: &mut StemCache) -> Vec<Match> {
        self.0.matches(article, stems).unwrap_or_default()
    }
}

/// Returns the places of one field, joined where they overlap.
pub fn spans_of(matches: &[Match], field: Field) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for found in matches.iter().filter(|found| found.field == field) {
        match spans.last_mut() {
            Some(last) if found.range.start < last.end => last.end = last.end.max(found.range.end),
            _ => spans.push(found.range.clone()),
        }
    }
    spans
}

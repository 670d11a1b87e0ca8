//! The matches of a query in an article, for highlighting and counting.

use crate::article::Article;
use crate::engine::{Engine, EngineError};
use crate::matching::{Match, Matcher};
use crate::query::{Field, Query};
use crate::text::StemCache;
use std::ops::Range;

/// Finds the matches of one query in articles.
pub struct Highlighter(Matcher);

impl Highlighter {
    /// Returns the highlighter of a query for the languages of an archive.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn new(query: &Query, engine: &dyn Engine) -> Result<Self, EngineError> {
        Ok(Self(Matcher::new(query, &engine.languages()?)))
    }

    /// Returns the matches in text order; empty if the article does not match the query.
    pub fn matches(&self, article: &Article, stems: &mut StemCache) -> Vec<Match> {
        self.0.matches(article, stems).unwrap_or_default()
    }
}

/// Returns the byte ranges of the matches in one field. Overlapping matches are merged.
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

//! The one service that every face of Dateline calls: a query in, ranked hits with passages out.
//!
//! It puts the pieces together — parser, engine, matcher, passages — and owns none of them. Nothing here knows whether the answer goes
//! to a terminal, a file or a browser.

mod filters;

pub use crate::engine::Holdings;
pub use filters::{FilterError, Filters};

use crate::article::{Article, FilePath};
use crate::engine::{Engine, EngineError, Request, Sort};
use crate::matching::{Match, Matcher, Passage, PassageOptions, passages};
use crate::query::{Field, FieldKind, Node, ParseOptions, Parsed, Query, parse};
use crate::text::StemCache;
use std::ops::Range;
use std::time::Instant;

/// What is searched for, and how.
#[derive(Debug, Clone, Default)]
pub struct SearchOptions {
    /// How the words are read.
    pub parse: ParseOptions,
    /// What every hit has to be, besides answering the words.
    pub filters: Filters,
    /// Only articles from files in these folders; from anywhere if there are none.
    pub folders: Vec<FilePath>,
    /// The order; `None` for the best first, or the newest first where the words do not rank.
    pub sort: Option<Sort>,
    /// How many hits to pass over.
    pub offset: usize,
    /// How many hits to return.
    pub limit: usize,
    /// What to show of each hit.
    pub passages: PassageOptions,
}

/// The answer to a search.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The query as it was understood, filters included, in its canonical form.
    pub query: String,
    /// How many articles answer in all.
    pub total: usize,
    /// How many hits were passed over.
    pub offset: usize,
    /// How long it took.
    pub seconds: f64,
    /// What the user should know about how the query was read.
    pub notes: Vec<String>,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
}

/// One article that answers.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// How well it answers; to be compared within one answer only.
    pub score: f32,
    /// The article.
    pub article: Article,
    /// What matched in the headline, in bytes.
    pub headline_spans: Vec<Range<usize>>,
    /// What to show of the text, in its order.
    pub passages: Vec<Passage>,
}

/// Why a search gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query makes no sense: what is wrong, the query with the place marked, and what was expected.
    #[error("{0}")]
    Query(String),
    /// A filter makes no sense.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The archive cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Answers the query `text` from an archive.
///
/// # Errors
/// If the query or a filter makes no sense, or the archive cannot be read.
pub fn search(engine: &dyn Engine, text: &str, options: &SearchOptions) -> Result<Answer, SearchError> {
    let begun = Instant::now();
    let parsed = read_query(text, &options.parse)?;
    let asked = parsed.query.clone().and(options.filters.query(options.parse.today)?);
    if asked == Query::all() {
        return Err(SearchError::Query(
            "there is no word to search for; to list everything, say so: words:>=0".to_owned(),
        ));
    }
    let default_sort = if ranks(&parsed.query) { Sort::Relevance } else { Sort::Newest };
    let request = Request {
        query: &asked,
        folders: &options.folders,
        sort: options.sort.unwrap_or(default_sort),
        offset: options.offset,
        limit: options.limit,
    };
    let page = engine.search(&request)?;
    let marker = Marker::new(&parsed.query, engine)?;
    let mut stems = StemCache::default();
    let hits = page.found.into_iter().enumerate().map(|(position, found)| {
        let matches = marker.matches(&found.article, &mut stems);
        Hit {
            rank: options.offset + position + 1,
            score: found.score,
            headline_spans: spans_of(&matches, Field::Headline),
            passages: passages(&found.article, &matches, options.passages),
            article: found.article,
        }
    });
    let hits = hits.collect();
    Ok(Answer {
        query: asked.to_string(),
        total: page.total,
        offset: options.offset,
        notes: parsed.notes.iter().map(|note| note.message(text)).collect(),
        hits,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

/// Reads a query, and explains what is wrong with it if it cannot be read.
///
/// # Errors
/// If the query makes no sense.
pub fn read_query(text: &str, options: &ParseOptions) -> Result<Parsed, SearchError> {
    parse(text, options).map_err(|error| SearchError::Query(error.explain(text)))
}

/// Marks what a query matches in articles.
pub struct Marker(Matcher);

impl Marker {
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

/// Returns whether the query has a word or phrase that ranks its answers.
fn ranks(query: &Query) -> bool {
    match &query.node {
        Node::Word { field, .. } | Node::Phrase { field, .. } | Node::Pattern { field, .. } => {
            field.is_none_or(|field| field.kind() == FieldKind::Prose)
        }
        Node::Near { .. } | Node::AtLeast { .. } => true,
        Node::Boost { of, .. } => ranks(of),
        Node::And(parts) | Node::Or(parts) => parts.iter().any(ranks),
        _ => false,
    }
}

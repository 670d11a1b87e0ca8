//! Ranked hits with passages: the main entry point of the room.

use super::explanation::ScoreExplanation;
use super::highlighter::{Highlighter, spans_of};
use super::missing_parts::MissingParts;
use super::ranker::rank_candidates;
use super::read_articles::read_articles;
use super::resolved_query::resolve_query;
use super::respelling;
use super::search_error::SearchError;
use super::search_note::SearchNote;
use super::search_options::SearchOptions;
use super::search_query::SearchQuery;
use crate::article::Article;
use crate::engine::{Deadline, Engine, Upcoming};
use crate::matching::{PassageSpans, passages};
use crate::query::Field;
use crate::text::StemCache;
use std::ops::{ControlFlow, Range};
use std::time::Instant;

/// One page of hits.
#[derive(Debug, Clone)]
pub struct SearchResults {
    /// The query with its filters in canonical form.
    pub query: String,
    /// The exact number of matching articles: the length of the list.
    pub total: usize,
    /// The number of articles in the list that have all words, as [`count`](super::count()) counts them.
    pub total_with_all: usize,
    /// The number of hits skipped.
    pub offset: usize,
    /// The number of hits on the page.
    pub shown: usize,
    /// The time taken, in seconds.
    pub seconds: f64,
    /// Notes for the user on how the query was read and run.
    pub notes: Vec<SearchNote>,
    /// A respelled query that has hits, if no article has all words of this one.
    pub suggestion: Option<String>,
    /// The hits in order.
    pub hits: Vec<RankedHit>,
}

/// A matching article with the passages to show.
#[derive(Debug, Clone)]
pub struct RankedHit {
    /// The rank among all hits, from 1.
    pub rank: usize,
    /// The score. Scores of different searches are not comparable.
    pub score: f64,
    /// The parts of the score, if requested.
    pub explanation: Option<ScoreExplanation>,
    /// The article.
    pub article: Article,
    /// The parts of the query that the article lacks, in canonical form; stop words are not counted.
    pub missing: Vec<String>,
    /// The matches in the headline, as byte ranges.
    pub headline_spans: Vec<Range<usize>>,
    /// The passages in the order of the text.
    pub passages: Vec<PassageSpans>,
}

/// Searches an archive.
///
/// # Errors
/// If the query or a filter is invalid, the time limit is reached, or the archive cannot be read.
pub fn search(engine: &dyn Engine, query: &SearchQuery, options: &SearchOptions) -> Result<SearchResults, SearchError> {
    search_until(&Deadline::after(options.time_limit), engine, query, options)
}

/// Searches an archive and calls `visit` with each hit in order until it breaks, so that memory use does not grow with the texts. The results are returned
/// without the hits.
///
/// # Errors
/// As [`search`]; some hits may have been visited before.
pub fn search_each(
    engine: &dyn Engine,
    query: &SearchQuery,
    options: &SearchOptions,
    visit: &mut dyn FnMut(RankedHit) -> ControlFlow<()>,
) -> Result<SearchResults, SearchError> {
    search_each_until(&Deadline::after(options.time_limit), engine, query, options, visit)
}

/// Searches an archive, finding and ranking until a deadline.
pub(super) fn search_until(
    deadline: &Deadline,
    engine: &dyn Engine,
    query: &SearchQuery,
    options: &SearchOptions,
) -> Result<SearchResults, SearchError> {
    let mut hits = Vec::new();
    let results = search_each_until(deadline, engine, query, options, &mut |hit| {
        hits.push(hit);
        ControlFlow::Continue(())
    })?;
    Ok(SearchResults { hits, ..results })
}

fn search_each_until(
    deadline: &Deadline,
    engine: &dyn Engine,
    query: &SearchQuery,
    options: &SearchOptions,
    visit: &mut dyn FnMut(RankedHit) -> ControlFlow<()>,
) -> Result<SearchResults, SearchError> {
    let started = Instant::now();
    let finding = &*engine.within(deadline.at(&query.text));
    let resolved = resolve_query(query)?.require_any()?;
    finding.prepare(Upcoming::Words(&resolved.words()))?;
    let resolved = resolved.adapted_to(finding)?.with_compounds(finding, options)?;
    let ranked = rank_candidates(finding, &resolved, options)?;
    let suggestion = if ranked.total_with_all == 0 {
        respelling::suggestion(finding, &query.parse, &resolved, &options.folders)?
    } else {
        None
    };
    let highlighter = Highlighter::new(&ranked.highlighted, engine)?;
    let addresses: Vec<_> = ranked.candidates.iter().map(|candidate| candidate.address).collect();
    let missing = if ranked.total_with_all < ranked.total { Some(MissingParts::of(&resolved, engine)?) } else { None };
    let prepare = |_, article: Article, stems: &mut StemCache| {
        let matches = highlighter.matches(&article, stems);
        let passages = passages(&article, &matches, options.passages);
        let missing = missing.as_ref().map_or_else(Vec::new, |missing| missing.in_article(&article, stems));
        (spans_of(&matches, Field::Headline), passages, missing, article)
    };
    let mut candidates = ranked.candidates.into_iter();
    let mut contributions = ranked.contributions.map(Vec::into_iter);
    let mut rank = options.offset;
    read_articles(engine, &addresses, prepare, |(headline_spans, passages, missing, article)| {
        let Some(candidate) = candidates.next() else { return ControlFlow::Break(()) };
        let words = contributions.as_mut().map(|of_candidates| of_candidates.next().unwrap_or_default());
        rank += 1;
        visit(RankedHit {
            rank,
            score: candidate.score,
            explanation: words.map(|words| ScoreExplanation::new(&candidate, words)),
            headline_spans,
            missing,
            passages,
            article,
        })
    })?;
    Ok(SearchResults {
        query: resolved.typed_query().to_string(),
        total: ranked.total,
        total_with_all: ranked.total_with_all,
        offset: options.offset,
        shown: rank - options.offset,
        notes: ranked.notes,
        suggestion,
        hits: Vec::new(),
        seconds: started.elapsed().as_secs_f64(),
    })
}

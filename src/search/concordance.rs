//! The concordance (keyword in context): every match of a query with the text around it.
//!
//! In date order the lines stream: only the addresses of the articles are in memory. Any other order has to see every line first, and a line keeps
//! no more of its article than it shows.

use super::concordance_line::{ConcordanceLine, KeyedLine, LineOrder, lines_of, sort_and_truncate};
use super::highlighter::Highlighter;
use super::read_articles::read_articles;
use super::resolved_query::{ResolvedQuery, resolve_query};
use super::respelling;
use super::search_error::SearchError;
use super::search_note::SearchNote;
use super::search_query::SearchQuery;
use crate::article::Article;
use crate::engine::{ArticleAddress, Deadline, Engine, Request, Sort, TruncatedPattern};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// The minimum number of lines in memory before lines beyond the limit are dropped.
const MIN_BUFFER: usize = 10_000;

/// How to make a concordance.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ConcordanceOptions {
    /// The order of the lines.
    pub order: LineOrder,
    /// The maximum number of characters of context on each side of a match.
    pub width: usize,
    /// The maximum number of lines; `None` for all.
    pub limit: Option<usize>,
    /// The maximum time for finding the articles, after which the concordance fails; `None` for no limit. Reading them for the lines is not limited.
    pub time_limit: Option<Duration>,
}

/// The summary of a concordance after its lines.
#[derive(Debug, Clone)]
pub struct Concordance {
    /// The query with its filters in canonical form.
    pub query: String,
    /// The number of lines visited.
    pub lines: usize,
    /// The number of articles that the lines come from.
    pub articles: usize,
    /// Whether there are more lines than the limit allows.
    pub has_more: bool,
    /// Notes for the user on how the query was read and run.
    pub notes: Vec<SearchNote>,
    /// A respelled query that has hits, if this one has none.
    pub suggestion: Option<String>,
    /// The time taken, in seconds.
    pub seconds: f64,
}

/// Passes the lines of a concordance to `visit` until it breaks, and returns the summary.
///
/// # Errors
/// If the query or a filter is invalid, the query matches no text, the time limit is reached, or the archive cannot be read.
pub fn concordance(
    engine: &dyn Engine,
    query: &SearchQuery,
    options: &ConcordanceOptions,
    visit: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
) -> Result<Concordance, SearchError> {
    concordance_until(&Deadline::after(options.time_limit), engine, query, options, visit)
}

/// Makes a concordance, finding the articles until a deadline.
pub(super) fn concordance_until(
    deadline: &Deadline,
    engine: &dyn Engine,
    query: &SearchQuery,
    options: &ConcordanceOptions,
    visit: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
) -> Result<Concordance, SearchError> {
    let started = Instant::now();
    let finding = &*engine.within(deadline.at(&query.text));
    let resolved = resolve_query(query)?.require_any()?.adapted_to(finding)?;
    if !resolved.has_text() {
        return Err(SearchError::NoText);
    }
    let mut counter =
        LineCounter { limit: options.limit.unwrap_or(usize::MAX), lines: 0, articles: HashSet::new(), has_more: false };
    let truncated = each_line(engine, finding, &resolved, options, &mut |line| counter.visit(line, visit))?;
    let suggestion = match counter.lines {
        0 if !counter.has_more => respelling::suggestion(finding, &query.parse, &resolved, &[])?,
        _ => None,
    };
    Ok(Concordance {
        query: resolved.typed_query().to_string(),
        lines: counter.lines,
        articles: counter.articles.len(),
        has_more: counter.has_more,
        notes: resolved.notes_with(&truncated).into_iter().chain(resolved.all_required_note()).collect(),
        suggestion,
        seconds: started.elapsed().as_secs_f64(),
    })
}

/// Passes lines on up to a limit and counts them.
struct LineCounter {
    limit: usize,
    lines: usize,
    articles: HashSet<ArticleAddress>,
    has_more: bool,
}

impl LineCounter {
    fn visit(
        &mut self,
        line: &ConcordanceLine,
        visit: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.lines == self.limit {
            self.has_more = true;
            return ControlFlow::Break(());
        }
        self.lines += 1;
        self.articles.insert(line.article.address);
        visit(line)
    }
}

/// Passes the lines to `visit`: `finding` finds the articles and `engine` reads them.
fn each_line(
    engine: &dyn Engine,
    finding: &dyn Engine,
    resolved: &ResolvedQuery,
    options: &ConcordanceOptions,
    visit: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
) -> Result<Vec<TruncatedPattern>, SearchError> {
    let is_by_date = options.order == LineOrder::Date;
    let sort = if is_by_date { Sort::Oldest } else { Sort::AsKept };
    let query = resolved.full_query();
    let (addresses, truncated) = finding.addresses(&Request { sort, ..Request::new(&query) })?;
    let highlighter = Highlighter::new(&query, engine)?;
    let map = |address, article: Article, stems: &mut _| {
        lines_of(address, &article, &highlighter.matches(&article, stems), options.order, options.width)
    };
    if is_by_date {
        read_articles(engine, &addresses, map, |lines| lines.iter().try_for_each(|(_, line)| visit(line)))?;
        return Ok(truncated);
    }
    let mut all: Vec<KeyedLine> = Vec::new();
    // One line beyond the limit shows that there are more.
    let limit = options.limit.map_or(usize::MAX, |limit| limit.saturating_add(1));
    read_articles(engine, &addresses, map, |lines| {
        all.extend(lines);
        if all.len() / 2 > limit.max(MIN_BUFFER) {
            sort_and_truncate(&mut all, limit);
        }
        ControlFlow::Continue(())
    })?;
    sort_and_truncate(&mut all, limit);
    // Nothing follows, so a break needs no handling.
    let _ = all.iter().try_for_each(|(_, line)| visit(line));
    Ok(truncated)
}

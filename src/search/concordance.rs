//! The concordance (keyword in context): every match of a query with the text around it.
//!
//! In date order the lines are streamed, with only the addresses of the articles in memory. Any other order must see every line first; lines that do not
//! fit into memory are sorted in temporary files.

use super::concordance_line::{ConcordanceLine, LineOrder, lines_of};
use super::highlighter::Highlighter;
use super::line_sorter::LineSorter;
use super::read_articles::{read_articles, read_matching};
use super::resolved_query::{ResolvedQuery, resolve_query};
use super::respelling;
use super::search_error::SearchError;
use super::search_note::SearchNote;
use super::search_query::SearchQuery;
use crate::article::Article;
use crate::engine::{ArticleAddress, Deadline, Engine, Request, Sort, TruncatedPattern};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The default number of characters of context.
const DEFAULT_WIDTH: usize = 40;

/// How to make a concordance.
#[derive(Debug, Clone)]
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
    /// The folder for temporary files, in which lines in another order than by date are sorted if they exceed 64 MB.
    pub scratch: PathBuf,
}

impl ConcordanceOptions {
    /// Returns the options for all lines by date, with 40 characters of context and no time limit.
    pub fn new(scratch: PathBuf) -> Self {
        Self { order: LineOrder::Date, width: DEFAULT_WIDTH, limit: None, time_limit: None, scratch }
    }
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

/// Passes the lines to `visit`: `finding` finds the articles, and `engine` reads them.
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
    let request = Request { sort, ..Request::new(&query) };
    let highlighter = Highlighter::new(&query, engine)?;
    let map = |address, article: Article, stems: &mut _| {
        lines_of(address, &article, &highlighter.matches(&article, stems), options.order, options.width)
    };
    if is_by_date {
        let (addresses, truncated) = finding.addresses(&request)?;
        read_articles(engine, &addresses, map, |lines| lines.iter().try_for_each(|(_, line)| visit(line)))?;
        return Ok(truncated);
    }
    // One line beyond the limit shows that there are more.
    let limit = options.limit.map_or(usize::MAX, |limit| limit.saturating_add(1));
    let mut sorter = LineSorter::new(limit, &options.scratch);
    let mut failure = None;
    let truncated = read_matching(finding, engine, &request, map, |lines| match sorter.add(lines) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    let sorted = failure.map_or_else(|| sorter.each(visit), Err);
    sorted.map_err(|source| SearchError::Scratch { folder: options.scratch.clone(), source })?;
    Ok(truncated)
}

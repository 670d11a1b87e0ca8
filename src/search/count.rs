//! Counts matching articles and their matches, in total and per group.
//!
//! The engine counts without reading articles if it can. If only the matcher can find the matches, the articles are read.

use super::highlighter::{Highlighter, spans_of};
use super::read_articles::read_matching;
use super::resolved_query::resolve_query;
use super::respelling;
use super::search_error::SearchError;
use super::search_note::SearchNote;
use super::search_query::SearchQuery;
use crate::article::{Article, ArticleGroup, Grouping};
use crate::engine::{Deadline, Engine, EngineError, MatchCount, Request, Sort};
use crate::query::Field;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// How to count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CountOptions {
    /// The grouping key; `None` for totals alone.
    pub by: Option<Grouping>,
    /// The maximum time, after which counting fails; `None` for no limit.
    pub time_limit: Option<Duration>,
}

/// The counts of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRow {
    /// The value that the articles of the group share.
    pub group: ArticleGroup,
    /// The number of matching articles.
    pub articles: u64,
    /// The number of matches, as in [`CountResults::matches`].
    pub matches: Option<u64>,
}

/// The counts of a query.
#[derive(Debug, Clone)]
pub struct CountResults {
    /// The query with its filters in canonical form.
    pub query: String,
    /// The number of matching articles.
    pub articles: u64,
    /// The number of matches, one per line of the concordance; `None` if the query matches no text.
    pub matches: Option<u64>,
    /// The grouping key, if the counts are grouped.
    pub by: Option<Grouping>,
    /// A row per group; the rows add up to the totals. Years and months are in order, other groups by descending size, [`ArticleGroup::None`] is last.
    pub rows: Vec<CountRow>,
    /// Notes for the user on how the query was read and run.
    pub notes: Vec<SearchNote>,
    /// A respelled query that has hits, if this one has none.
    pub suggestion: Option<String>,
    /// The time taken, in seconds.
    pub seconds: f64,
}

/// Counts the articles and matches of a query.
///
/// # Errors
/// If the query or a filter is invalid, the time limit is reached, or the archive cannot be read.
pub fn count(engine: &dyn Engine, query: &SearchQuery, options: &CountOptions) -> Result<CountResults, SearchError> {
    count_until(&Deadline::after(options.time_limit), engine, query, options.by)
}

/// Counts the articles and matches of a query until a deadline.
pub(super) fn count_until(
    deadline: &Deadline,
    engine: &dyn Engine,
    query: &SearchQuery,
    by: Option<Grouping>,
) -> Result<CountResults, SearchError> {
    let started = Instant::now();
    let engine = &*engine.within(deadline.at(&query.text));
    let resolved = resolve_query(query)?.require_any()?.adapted_to(engine)?;
    let has_text = resolved.has_text();
    let full_query = resolved.full_query();
    let request = Request { sort: Sort::AsKept, ..Request::new(&full_query) };
    let counts = engine.counts(&request, by, has_text)?;
    let needs_reading = has_text && !counts.has_matches;
    let groups = if needs_reading { count_by_reading(engine, &request, by)? } else { counts.groups };
    let mut total = MatchCount::default();
    for group in groups.values() {
        total += *group;
    }
    let MatchCount { articles, matches } = total;
    let suggestion = match articles {
        0 => respelling::suggestion(engine, &query.parse, &resolved, &[])?,
        _ => None,
    };
    Ok(CountResults {
        query: resolved.typed_query().to_string(),
        articles,
        matches: has_text.then_some(matches),
        by,
        rows: by.map(|_| rows(groups, has_text)).unwrap_or_default(),
        notes: resolved.notes_with(&counts.truncated).into_iter().chain(resolved.all_required_note()).collect(),
        suggestion,
        seconds: started.elapsed().as_secs_f64(),
    })
}

fn count_by_reading(
    engine: &dyn Engine,
    request: &Request<'_>,
    by: Option<Grouping>,
) -> Result<HashMap<ArticleGroup, MatchCount>, EngineError> {
    let mut groups: HashMap<ArticleGroup, MatchCount> = HashMap::new();
    let highlighter = Highlighter::new(request.query, engine)?;
    let map = |_, article: Article, stems: &mut _| {
        let matches = highlighter.matches(&article, stems);
        let matches: usize = Field::PROSE.iter().map(|field| spans_of(&matches, *field).len()).sum();
        (by.map_or(ArticleGroup::None, |by| by.group_of(&article)), matches as u64)
    };
    read_matching(engine, engine, request, map, |(group, matches)| {
        *groups.entry(group).or_default() += MatchCount { articles: 1, matches };
        ControlFlow::Continue(())
    })?;
    Ok(groups)
}

fn rows(groups: HashMap<ArticleGroup, MatchCount>, has_text: bool) -> Vec<CountRow> {
    let mut rows: Vec<CountRow> = groups
        .into_iter()
        .map(|(group, MatchCount { articles, matches })| CountRow {
            group,
            articles,
            matches: has_text.then_some(matches),
        })
        .collect();
    rows.sort_by_cached_key(|row| match &row.group {
        // Articles of unknown month come after the months of their year.
        ArticleGroup::Year(year) => (0, i64::from(*year) * 16 + 15, 0, row.group.clone()),
        ArticleGroup::Month(year, month) => (0, i64::from(*year) * 16 + i64::from(*month), 0, row.group.clone()),
        ArticleGroup::Name(_) | ArticleGroup::Language(_) => (0, 0, u64::MAX - row.articles, row.group.clone()),
        ArticleGroup::None => (1, 0, 0, row.group.clone()),
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_in_order_and_other_groups_by_size() {
        let sorted = |groups: Vec<(ArticleGroup, u64)>| -> Vec<ArticleGroup> {
            let counted = |articles| MatchCount { articles, matches: 0 };
            let groups = groups.into_iter().map(|(group, articles)| (group, counted(articles))).collect();
            rows(groups, true).into_iter().map(|row| row.group).collect()
        };
        let name = |name: &str| ArticleGroup::Name(name.to_owned());
        assert_eq!(
            sorted(vec![(ArticleGroup::None, 9), (name("b"), 1), (name("c"), 5), (name("a"), 1)]),
            [name("c"), name("a"), name("b"), ArticleGroup::None]
        );
        let months = [
            ArticleGroup::Month(2014, 12),
            ArticleGroup::Month(2015, 1),
            ArticleGroup::Month(2015, 12),
            ArticleGroup::Year(2015),
        ];
        assert_eq!(sorted(months.iter().rev().map(|group| (group.clone(), 1)).collect()), months);
    }
}

//! Selects, counts and ranks the articles of a request in the cheapest exact way.

use super::clauses::{ScoredClause, resolve};
use super::proposals::best_proposed;
use super::ranked_hits::{Scorer, SelectedArticle};
use crate::article::{Article, ArticleGroup, Grouping};
use crate::engine::opensearch::counting::group_counts;
use crate::engine::opensearch::lowering::{ClusterLowering, Lowered};
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::reading::each_page;
use crate::engine::opensearch::search_answer::{ORDER_COLUMNS, WantedParts};
use crate::engine::{EngineError, MatchCount, Request, Sort};
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// The maximum number of articles that are ranked by proposals; for more, all matching articles are read.
const MAX_RANKED: usize = 4_000;

/// The maximum size of one sorted page (`index.max_result_window`).
const MAX_PAGE: usize = 10_000;

/// Returns the requested page of hits, in order, and the number of matching articles.
pub(in crate::engine::opensearch) fn select(
    index: &ClusterIndex,
    request: &Request<'_>,
) -> Result<(Vec<SelectedArticle>, usize), EngineError> {
    simpler_if_needed(|is_simple| select_as(index, request, is_simple))
}

/// Runs a search, and again with single words if it has more clauses than the cluster allows.
fn simpler_if_needed<T>(search: impl Fn(bool) -> Result<T, EngineError>) -> Result<T, EngineError> {
    match search(false) {
        Err(EngineError::Cluster(error)) if error.is_too_many_clauses() => search(true),
        answer => answer,
    }
}

fn select_as(
    index: &ClusterIndex,
    request: &Request<'_>,
    is_simple: bool,
) -> Result<(Vec<SelectedArticle>, usize), EngineError> {
    let end = request.offset.saturating_add(request.limit);
    let languages = index.summary()?.languages();
    let mut lowering = ClusterLowering::new(&languages, &index.deadline);
    lowering.ranks = request.sort == Sort::Relevance && end > 0;
    lowering.is_simple = is_simple;
    let selection = lowering.request(request)?;
    let clauses = resolve(&lowering.words, index, request.is_prose)?;
    let mut scorer = Scorer::new(index, request, &clauses, &languages, !selection.is_exact)?;
    let (mut found, total) = if !selection.is_exact {
        scorer.keeps = false;
        read_all(index, &selection.query, &scorer, true)?
    } else if end == 0 {
        (Vec::new(), usize::try_from(index.count(&selection.query)?).unwrap_or(usize::MAX))
    } else {
        ranked(index, &selection, &clauses, &mut scorer, request, end)?
    };
    found.sort_unstable();
    found.truncate(end);
    found.drain(..request.offset.min(found.len()));
    Ok((found, total))
}

fn ranked(
    index: &ClusterIndex,
    selection: &Lowered,
    clauses: &[ScoredClause],
    scorer: &mut Scorer<'_>,
    request: &Request<'_>,
    end: usize,
) -> Result<(Vec<SelectedArticle>, usize), EngineError> {
    let is_scored = request.sort == Sort::Relevance && !clauses.is_empty();
    if is_scored
        && end <= MAX_RANKED
        && let Some(best) = best_proposed(index, selection, clauses, scorer, end)?
    {
        return Ok(best);
    }
    if !is_scored && end <= MAX_PAGE {
        return sorted_page(index, &selection.query, scorer, request.sort, end);
    }
    scorer.keeps = false;
    read_all(index, &selection.query, scorer, is_scored)
}

/// Prefetches the number of matching articles of each request that the cluster can count exactly.
pub(in crate::engine::opensearch) fn expect_totals(
    index: &ClusterIndex,
    requests: &[Request<'_>],
) -> Result<(), EngineError> {
    let mut queries = Vec::new();
    for request in requests {
        let selection = lowered(index, request, false)?;
        queries.extend(selection.is_exact.then_some(selection.query));
    }
    index.expect_frequencies(queries);
    Ok(())
}

/// Counts the matching articles by group.
pub(in crate::engine::opensearch) fn count_groups(
    index: &ClusterIndex,
    request: &Request<'_>,
    by: Option<Grouping>,
) -> Result<HashMap<ArticleGroup, MatchCount>, EngineError> {
    let exact = simpler_if_needed(|is_simple| {
        let selection = lowered(index, request, is_simple)?;
        selection.is_exact.then(|| group_counts(index, &selection.query, by)).transpose()
    })?;
    if let Some(groups) = exact {
        return Ok(groups);
    }
    let mut groups: HashMap<ArticleGroup, MatchCount> = HashMap::new();
    each_match(index, request, &mut |articles| {
        for (_, article) in articles {
            let group = by.map_or(ArticleGroup::None, |by| by.group_of(&article));
            *groups.entry(group).or_default() += MatchCount { articles: 1, matches: 0 };
        }
        ControlFlow::Continue(())
    })?;
    Ok(groups)
}

/// Passes the matching articles with their addresses to `visit`, page by page in the order of writing, until it breaks.
pub(in crate::engine::opensearch) fn each_match(
    index: &ClusterIndex,
    request: &Request<'_>,
    visit: &mut dyn FnMut(Vec<(u64, Article)>) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    let languages = index.summary()?.languages();
    let begun = Cell::new(false);
    let mut read = |is_simple| {
        let selection = lowered(index, request, is_simple)?;
        let scorer = Scorer::new(index, request, &[], &languages, !selection.is_exact)?;
        each_page(index, &selection.query, WantedParts::Articles, |documents| {
            begun.set(true);
            Ok(visit(scorer.accepted(documents)?))
        })
    };
    match read(false) {
        Err(EngineError::Cluster(error)) if error.is_too_many_clauses() && !begun.get() => read(true),
        read => read,
    }
}

/// Returns the query that selects the articles of a request, without words to rank by.
fn lowered(index: &ClusterIndex, request: &Request<'_>, is_simple: bool) -> Result<Lowered, EngineError> {
    let languages = index.summary()?.languages();
    let mut lowering = ClusterLowering::new(&languages, &index.deadline);
    (lowering.ranks, lowering.is_simple) = (false, is_simple);
    lowering.request(request)
}

/// Returns the first articles in an order that does not need scores.
fn sorted_page(
    index: &ClusterIndex,
    query: &Value,
    scorer: &Scorer<'_>,
    sort: Sort,
    end: usize,
) -> Result<(Vec<SelectedArticle>, usize), EngineError> {
    let by_date = |order: &str| json!({ field::ORDER: { "order": order, "missing": "_last" } });
    let tie = json!({ field::TIE: "asc" });
    let order = match sort {
        Sort::Relevance => json!([tie]),
        Sort::Newest => json!([by_date("desc"), tie]),
        Sort::Oldest => json!([by_date("asc"), tie]),
        Sort::AsKept => json!([{ field::ADDRESS: "asc" }]),
    };
    let page = json!({ "size": end, "query": query, "sort": order, "track_total_hits": true });
    let answer = index.search(&ORDER_COLUMNS.of(page))?;
    let total = answer.total().unwrap_or_default();
    Ok((scorer.score(answer.into_documents())?, usize::try_from(total).unwrap_or(usize::MAX)))
}

/// Reads all articles that the cluster's query matches and returns those that match the request.
fn read_all(
    index: &ClusterIndex,
    query: &Value,
    scorer: &Scorer<'_>,
    with_article: bool,
) -> Result<(Vec<SelectedArticle>, usize), EngineError> {
    let mut found = Vec::new();
    let wanted = if with_article { WantedParts::Articles } else { ORDER_COLUMNS };
    each_page(index, query, wanted, |documents| {
        found.extend(scorer.score(documents)?);
        Ok(ControlFlow::Continue(()))
    })?;
    let total = found.len();
    Ok((found, total))
}

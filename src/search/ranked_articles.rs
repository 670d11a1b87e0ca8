//! Ranked articles without passages, for evaluation.

use super::ranker::rank_candidates;
use super::resolved_query::resolve_query;
use super::search_error::SearchError;
use super::search_options::{HitOrder, SearchOptions};
use super::search_query::SearchQuery;
use crate::article::Article;
use crate::engine::{Deadline, Engine};

/// An article of a ranking.
#[derive(Debug, Clone)]
pub struct RankedArticle {
    /// The score. Scores of different queries are not comparable.
    pub score: f64,
    /// The article.
    pub article: Article,
}

/// Returns the `depth` best articles for a query, ranked exactly as [`search`](super::search) ranks them; none for a query without text to rank by.
///
/// # Errors
/// If the query or a filter is invalid, the time limit is reached, or the archive cannot be read.
pub fn rank_articles(
    engine: &dyn Engine,
    query: &SearchQuery,
    options: &SearchOptions,
    depth: usize,
) -> Result<Vec<RankedArticle>, SearchError> {
    let resolved = resolve_query(query)?;
    if !resolved.has_text() {
        return Ok(Vec::new());
    }
    let options = SearchOptions { order: Some(HitOrder::Relevance), offset: 0, limit: depth, ..options.clone() };
    let finding = &*engine.within(Deadline::after(options.time_limit).at(&query.text));
    let resolved = resolved.adapted_to(finding)?.with_compounds(finding, &options)?;
    let candidates = rank_candidates(finding, &resolved, &options)?.candidates;
    let addresses: Vec<_> = candidates.iter().map(|candidate| candidate.address).collect();
    let mut scores = candidates.iter().map(|candidate| candidate.score);
    let mut articles = Vec::with_capacity(candidates.len());
    engine.articles_at(&addresses, &mut |article| {
        articles.extend(scores.next().map(|score| RankedArticle { score, article }));
    })?;
    Ok(articles)
}

//! The articles that answer, ranked, without anything to show of them: what measures call.

use super::ranker::ranked;
use super::{SearchError, SearchOptions, SearchQuery, resolve_query};
use crate::article::Article;
use crate::engine::{Engine, Sort};

/// One article of a ranking.
#[derive(Debug, Clone)]
pub struct RankedArticle {
    /// How well it answers; to be compared within one ranking only.
    pub score: f64,
    /// The article.
    pub article: Article,
}

/// Returns the best `depth` articles for a question, the best first, exactly as a search ranks them. A question without words has none.
///
/// # Errors
/// If the query or a filter makes no sense, or the archive cannot be read.
pub fn rank_articles(
    engine: &dyn Engine,
    question: &SearchQuery,
    options: &SearchOptions,
    depth: usize,
) -> Result<Vec<RankedArticle>, SearchError> {
    let understood = resolve_query(question)?;
    if !understood.has_text() {
        return Ok(Vec::new());
    }
    let understood = understood.resolve_acronyms(engine)?;
    let options = SearchOptions { sort: Some(Sort::Relevance), offset: 0, limit: depth, ..options.clone() };
    let mut articles = Vec::new();
    for answer in ranked(engine, &understood, &options)?.answers {
        articles.push(RankedArticle { score: answer.score, article: engine.article_at(answer.address)? });
    }
    Ok(articles)
}

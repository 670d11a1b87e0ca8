//! The articles that answer, ranked, without anything to show of them: what measures call.

use super::{Question, SearchError, SearchOptions, understand};
use crate::article::Article;
use crate::engine::{Engine, Request, Sort};
use crate::query::{Node, Query};

/// One article of a ranking.
#[derive(Debug, Clone)]
pub struct RankedArticle {
    /// How well it answers; to be compared within one ranking only.
    pub score: f32,
    /// The article.
    pub article: Article,
}

/// Returns the best `depth` articles for a question of prose, the best first, exactly as a search ranks them. A question without words has none.
///
/// # Errors
/// If the query or a filter makes no sense, or the archive cannot be read.
pub fn rank(
    engine: &dyn Engine,
    question: &Question,
    options: &SearchOptions,
    depth: usize,
) -> Result<Vec<RankedArticle>, SearchError> {
    let mut understood = understand(question)?;
    if !understood.has_text() {
        return Ok(Vec::new());
    }
    let filters = question.filters.query(question.parse.today)?;
    understood.words = any_word(understood.words);
    understood.asked = understood.words.clone().and(filters);
    let understood = understood.with_acronyms_of(engine)?;
    let request =
        Request { query: &understood.asked, folders: &options.folders, sort: Sort::Relevance, offset: 0, limit: depth };
    let page = engine.search(&request)?;
    Ok(page.found.into_iter().map(|found| RankedArticle { score: found.score, article: found.article }).collect())
}

/// Returns a query of prose of which any word answers, where all had to: the more words an article has, the better it ranks.
fn any_word(query: Query) -> Query {
    let node = match query.node {
        Node::And(parts) => Node::Or(parts),
        other => other,
    };
    Query { node, span: query.span }
}

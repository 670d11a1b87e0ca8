//! Articles by id or URL.

use crate::article::{Article, ArticleId};
use crate::engine::{Engine, EngineError, Request};
use crate::query::{Field, Node, Query};
use crate::text::{ANY_CHARACTER, ANY_RUN};

/// Returns the articles with an id or a URL: several if several files contain the same article.
///
/// # Errors
/// If the archive cannot be read.
pub fn find_articles(engine: &dyn Engine, id_or_url: &str) -> Result<Vec<Article>, EngineError> {
    let id_or_url = id_or_url.trim();
    if !id_or_url.contains("://") {
        return engine.articles_with_id(&ArticleId::from_typed(id_or_url));
    }
    let text = id_or_url.replace([ANY_RUN, ANY_CHARACTER], " ");
    let query = Query::from(Node::Phrase { text, field: Some(Field::Url), slop: 0, cased: false });
    let (addresses, _) = engine.addresses(&Request::new(&query))?;
    let mut articles = Vec::new();
    engine.articles_at(&addresses, &mut |article| {
        // The phrase may be only a part of a longer URL.
        if article.url.as_deref() == Some(id_or_url) {
            articles.push(article);
        }
    })?;
    Ok(articles)
}

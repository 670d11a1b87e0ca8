//! A document in the answer to a search.

use crate::article::Article;
use crate::engine::EngineError;
use crate::engine::opensearch::mapping::field;
use serde::Deserialize;
use serde_json::Value;

/// A document that was found.
#[derive(Debug, Deserialize)]
pub(in crate::engine::opensearch) struct FoundArticle {
    /// The score of the cluster; absent in a search with another order.
    #[serde(rename = "_score")]
    pub score: Option<f64>,
    #[serde(rename = "_source")]
    pub source: Source,
}

/// The parts of a document that a search asks for.
#[derive(Debug, Deserialize)]
pub(in crate::engine::opensearch) struct Source {
    pub address: u64,
    #[serde(default)]
    pub tie: i64,
    #[serde(default)]
    pub length: u32,
    pub order: Option<i64>,
    pub article: Option<Article>,
}

/// Returns the names of the parts that a search asks for.
pub(in crate::engine::opensearch) fn source_fields(with_article: bool) -> Vec<&'static str> {
    let mut fields = vec![field::ADDRESS, field::TIE, field::LENGTH, field::ORDER];
    fields.extend(with_article.then_some(field::ARTICLE));
    fields
}

/// Returns the documents of an answer, in order.
pub(in crate::engine::opensearch) fn found_articles(answer: &mut Value) -> Result<Vec<FoundArticle>, EngineError> {
    let hits = answer.pointer_mut("/hits/hits").map(Value::take).unwrap_or_default();
    serde_json::from_value(hits).map_err(|error| EngineError::Corrupt(format!("a document of the cluster: {error}")))
}

//! Reads all documents that match, page by page, as of one moment.

use super::found::{FoundArticle, found_articles, source_fields};
use crate::article::Article;
use crate::engine::EngineError;
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use serde_json::{Value, json};
use std::ops::ControlFlow;

/// The number of documents of a page.
const PAGE: usize = 1_000;

/// How long the cluster keeps the moment between two pages.
const KEEP_ALIVE: &str = "5m";

/// Calls `visit` with all documents that match a query, page by page in the order of writing, until it breaks.
pub(in crate::engine::opensearch) fn each_page(
    index: &ClusterIndex,
    query: &Value,
    fields: &[&str],
    mut visit: impl FnMut(Value) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), EngineError> {
    let path = format!("/{}/_search/point_in_time?keep_alive={KEEP_ALIVE}", index.name);
    let opened = index.ask(&path, &json!({}))?;
    let Some(moment) = opened.get("pit_id").and_then(Value::as_str) else {
        return Err(EngineError::Index("the cluster opened no point in time".into()));
    };
    let read = pages(index, moment, query, fields, &mut visit);
    // It ends by itself; an error here is no error of the search.
    let _ = index.client.delete_with("/_search/point_in_time", &json!({ "pit_id": [moment] }));
    read
}

fn pages(
    index: &ClusterIndex,
    moment: &str,
    query: &Value,
    fields: &[&str],
    visit: &mut impl FnMut(Value) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), EngineError> {
    let mut after: Option<Value> = None;
    loop {
        let mut body = json!({
            "size": PAGE,
            "query": query,
            "_source": fields,
            "track_total_hits": false,
            "pit": { "id": moment, "keep_alive": KEEP_ALIVE },
            "sort": [{ field::ADDRESS: "asc" }],
        });
        if let (Some(after), Some(body)) = (after.take(), body.as_object_mut()) {
            body.insert("search_after".to_owned(), after);
        }
        let answer = index.search_at("/_search", &body)?;
        let hits = answer.pointer("/hits/hits").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let count = hits.len();
        after = hits.last().and_then(|hit| hit.get("sort")).cloned();
        if count == 0 || visit(answer)?.is_break() || count < PAGE {
            return Ok(());
        }
    }
}

/// Returns the documents at some addresses, in ascending order.
pub(in crate::engine::opensearch) fn read_by_address(
    index: &ClusterIndex,
    addresses: &[u64],
) -> Result<Vec<FoundArticle>, EngineError> {
    let mut found = Vec::with_capacity(addresses.len());
    for addresses in addresses.chunks(PAGE) {
        let mut answer = index.search(&json!({
            "size": PAGE,
            "query": { "bool": { "filter": [{ "terms": { field::ADDRESS: addresses } }] } },
            "_source": source_fields(true),
            "track_total_hits": false,
            "sort": [{ field::ADDRESS: "asc" }],
        }))?;
        found.extend(found_articles(&mut answer)?);
    }
    Ok(found)
}

/// Returns all articles with a value in a field.
pub(in crate::engine::opensearch) fn articles_where(
    index: &ClusterIndex,
    of: &str,
    value: &str,
) -> Result<Vec<Article>, EngineError> {
    let mut articles = Vec::new();
    each_page(index, &json!({ "term": { of: value } }), &source_fields(true), |mut answer| {
        articles.extend(found_articles(&mut answer)?.into_iter().filter_map(|found| found.source.article));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(articles)
}

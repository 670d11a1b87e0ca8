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
    // What fits on a page needs no moment that several requests agree on.
    let answer = index.search(&page(query, fields))?;
    if !is_full(&answer) {
        return visit(answer).map(|_| ());
    }
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

fn page(query: &Value, fields: &[&str]) -> Value {
    json!({
        "size": PAGE,
        "query": query,
        "_source": fields,
        "track_total_hits": false,
        "sort": [{ field::ADDRESS: "asc" }],
    })
}

fn is_full(answer: &Value) -> bool {
    answer.pointer("/hits/hits").and_then(Value::as_array).is_some_and(|hits| hits.len() >= PAGE)
}

fn pages(
    index: &ClusterIndex,
    moment: &str,
    query: &Value,
    fields: &[&str],
    visit: &mut impl FnMut(Value) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), EngineError> {
    let mut body = page(query, fields);
    let mut set = |name: &str, value: Value| {
        if let Some(body) = body.as_object_mut() {
            body.insert(name.to_owned(), value);
        }
        body.clone()
    };
    let mut request = set("pit", json!({ "id": moment, "keep_alive": KEEP_ALIVE }));
    loop {
        let answer = index.search_at("/_search", &request)?;
        let last = answer.pointer("/hits/hits").and_then(Value::as_array).and_then(|hits| hits.last());
        let after = last.and_then(|hit| hit.get("sort")).cloned();
        let is_last = !is_full(&answer);
        if visit(answer)?.is_break() || is_last {
            return Ok(());
        }
        let Some(after) = after else { return Ok(()) };
        request = set("search_after", after);
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

//! Reads all documents that match, page by page, as of one moment.

use crate::article::Article;
use crate::engine::EngineError;
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::search_answer::{FoundDocument, WantedParts};
use crossbeam_channel::bounded;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::thread::Builder;

/// The number of documents of a page, and of a page of columns alone (`index.max_result_window`).
const PAGE: usize = 1_000;
const COLUMN_PAGE: usize = 10_000;

/// How long the cluster keeps the moment between two pages.
const KEEP_ALIVE: &str = "5m";

/// Calls `visit` with all documents that match a query, page by page in the order of writing, until it breaks.
pub(in crate::engine::opensearch) fn each_page(
    index: &ClusterIndex,
    query: &Value,
    wanted: WantedParts<'_>,
    mut visit: impl FnMut(Vec<FoundDocument>) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), EngineError> {
    // What fits on a page needs no moment that several requests agree on.
    let size = if matches!(wanted, WantedParts::Articles) { PAGE } else { COLUMN_PAGE };
    let page = wanted.of(page(query, size));
    let first = index.search(&page)?.into_documents();
    if first.len() < size {
        return visit(first).map(|_| ());
    }
    let path = format!("/{}/_search/point_in_time?keep_alive={KEEP_ALIVE}", index.name);
    let opened = index.ask(&path, &json!({}))?;
    let Some(moment) = opened.get("pit_id").and_then(Value::as_str) else {
        return Err(EngineError::Index("the cluster opened no point in time".into()));
    };
    let read = pages(index, moment, page, size, &mut visit);
    // It ends by itself; an error here is no error of the search.
    let _ = index.client.delete_with("/_search/point_in_time", &json!({ "pit_id": [moment] }));
    read
}

fn page(query: &Value, size: usize) -> Value {
    json!({
        "size": size,
        "query": query,
        "track_total_hits": false,
        "sort": [{ field::ADDRESS: "asc" }],
    })
}

/// Passes the pages on, the next of which is read while one is worked on.
fn pages(
    index: &ClusterIndex,
    moment: &str,
    page: Value,
    size: usize,
    visit: &mut impl FnMut(Vec<FoundDocument>) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), EngineError> {
    let (sender, receiver) = bounded(1);
    std::thread::scope(|scope| {
        let send = move || {
            let mut pages = Pages { index, page, moment, size, has_more: true };
            while let Some(read) = pages.next() {
                // Nobody listens after an error or a break.
                if sender.send(read).is_err() {
                    return;
                }
            }
        };
        Builder::new().spawn_scoped(scope, send).map_err(EngineError::Thread)?;
        for documents in receiver {
            if visit(documents?)?.is_break() {
                break;
            }
        }
        Ok(())
    })
}

/// The pages of a search as of one moment.
struct Pages<'a> {
    index: &'a ClusterIndex,
    page: Value,
    moment: &'a str,
    size: usize,
    has_more: bool,
}

impl Pages<'_> {
    fn next(&mut self) -> Option<Result<Vec<FoundDocument>, EngineError>> {
        if !self.has_more {
            return None;
        }
        self.page["pit"] = json!({ "id": self.moment, "keep_alive": KEEP_ALIVE });
        let documents = match self.index.search_at("/_search", &self.page) {
            Ok(answer) => answer.into_documents(),
            Err(error) => {
                self.has_more = false;
                return Some(Err(error));
            }
        };
        let after = documents.last().and_then(|document| document.sort.clone());
        self.has_more = documents.len() == self.size && after.is_some();
        self.page["search_after"] = after.unwrap_or_default();
        Some(Ok(documents))
    }
}

/// Returns the documents at some addresses, in ascending order.
pub(in crate::engine::opensearch) fn read_by_address(
    index: &ClusterIndex,
    addresses: &[u64],
) -> Result<Vec<FoundDocument>, EngineError> {
    let mut found = Vec::with_capacity(addresses.len());
    for addresses in addresses.chunks(PAGE) {
        let answer = index.search(&json!({
            "size": PAGE,
            "query": { "bool": { "filter": [{ "terms": { field::ADDRESS: addresses } }] } },
            "track_total_hits": false,
            "sort": [{ field::ADDRESS: "asc" }],
        }))?;
        found.extend(answer.into_documents());
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
    each_page(index, &json!({ "term": { of: value } }), WantedParts::Articles, |documents| {
        articles.extend(documents.into_iter().filter_map(|found| found.source.article));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(articles)
}

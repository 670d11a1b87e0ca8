//! Reads all matching documents page by page, as of one point in time.

use crate::article::Article;
use crate::engine::EngineError;
use crate::engine::opensearch::mapping::field;
use crate::engine::opensearch::open_index::ClusterIndex;
use crate::engine::opensearch::search_answer::{FoundDocument, WantedParts};
use crossbeam_channel::bounded;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::thread::Builder;

/// The maximum number of documents in a page, and in a page of columns only (`index.max_result_window`).
const MAX_PAGE: usize = 1_024;
const COLUMN_PAGE: usize = 10_000;

/// The target size of a page in bytes, and the approximate bytes of a document per word.
const PAGE_BYTES: f32 = 16e6;
const WORD_BYTES: f32 = 10.0;

/// How long the cluster keeps the point in time between two pages.
const KEEP_ALIVE: &str = "5m";

/// Calls `visit` with all matching documents of a query, page by page in the order of writing, until it breaks.
pub(in crate::engine::opensearch) fn each_page(
    index: &ClusterIndex,
    query: &Value,
    wanted: WantedParts<'_>,
    mut visit: impl FnMut(Vec<FoundDocument>) -> Result<ControlFlow<()>, EngineError>,
) -> Result<(), EngineError> {
    // A single page needs no point in time.
    let size = if matches!(wanted, WantedParts::Articles) { articles_at_once(index)? } else { COLUMN_PAGE };
    let page = wanted.of(page(query, size));
    match index.search(&page) {
        Ok(answer) => {
            let first = answer.into_documents();
            if first.len() < size {
                return visit(first).map(|_| ());
            }
        }
        Err(EngineError::Cluster(error)) if error.is_large_answer() => {}
        Err(error) => return Err(error),
    }
    let path = format!("/{}/_search/point_in_time?keep_alive={KEEP_ALIVE}", index.name);
    let opened = index.ask(&path, &json!({}))?;
    let Some(moment) = opened.get("pit_id").and_then(Value::as_str) else {
        return Err(EngineError::Index("the cluster opened no point in time".into()));
    };
    let read = pages(index, moment, page, size, &mut visit);
    // It expires by itself, so an error here does not concern the search.
    let _ = index.client.delete_with("/_search/point_in_time", &json!({ "pit_id": [moment] }));
    read
}

/// Returns how many articles to request at once, from their mean length; if the response is too large, fewer are requested.
pub(in crate::engine::opensearch) fn articles_at_once(index: &ClusterIndex) -> Result<usize, EngineError> {
    let bytes = index.summary()?.mean_length().max(1.0) * WORD_BYTES;
    Ok(((PAGE_BYTES / bytes) as usize).clamp(1, MAX_PAGE))
}

fn page(query: &Value, size: usize) -> Value {
    json!({
        "size": size,
        "query": query,
        "track_total_hits": false,
        "sort": [{ field::ADDRESS: "asc" }],
    })
}

/// Passes on the pages, and reads the next one while one is being processed.
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
                // The receiver is gone after an error or a break.
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

/// The pages of a search as of one point in time.
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
        let documents = loop {
            match self.index.search_at("/_search", &self.page) {
                Ok(answer) => break answer.into_documents(),
                Err(EngineError::Cluster(error)) if error.is_large_answer() && self.size > 1 => {
                    self.size /= 2;
                    self.page["size"] = self.size.into();
                }
                Err(error) => {
                    self.has_more = false;
                    return Some(Err(error));
                }
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
    for addresses in addresses.chunks(articles_at_once(index)?) {
        found.extend(read_together(index, addresses)?);
    }
    Ok(found)
}

fn read_together(index: &ClusterIndex, addresses: &[u64]) -> Result<Vec<FoundDocument>, EngineError> {
    let answer = index.search(&json!({
        "size": addresses.len(),
        "query": { "bool": { "filter": [{ "terms": { field::ADDRESS: addresses } }] } },
        "track_total_hits": false,
        "sort": [{ field::ADDRESS: "asc" }],
    }));
    match answer {
        Err(EngineError::Cluster(error)) if error.is_large_answer() && addresses.len() > 1 => {
            let (first, second) = addresses.split_at(addresses.len() / 2);
            Ok([read_together(index, first)?, read_together(index, second)?].into_iter().flatten().collect())
        }
        answer => Ok(answer?.into_documents()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::opensearch::client::ClusterLocation;
    use crate::engine::opensearch::client::test_server::{Reply, Server};
    use crate::engine::opensearch::mapping::meta;

    fn answer(addresses: &[u64], text: &str) -> Reply {
        let hit = |address: &u64| json!({ "_source": { "address": address, "text": text }, "sort": [address] });
        let hits: Vec<Value> = addresses.iter().map(hit).collect();
        let body = json!({ "_shards": { "failed": 0 }, "timed_out": false, "hits": { "hits": hits } });
        Reply::of("200 OK", "", &body.to_string())
    }

    /// Opens the index of a server that gives these replies.
    fn index(replies: Vec<Reply>) -> (ClusterIndex, Server) {
        let summary = json!({ "articles": 2, "languages": [], "length": 800, "published": null });
        let state = json!({ "meta": meta("a").get("dateline"), "summary": summary });
        let opened = Reply::of("200 OK", "", &json!({ "_index": "news-1", "_source": state }).to_string());
        let server = Server::new([vec![opened], replies].into_iter().flatten().collect());
        let location = ClusterLocation { addresses: vec![server.address.clone()], index: "news".to_owned() };
        (ClusterIndex::over(server.client(), &location).unwrap(), server)
    }

    /// A text longer than the test client reads at once.
    fn long() -> String {
        "x".repeat(100 << 10)
    }

    #[test]
    fn fewer_articles_are_asked_for_when_they_are_too_large_together() {
        let replies = vec![answer(&[1, 2, 3], &long()), answer(&[1], "one"), answer(&[2, 3], "two and three")];
        let (index, server) = index(replies);
        let found = read_by_address(&index, &[1, 2, 3]).unwrap();
        assert_eq!(found.iter().map(FoundDocument::address).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(server.requests().len(), 4);
    }

    #[test]
    fn a_page_too_large_is_asked_for_in_smaller_ones() {
        let moment = Reply::of("200 OK", "", r#"{"pit_id":"m"}"#);
        let pages = [answer(&[7], &long()), moment, answer(&[7], &long()), answer(&[7], "seven"), answer(&[], "")];
        let (index, server) = index(pages.into_iter().collect());
        let mut seen = Vec::new();
        each_page(&index, &json!({ "match_all": {} }), WantedParts::Articles, |documents| {
            seen.extend(documents.iter().map(FoundDocument::address));
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
        assert_eq!(seen, [7]);
        assert!(server.requests().get(4).is_some_and(|request| request.contains(r#""size":512"#)));
    }

    #[test]
    fn an_article_too_large_by_itself_is_an_error() {
        let (index, _server) = index(vec![answer(&[1], &long())]);
        let error = read_by_address(&index, &[1]).unwrap_err();
        assert!(matches!(error, EngineError::Cluster(error) if error.is_large_answer()));
    }
}

//! Verifies an index on a cluster: all shards exist, and the copies of each hold the same words.
//!
//! A replica that was built from trimmed documents has all articles but lacks words, so comparing the numbers of articles is not enough.

use super::archive_stats::health;
use crate::engine::EngineError;
use crate::engine::opensearch::mapping::{every_article, field};
use crate::engine::opensearch::open_index::ClusterIndex;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The number of articles to sample, and of words of each.
const ARTICLES: usize = 20;
const WORDS: usize = 20;

/// Returns the damage of an index: lost shards, and copies that differ.
pub(in crate::engine::opensearch) fn damage(index: &ClusterIndex) -> Result<Vec<EngineError>, EngineError> {
    let (health, replicas) = health(index)?;
    let status = health.get("status").and_then(Value::as_str).unwrap_or_default();
    if status == "red" {
        let what = "a shard of the cluster is lost; restore it from a snapshot, or rebuild";
        return Ok(vec![EngineError::Corrupt(what.to_owned())]);
    }
    let initializing = ["initializing_shards", "relocating_shards", "unassigned_shards"];
    let is_settled = initializing.iter().all(|name| health.get(name).and_then(Value::as_u64) == Some(0));
    if replicas == 0 || !is_settled {
        return Ok(Vec::new());
    }
    let words = sample(index)?;
    if counts(index, &words, "_primary")? == counts(index, &words, "_replica")? {
        return Ok(Vec::new());
    }
    let what = "a replica of a shard lacks words: set the number of replicas to 0 and back, so that it is copied again";
    Ok(vec![EngineError::Corrupt(what.to_owned())])
}

/// Returns some words of some articles.
fn sample(index: &ClusterIndex) -> Result<BTreeSet<String>, EngineError> {
    let answer = index.search(&json!({
        "size": ARTICLES,
        "query": every_article(),
        "sort": [{ field::TIE: "asc" }],
    }))?;
    let articles = answer.into_documents().into_iter().filter_map(|found| found.source.article);
    let words = |body: &str| {
        let tokens = crate::text::Tokens::of(body);
        tokens.terms().take(WORDS).map(str::to_owned).collect::<Vec<_>>()
    };
    Ok(articles.flat_map(|article| words(&article.body)).collect())
}

/// Returns the document frequency of each word, by one copy of each shard.
fn counts(index: &ClusterIndex, words: &BTreeSet<String>, copy: &str) -> Result<Vec<u64>, EngineError> {
    let filters: Vec<Value> = words.iter().map(|word| json!({ "term": { field::RANK: word } })).collect();
    if filters.is_empty() {
        return Ok(Vec::new());
    }
    let path = format!("/{}/_search?preference={copy}", index.name);
    let answer = index.search_at(
        &path,
        &json!({
            "size": 0, "query": every_article(), "aggs": { "each": { "filters": { "filters": filters } } },
        }),
    )?;
    let buckets = answer.aggregations.pointer("/each/buckets").and_then(Value::as_array);
    let count = |bucket: &Value| bucket.get("doc_count").and_then(Value::as_u64).unwrap_or_default();
    Ok(buckets.into_iter().flatten().map(count).collect())
}

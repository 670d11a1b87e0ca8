//! Counts all values, page by page.

use crate::engine::EngineError;
use crate::engine::opensearch::open_index::ClusterIndex;
use serde_json::{Value, json};

/// The number of values in a response.
const PAGE: usize = 5_000;

/// Calls `visit` with each combination of values of some fields and the number of its articles. A missing value is null.
pub(super) fn each_bucket(
    index: &ClusterIndex,
    query: &Value,
    fields: &[&str],
    mut visit: impl FnMut(&[&Value], u64),
) -> Result<(), EngineError> {
    let sources: Vec<Value> =
        fields.iter().map(|field| json!({ *field: { "terms": { "field": field, "missing_bucket": true } } })).collect();
    let mut after: Option<Value> = None;
    loop {
        let mut composite = json!({ "size": PAGE, "sources": sources });
        if let (Some(after), Some(composite)) = (after.take(), composite.as_object_mut()) {
            composite.insert("after".to_owned(), after);
        }
        let answer =
            index.search(&json!({ "size": 0, "query": query, "aggs": { "each": { "composite": composite } } }))?;
        let buckets = answer.aggregations.pointer("/each/buckets").and_then(Value::as_array);
        for bucket in buckets.into_iter().flatten() {
            let values: Vec<&Value> = fields
                .iter()
                .map(|field| bucket.get("key").and_then(|key| key.get(field)).unwrap_or(&Value::Null))
                .collect();
            visit(&values, bucket.get("doc_count").and_then(Value::as_u64).unwrap_or_default());
        }
        after = answer.aggregations.pointer("/each/after_key").cloned();
        if after.is_none() {
            return Ok(());
        }
    }
}

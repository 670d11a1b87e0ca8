//! The response to a search: documents, numbers, and whether it is complete.

use super::mapping::field;
use crate::article::Article;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The response to a search.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SearchAnswer {
    timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Option<Shards>,
    hits: Option<Hits>,
    /// The results of the aggregations, by name.
    pub aggregations: Value,
    /// Whether this one of several searches failed.
    #[serde(rename = "error", deserialize_with = "is_there")]
    pub failed: bool,
}

/// The responses to several searches, in their order.
#[derive(Debug, Deserialize)]
pub(super) struct SearchAnswers {
    pub responses: Vec<SearchAnswer>,
}

#[derive(Debug, Deserialize)]
struct Shards {
    failed: u64,
    #[serde(default)]
    failures: Value,
}

#[derive(Debug, Default, Deserialize)]
struct Hits {
    total: Option<Total>,
    #[serde(default)]
    hits: Option<Vec<FoundDocument>>,
}

#[derive(Debug, Deserialize)]
struct Total {
    value: u64,
}

/// A hit of the cluster.
#[derive(Debug, Deserialize)]
pub(super) struct FoundDocument {
    /// The score of the cluster; absent in a search with another order.
    #[serde(rename = "_score")]
    pub score: Option<f64>,
    #[serde(rename = "_source", default)]
    pub source: Source,
    #[serde(rename = "fields", default)]
    pub columns: FoundColumns,
    /// The sort values, after which the next page begins.
    pub sort: Option<Value>,
    #[serde(rename = "_explanation")]
    pub explanation: Option<Value>,
}

/// The parts of documents that a search returns.
#[derive(Debug, Clone, Copy)]
pub(super) enum WantedParts<'a> {
    /// Whole documents, unfiltered: filtering takes the cluster longer than sending them.
    Articles,
    /// Single columns, for which no document is unpacked.
    Columns(&'a [&'a str]),
}

/// The columns that sort articles.
pub(super) const ORDER_COLUMNS: WantedParts<'static> =
    WantedParts::Columns(&[field::ADDRESS, field::TIE, field::ORDER]);

impl WantedParts<'_> {
    /// Adds the wanted parts to a search.
    pub(super) fn of(self, mut search: Value) -> Value {
        if let (Self::Columns(columns), Some(search)) = (self, search.as_object_mut()) {
            search.insert("stored_fields".to_owned(), "_none_".into());
            search.insert("docvalue_fields".to_owned(), columns.into());
        }
        search
    }
}

/// The requested parts of a document.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Source {
    pub address: u64,
    pub tie: i64,
    pub length: u32,
    pub order: Option<i64>,
    pub article: Option<Article>,
}

/// The requested columns of a document, each a list of one value.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FoundColumns {
    address: Option<(u64,)>,
    tie: Option<(i64,)>,
    order: Option<(i64,)>,
    pub article_id: Option<(String,)>,
    pub fingerprint: Option<(i64,)>,
    pub added: Option<(i64,)>,
    pub language_evidence: Option<(String,)>,
    pub version: Option<(String,)>,
    pub language: Option<(String,)>,
    pub source_name: Option<(String,)>,
    pub own_folder: Option<(String,)>,
}

impl FoundDocument {
    /// Returns the address of the article.
    pub(super) fn address(&self) -> u64 {
        self.columns.address.map_or(self.source.address, |(address,)| address)
    }

    /// Returns the tie-breaker.
    pub(super) fn tie(&self) -> i64 {
        self.columns.tie.map_or(self.source.tie, |(tie,)| tie)
    }

    /// Returns the time of publication, in seconds.
    pub(super) fn order(&self) -> Option<i64> {
        self.columns.order.map_or(self.source.order, |(order,)| Some(order))
    }
}

impl SearchAnswer {
    /// Returns the number of matching articles, if it was requested.
    pub(super) fn total(&self) -> Option<u64> {
        Some(self.hits.as_ref()?.total.as_ref()?.value)
    }

    /// Returns the documents in order.
    pub(super) fn documents(&self) -> &[FoundDocument] {
        self.hits.as_ref().and_then(|hits| hits.hits.as_deref()).unwrap_or_default()
    }

    /// Returns the documents in order, without a copy.
    pub(super) fn into_documents(self) -> Vec<FoundDocument> {
        self.hits.and_then(|hits| hits.hits).unwrap_or_default()
    }

    /// Returns the reason why the response is incomplete: a shard that failed or timed out.
    pub(super) fn incomplete(&self) -> Option<String> {
        let failed = match &self.shards {
            Some(Shards { failed: 0, .. }) => None,
            Some(Shards { failures, .. }) => Some(failures.pointer("/0/reason/reason").and_then(Value::as_str)),
            None => Some(None),
        };
        match failed {
            Some(reason) => Some(reason.unwrap_or("a shard failed").to_owned()),
            None => self.timed_out.then(|| "a shard did not answer in time".to_owned()),
        }
    }

    /// Names a requested part that the response lacks. Without this check, nothing would seem to match.
    pub(super) fn lacking(&self, search: &Value) -> Option<&'static str> {
        let counts = search.get("aggs").and_then(Value::as_object);
        let mut counts = counts.into_iter().flat_map(serde_json::Map::keys);
        if !counts.all(|name| self.aggregations.get(name).is_some_and(Value::is_object)) {
            return Some("aggregations");
        }
        let wants_documents = search.get("size").and_then(Value::as_u64) != Some(0);
        if wants_documents && self.hits.as_ref().is_none_or(|hits| hits.hits.is_none()) {
            return Some("hits");
        }
        let wants_total = search.get("track_total_hits") == Some(&Value::Bool(true));
        (wants_total && self.total().is_none()).then_some("the number of hits")
    }
}

/// Returns whether there is a value of any type.
fn is_there<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

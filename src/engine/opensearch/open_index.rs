//! An index on a cluster opened for searching, with a cache of statistics and articles.

use super::article_cache::ArticleCache;
use super::client::{Client, ClusterError, ClusterLocation};
use super::mapping::every_article;
use super::meta::usable_index;
use super::settings::ClusterSettings;
use super::summary::Summary;
use crate::engine::{Deadline, EngineError};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// An index on a cluster, as of its last commit when it was opened, perhaps for a search with a time limit.
#[derive(Clone)]
pub(in crate::engine) struct ClusterIndex {
    pub(super) client: Client,
    pub(super) name: String,
    /// The time limit, for the part of the query that is being worked on.
    pub(super) deadline: Deadline,
    known: Arc<CachedAnswers>,
}

/// What was read of an index and does not change.
#[derive(Default)]
struct CachedAnswers {
    summary: OnceLock<Summary>,
    /// The document frequencies of queries, by their text.
    frequencies: Mutex<FxHashMap<String, u64>>,
    articles: ArticleCache,
}

/// The most frequencies that one request asks for.
const MAX_FREQUENCIES: usize = 500;

impl ClusterIndex {
    /// Opens the index of a store.
    pub(in crate::engine) fn open(store: &Path) -> Result<Self, EngineError> {
        let location = location_of(store)?;
        Self::over(Client::new(&location)?, &location)
    }

    /// Opens the index of a store for a writer, who waits longer for an overloaded cluster.
    pub(in crate::engine) fn open_patiently(store: &Path) -> Result<Self, EngineError> {
        let location = location_of(store)?;
        Self::over(Client::new(&location)?.patient(), &location)
    }

    /// Opens the index at an address.
    pub(in crate::engine) fn at(location: &ClusterLocation) -> Result<Self, EngineError> {
        Self::over(Client::new(location)?, location)
    }

    fn over(client: Client, location: &ClusterLocation) -> Result<Self, EngineError> {
        let name = usable_index(&client, location)?;
        Ok(Self { client, name, deadline: Deadline::default(), known: Arc::default() })
    }

    /// Returns the same index for a search with a time limit.
    pub(super) fn within(&self, deadline: Deadline) -> Self {
        let client = deadline.left().map_or_else(|| self.client.clone(), |left| self.client.within(left));
        Self { client, deadline, ..self.clone() }
    }

    /// Returns the articles that were read last.
    pub(super) fn articles(&self) -> &ArticleCache {
        &self.known.articles
    }

    /// Runs a search over the whole index.
    pub(super) fn search(&self, body: &Value) -> Result<Value, EngineError> {
        self.search_at(&format!("/{}/_search", self.name), body)
    }

    /// Runs a search whose scores have the statistics of all shards. It asks the same copies each time: others order ties in their own way, and have other
    /// deleted articles, so that the pages of two copies do not fit together.
    pub(super) fn scored_search(&self, body: &Value) -> Result<Value, EngineError> {
        let copies = std::process::id();
        self.search_at(&format!("/{}/_search?search_type=dfs_query_then_fetch&preference={copies}", self.name), body)
    }

    /// Runs a search. One that has no time left does not begin.
    pub(super) fn search_at(&self, path: &str, body: &Value) -> Result<Value, EngineError> {
        let answer = self.ask(path, body)?;
        let failed = answer.pointer("/_shards/failed").and_then(Value::as_u64);
        if failed != Some(0) {
            let reason = answer.pointer("/_shards/failures/0/reason/reason").and_then(Value::as_str);
            return Err(ClusterError::Incomplete(reason.unwrap_or("a shard failed").to_owned()).into());
        }
        if answer.get("timed_out") == Some(&Value::Bool(true)) {
            return Err(ClusterError::Incomplete("a shard did not answer in time".to_owned()).into());
        }
        if let Some(lacking) = lacking(body, &answer) {
            let what = format!("its answer to a search lacks {lacking}");
            return Err(ClusterError::Unexpected { address: self.client.address(), what }.into());
        }
        Ok(answer)
    }

    /// Posts a question about the index.
    pub(super) fn ask(&self, path: &str, body: &Value) -> Result<Value, EngineError> {
        self.deadline.check()?;
        self.client.post(path, body).or_else(|error| {
            // The cluster did not answer within the time that was left.
            self.deadline.check()?;
            Err(error.into())
        })
    }

    /// Returns the numbers that describe the whole index; read once.
    pub(super) fn summary(&self) -> Result<&Summary, EngineError> {
        if let Some(summary) = self.known.summary.get() {
            return Ok(summary);
        }
        let summary = Summary::of(&self.search(&Summary::request())?);
        Ok(self.known.summary.get_or_init(|| summary))
    }

    /// Returns the number of articles that match a query.
    pub(super) fn count(&self, query: &Value) -> Result<u64, EngineError> {
        let key = query.to_string();
        if let Some(count) = self.known_frequencies().get(&key) {
            return Ok(*count);
        }
        let answer = self.search(&json!({ "size": 0, "track_total_hits": true, "query": query }))?;
        let count = answer.pointer("/hits/total/value").and_then(Value::as_u64).unwrap_or_default();
        self.known_frequencies().insert(key, count);
        Ok(count)
    }

    /// Returns the number of articles that match each query.
    pub(super) fn frequencies(&self, queries: &[Value]) -> Result<Vec<u64>, EngineError> {
        let keys: Vec<String> = queries.iter().map(Value::to_string).collect();
        let missing: Vec<(&String, &Value)> = {
            let known = self.known_frequencies();
            keys.iter().zip(queries).filter(|(key, _)| !known.contains_key(*key)).collect()
        };
        for missing in missing.chunks(MAX_FREQUENCIES) {
            let filters: Vec<&Value> = missing.iter().map(|(_, query)| *query).collect();
            let answer = self.search(&json!({
                "size": 0,
                "query": every_article(),
                "aggs": { "each": { "filters": { "filters": filters } } },
            }))?;
            let buckets = answer.pointer("/aggregations/each/buckets").and_then(Value::as_array);
            let mut known = self.known_frequencies();
            for ((key, _), bucket) in missing.iter().zip(buckets.into_iter().flatten()) {
                let count = bucket.get("doc_count").and_then(Value::as_u64).unwrap_or_default();
                known.insert((*key).clone(), count);
            }
        }
        let known = self.known_frequencies();
        Ok(keys.iter().map(|key| known.get(key).copied().unwrap_or_default()).collect())
    }

    /// Returns whether the cluster still keeps articles that were removed or replaced.
    pub(super) fn has_deleted(&self) -> Result<bool, EngineError> {
        let answer = self.client.get(&format!("/{}/_stats/docs", self.name))?;
        Ok(answer.pointer("/_all/total/docs/deleted").and_then(Value::as_u64) != Some(0))
    }

    fn known_frequencies(&self) -> std::sync::MutexGuard<'_, FxHashMap<String, u64>> {
        self.known.frequencies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns where the index of a store is.
fn location_of(store: &Path) -> Result<ClusterLocation, EngineError> {
    let settings = ClusterSettings::read(store)?;
    settings.map(|settings| settings.location).ok_or_else(|| EngineError::Missing(store.to_owned()))
}

/// Names what an answer lacks of what the search asked for. Without it nothing would seem to match.
fn lacking(body: &Value, answer: &Value) -> Option<&'static str> {
    let counts = body.get("aggs").and_then(Value::as_object);
    let mut counts = counts.into_iter().flat_map(serde_json::Map::keys);
    if !counts.all(|name| answer.get("aggregations").and_then(|all| all.get(name)).is_some_and(Value::is_object)) {
        return Some("aggregations");
    }
    if body.get("size").and_then(Value::as_u64) != Some(0) && !answer.pointer("/hits/hits").is_some_and(Value::is_array)
    {
        return Some("hits");
    }
    let is_counted = answer.pointer("/hits/total/value").is_some_and(Value::is_u64);
    (body.get("track_total_hits") == Some(&Value::Bool(true)) && !is_counted).then_some("the number of hits")
}

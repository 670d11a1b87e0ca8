//! An index on a cluster opened for searching, with a cache of statistics and articles.

use super::article_cache::ArticleCache;
use super::client::{Client, ClusterError, ClusterLocation};
use super::commit::Commit;
use super::meta::{IndexMeta, usable_index};
use super::search_answer::{SearchAnswer, SearchAnswers};
use super::settings::ClusterSettings;
use super::summary::Summary;
use crate::engine::{Deadline, EngineError};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// An index on a cluster, as of its last commit before it was opened, perhaps for a search with a time limit.
#[derive(Clone)]
pub(in crate::engine) struct ClusterIndex {
    pub(super) client: Client,
    pub(super) name: String,
    pub(super) meta: IndexMeta,
    /// The time limit, for the part of the query that is being processed.
    pub(super) deadline: Deadline,
    known: Arc<CachedAnswers>,
}

/// Cached responses, which do not change.
#[derive(Default)]
struct CachedAnswers {
    summary: OnceLock<Summary>,
    /// The document frequencies of queries, by their text.
    frequencies: Mutex<FxHashMap<String, u64>>,
    /// Queries whose frequencies will be needed, to be requested together with the next ones.
    upcoming: Mutex<Vec<Value>>,
    articles: ArticleCache,
}

/// The type of search that scores with the statistics of all shards.
const BY_ALL_SHARDS: &str = "dfs_query_then_fetch";

/// The maximum number of frequencies in one request.
const MAX_FREQUENCIES: usize = 500;

impl ClusterIndex {
    /// Opens the index of a store.
    pub(in crate::engine) fn open(store: &Path) -> Result<Self, EngineError> {
        let location = location_of(store)?;
        Self::over(Client::new(&location)?, &location)
    }

    /// Opens the index of a store for a writer, which waits longer for an overloaded cluster.
    pub(in crate::engine) fn open_patiently(store: &Path) -> Result<Self, EngineError> {
        let location = location_of(store)?;
        Self::over(Client::new(&location)?.patient(), &location)
    }

    /// Opens the index at an address.
    pub(in crate::engine) fn at(location: &ClusterLocation) -> Result<Self, EngineError> {
        Self::over(Client::new(location)?, location)
    }

    /// Opens the index at the address of a client.
    pub(super) fn over(client: Client, location: &ClusterLocation) -> Result<Self, EngineError> {
        let mut known = CachedAnswers::default();
        let (name, meta) = match Commit::find(&client, &location.index)? {
            Some((name, Commit { meta: Some(meta), summary, .. })) if meta.is_usable() => {
                known.summary = summary.map(OnceLock::from).unwrap_or_default();
                (name, meta)
            }
            _ => usable_index(&client, location)?,
        };
        Ok(Self { client, name, meta, deadline: Deadline::default(), known: Arc::new(known) })
    }

    /// Returns the same index for a search with a time limit.
    pub(super) fn within(&self, deadline: Deadline) -> Self {
        let client = deadline.left().map_or_else(|| self.client.clone(), |left| self.client.within(left));
        Self { client, deadline, ..self.clone() }
    }

    /// Returns the cache of recently read articles.
    pub(super) fn articles(&self) -> &ArticleCache {
        &self.known.articles
    }

    /// Runs a search over the whole index.
    pub(super) fn search(&self, body: &Value) -> Result<SearchAnswer, EngineError> {
        self.search_at(&format!("/{}/_search", self.name), body)
    }

    /// Runs searches that score with the statistics of all shards, in one request. They use the same shard copies each time: other copies order ties
    /// differently and have other deleted articles, so pages from two copies do not fit together.
    pub(super) fn scored_searches(&self, bodies: &[Value]) -> Result<Vec<SearchAnswer>, EngineError> {
        let copies = std::process::id().to_string();
        let header = json!({ "search_type": BY_ALL_SHARDS, "preference": copies });
        let lines: String = bodies.iter().map(|body| format!("{header}\n{body}\n")).collect();
        let path = format!("/{}/_msearch", self.name);
        let answers: SearchAnswers = self.until_deadline(|| self.client.post_lines(&path, &lines))?;
        if answers.responses.len() < bodies.len() {
            return Err(self.unexpected("fewer answers than searches"));
        }
        let one_by_one = |(body, answer): (&Value, SearchAnswer)| {
            if answer.failed {
                // A single search is repeated while the cluster is overloaded, and its errors have a reason.
                let path = format!("/{}/_search?search_type={BY_ALL_SHARDS}&preference={copies}", self.name);
                return self.search_at(&path, body);
            }
            self.verify(body, &answer)?;
            Ok(answer)
        };
        bodies.iter().zip(answers.responses).map(one_by_one).collect()
    }

    /// Runs a search; fails at once if no time is left.
    pub(super) fn search_at(&self, path: &str, body: &Value) -> Result<SearchAnswer, EngineError> {
        let answer = self.until_deadline(|| self.client.post_for(path, body))?;
        self.verify(body, &answer)?;
        Ok(answer)
    }

    /// Posts a request about the index.
    pub(super) fn ask(&self, path: &str, body: &Value) -> Result<Value, EngineError> {
        self.until_deadline(|| self.client.post(path, body))
    }

    /// Sends a request, unless the time is up.
    fn until_deadline<T>(&self, ask: impl Fn() -> Result<T, ClusterError>) -> Result<T, EngineError> {
        self.deadline.check()?;
        ask().or_else(|error| {
            // The cluster did not answer in the remaining time.
            self.deadline.check()?;
            Err(error.into())
        })
    }

    /// Fails if a response is incomplete.
    fn verify(&self, search: &Value, answer: &SearchAnswer) -> Result<(), EngineError> {
        if let Some(reason) = answer.incomplete() {
            return Err(ClusterError::Incomplete(reason).into());
        }
        match answer.lacking(search) {
            Some(lacking) => Err(self.unexpected(&format!("its answer to a search lacks {lacking}"))),
            None => Ok(()),
        }
    }

    fn unexpected(&self, what: &str) -> EngineError {
        ClusterError::Unexpected { address: self.client.address(), what: what.to_owned() }.into()
    }

    /// Returns the statistics of the whole index, read once.
    pub(super) fn summary(&self) -> Result<&Summary, EngineError> {
        if let Some(summary) = self.known.summary.get() {
            return Ok(summary);
        }
        let summary = self.read_summary()?;
        Ok(self.known.summary.get_or_init(|| summary))
    }

    /// Reads the statistics of the whole index.
    pub(super) fn read_summary(&self) -> Result<Summary, EngineError> {
        Ok(Summary::of(&self.search(&Summary::request())?))
    }

    /// Returns the number of articles that match a query.
    pub(super) fn count(&self, query: &Value) -> Result<u64, EngineError> {
        Ok(self.frequencies(std::slice::from_ref(query))?.first().copied().unwrap_or_default())
    }

    /// Notes queries whose frequencies will be needed one by one, so that one request fetches them all.
    pub(super) fn expect_frequencies(&self, queries: Vec<Value>) {
        self.known.upcoming.lock().unwrap_or_else(PoisonError::into_inner).extend(queries);
    }

    /// Returns the number of articles that match each query.
    pub(super) fn frequencies(&self, queries: &[Value]) -> Result<Vec<u64>, EngineError> {
        let keys: Vec<String> = queries.iter().map(Value::to_string).collect();
        let missing: BTreeMap<String, Value> = {
            let known = self.known_frequencies();
            let unknown = keys.iter().zip(queries).filter(|(key, _)| !known.contains_key(*key));
            unknown.map(|(key, query)| (key.clone(), query.clone())).collect()
        };
        if !missing.is_empty() {
            let upcoming = std::mem::take(&mut *self.known.upcoming.lock().unwrap_or_else(PoisonError::into_inner));
            let with_upcoming = upcoming.into_iter().map(|query| (query.to_string(), query)).chain(missing.clone());
            match self.ask_frequencies(&with_upcoming.collect()) {
                // One of the noted queries has too many clauses; it may never be needed.
                Err(EngineError::Cluster(error)) if error.is_too_many_clauses() => self.ask_frequencies(&missing)?,
                asked => asked?,
            }
        }
        let known = self.known_frequencies();
        Ok(keys.iter().map(|key| known.get(key).copied().unwrap_or_default()).collect())
    }

    fn ask_frequencies(&self, missing: &BTreeMap<String, Value>) -> Result<(), EngineError> {
        let missing: Vec<(&String, &Value)> = missing.iter().collect();
        for missing in missing.chunks(MAX_FREQUENCIES) {
            let filters: Vec<&Value> = missing.iter().map(|(_, query)| *query).collect();
            // Without a query, the cluster takes the document frequency of a word from its dictionary and reads no documents.
            let answer = self.search(&json!({
                "size": 0,
                "track_total_hits": false,
                "aggs": { "each": { "filters": { "filters": filters } } },
            }))?;
            let buckets = answer.aggregations.pointer("/each/buckets").and_then(Value::as_array);
            let mut known = self.known_frequencies();
            for ((key, _), bucket) in missing.iter().zip(buckets.into_iter().flatten()) {
                let count = bucket.get("doc_count").and_then(Value::as_u64).unwrap_or_default();
                known.insert((*key).clone(), count);
            }
        }
        Ok(())
    }

    fn known_frequencies(&self) -> std::sync::MutexGuard<'_, FxHashMap<String, u64>> {
        self.known.frequencies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the address of the index of a store.
fn location_of(store: &Path) -> Result<ClusterLocation, EngineError> {
    let settings = ClusterSettings::read(store)?;
    settings.map(|settings| settings.location).ok_or_else(|| EngineError::Missing(store.to_owned()))
}

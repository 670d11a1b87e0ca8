//! The state of an index on a cluster: the generation of its last commit, its statistics, and whether there are uncommitted writes.
//!
//! It is a separate document, read by its id, so that it is visible at once and an index opens with one request. Writes are announced before they begin,
//! since the documents that a killed run has written stay invisible until the next refresh.

use super::client::{Client, ClusterError};
use super::meta::IndexMeta;
use super::summary::Summary;
use crate::engine::EngineError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The id of the document.
const DOCUMENT: &str = "dateline-commit";

/// The state of an index.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Commit {
    /// The generation of the last commit.
    generation: u64,
    /// Whether there are uncommitted writes.
    pub is_dirty: bool,
    /// The entry of Dateline in the mapping of the index.
    pub meta: Option<IndexMeta>,
    /// The statistics of the visible articles; outdated once an interrupted run has added some.
    pub summary: Option<Summary>,
}

impl Commit {
    /// Returns the state after a commit.
    pub(super) fn of(generation: u64, meta: IndexMeta, summary: Summary) -> Self {
        Self { generation, is_dirty: false, meta: Some(meta), summary: Some(summary) }
    }

    /// Returns the generation of the last commit; one more if an interrupted run has written since then.
    pub(super) fn generation(&self) -> u64 {
        self.generation + u64::from(self.is_dirty)
    }

    /// Reads the state and the name of the index behind an alias; `None` before the first write.
    pub(super) fn find(client: &Client, name: &str) -> Result<Option<(String, Self)>, EngineError> {
        let mut answer = match client.get(&format!("/{name}/_doc/{DOCUMENT}")) {
            Ok(answer) => answer,
            Err(ClusterError::Status { status: 404, .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let index = answer.get("_index").and_then(Value::as_str).unwrap_or(name).to_owned();
        let Some(state) = answer.get_mut("_source").map(Value::take) else { return Ok(None) };
        let state = serde_json::from_value(state);
        Ok(Some((index, state.map_err(|error| EngineError::Corrupt(format!("the state of the index: {error}")))?)))
    }

    /// Reads the state of an index.
    pub(super) fn read(client: &Client, index: &str) -> Result<Self, EngineError> {
        Ok(Self::find(client, index)?.map(|(_, state)| state).unwrap_or_default())
    }

    /// Writes the state.
    pub(super) fn write(&self, client: &Client, index: &str) -> Result<(), EngineError> {
        client.put(&format!("/{index}/_doc/{DOCUMENT}"), &json!(self))?;
        Ok(())
    }

    /// Announces writes.
    pub(super) fn announce(&self, client: &Client, index: &str) -> Result<(), EngineError> {
        Self { is_dirty: true, ..self.clone() }.write(client, index)
    }

    /// Makes the writes of an interrupted run visible, if there were any.
    pub(super) fn recover(self, client: &Client, index: &str) -> Result<Self, EngineError> {
        if !self.is_dirty {
            return Ok(self);
        }
        // The visible articles have changed.
        let recovered = Self { summary: None, ..self };
        recovered.write(client, index)?;
        refresh(client, index)?;
        Ok(recovered)
    }
}

/// Makes all writes visible to searches.
pub(super) fn refresh(client: &Client, index: &str) -> Result<(), EngineError> {
    let answer = client.post(&format!("/{index}/_refresh"), &json!({}))?;
    match answer.pointer("/_shards/failed").and_then(Value::as_u64) {
        Some(0) => Ok(()),
        _ => Err(ClusterError::Incomplete("a shard could not be refreshed".to_owned()).into()),
    }
}

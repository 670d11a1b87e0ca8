//! The state of an index on a cluster: the generation of its last commit, and whether anything was written since.
//!
//! It is a document of its own, read by its name, so that it is seen at once. That something will be written is announced before, since documents that
//! a killed run has written are seen by nobody until the next refresh.

use super::client::{Client, ClusterError};
use crate::engine::EngineError;
use serde_json::{Value, json};

/// The name of the document.
const DOCUMENT: &str = "dateline-commit";

/// The state of an index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Commit {
    /// The generation of the last commit; one more if an interrupted run has written since.
    pub generation: u64,
    /// Whether anything was written that is not committed.
    pub is_dirty: bool,
}

impl Commit {
    /// Reads the state.
    pub(super) fn read(client: &Client, index: &str) -> Result<Self, EngineError> {
        let answer = match client.get(&format!("/{index}/_doc/{DOCUMENT}")) {
            Ok(answer) => answer,
            Err(ClusterError::Status { status: 404, kind, .. }) if kind.is_empty() => return Ok(Self::default()),
            Err(error) => return Err(error.into()),
        };
        let number = answer.pointer("/_source/generation").and_then(Value::as_u64).unwrap_or_default();
        let is_dirty = answer.pointer("/_source/is_dirty").and_then(Value::as_bool).unwrap_or_default();
        Ok(Self { generation: number + u64::from(is_dirty), is_dirty })
    }

    /// Writes the state.
    pub(super) fn write(self, client: &Client, index: &str) -> Result<(), EngineError> {
        let body = json!({ "generation": self.generation, "is_dirty": self.is_dirty });
        client.put(&format!("/{index}/_doc/{DOCUMENT}"), &body)?;
        Ok(())
    }

    /// Announces that something will be written.
    pub(super) fn announce(self, client: &Client, index: &str) -> Result<(), EngineError> {
        Self { is_dirty: true, ..self }.write(client, index)
    }
}

/// Makes everything that was written visible to searches.
pub(super) fn refresh(client: &Client, index: &str) -> Result<(), EngineError> {
    let answer = client.post(&format!("/{index}/_refresh"), &json!({}))?;
    match answer.pointer("/_shards/failed").and_then(Value::as_u64) {
        Some(0) => Ok(()),
        _ => Err(ClusterError::Incomplete("a shard could not be refreshed".to_owned()).into()),
    }
}

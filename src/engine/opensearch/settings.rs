//! The cluster of an archive, kept in its folder.

use super::client::ClusterLocation;
use crate::durable::replace_file;
use crate::engine::EngineError;
use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

/// The file in the folder of an archive, and of a store, that names its cluster.
pub(in crate::engine) const CLUSTER_FILE: &str = "cluster.json";

/// Where the index of an archive is kept on a cluster, and how it is laid out when it is created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterSettings {
    /// The address; in the folder of a store, `index` names the index itself rather than the alias.
    #[serde(flatten)]
    pub location: ClusterLocation,
    /// The number of primary shards of a new index; `None` for that of the cluster.
    #[serde(default)]
    pub shards: Option<u32>,
    /// The number of copies of each shard of a new index; `None` for that of the cluster.
    #[serde(default)]
    pub replicas: Option<u32>,
    /// The id of the archive: random, also in the index, so that no other archive writes to it.
    #[serde(default)]
    pub archive: String,
}

impl ClusterSettings {
    /// Returns the settings of a new archive, with an id of its own.
    pub(in crate::engine) fn with_new_id(self) -> Self {
        // The keys of a hasher are random.
        let random = RandomState::new().hash_one(std::process::id());
        Self { archive: format!("{random:016x}"), ..self }
    }

    /// Reads the settings in a folder; `None` if it is not kept on a cluster.
    pub(in crate::engine) fn read(folder: &Path) -> Result<Option<Self>, EngineError> {
        let path = folder.join(CLUSTER_FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(EngineError::io("read", &path)(error)),
        };
        let settings = serde_json::from_str(&text).map_err(|error| EngineError::Damaged {
            folder: folder.to_owned(),
            what: format!("{CLUSTER_FILE} cannot be parsed: {error}"),
        })?;
        Ok(Some(settings))
    }

    /// Replaces the settings in a folder, in one step.
    pub(in crate::engine) fn write(&self, folder: &Path) -> Result<(), EngineError> {
        let path = folder.join(CLUSTER_FILE);
        let json = serde_json::to_string_pretty(self).map_err(|error| EngineError::Index(error.into()))?;
        replace_file(&path, json.as_bytes()).map_err(EngineError::io("write", &path))
    }
}

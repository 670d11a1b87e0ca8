//! The cluster of an archive, kept in its folder.

use super::client::ClusterLocation;
use crate::durable::replace_file;
use crate::engine::EngineError;
use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

/// The file in the folder of an archive, and of a store, that names its cluster.
pub(in crate::engine) const CLUSTER_FILE: &str = "cluster.json";

/// The index of an archive on a cluster: its address, and its layout when it is created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterSettings {
    /// The address; in the folder of a store, `index` names the index itself rather than the alias.
    #[serde(flatten)]
    pub location: ClusterLocation,
    /// The number of primary shards of a new index; `None` for the default of the cluster.
    #[serde(default)]
    pub shards: Option<u32>,
    /// The number of replicas of each shard of a new index; `None` for the default of the cluster.
    #[serde(default)]
    pub replicas: Option<u32>,
    /// The random id of the archive, which the index holds too, so that no other archive writes to it.
    #[serde(default)]
    pub archive: String,
}

impl ClusterSettings {
    /// Returns the settings of a new archive, with a new id.
    pub(in crate::engine) fn with_new_id(self) -> Self {
        // The keys of a `RandomState` are random.
        let random = RandomState::new().hash_one(std::process::id());
        Self { archive: format!("{random:016x}"), ..self }
    }

    /// Reads the settings in a folder; `None` if its archive is not on a cluster.
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

    /// Replaces the settings in a folder atomically.
    pub(in crate::engine) fn write(&self, folder: &Path) -> Result<(), EngineError> {
        let path = folder.join(CLUSTER_FILE);
        let json = serde_json::to_string_pretty(self).map_err(|error| EngineError::Index(error.into()))?;
        replace_file(&path, json.as_bytes()).map_err(EngineError::io("write", &path))
    }
}

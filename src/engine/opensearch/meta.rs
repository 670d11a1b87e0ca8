//! The entry of Dateline in the mapping of an index: the archive, and the version that made it.

use super::client::{Client, ClusterError, ClusterLocation};
use super::mapping::meta;
use crate::engine::EngineError;
use serde::{Deserialize, Serialize};

/// The entry of Dateline in the mapping of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct IndexMeta {
    mapping: u32,
    analysis: String,
    index_policy: String,
    /// The id of the archive.
    pub archive: String,
}

/// Returns the name of the index behind an alias, and its entry; `None` if there is no such index.
pub(super) fn read_meta(client: &Client, name: &str) -> Result<Option<(String, Option<IndexMeta>)>, EngineError> {
    let answer = match client.get(&format!("/{name}/_mapping")) {
        Ok(answer) => answer,
        Err(ClusterError::Status { status: 404, .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut indexes = answer.as_object().into_iter().flatten();
    let Some((index, mapping)) = indexes.next() else { return Ok(None) };
    let entry = mapping.pointer("/mappings/_meta/dateline").cloned().map(serde_json::from_value);
    Ok(Some((index.clone(), entry.and_then(Result::ok))))
}

impl IndexMeta {
    /// Returns the entry that this version writes for the same archive.
    fn wanted(&self) -> Self {
        let entry = meta(&self.archive).get("dateline").cloned().map(serde_json::from_value);
        entry.and_then(Result::ok).unwrap_or_else(|| self.clone())
    }

    /// Returns whether this version can use the index.
    pub(super) fn is_usable(&self) -> bool {
        *self == self.wanted()
    }
}

/// Returns the name of the index at an address and its entry, if this version can use it.
pub(super) fn usable_index(client: &Client, location: &ClusterLocation) -> Result<(String, IndexMeta), EngineError> {
    let place = location.to_string();
    let Some((index, found)) = read_meta(client, &location.index)? else {
        client.product()?;
        return Err(EngineError::Missing(place.into()));
    };
    let Some(found) = found else {
        // The address may be that of another product.
        client.product()?;
        return Err(ClusterError::NotOurs(format!("{place} is an index that Dateline did not make")).into());
    };
    if found.is_usable() {
        return Ok((index, found));
    }
    let (found, wanted) = differences(&found, &found.wanted());
    Err(EngineError::OtherVersion { folder: place.into(), found, wanted })
}

/// Names the most important part of the version that differs, as found and as wanted.
fn differences(found: &IndexMeta, wanted: &IndexMeta) -> (String, String) {
    let name = |of: &IndexMeta| {
        if found.mapping != wanted.mapping {
            format!("mapping {}", of.mapping)
        } else if found.analysis != wanted.analysis {
            format!("analysis {}", of.analysis)
        } else {
            format!("weights {}", of.index_policy)
        }
    };
    (name(found), name(wanted))
}

/// Returns whether an index exists at an address.
pub(in crate::engine) fn index_exists(location: &ClusterLocation) -> Result<bool, EngineError> {
    let client = Client::new(location)?;
    Ok(read_meta(&client, &location.index)?.is_some())
}

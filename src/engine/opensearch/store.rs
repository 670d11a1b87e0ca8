//! The indexes of an archive on its cluster: created, made current, deleted.
//!
//! The folder of a store names its index. The name of the archive on the cluster is an alias of the current one, for those who search by address; it
//! follows the folder, and is brought up to it whenever the archive is opened for writing.

use super::client::{Client, ClusterError};
use super::commit::{Commit, refresh};
use super::lock::last_writer;
use super::mapping::index_body;
use super::meta::{IndexMeta, read_meta};
use super::settings::ClusterSettings;
use crate::engine::EngineError;
use serde_json::{Value, json};
use std::path::Path;

/// Creates the empty index of a new store and names it in its folder.
pub(in crate::engine) fn create(store: &Path, settings: &ClusterSettings) -> Result<(), EngineError> {
    let client = Client::new(&settings.location)?.patient();
    client.product()?;
    refuse_another_archive(&client, settings)?;
    let number = store.file_name().unwrap_or_default().to_string_lossy();
    let mut of_store = settings.clone();
    of_store.location.index = format!("{}-{}-{number}", settings.location.index, settings.archive);
    let path = format!("/{}", of_store.location.index);
    // Before the index, so that whoever removes the folder removes the index too.
    of_store.write(store)?;
    if exists(&client, &path)? {
        // A killed run has left it: no other archive has this name.
        client.delete(&path)?;
    }
    client.put(&path, &index_body(settings))?;
    Ok(())
}

/// Deletes the index of a store.
pub(in crate::engine) fn delete(store: &Path) -> Result<(), EngineError> {
    let Some(settings) = ClusterSettings::read(store)? else { return Ok(()) };
    let client = Client::new(&settings.location)?.patient();
    match client.delete(&format!("/{}", settings.location.index)) {
        Ok(_) | Err(ClusterError::Status { status: 404, .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Makes the index of a store the one that the name of the archive stands for, in one step.
pub(in crate::engine) fn publish(settings: &ClusterSettings, store: &Path) -> Result<(), EngineError> {
    let Some(of_store) = ClusterSettings::read(store)? else { return Ok(()) };
    let client = Client::new(&settings.location)?.patient();
    let alias = &settings.location.index;
    let published = indexes_of(&client, alias)?;
    if published == [of_store.location.index.clone()] {
        return Ok(());
    }
    refuse_another_archive(&client, settings)?;
    let mut actions: Vec<Value> =
        published.iter().map(|index| json!({ "remove": { "index": index, "alias": alias } })).collect();
    actions.push(json!({ "add": { "index": of_store.location.index, "alias": alias } }));
    client.post("/_aliases", &json!({ "actions": actions }))?;
    Ok(())
}

/// Prepares the index of a store for writing: what a killed run has written becomes visible, so that it is compared with the manifest.
pub(in crate::engine) fn recover(settings: &ClusterSettings, store: &Path) -> Result<(), EngineError> {
    let Some(of_store) = ClusterSettings::read(store)? else { return Ok(()) };
    let client = Client::new(&of_store.location)?.patient();
    let index = &of_store.location.index;
    if Commit::read(&client, index)?.is_dirty {
        refresh(&client, index)?;
    }
    publish(settings, store)
}

/// Returns the indexes that an alias stands for.
fn indexes_of(client: &Client, alias: &str) -> Result<Vec<String>, EngineError> {
    match client.get(&format!("/_alias/{alias}")) {
        Ok(answer) => Ok(answer.as_object().into_iter().flatten().map(|(index, _)| index.clone()).collect()),
        Err(ClusterError::Status { status: 404, .. }) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

fn exists(client: &Client, path: &str) -> Result<bool, EngineError> {
    match client.get(path) {
        Ok(_) => Ok(true),
        Err(ClusterError::Status { status: 404, .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Fails if the name of the archive on the cluster stands for the index of another one.
fn refuse_another_archive(client: &Client, settings: &ClusterSettings) -> Result<(), EngineError> {
    let alias = &settings.location.index;
    let (index, meta) = match read_meta(client, alias)? {
        None => return Ok(()),
        Some((_, Some(IndexMeta { archive, .. }))) if archive == settings.archive => return Ok(()),
        Some(found) => found,
    };
    let of = match (meta, last_writer(client, &index)?) {
        (None, _) => "that Dateline did not make".to_owned(),
        (Some(_), None) => "of another archive".to_owned(),
        (Some(_), Some(writer)) => format!("of another archive, last written from {writer}"),
    };
    Err(ClusterError::NotOurs(format!("{alias} on the cluster is an index {of}")).into())
}

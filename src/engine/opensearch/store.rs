//! The indexes of an archive on its cluster: created, made current, deleted.
//!
//! The folder of a store names its index. The name of the archive on the cluster is an alias of the current index, for searches by address. The folder is
//! authoritative: the alias is updated whenever the archive is opened for writing.

use super::client::{Client, ClusterError};
use super::commit::Commit;
use super::lock::last_writer;
use super::mapping::index_body;
use super::meta::{IndexMeta, read_meta, usable_index};
use super::settings::ClusterSettings;
use crate::engine::EngineError;
use serde_json::{Value, json};
use std::path::Path;

/// Creates the empty index of a new store and names it in its folder.
pub(in crate::engine) fn create(store: &Path, settings: &ClusterSettings) -> Result<(), EngineError> {
    let client = Client::new(&settings.location)?.patient();
    client.product()?;
    refuse_another_archive(&client, settings)?;
    let name = |number: u32| format!("{}-{}-{number}", settings.location.index, settings.archive);
    // An index that has an alias is in use: it was adopted and has another number. Any other is left from a killed run, as no other archive has this name.
    let mut number = 1;
    while aliases_of(&client, &name(number))?.is_some_and(|aliases| !aliases.is_empty()) {
        number += 1;
    }
    let mut of_store = settings.clone();
    of_store.location.index = name(number);
    // Written before the index is created, so that removing the folder always removes the index too.
    of_store.write(store)?;
    delete(store)?;
    client.put(&format!("/{}", of_store.location.index), &index_body(settings))?;
    Ok(())
}

/// Deletes the index of a store, unless it has an alias.
pub(in crate::engine) fn delete(store: &Path) -> Result<(), EngineError> {
    let Some(settings) = ClusterSettings::read(store)? else { return Ok(()) };
    let client = Client::new(&settings.location)?.patient();
    let index = &settings.location.index;
    if aliases_of(&client, index)?.is_some_and(|aliases| aliases.is_empty()) {
        client.delete(&format!("/{index}"))?;
    }
    Ok(())
}

/// Adopts the index behind the alias of the archive in a new store, and its archive id in the settings.
pub(in crate::engine) fn adopt(folder: &Path, store: &Path, settings: &ClusterSettings) -> Result<(), EngineError> {
    let client = Client::new(&settings.location)?.patient();
    let (index, IndexMeta { archive, .. }) = usable_index(&client, &settings.location)?;
    let adopted = ClusterSettings { archive, ..settings.clone() };
    let mut of_store = adopted.clone();
    of_store.location.index = index;
    of_store.write(store)?;
    adopted.write(folder)
}

/// Points the alias of the archive to the index of a store, atomically.
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

/// Prepares the index of a store for writing: makes the writes of a killed run visible, so that they are compared with the manifest.
pub(in crate::engine) fn recover(settings: &ClusterSettings, store: &Path) -> Result<(), EngineError> {
    let Some(of_store) = ClusterSettings::read(store)? else { return Ok(()) };
    let client = Client::new(&of_store.location)?.patient();
    let index = &of_store.location.index;
    Commit::read(&client, index)?.recover(&client, index)?;
    publish(settings, store)
}

/// Returns the indexes behind an alias.
fn indexes_of(client: &Client, alias: &str) -> Result<Vec<String>, EngineError> {
    match client.get(&format!("/_alias/{alias}")) {
        Ok(answer) => Ok(answer.as_object().into_iter().flatten().map(|(index, _)| index.clone()).collect()),
        Err(ClusterError::Status { status: 404, .. }) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Returns the aliases of an index; `None` if there is no such index.
fn aliases_of(client: &Client, index: &str) -> Result<Option<Vec<String>>, EngineError> {
    let answer = match client.get(&format!("/{index}/_alias")) {
        Ok(answer) => answer,
        Err(ClusterError::Status { status: 404, .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let aliases = answer.get(index).and_then(|of_index| of_index.get("aliases")).and_then(Value::as_object);
    Ok(aliases.map(|aliases| aliases.keys().cloned().collect()))
}

/// Fails if the alias of the archive points to the index of another archive.
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

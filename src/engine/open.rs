//! Opens, creates and replaces stores; the only module that names a concrete engine.

use super::guard::{Guarded, guarded};
use super::opensearch::{
    self, CLUSTER_FILE, ClusterEngine, ClusterIndex, ClusterLocation, ClusterSettings, ClusterWriter,
};
use super::stamp::{STAMP_FILE, Stamp};
use super::tantivy::{TantivyEngine, TantivyWriter, Verification};
use super::{Engine, EngineError, Writer, WriterOptions};
use crate::durable::{remove, sync_folder};
use std::fs;
use std::path::{Path, PathBuf};

/// The number of attempts to open an archive while a writer is changing it.
const MAX_ATTEMPTS: u32 = 20;

/// Returns the address of the cluster if `place` is one; `None` for a folder.
fn address(place: &Path) -> Result<Option<ClusterLocation>, EngineError> {
    if !ClusterLocation::is_address(place) {
        return Ok(None);
    }
    let location = ClusterLocation::parse(&place.to_string_lossy());
    Ok(Some(location.map_err(opensearch::ClusterError::Address)?))
}

/// Returns whether the archive in a folder is kept on a cluster.
///
/// # Errors
/// If the folder cannot be read.
pub fn is_on_cluster(folder: &Path) -> Result<bool, EngineError> {
    Ok(ClusterSettings::read(folder)?.is_some())
}

/// Returns whether `folder` holds an archive of any version. It may also be the address of one on a cluster.
///
/// # Errors
/// If the folder cannot be read, or holds a damaged archive.
pub fn exists(folder: &Path) -> Result<bool, EngineError> {
    if let Some(location) = address(folder)? {
        return opensearch::index_exists(&location);
    }
    Ok(Stamp::read(folder)?.is_some())
}

/// Opens the archive in `folder`, or at an address, for searching, as of its last commit. A writer may be using it at the same time.
///
/// # Errors
/// If there is no archive, or it is damaged or of another version.
pub fn open_reader(folder: &Path) -> Result<Box<dyn Engine>, EngineError> {
    if let Some(location) = address(folder)? {
        return Ok(cluster_engine(ClusterIndex::at(&location)?));
    }
    let mut attempts = 0;
    loop {
        let store = Stamp::store(folder)?;
        attempts += 1;
        match open_for(&store, Verification::Searching) {
            // A writer has replaced the store in between.
            Err(_) if attempts < MAX_ATTEMPTS && Stamp::store(folder)? != store => {}
            opened => return opened,
        }
    }
}

/// Opens a store for reading, as of its last commit, and verifies everything it reads.
///
/// # Errors
/// If the store is damaged or of another version.
pub fn open_store(store: &Path) -> Result<Box<dyn Engine>, EngineError> {
    open_for(store, Verification::Everything)
}

fn open_for(store: &Path, verification: Verification) -> Result<Box<dyn Engine>, EngineError> {
    if ClusterSettings::read(store)?.is_some() {
        return Ok(cluster_engine(ClusterIndex::open(store)?));
    }
    let mut attempts = 0;
    loop {
        let state = TantivyEngine::state(store);
        attempts += 1;
        match guarded(|| TantivyEngine::open(store, verification)) {
            // A commit or a merge came in between: some files may belong to the state before it, which are removed, and some to the state after it.
            _ if attempts < MAX_ATTEMPTS && TantivyEngine::state(store) != state => {}
            opened => return Ok(guarded_engine(opened.map_err(|error| error.in_archive(archive_of(store)))?)),
        }
    }
}

fn cluster_engine(index: ClusterIndex) -> Box<dyn Engine> {
    let engine: Box<dyn Engine> = Box::new(ClusterEngine::new(index));
    Box::new(Guarded(engine))
}

fn guarded_engine(engine: TantivyEngine) -> Box<dyn Engine> {
    let engine: Box<dyn Engine> = Box::new(engine);
    Box::new(Guarded(engine))
}

/// Opens the index of an archive that is about to be replaced, whatever analysis built it; `None` if the archive has none.
///
/// # Errors
/// If the index is damaged.
pub fn open_earlier(folder: &Path) -> Result<Option<Box<dyn Engine>>, EngineError> {
    let Some(stamp) = Stamp::read(folder)? else { return Ok(None) };
    if ClusterSettings::read(&folder.join(&stamp.store))?.is_some() {
        return Ok(Some(cluster_engine(ClusterIndex::open(&folder.join(&stamp.store))?)));
    }
    let verification = if stamp.has_checksums() { Verification::Everything } else { Verification::Absent };
    let opened = guarded(|| TantivyEngine::open_earlier(&folder.join(&stamp.store), verification));
    Ok(Some(guarded_engine(opened.map_err(|error| error.in_archive(folder))?)))
}

/// Returns the folder of the current store of the archive in `folder`, if this version can use it.
///
/// # Errors
/// If there is no archive, or it is damaged or of another version.
pub fn current_store(folder: &Path) -> Result<PathBuf, EngineError> {
    Stamp::store(folder)
}

/// Returns the store folder that the stamp of an archive names, whatever version wrote it; `None` if there is no archive or it is damaged.
pub fn named_store(folder: &Path) -> Option<PathBuf> {
    let stamp = Stamp::read(folder).ok().flatten()?;
    Some(folder.join(stamp.store))
}

/// Returns bytes that change with every commit to a store; empty if it cannot be read.
pub fn store_state(store: &Path) -> Vec<u8> {
    TantivyEngine::state(store)
}

/// Creates an empty folder for a store in the archive folder, next to any existing one.
///
/// # Errors
/// If the folder cannot be written.
pub fn create_store_folder(folder: &Path) -> Result<PathBuf, EngineError> {
    fs::create_dir_all(folder).map_err(EngineError::io("create", folder))?;
    let number = stores(folder)?.iter().filter_map(|name| store_number(name)).max().unwrap_or(0) + 1;
    let store = folder.join(format!("{STORE_PREFIX}{number}"));
    fs::create_dir_all(&store).map_err(EngineError::io("create", &store))?;
    Ok(store)
}

/// Creates a new, empty store in the archive folder, next to any existing one. It is unused until [`make_current`].
///
/// # Errors
/// If the folder cannot be written.
pub fn create_store(folder: &Path) -> Result<PathBuf, EngineError> {
    let store = create_store_folder(folder)?;
    match ClusterSettings::read(folder)? {
        Some(settings) => opensearch::create(&store, &settings)?,
        None => TantivyEngine::create(&store)?,
    }
    for parent in [&store, folder] {
        sync_folder(parent).map_err(EngineError::io("write", parent))?;
    }
    Ok(store)
}

/// Removes the stores that an interrupted indexing run has left next to the current one.
///
/// # Errors
/// If the folder cannot be read or a store cannot be removed.
pub fn remove_unused_stores(folder: &Path) -> Result<(), EngineError> {
    // If the stamp cannot be read, the current store is unknown, so all of them are kept for now.
    match Stamp::read(folder) {
        Ok(stamp) => remove_stores(folder, stamp.map(|stamp| stamp.store).as_deref()),
        Err(_) => Ok(()),
    }
}

/// Removes a store that will not be used.
///
/// # Errors
/// If the folder cannot be removed.
pub fn discard_store(store: &Path) -> Result<(), EngineError> {
    opensearch::delete(store)?;
    remove(store).map_err(EngineError::io("remove", store))
}

/// Prepares the current store of an archive for writing, in case an earlier indexing run was killed.
///
/// # Errors
/// If its cluster cannot be reached.
pub fn recover_store(folder: &Path) -> Result<(), EngineError> {
    match ClusterSettings::read(folder)? {
        Some(settings) if Stamp::read(folder)?.is_some() => opensearch::recover(&settings, &Stamp::store(folder)?),
        _ => Ok(()),
    }
}

/// Sets the cluster on which the archive in a folder will be kept.
///
/// # Errors
/// If the folder cannot be written, or its archive is kept elsewhere.
pub fn use_cluster(folder: &Path, settings: ClusterSettings) -> Result<(), EngineError> {
    if Stamp::read(folder)?.is_none() {
        // Settings without a stamp come from a first run that did not reach its cluster; there is no archive yet.
        return settings.with_new_id().write(folder);
    }
    match ClusterSettings::read(folder)? {
        // The nodes may have moved.
        Some(known) if known.location.index == settings.location.index => {
            ClusterSettings { archive: known.archive, ..settings }.write(folder)
        }
        _ => Err(opensearch::ClusterError::KeptElsewhere(folder.to_owned()).into()),
    }
}

/// Makes the index at the address in the cluster settings the index of the archive in a folder.
///
/// # Errors
/// If the folder names no cluster, or there is no index of this version at the address.
pub fn adopt_store(folder: &Path) -> Result<PathBuf, EngineError> {
    let Some(settings) = ClusterSettings::read(folder)? else { return Err(EngineError::Missing(folder.to_owned())) };
    let store = create_store_folder(folder)?;
    opensearch::adopt(folder, &store, &settings)?;
    sync_folder(folder).map_err(EngineError::io("write", folder))?;
    make_current(folder, &store)?;
    Ok(store)
}

/// Makes a store the current one of the archive, atomically, and removes the others.
///
/// # Errors
/// If the folder cannot be written; the archive is then unchanged.
pub fn make_current(folder: &Path, store: &Path) -> Result<(), EngineError> {
    let name = store.file_name().unwrap_or_default().to_string_lossy();
    Stamp::of_store(&name).write(folder)?;
    if let Some(settings) = ClusterSettings::read(folder)? {
        opensearch::publish(&settings, store)?;
    }
    remove_stores(folder, Some(&name))
}

/// A store opened for writing: a reader of its state when it was opened, and the writer.
pub type Opened = (Box<dyn Engine>, Box<dyn Writer>);

/// Opens a store for writing, together with a reader of its current state.
///
/// # Errors
/// If the store cannot be read or written, or is already open for writing.
pub fn open_writer(store: &Path, options: WriterOptions) -> Result<Opened, EngineError> {
    if ClusterSettings::read(store)?.is_some() {
        let index = ClusterIndex::open_patiently(store)?;
        let writer: Box<dyn Writer> = Box::new(ClusterWriter::open(index.clone(), archive_of(store))?);
        let engine: Box<dyn Engine> = Box::new(ClusterEngine::new(index));
        return Ok((Box::new(Guarded(engine)), Box::new(Guarded(writer))));
    }
    let opened = guarded(|| {
        let engine = TantivyEngine::open(store, Verification::Everything)?;
        let writer = TantivyWriter::open(&engine, options)?;
        Ok((engine, writer))
    });
    let (engine, writer) = opened.map_err(|error| error.in_archive(archive_of(store)))?;
    let writer: Box<dyn Writer> = Box::new(writer);
    Ok((guarded_engine(engine), Box::new(Guarded(writer))))
}

/// Returns what killed indexing runs have left in the folder of an archive: unused stores, and files of the current one that belong to no segment.
///
/// # Errors
/// If the folder cannot be read.
pub fn leftovers(folder: &Path) -> Result<Vec<PathBuf>, EngineError> {
    let Some(current) = Stamp::read(folder)?.map(|stamp| stamp.store) else { return Ok(Vec::new()) };
    let unused = stores(folder)?.into_iter().filter(|name| *name != current).map(|name| folder.join(name));
    let mut leftovers: Vec<PathBuf> = unused.filter(|store| TantivyEngine::is_store(store)).collect();
    let current = folder.join(current);
    if ClusterSettings::read(&current)?.is_none() {
        leftovers.extend(TantivyEngine::unused_files(&current)?);
    }
    Ok(leftovers)
}

/// Returns the files and folders of the engine in the folder of an archive.
pub fn engine_paths(folder: &Path) -> Vec<PathBuf> {
    let stores = stores(folder).unwrap_or_default().into_iter().map(|name| folder.join(name));
    stores
        .filter(|store| TantivyEngine::is_store(store))
        .chain([STAMP_FILE, CLUSTER_FILE].map(|name| folder.join(name)))
        .collect()
}

/// Returns the folder of the archive that a store is part of.
fn archive_of(store: &Path) -> &Path {
    store.parent().unwrap_or(store)
}

const STORE_PREFIX: &str = "store-";

fn store_number(name: &str) -> Option<u64> {
    name.strip_prefix(STORE_PREFIX)?.parse().ok()
}

/// Returns the names of the folders that may be stores.
fn stores(folder: &Path) -> Result<Vec<String>, EngineError> {
    let entries = fs::read_dir(folder).map_err(EngineError::io("read", folder))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| store_number(name).is_some()).collect())
}

fn remove_stores(folder: &Path, keep: Option<&str>) -> Result<(), EngineError> {
    for name in stores(folder)? {
        let store = folder.join(&name);
        // A folder that has such a name but holds other files is not ours to remove.
        if Some(name.as_str()) != keep && TantivyEngine::is_store(&store) {
            discard_store(&store)?;
        }
    }
    Ok(())
}

//! The only place that knows which engines there are.

use super::stamp::Stamp;
use super::tantivy::{TantivyEngine, TantivyWriter};
use super::{Engine, EngineError, Writer, WriterOptions};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns whether there is an archive in `folder`, of whatever version.
///
/// # Errors
/// If the folder cannot be read, or holds a damaged archive.
pub fn exists(folder: &Path) -> Result<bool, EngineError> {
    Ok(Stamp::read(folder)?.is_some())
}

/// Opens the archive in `folder` for searching. A writer may be at work on it: what it has committed by now is seen.
///
/// # Errors
/// If there is no archive, or it is damaged or of another version.
pub fn open_reader(folder: &Path) -> Result<Box<dyn Engine>, EngineError> {
    let store = Stamp::store(folder)?;
    Ok(Box::new(TantivyEngine::open(&store)?))
}

/// Opens the index of an archive that is about to be replaced, whatever analysis made its terms; `None` if it cannot be
/// read, or there is none.
pub fn open_earlier(folder: &Path) -> Option<Box<dyn Engine>> {
    let stamp = Stamp::read(folder).ok().flatten()?;
    let engine = TantivyEngine::open_earlier(&folder.join(stamp.store)).ok()?;
    Some(Box::new(engine))
}

/// Returns the folder of the store that the archive in `folder` uses, if this program can use it too.
///
/// # Errors
/// If there is no archive, or it is damaged or of another version.
pub fn current_store(folder: &Path) -> Result<PathBuf, EngineError> {
    Stamp::store(folder)
}

/// Makes a new, empty store in the archive folder, beside any other that is there. It counts only after
/// [`make_current`]; a store that was left half built by another run is removed.
///
/// # Errors
/// If the folder cannot be written.
pub fn create_store(folder: &Path) -> Result<PathBuf, EngineError> {
    fs::create_dir_all(folder).map_err(EngineError::io("create", folder))?;
    // A stamp that cannot be read says nothing of which store is the good one, so all of them stay for now.
    if let Ok(stamp) = Stamp::read(folder) {
        remove_stores(folder, stamp.map(|stamp| stamp.store).as_deref())?;
    }
    let number = stores(folder)?.iter().filter_map(|name| store_number(name)).max().unwrap_or(0) + 1;
    let store = folder.join(format!("{STORE_PREFIX}{number}"));
    fs::create_dir_all(&store).map_err(EngineError::io("create", &store))?;
    TantivyEngine::create(&store)?;
    Ok(store)
}

/// Removes a store that was made and is not to be used.
///
/// # Errors
/// If the folder cannot be removed.
pub fn discard_store(store: &Path) -> Result<(), EngineError> {
    fs::remove_dir_all(store).map_err(EngineError::io("remove", store))
}

/// Makes a store the one that the archive uses, in one step, and removes the others.
///
/// # Errors
/// If the folder cannot be written; then the archive is as it was.
pub fn make_current(folder: &Path, store: &Path) -> Result<(), EngineError> {
    let name = store.file_name().unwrap_or_default().to_string_lossy();
    Stamp::of_store(&name).write(folder)?;
    remove_stores(folder, Some(&name))
}

/// A store opened for writing: what it held when it was opened, and the writer.
pub type Opened = (Box<dyn Engine>, Box<dyn Writer>);

/// Opens a store for writing, and for asking what it held when it was opened.
///
/// # Errors
/// If the store cannot be read or written, or is being written already.
pub fn open_writer(store: &Path, options: WriterOptions) -> Result<Opened, EngineError> {
    let engine = TantivyEngine::open(store)?;
    let writer = TantivyWriter::open(&engine, options)?;
    Ok((Box::new(engine), Box::new(writer)))
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
        // A folder that only has such a name is somebody else's.
        if Some(name.as_str()) != keep && TantivyEngine::is_store(&store) {
            fs::remove_dir_all(&store).map_err(EngineError::io("remove", &store))?;
        }
    }
    Ok(())
}

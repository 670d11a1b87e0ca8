//! An archive opened for writing: its lock, its catalogue and its current store.

use super::IngestError;
use super::catalogue::Catalogue;
use super::lock::{LockRequest, WriterLock};
use super::manifest::Manifest;
use super::options::IndexingOptions;
use super::session::Session;
use super::stream_paths::{STREAMS_FOLDER, StreamPaths};
use crate::article::FilePath;
use crate::corpus::ReadingOptions;
use crate::engine::{
    ClusterLocation, EngineError, create_store, current_store, exists, make_current, open_reader, recover_store,
};
use std::path::{Path, PathBuf};

/// Returns the roots of the archive in `folder`. No lock is taken, so another process may be writing.
///
/// # Errors
/// If the catalogue cannot be read.
pub fn folders(folder: &Path) -> Result<Vec<FilePath>, IngestError> {
    Ok(Catalogue::read(folder)?.roots.into_keys().collect())
}

/// Fails if `place` is the address of a cluster: the manifest, the catalogue and the lock need a folder.
fn needs_folder(place: &Path) -> Result<(), IngestError> {
    if ClusterLocation::is_address(place) {
        return Err(IngestError::NeedsFolder(place.display().to_string()));
    }
    Ok(())
}

/// An archive opened for writing, which excludes other writers.
pub struct LockedArchive {
    pub(super) folder: PathBuf,
    pub(super) catalogue: Catalogue,
    /// `None` in a dry run.
    _lock: Option<WriterLock>,
}

impl LockedArchive {
    /// Opens the archive in `folder` for writing, or creates one. `request` is the name of the command, to be shown to other writers, or a [`LockRequest`] that
    /// also says how long to wait for another writer.
    ///
    /// # Errors
    /// If another writer still holds the archive after that time, its catalogue cannot be read, or `folder` is the address of a cluster.
    pub fn open<'a>(folder: &Path, request: impl Into<LockRequest<'a>>) -> Result<Self, IngestError> {
        needs_folder(folder)?;
        let lock = WriterLock::acquire(folder, request.into())?;
        let folder = std::fs::canonicalize(folder).map_err(IngestError::io("open", folder))?;
        let catalogue = Catalogue::read(&folder)?;
        let archive = Self { folder, catalogue, _lock: Some(lock) };
        recover_store(&archive.folder)?;
        archive.remove_leftovers()?;
        Ok(archive)
    }

    /// Opens an existing archive for writing.
    ///
    /// # Errors
    /// As [`LockedArchive::open`], and if the archive does not exist.
    pub fn open_existing<'a>(folder: &Path, request: impl Into<LockRequest<'a>>) -> Result<Self, IngestError> {
        needs_folder(folder)?;
        if !exists(folder)? {
            return Err(EngineError::Missing(folder.to_owned()).into());
        }
        Self::open(folder, request)
    }

    /// Opens the archive for a dry run, which takes no lock and writes and creates nothing.
    ///
    /// # Errors
    /// If the archive or its catalogue cannot be read, or `folder` is the address of a cluster.
    pub fn open_for_dry_run(folder: &Path) -> Result<Self, IngestError> {
        needs_folder(folder)?;
        if !exists(folder)? {
            let folder = std::path::absolute(folder).map_err(IngestError::io("open", folder))?;
            return Ok(Self { folder, catalogue: Catalogue::default(), _lock: None });
        }
        let folder = std::fs::canonicalize(folder).map_err(IngestError::io("open", folder))?;
        let catalogue = Catalogue::read(&folder)?;
        Ok(Self { folder, catalogue, _lock: None })
    }

    /// Creates an empty store if the archive has none.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn create_store(&self) -> Result<(), IngestError> {
        self.store().map(|_| ())
    }

    /// Returns the roots of the archive, with their reading options.
    pub fn roots(&self) -> Vec<(PathBuf, &ReadingOptions)> {
        self.catalogue.roots.iter().map(|(root, options)| (root.to_path_buf(), options)).collect()
    }

    /// Returns the current store, or creates an empty one.
    pub(super) fn store(&self) -> Result<PathBuf, IngestError> {
        if !exists(&self.folder)? {
            let store = create_store(&self.folder)?;
            make_current(&self.folder, &store)?;
        }
        Ok(current_store(&self.folder)?)
    }

    /// Opens the manifest of the current store and reconciles it with the index. In a dry run, creates no store.
    pub(super) fn manifest(&self, run: &IndexingOptions) -> Result<Manifest, IngestError> {
        if run.dry_run && !exists(&self.folder)? {
            return Manifest::empty();
        }
        let store = self.store()?;
        let manifest = if run.dry_run { Manifest::copy_of(&store)? } else { Manifest::open(&store)? };
        manifest.reconcile(&*open_reader(&self.folder)?, &self.streams().folder())?;
        Ok(manifest)
    }

    /// Opens the current store for writing.
    pub(super) fn session(&self, manifest: Manifest, run: &IndexingOptions) -> Result<Session, IngestError> {
        Session::open(&self.store()?, manifest, run)
    }

    /// Returns the folder with the saved streams.
    pub(super) fn streams_folder(&self) -> PathBuf {
        self.folder.join(STREAMS_FOLDER)
    }

    /// Returns the paths and names of the saved streams.
    pub(super) fn streams(&self) -> StreamPaths {
        self.catalogue.streams(&self.folder)
    }
}

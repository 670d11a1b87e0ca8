//! An archive opened for writing: the lock, the catalogue, and the store in use.

use super::IngestError;
use super::catalogue::Catalogue;
use super::lock::WriterLock;
use super::manifest::Manifest;
use super::session::{IndexingOptions, Session};
use crate::article::FilePath;
use crate::corpus::ReadingOptions;
use crate::engine::{EngineError, create_store, current_store, exists, make_current, open_reader};
use std::path::{Path, PathBuf};

/// The folder that keeps what came from standard input, so that a rebuilt index can be made of it again.
const SPOOL_FOLDER: &str = "added";

/// Returns the folders that the archive in `folder` follows. Nothing is locked: another process may be writing.
///
/// # Errors
/// If the catalogue cannot be read.
pub fn folders(folder: &Path) -> Result<Vec<FilePath>, IngestError> {
    Ok(Catalogue::read(folder)?.roots.into_keys().collect())
}

/// An archive that this process alone may write to.
pub struct Archive {
    pub(super) folder: PathBuf,
    pub(super) catalogue: Catalogue,
    /// Held by everybody but who only looks what there would be to do.
    _lock: Option<WriterLock>,
}

impl Archive {
    /// Opens the archive in `folder` for writing, or begins one there. `command` is what another writer is told meanwhile.
    ///
    /// # Errors
    /// If another process is writing to the archive, or its catalogue cannot be read.
    pub fn open(folder: &Path, command: &str) -> Result<Self, IngestError> {
        let lock = WriterLock::acquire(folder, command)?;
        let folder = std::fs::canonicalize(folder).map_err(IngestError::io("open", folder))?;
        let catalogue = Catalogue::read(&folder)?;
        Ok(Self { folder, catalogue, _lock: Some(lock) })
    }

    /// Opens an archive that has to be there already, otherwise as [`Archive::open`].
    ///
    /// # Errors
    /// As [`Archive::open`], and if there is no archive.
    pub fn open_existing(folder: &Path, command: &str) -> Result<Self, IngestError> {
        if !exists(folder)? {
            return Err(EngineError::Missing(folder.to_owned()).into());
        }
        Self::open(folder, command)
    }

    /// Returns the archive for a dry run, which makes nothing where there is none.
    ///
    /// # Errors
    /// As [`Archive::open`].
    pub fn open_to_look(folder: &Path, command: &str) -> Result<Self, IngestError> {
        if exists(folder)? {
            return Self::open(folder, command);
        }
        let folder = std::path::absolute(folder).map_err(IngestError::io("open", folder))?;
        Ok(Self { folder, catalogue: Catalogue::default(), _lock: None })
    }

    /// Returns the folders that the archive follows, and how their files are read.
    pub fn roots(&self) -> Vec<(PathBuf, &ReadingOptions)> {
        self.catalogue.roots.iter().map(|(root, options)| (root.to_path_buf(), options)).collect()
    }

    /// Returns the store in use, having made an empty one if there is none.
    pub(super) fn store(&self) -> Result<PathBuf, IngestError> {
        if !exists(&self.folder)? {
            let store = create_store(&self.folder)?;
            make_current(&self.folder, &store)?;
        }
        Ok(current_store(&self.folder)?)
    }

    /// Opens the manifest of the store in use, in line with its index. For a dry run no store is made if there is none.
    pub(super) fn manifest(&self, run: &IndexingOptions) -> Result<Manifest, IngestError> {
        if run.dry_run && !exists(&self.folder)? {
            return Manifest::empty();
        }
        let manifest = Manifest::open(&self.store()?)?;
        manifest.reconcile(&*open_reader(&self.folder)?)?;
        Ok(manifest)
    }

    /// Opens the store in use for writing.
    pub(super) fn session(&self, manifest: Manifest, run: &IndexingOptions) -> Result<Session, IngestError> {
        Session::open(&self.store()?, manifest, run)
    }

    pub(super) fn spool(&self) -> PathBuf {
        self.folder.join(SPOOL_FOLDER)
    }
}

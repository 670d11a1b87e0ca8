//! Archives whose index is on a cluster.

use super::IngestError;
use super::archive::LockedArchive;
use crate::engine::{ClusterSettings, EngineError, use_cluster};

impl LockedArchive {
    /// Keeps the index of a new archive on a cluster. For an archive that is there already, the addresses replace the known ones.
    ///
    /// # Errors
    /// If the archive has an index elsewhere, or its folder cannot be written.
    pub fn use_cluster(&mut self, settings: ClusterSettings) -> Result<(), IngestError> {
        Ok(use_cluster(&self.folder, settings)?)
    }

    /// Takes over the index that the archive names, which another folder has written. Nothing is removed.
    ///
    /// # Errors
    /// If the index cannot be compared with the archive.
    pub fn adopt_index(&mut self) -> Result<(), IngestError> {
        Err(EngineError::Index("this version cannot write to a cluster".into()).into())
    }
}

//! Archives whose index is on a cluster.

use super::IngestError;
use super::archive::LockedArchive;
use super::manifest::Manifest;
use crate::engine::{ClusterSettings, adopt_store, open_reader, use_cluster};

impl LockedArchive {
    /// Stores the index of a new archive on a cluster. For an existing archive, the addresses replace the known ones.
    ///
    /// # Errors
    /// If the archive has an index elsewhere, or its folder cannot be written.
    pub fn use_cluster(&mut self, settings: ClusterSettings) -> Result<(), IngestError> {
        Ok(use_cluster(&self.folder, settings)?)
    }

    /// Adopts the index that the archive names, which another folder has written, and makes the manifest from it. Removes nothing, not even files that are not
    /// here; the next run of their folders does that. Returns the number of articles.
    ///
    /// # Errors
    /// If the index cannot be compared with the archive.
    pub fn adopt_index(&mut self) -> Result<u64, IngestError> {
        let store = adopt_store(&self.folder)?;
        let manifest = Manifest::open(&store)?;
        let engine = open_reader(&self.folder)?;
        manifest.agree_with(&*engine, &self.streams().folder())?;
        Ok(engine.stats()?.articles)
    }
}

//! Repairs the faults that a check found, if that cannot lose anything.

use super::IngestError;
use super::archive::LockedArchive;
use super::manifest::Manifest;
use super::options::IndexingOptions;
use crate::durable::remove;
use crate::engine::{leftovers, open_reader};

impl LockedArchive {
    /// Completes additions and removals by hand, removes the leftovers of killed runs, and drops the manifest entries that do not agree with the index, so that
    /// the next run reads those files again. Opening the archive has already removed unused stores and streams.
    ///
    /// # Errors
    /// If the index is damaged or the archive cannot be written.
    pub fn repair(&mut self, run: &IndexingOptions) -> Result<(), IngestError> {
        let manifest = Manifest::open(&self.store()?)?;
        manifest.agree_with(&*open_reader(&self.folder)?, &self.streams().folder())?;
        self.complete_addition()?;
        let mut session = self.session(manifest, run)?;
        self.complete_removal(&mut session)?;
        session.settle(|| false)?;
        session.finish()?;
        for path in leftovers(&self.folder)? {
            remove(&path).map_err(IngestError::io("remove", &path))?;
        }
        Ok(())
    }
}

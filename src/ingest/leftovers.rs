//! Removes what killed runs have left in the folder of an archive, before the next run writes.

use super::IngestError;
use super::archive::LockedArchive;
use crate::durable::{remove, rename, sync_folder};
use crate::engine::remove_unused_stores;
use std::io::ErrorKind;
use std::path::Path;

/// The extension of a stream that is being saved.
pub(super) const PARTIAL: &str = "part";

/// The extension of a stream that has replaced another one, without the records that were skipped.
pub(super) const CLEAN: &str = "clean.jsonl";

impl LockedArchive {
    /// Removes stores that are not used, a catalogue that came into use with its store, streams that were not saved to their end, and streams that were replaced. A stream that was, but has not got its name yet, gets
    /// it, so that the run reads it.
    pub(super) fn remove_leftovers(&self) -> Result<(), IngestError> {
        self.catalogue.settle(&self.folder)?;
        remove_unused_stores(&self.folder)?;
        let streams = self.streams_folder();
        let entries = match std::fs::read_dir(&streams) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(IngestError::io("read", &streams)(error)),
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.extension().is_some_and(|extension| extension == PARTIAL) {
                self.complete_or_remove(&path)?;
            } else if !self.has_stream(&path) && self.has_stream(&path.with_extension(CLEAN)) {
                remove(&path).map_err(IngestError::io("remove", &path))?;
            }
        }
        sync_folder(&streams).map_err(IngestError::io("write", &streams))
    }

    /// The catalogue names a stream once all of it is on the disk.
    fn complete_or_remove(&self, partial: &Path) -> Result<(), IngestError> {
        let saved = partial.with_extension("jsonl");
        if self.has_stream(&saved) {
            rename(partial, &saved).map_err(IngestError::io("write", &saved))
        } else {
            remove(partial).map_err(IngestError::io("remove", partial))
        }
    }

    fn has_stream(&self, saved: &Path) -> bool {
        self.catalogue.files.contains_key(&self.name_of_stream(saved))
    }
}

//! Verifies the files of an index.

use super::open_index::{INDEX_FOLDER, LISTS, TantivyEngine, segment_files};
use crate::engine::EngineError;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tantivy::TantivyError;

/// The number of attempts to list the files while a writer replaces them.
const MAX_ATTEMPTS: u32 = 5;

impl TantivyEngine {
    /// Returns the files in the folder of a store's index that belong to no segment.
    pub(crate) fn unused_files(store: &Path) -> Result<Vec<PathBuf>, EngineError> {
        let lists = Self::lists(store)?.into_iter().map(|(list, _)| list);
        let used: BTreeSet<PathBuf> =
            Self::files(store)?.into_iter().chain(lists).map(|file| store.join(file)).collect();
        let folder = store.join(INDEX_FOLDER);
        let entries = std::fs::read_dir(&folder).map_err(EngineError::io("read", &folder))?;
        let is_lock = |path: &Path| path.extension().is_some_and(|extension| extension == "lock");
        Ok(entries.flatten().map(|entry| entry.path()).filter(|path| !used.contains(path) && !is_lock(path)).collect())
    }

    /// Verifies the files of all segments, the lists and the dictionary. Returns an error for each that is damaged or missing.
    pub(super) fn damaged_files(&self) -> Result<Vec<EngineError>, EngineError> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            let state = Self::state(self.store());
            let damage = self.damaged_now()?;
            // A commit by a writer removes the files of merged segments.
            if damage.is_empty() || attempts == MAX_ATTEMPTS || Self::state(self.store()) == state {
                return Ok(damage);
            }
        }
    }

    fn damaged_now(&self) -> Result<Vec<EngineError>, EngineError> {
        let mut damage = Vec::new();
        let segments = self.index.searchable_segment_metas()?;
        for file in segments.iter().flat_map(segment_files).chain(LISTS.map(PathBuf::from)) {
            if let Err(error) = self.directory.verify(&file) {
                damage.push(EngineError::from(TantivyError::from(error)).in_archive(self.archive()));
            }
        }
        damage.extend(self.unpacking.verify().err().map(|error| self.damaged(error.to_string())));
        Ok(damage)
    }
}

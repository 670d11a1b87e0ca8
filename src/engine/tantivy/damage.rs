//! Verifies the files of an index.

use super::open_index::{INDEX_FOLDER, LISTS, TantivyEngine};
use crate::engine::EngineError;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tantivy::TantivyError;
use tantivy::index::SegmentComponent;

/// The files that every segment has.
const COMPONENTS: [SegmentComponent; 6] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
];

/// How often the files are listed while a writer replaces them.
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

    /// Returns the names of the files that the index must have.
    fn required_files(&self) -> Result<Vec<PathBuf>, EngineError> {
        let mut files: Vec<PathBuf> = LISTS.map(PathBuf::from).to_vec();
        for segment in self.index.searchable_segment_metas()? {
            files.extend(COMPONENTS.map(|component| segment.relative_path(component)));
            if segment.has_deletes() {
                files.push(segment.relative_path(SegmentComponent::Delete));
            }
        }
        Ok(files)
    }

    /// Verifies the files of all segments, the lists and the dictionary. Returns an error for each that is damaged or missing.
    pub(super) fn damaged_files(&self) -> Result<Vec<EngineError>, EngineError> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            let state = Self::state(self.store());
            let damage = self.damaged_now()?;
            // A writer that commits removes the files of segments that it has merged.
            if damage.is_empty() || attempts == MAX_ATTEMPTS || Self::state(self.store()) == state {
                return Ok(damage);
            }
        }
    }

    fn damaged_now(&self) -> Result<Vec<EngineError>, EngineError> {
        let mut damage = Vec::new();
        for file in self.required_files()? {
            match self.directory.verify(&file).map_err(|error| EngineError::from(TantivyError::from(error))) {
                Ok(()) => {}
                Err(EngineError::Corrupt(what)) => damage.push(self.damaged(what)),
                Err(error) => damage.push(error),
            }
        }
        damage.extend(self.unpacking.verify().err().map(|error| self.damaged(error.to_string())));
        Ok(damage)
    }
}

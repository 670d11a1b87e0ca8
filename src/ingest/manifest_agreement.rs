//! The agreement of the manifest with the index.
//!
//! The two disagree if a run was killed between their commits or a disk lost its last writes. Doubtful entries are then dropped, and the next run reads
//! those files again.

use super::IngestError;
use super::manifest::{FILES, GENERATION, Manifest, SETTLED, STATE, failed};
use super::manifest_entry::{Columns, ManifestEntry, articles_of, generation_of, row};
use super::paths::{is_in_folder, key_path, path_key};
use crate::article::FilePath;
use crate::engine::Engine;
use redb::{ReadableDatabase, ReadableTable};
use std::collections::HashMap;
use std::path::Path;

impl Manifest {
    /// Reconciles the manifest with the index, if their generations differ. `streams` is the folder of saved streams, whose articles have other paths in the
    /// index.
    ///
    /// Drops entries newer than the last commit of the index, and those of files of which the index has another number of articles. Files that only the index
    /// knows get an empty entry. So the next run reads them again or notices that they no longer exist.
    pub(super) fn reconcile(&self, engine: &dyn Engine, streams: &Path) -> Result<(), IngestError> {
        if self.generation()? == engine.generation()? { Ok(()) } else { self.agree_with(engine, streams) }
    }

    /// As [`Manifest::reconcile`], even if the generations are equal.
    pub(super) fn agree_with(&self, engine: &dyn Engine, streams: &Path) -> Result<(), IngestError> {
        let committed = engine.generation()?;
        let indexed = indexed_files(engine)?;
        let transaction = self.database.begin_write().map_err(failed)?;
        {
            let mut files = transaction.open_table(FILES).map_err(failed)?;
            let agrees = |key: &[u8], row: &Columns<&str>| {
                let in_index = indexed.get(key).copied().unwrap_or_default();
                generation_of(row) <= committed && (articles_of(row) == in_index || is_in_folder(key, streams))
            };
            files.retain(|key, row| agrees(key, &row)).map_err(failed)?;
            for (key, articles) in &indexed {
                if files.get(key.as_slice()).map_err(failed)?.is_none() {
                    // The number is kept, because a damaged file keeps its articles.
                    let entry = ManifestEntry { articles: *articles, ..ManifestEntry::default() };
                    files.insert(key.as_slice(), row(&entry, committed)).map_err(failed)?;
                }
            }
            let mut state = transaction.open_table(STATE).map_err(failed)?;
            state.insert(GENERATION, committed).map_err(failed)?;
            state.remove(SETTLED).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }

    /// Calls `visit` with each file of which manifest and index have different numbers of articles, and with both numbers.
    pub(super) fn differences(
        &self,
        engine: &dyn Engine,
        streams: &Path,
        mut visit: impl FnMut(FilePath, u32, u32),
    ) -> Result<(), IngestError> {
        let mut indexed = indexed_files(engine)?;
        let transaction = self.database.begin_read().map_err(failed)?;
        let files = transaction.open_table(FILES).map_err(failed)?;
        for row in files.iter().map_err(failed)? {
            let (key, row) = row.map_err(failed)?;
            let (known, held) = (articles_of(&row.value()), indexed.remove(key.value()).unwrap_or_default());
            if known != held && !is_in_folder(key.value(), streams) {
                visit(key_path(key.value()), known, held);
            }
        }
        for (key, held) in indexed {
            visit(key_path(&key), 0, held);
        }
        Ok(())
    }
}

/// Returns the manifest keys of the files that have articles in the index, with their numbers.
fn indexed_files(engine: &dyn Engine) -> Result<HashMap<Vec<u8>, u32>, IngestError> {
    let mut indexed: HashMap<Vec<u8>, u32> = HashMap::new();
    engine.each_file(&mut |file, articles| {
        let path = file.to_path_buf();
        if path.is_absolute() {
            *indexed.entry(path_key(&path)).or_default() += articles;
        }
    })?;
    Ok(indexed)
}

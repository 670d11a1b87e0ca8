//! Removes the leftovers of killed runs from the folder of an archive, before the next run writes.

use super::IngestError;
use super::archive::LockedArchive;
use super::catalogue::Catalogue;
use super::stream_paths::STREAMS_FOLDER;
use crate::article::FilePath;
use crate::durable::{remove, rename, sync_folder};
use crate::engine::remove_unused_stores;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The extension of a stream that is being saved.
pub(super) const PARTIAL: &str = "part";

/// The extension of a stream that has replaced another one, omitting its skipped records.
pub(super) const CLEAN: &str = "clean.jsonl";

impl LockedArchive {
    /// Removes unused stores, incompletely saved streams, and streams that were replaced. Moves a catalogue that took effect with its store to the folder of
    /// the archive. Renames a stream that was saved completely but did not get its final name, so that the run reads it.
    pub(super) fn remove_leftovers(&self) -> Result<(), IngestError> {
        self.catalogue.settle(&self.folder)?;
        remove_unused_stores(&self.folder)?;
        let Some(streams) = Streams::read(&self.folder, &self.catalogue)? else { return Ok(()) };
        for path in streams.unused {
            remove(&path).map_err(IngestError::io("remove", &path))?;
        }
        for (partial, saved) in streams.unnamed {
            rename(&partial, &saved).map_err(IngestError::io("write", &saved))?;
        }
        let folder = self.streams_folder();
        sync_folder(&folder).map_err(IngestError::io("write", &folder))
    }
}

/// Returns the saved streams that killed runs have left unused.
pub(super) fn leftover_streams(archive: &Path, catalogue: &Catalogue) -> Result<Vec<PathBuf>, IngestError> {
    Ok(Streams::read(archive, catalogue)?.unwrap_or_default().unused)
}

/// The saved streams that killed runs have left.
#[derive(Default)]
struct Streams {
    /// Streams that were saved incompletely or were replaced.
    unused: Vec<PathBuf>,
    /// Streams on disk without their final name, and these names.
    unnamed: Vec<(PathBuf, PathBuf)>,
}

impl Streams {
    /// Reads the folder of streams; `None` if there is none. The catalogue lists a stream once all of it is on disk.
    fn read(archive: &Path, catalogue: &Catalogue) -> Result<Option<Self>, IngestError> {
        let folder = archive.join(STREAMS_FOLDER);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(IngestError::io("read", &folder)(error)),
        };
        let has_stream = |path: &Path| {
            let name = path.strip_prefix(archive).unwrap_or(path);
            catalogue.files.contains_key(&FilePath::from_path(name))
        };
        let mut streams = Self::default();
        for path in entries.flatten().map(|entry| entry.path()) {
            let saved = path.with_extension("jsonl");
            if path.extension().is_none_or(|extension| extension != PARTIAL) {
                if !has_stream(&path) && has_stream(&path.with_extension(CLEAN)) {
                    streams.unused.push(path);
                }
            } else if has_stream(&saved) {
                streams.unnamed.push((path, saved));
            } else {
                streams.unused.push(path);
            }
        }
        Ok(Some(streams))
    }
}

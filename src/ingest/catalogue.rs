//! The catalogue: the roots of an archive, files added by hand, and articles removed by hand.
//!
//! It is kept apart from the index, so that a rebuild uses the same sources.

use super::IngestError;
use super::options::FolderToIndex;
use super::paths::absolute;
use super::stream_paths::StreamPaths;
use crate::article::{ArticleId, FilePath};
use crate::corpus::ReadingOptions;
use crate::durable::{remove, replace_file, sealed, sync_folder, unsealed};
use crate::engine::named_store;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub(super) const CATALOGUE_FILE: &str = "catalogue.json";

/// The sources of an archive.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Catalogue {
    /// The folders that the archive follows, with their reading options. A file belongs to the innermost one.
    pub roots: BTreeMap<FilePath, ReadingOptions>,
    /// Files outside the roots that were added by hand, with their reading options.
    pub files: BTreeMap<FilePath, ReadingOptions>,
    /// Articles removed by hand. They stay out until their file is added again.
    pub withdrawn: BTreeSet<ArticleId>,
    /// Withdrawn articles that may still be in the index, because their removal has not been committed.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub removing: BTreeSet<ArticleId>,
    /// Whether articles that may have been withdrawn are being added by hand. Until that is complete, the index may have articles that still count as
    /// withdrawn.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub adding: bool,
    /// Streams that are being added and may hold withdrawn articles. Once the streams are read, these articles are no longer withdrawn.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub adding_streams: BTreeSet<FilePath>,
    /// The folder that the archive had when it received its first stream; see [`super::stream_paths`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<FilePath>,
    /// The number of the last stream saved.
    #[serde(skip_serializing_if = "is_zero")]
    pub last_stream: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Catalogue {
    /// Reads the catalogue of the archive in `folder`, or returns an empty one if there is none.
    pub(super) fn read(folder: &Path) -> Result<Self, IngestError> {
        // A catalogue in the store may be moved at any moment, so it is read first.
        let in_store = Self::path_in_store(folder).map_or(Ok(None), |path| Self::read_from(&path))?;
        let read = in_store.map_or_else(|| Self::read_from(&folder.join(CATALOGUE_FILE)), |read| Ok(Some(read)))?;
        Ok(read.unwrap_or_default().at_home(folder))
    }

    fn read_from(path: &Path) -> Result<Option<Self>, IngestError> {
        match std::fs::read(path).and_then(unsealed) {
            Ok(json) => serde_json::from_slice(&json)
                .map(Some)
                .map_err(|error| IngestError::Catalogue { path: path.to_owned(), source: error.into() }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) if source.kind() == ErrorKind::InvalidData => {
                Err(IngestError::Catalogue { path: path.to_owned(), source })
            }
            Err(error) => Err(IngestError::io("read", path)(error)),
        }
    }

    /// Returns the catalogue with the home folder of its streams, which earlier versions did not record.
    fn at_home(mut self, folder: &Path) -> Self {
        if self.home.is_none() && self.files.keys().any(|file| file.to_path_buf().is_relative()) {
            self.home = Some(FilePath::from_path(folder));
        }
        self
    }

    /// Replaces the stored catalogue atomically.
    pub(super) fn write(&self, folder: &Path) -> Result<(), IngestError> {
        self.write_to(&folder.join(CATALOGUE_FILE))?;
        let Some(outdated) = Self::path_in_store(folder) else { return Ok(()) };
        // The removal must be durable, or the outdated catalogue would take effect again.
        let removed = remove(&outdated).and_then(|()| outdated.parent().map_or(Ok(()), sync_folder));
        removed.map_err(IngestError::io("remove", &outdated))
    }

    fn write_to(&self, path: &Path) -> Result<(), IngestError> {
        let json = serde_json::to_vec_pretty(self);
        let json = json.map_err(|error| IngestError::Catalogue { path: path.to_owned(), source: error.into() })?;
        replace_file(path, &sealed(&json)).map_err(IngestError::io("write", path))
    }

    /// Writes the catalogue into a new store. It takes effect together with that store and takes precedence over the one in the folder of the archive, so both
    /// switch in one step.
    pub(super) fn write_in_store(&self, store: &Path) -> Result<(), IngestError> {
        self.write_to(&store.join(CATALOGUE_FILE))
    }

    /// Moves a catalogue that took effect with its store to the folder of the archive, if the run that wrote it was killed before.
    pub(super) fn settle(&self, folder: &Path) -> Result<(), IngestError> {
        Self::path_in_store(folder).map_or(Ok(()), |_| self.write(folder))
    }

    fn path_in_store(folder: &Path) -> Option<PathBuf> {
        named_store(folder).map(|store| store.join(CATALOGUE_FILE)).filter(|path| path.exists())
    }

    /// Returns the paths and names of the saved streams of the archive in `folder`.
    pub(super) fn streams(&self, folder: &Path) -> StreamPaths {
        StreamPaths::new(folder, self.home.as_ref())
    }

    /// Returns the innermost root that contains a path, with its reading options.
    pub(super) fn root_of(&self, path: &Path) -> Option<(PathBuf, &ReadingOptions)> {
        path.ancestors().find_map(|folder| {
            let options = self.roots.get(&FilePath::from_path(folder))?;
            Some((folder.to_owned(), options))
        })
    }

    /// Returns whether the filter of its root excludes a file.
    pub(super) fn excludes(&self, file: &Path) -> bool {
        self.root_of(file).is_some_and(|(root, options)| {
            file.strip_prefix(&root).is_ok_and(|below_root| !options.filter.allows_opening(below_root))
        })
    }

    /// Returns the files added by hand, except those that a root now excludes.
    pub(super) fn hand_added(&self) -> impl Iterator<Item = &FilePath> {
        self.files.keys().filter(|file| !self.excludes(&file.to_path_buf()))
    }

    /// Returns all roots.
    pub(super) fn root_paths(&self) -> Vec<PathBuf> {
        self.roots.keys().map(FilePath::to_path_buf).collect()
    }

    /// Returns the roots inside `folder`, excluding `folder` itself.
    pub(super) fn roots_inside(&self, folder: &Path) -> Vec<PathBuf> {
        let roots = self.roots.keys().map(FilePath::to_path_buf);
        roots.filter(|root| root != folder && root.starts_with(folder)).collect()
    }

    /// Makes each folder a root, unless it is part of one and has no options of its own.
    pub(super) fn add_roots(&mut self, folders: &[FolderToIndex]) {
        for FolderToIndex { path, options: patch } in folders {
            let folder = absolute(path);
            let stored = match self.root_of(&folder) {
                Some(_) if patch.is_empty() => continue,
                Some((root, options)) => options.for_subfolder(folder.strip_prefix(&root).unwrap_or(Path::new(""))),
                None => ReadingOptions::default(),
            };
            self.roots.insert(FilePath::from_path(&folder), stored.patched(patch));
        }
    }
}

//! What the archive is an archive of: its folders, single files added by hand, and what was taken out by hand.
//!
//! Kept apart from the index, so that a rebuilt index is made of the same things.

use super::IngestError;
use crate::article::{ArticleId, FilePath};
use crate::corpus::ReadingOptions;
use crate::durable::replace_file;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const CATALOGUE_FILE: &str = "catalogue.json";

/// What the archive is an archive of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Catalogue {
    /// The folders that the archive follows and how their files are read. A file belongs to the innermost.
    pub roots: BTreeMap<FilePath, ReadingOptions>,
    /// Files outside the folders that were added by hand, and how they are read.
    pub files: BTreeMap<FilePath, ReadingOptions>,
    /// Articles that were removed by hand: they stay out while their file is there, until it is added again.
    pub withdrawn: BTreeSet<ArticleId>,
    /// Those of them that may still be in the index, because the run that removes them has not come to its end.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub removing: BTreeSet<ArticleId>,
}

impl Catalogue {
    /// Reads the catalogue of the archive in `folder`; an empty one if there is none yet.
    pub(super) fn read(folder: &Path) -> Result<Self, IngestError> {
        let path = folder.join(CATALOGUE_FILE);
        match std::fs::read(&path) {
            Ok(json) => serde_json::from_slice(&json).map_err(|source| IngestError::Catalogue { path, source }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(IngestError::io("read", &path)(error)),
        }
    }

    /// Replaces the catalogue in one step that survives a crash.
    pub(super) fn write(&self, folder: &Path) -> Result<(), IngestError> {
        let path = folder.join(CATALOGUE_FILE);
        let json =
            serde_json::to_vec_pretty(self).map_err(|source| IngestError::Catalogue { path: path.clone(), source })?;
        replace_file(&path, &json).map_err(IngestError::io("write", &path))
    }

    /// Returns the root that a path belongs to: the innermost that it is in.
    pub(super) fn root_of(&self, path: &Path) -> Option<(PathBuf, &ReadingOptions)> {
        path.ancestors().find_map(|folder| {
            let options = self.roots.get(&FilePath::from_path(folder))?;
            Some((folder.to_owned(), options))
        })
    }

    /// Returns the roots that lie inside `folder`, itself left out.
    pub(super) fn roots_inside(&self, folder: &Path) -> Vec<PathBuf> {
        let roots = self.roots.keys().map(FilePath::to_path_buf);
        roots.filter(|root| root != folder && root.starts_with(folder)).collect()
    }
}

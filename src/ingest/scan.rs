//! The folders to compare with the manifest, and how their files are read.

use super::IngestError;
use super::catalogue::Catalogue;
use super::options::FolderToIndex;
use super::own_paths::own_paths;
use super::paths::absolute;
use crate::article::FilePath;
use crate::corpus::{Discovered, FolderWalk, ReadingOptions, discover};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A root, or a part of one, to compare with the manifest.
#[derive(Debug)]
pub(super) struct FolderScan {
    pub walk: FolderWalk,
    pub options: ReadingOptions,
    /// Files that were added by hand. They stay as long as they exist, even if a walk does not find them because they are hidden.
    pub hand_added: BTreeSet<FilePath>,
}

impl FolderScan {
    /// Returns the scans for some folders, which are roots or parts of roots, including the roots inside them. No folder is scanned twice.
    pub(super) fn of_folders(folders: &[FolderToIndex], catalogue: &Catalogue, archive: &Path) -> Vec<Self> {
        let mut wanted: Vec<PathBuf> = Vec::new();
        for folder in folders {
            let folder = absolute(&folder.path);
            wanted.extend(catalogue.roots_inside(&folder));
            wanted.push(folder);
        }
        Self::of_paths(wanted, catalogue, archive)
    }

    /// Returns the scans for all roots.
    pub(super) fn of_all_roots(catalogue: &Catalogue, archive: &Path) -> Vec<Self> {
        Self::of_paths(catalogue.root_paths(), catalogue, archive)
    }

    fn of_paths(mut wanted: Vec<PathBuf>, catalogue: &Catalogue, archive: &Path) -> Vec<Self> {
        wanted.sort();
        wanted.dedup();
        let root_of = |folder: &Path| catalogue.root_of(folder).map(|(root, _)| root);
        let is_part_of_another = |folder: &PathBuf| {
            wanted.iter().any(|other| other != folder && folder.starts_with(other) && root_of(folder) == root_of(other))
        };
        let scans = wanted.iter().filter(|folder| !is_part_of_another(folder));
        scans.filter_map(|folder| Self::of_folder(folder, catalogue, archive)).collect()
    }

    /// Returns the scan for one folder, or `None` if no root contains it.
    pub(super) fn of_folder(folder: &Path, catalogue: &Catalogue, archive: &Path) -> Option<Self> {
        let (root, options) = catalogue.root_of(folder)?;
        let mut except = catalogue.roots_inside(folder);
        except.extend(own_paths(archive, folder));
        let walk = FolderWalk { folder: folder.to_owned(), root, except, filter: options.filter.clone() };
        let hand_added =
            catalogue.hand_added().filter(|file| file.to_path_buf().starts_with(folder)).cloned().collect();
        Some(Self { walk, options: options.clone(), hand_added })
    }

    /// Returns whether a file that a walk did not find stays in the archive, because it was added by hand and still exists.
    pub(super) fn keeps(&self, file: &FilePath) -> bool {
        self.hand_added.contains(file) && file.to_path_buf().exists()
    }

    /// Fails if the folder, from which the archive holds `held` articles, looks empty now: its disk may have been unmounted.
    pub(super) fn require_files(&self, held: u64) -> Result<(), IngestError> {
        let mut found = discover(&self.walk);
        if found.any(|discovered| matches!(discovered, Discovered::File(_) | Discovered::Unreadable(..))) {
            return Ok(());
        }
        Err(IngestError::RootMissing { folder: self.walk.folder.clone(), held })
    }
}

//! The files and folders of the archive itself, which a walk must not read.

use super::backup_folder::BACKUP_FILE;
use super::catalogue::CATALOGUE_FILE;
use super::lock::LOCK_FILE;
use super::stream_paths::STREAMS_FOLDER;
use crate::engine::engine_paths;
use std::path::{Path, PathBuf};

/// Returns the paths of the archive in the folder `archive` that a walk through `folder` must leave out.
///
/// That is the whole archive folder, unless it contains `folder`; then only the files that the archive wrote. Called after the store was created, so
/// that it is included.
pub(super) fn own_paths(archive: &Path, folder: &Path) -> Vec<PathBuf> {
    if !folder.starts_with(archive) {
        return vec![archive.to_owned()];
    }
    let mut paths = engine_paths(archive);
    paths.extend([STREAMS_FOLDER, CATALOGUE_FILE, LOCK_FILE, BACKUP_FILE].map(|name| archive.join(name)));
    paths
}

//! The files and folders of the archive itself, which no walk may read.

use super::backup_folder::BACKUP_FILE;
use super::catalogue::CATALOGUE_FILE;
use super::lock::LOCK_FILE;
use super::stream_paths::STREAMS_FOLDER;
use crate::engine::engine_paths;
use std::path::{Path, PathBuf};

/// Returns what a walk through `folder` must leave out of the archive in the folder `archive`.
///
/// That is the folder of the archive, unless the articles are in the same folder or below it; then it is what the archive wrote there.
/// Called after the store was created, so that it is among them.
pub(super) fn own_paths(archive: &Path, folder: &Path) -> Vec<PathBuf> {
    if !folder.starts_with(archive) {
        return vec![archive.to_owned()];
    }
    let mut paths = engine_paths(archive);
    paths.extend([STREAMS_FOLDER, CATALOGUE_FILE, LOCK_FILE, BACKUP_FILE].map(|name| archive.join(name)));
    paths
}

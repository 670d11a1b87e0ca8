//! Writes small files so that a crash leaves either the old or the new contents.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Replaces the contents of `path` atomically; they are durable when the function returns.
///
/// # Errors
/// If the file cannot be written; the old contents then remain.
pub fn replace_file(path: &Path, contents: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(contents)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes the names of the files in `folder` durable.
///
/// # Errors
/// If the folder cannot be opened or the disk fails.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only Unix can open a folder as a file.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

//! Changes files durably: replaces, renames and removes them so that a crash leaves either the old or the new state.
//!
//! Every step calls [`checkpoint`], where tests stop the process or simulate a failing disk.

mod fault;
mod seal;
mod share;

pub use fault::checkpoint;
#[cfg(debug_assertions)]
pub use fault::{Fault, inject};
pub use seal::{sealed, unsealed};
pub use share::{Placed, is_linked, looks_the_same, share_file};

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::Path;

/// Returns whether an error means that this user, or any user, may not write there.
pub fn may_not_write(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Replaces the contents of `path` atomically; they are durable when the function returns.
///
/// # Errors
/// If the file cannot be written; the old contents then remain.
pub fn replace_file(path: &Path, contents: &[u8]) -> io::Result<()> {
    replace_unsynced(path, contents, None)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Replaces the contents of `path` atomically. The new contents are durable, but their name may not be before [`sync_folder`]. `permissions` apply from the
/// moment of the replacement, so that no reader is locked out in between.
///
/// # Errors
/// If the file cannot be written; the old contents then remain.
pub fn replace_unsynced(path: &Path, contents: &[u8], permissions: Option<Permissions>) -> io::Result<()> {
    checkpoint()?;
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    if let Some(permissions) = permissions {
        // Some file systems have no permissions, so errors are ignored.
        let _ = file.set_permissions(permissions);
    }
    file.write_all(contents)?;
    file.sync_all()?;
    rename(&new, path)
}

/// Renames a file within the same file system. The new name is durable after [`sync_folder`].
///
/// # Errors
/// If the file cannot be renamed.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    checkpoint()?;
    fs::rename(from, to)
}

/// Removes a file, or a folder with its contents.
///
/// # Errors
/// If it cannot be removed; a part of a folder may have been removed.
pub fn remove(path: &Path) -> io::Result<()> {
    checkpoint()?;
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
}

/// Makes the names of the files in `folder` durable.
///
/// # Errors
/// If the folder cannot be opened or the disk fails.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    checkpoint()?;
    // Only Unix can open a folder as a file.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

//! The cheap test for a changed file: size, times and inode, taken from one `stat`.
//!
//! Hashing every file on every update would read the whole archive again, so files with equal state count as unchanged. Size and modification time are not
//! enough: `mv` keeps both, so another file can replace an indexed one. Its inode and the time of its last change of any kind differ.

use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Size, times and inode of a file; while they are the same, the file counts as unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileState {
    /// Size in bytes.
    pub size: u64,
    /// Time of the last modification, in nanoseconds since 1970.
    pub modified: i64,
    /// Time of the last change of contents, name or permissions, in nanoseconds since 1970; 0 if unknown, as on Windows.
    pub changed: i64,
    /// The inode of the file; 0 if unknown, as on Windows.
    pub inode: u64,
}

impl FileState {
    /// Returns the state of the file at `path`, following links.
    ///
    /// # Errors
    /// If the file does not exist or its metadata cannot be read.
    pub fn of(path: &Path) -> std::io::Result<Self> {
        std::fs::metadata(path).map(|metadata| Self::of_metadata(&metadata))
    }

    /// Returns the state recorded in `metadata`.
    pub(super) fn of_metadata(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().map_or(0, |time| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
            Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |nanos| -nanos),
        });
        let (changed, inode) = identity(metadata);
        Self { size: metadata.len(), modified, changed, inode }
    }

    /// Returns whether a file in this state counts as the file in the `earlier` state. Inodes and change times that are unknown in one of the states, because
    /// an earlier version recorded it, are not compared.
    pub fn is_unchanged_since(self, earlier: Self) -> bool {
        let identity_known = self.inode != 0 && earlier.inode != 0;
        let same_identity = (self.inode, self.changed) == (earlier.inode, earlier.changed);
        self.size == earlier.size && self.modified == earlier.modified && (!identity_known || same_identity)
    }
}

/// Returns the time of the last change and the inode of a file.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
    (changed, metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_identities_are_not_compared() {
        let state = FileState { size: 1, modified: 2, changed: 3, inode: 4 };
        let unknown = FileState { changed: 0, inode: 0, ..state };
        assert!(
            state.is_unchanged_since(state) && state.is_unchanged_since(unknown) && unknown.is_unchanged_since(state)
        );
        for other in [
            FileState { size: 9, ..unknown },
            FileState { modified: 9, ..unknown },
            FileState { changed: 9, ..state },
            FileState { inode: 9, ..state },
        ] {
            assert!(!state.is_unchanged_since(other), "{other:?}");
        }
    }
}

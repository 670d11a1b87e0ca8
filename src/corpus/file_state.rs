//! The cheap test for a changed file: size and modification time, taken from one `stat`.
//!
//! Hashing every file on every update would read the whole archive again, so files of equal size and time count as unchanged.

use std::fs::Metadata;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Size and modification time of a file; while both stay the same, the file counts as unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileState {
    /// Size in bytes.
    pub size: u64,
    /// Time of the last modification, in nanoseconds since 1970.
    pub modified: i64,
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
        Self { size: metadata.len(), modified }
    }
}

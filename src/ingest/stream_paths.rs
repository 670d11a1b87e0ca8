//! The paths of saved streams, which stay the same when an archive is moved, copied or restored.
//!
//! The ids of articles without their own id, and the manifest's entry of a stream, depend on its path. So a stream keeps the path that it had in the folder
//! where the archive received its first stream.

use crate::article::FilePath;
use std::path::{Path, PathBuf};

/// The folder with the saved streams, in the folder of an archive.
pub(super) const STREAMS_FOLDER: &str = "added";

/// The locations of the saved streams of an archive, and the paths that identify them.
#[derive(Debug, Clone)]
pub(super) struct StreamPaths {
    /// The folder of the archive.
    archive: PathBuf,
    /// The folder that the archive had when it received its first stream.
    home: PathBuf,
}

impl StreamPaths {
    pub(super) fn new(archive: &Path, home: Option<&FilePath>) -> Self {
        Self { archive: archive.to_owned(), home: home.map_or_else(|| archive.to_owned(), FilePath::to_path_buf) }
    }

    /// Returns the folder in the paths that identify streams.
    pub(super) fn folder(&self) -> PathBuf {
        self.home.join(STREAMS_FOLDER)
    }

    /// Returns the path that identifies a file in the catalogue, where the path of a stream is relative.
    pub(super) fn path_of(&self, name: &FilePath) -> PathBuf {
        self.home.join(name.to_path_buf())
    }

    /// Returns whether a path identifies a stream.
    pub(super) fn has(&self, path: &Path) -> bool {
        path.starts_with(self.folder())
    }

    /// Returns the location on disk of the file that a path identifies.
    pub(super) fn on_disk(&self, path: &Path) -> PathBuf {
        let below = path.strip_prefix(self.folder()).ok();
        below.map_or_else(|| path.to_owned(), |below| self.archive.join(STREAMS_FOLDER).join(below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_of_a_moved_archive_keeps_its_name() {
        let name = FilePath::from_path("added/1.jsonl".as_ref());
        let moved = StreamPaths::new("/new/index".as_ref(), Some(&FilePath::from_path("/old/index".as_ref())));
        let path = moved.path_of(&name);
        assert_eq!(path, Path::new("/old/index/added/1.jsonl"));
        assert_eq!(moved.on_disk(&path), Path::new("/new/index/added/1.jsonl"));
        let elsewhere = Path::new("/old/index/news/a.txt");
        assert!(moved.has(&path) && !moved.has(elsewhere));
        assert_eq!(moved.on_disk(elsewhere), elsewhere);
        let unmoved = StreamPaths::new("/new/index".as_ref(), None);
        assert_eq!(unmoved.on_disk(&unmoved.path_of(&name)), unmoved.path_of(&name));
    }
}

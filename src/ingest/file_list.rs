//! The files that a walk found, remembered so that a first run need not walk twice.

use crate::corpus::{FileState, FoundFile};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// How many files are remembered: each takes some seventy bytes, and a hundred more if it is the only one of its folder.
const MOST: usize = 250_000;

/// The files that a walk found, in order.
#[derive(Debug, Default)]
pub(super) struct FileList {
    folders: Vec<PathBuf>,
    files: Vec<Remembered>,
}

#[derive(Debug)]
struct Remembered {
    /// The number of its folder.
    folder: u32,
    name: Box<OsStr>,
    state: FileState,
}

impl FileList {
    /// Adds a file, and returns whether there was room for it.
    pub(super) fn push(&mut self, file: &FoundFile) -> bool {
        let (Some(folder), Some(name)) = (file.path.parent(), file.path.file_name()) else { return false };
        if self.files.len() == MOST {
            return false;
        }
        if self.folders.last().map(PathBuf::as_path) != Some(folder) {
            self.folders.push(folder.to_owned());
        }
        let folder = self.folders.len() as u32 - 1;
        self.files.push(Remembered { folder, name: name.into(), state: file.state });
        true
    }

    /// Returns the files, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = FoundFile> {
        self.files.iter().map(|file| {
            let folder = self.folders.get(file.folder as usize).map_or(Path::new(""), PathBuf::as_path);
            FoundFile { path: folder.join(&*file.name), state: file.state }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_in_order() {
        let files = ["/a/b.txt", "/a/c/d.txt", "/a/c/e.txt", "/a/f.txt"].map(|path| {
            let state = FileState { size: path.len() as u64, modified: -1 };
            FoundFile { path: path.into(), state }
        });
        let mut list = FileList::default();
        assert!(files.iter().all(|file| list.push(file)));
        assert_eq!(list.iter().collect::<Vec<_>>(), files);
    }
}

//! Files that another file names and that are read with it, such as the pages of an issue.
//!
//! The names are untrusted: they may be URLs, absolute paths of another machine, or paths that lead upwards. Only files in the folder of the naming file, in
//! its subfolders and in the folders next to it are opened.

use super::disk_file::open_nonblocking;
use super::file_state::FileState;
use super::input::Input;
use super::percent_encoding::percent_decoded;
use super::skip::SkipReason;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Folders in which libraries keep the pages of an issue.
const PAGE_FOLDERS: &[&str] =
    &["alto", "ALTO", "ocr", "OCR", "text", "xml", "page", "pages", "fulltext", "FULLTEXT", "altos", "txt"];

/// Opens the files that a file names.
pub(super) trait Neighbours {
    /// Opens the file with a name; `None` if there is none.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    fn open(&self, name: &str) -> Result<Option<Input<'_>>, SkipReason>;

    /// Returns the path of the file with a name; `None` if there is none.
    fn find(&self, name: &str) -> Option<PathBuf>;

    /// Records that the file with a name is a part of the one that names it, and not an article by itself.
    fn claim(&self, name: &str);
}

/// The neighbours of a file that stands alone.
pub(super) struct NoNeighbours;

impl Neighbours for NoNeighbours {
    fn open(&self, _: &str) -> Result<Option<Input<'_>>, SkipReason> {
        Ok(None)
    }

    fn find(&self, _: &str) -> Option<PathBuf> {
        None
    }

    fn claim(&self, _: &str) {}
}

/// A file that was read with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFile {
    /// The path.
    pub path: PathBuf,
    /// Its state when it was read.
    pub state: FileState,
}

/// The neighbours of a file on disk.
pub(super) struct NeighboursOnDisk {
    folder: PathBuf,
    claimed: RefCell<BTreeMap<PathBuf, FileState>>,
}

impl NeighboursOnDisk {
    pub(super) fn of(path: &Path) -> Self {
        Self { folder: path.parent().unwrap_or(Path::new("")).to_owned(), claimed: RefCell::default() }
    }

    /// Returns the files that are parts of this one.
    pub(super) fn into_parts(self) -> Vec<PartFile> {
        self.claimed.into_inner().into_iter().map(|(path, state)| PartFile { path, state }).collect()
    }
}

impl Neighbours for NeighboursOnDisk {
    fn open(&self, name: &str) -> Result<Option<Input<'_>>, SkipReason> {
        let Some(path) = self.find(name) else { return Ok(None) };
        let file = open_nonblocking(&path)?;
        let length = file.metadata().map_err(SkipReason::Unreadable)?.len();
        Input::of_reader(Box::new(file), length, 0).map(Some)
    }

    fn find(&self, name: &str) -> Option<PathBuf> {
        candidates(name).iter().filter_map(|candidate| path_near(&self.folder, candidate)).find(|path| path.is_file())
    }

    fn claim(&self, name: &str) {
        let found = self.find(name).and_then(|path| Some((FileState::of(&path).ok()?, path)));
        self.claimed.borrow_mut().extend(found.map(|(state, path)| (path, state)));
    }
}

/// Returns the path of a candidate for a file that a file in `folder` names.
pub(super) fn path_near(folder: &Path, candidate: &str) -> Option<PathBuf> {
    match candidate.strip_prefix("../") {
        Some(beside) => Some(folder.parent()?.join(beside)),
        None => Some(folder.join(candidate)),
    }
}

/// Returns the possible paths of a file with a name, relative to the folder of the file that names it: without `..` except at the start.
pub(super) fn candidates(name: &str) -> Vec<String> {
    let name = name.trim().replace('\\', "/");
    let name = percent_decoded(&name);
    let is_address = name.contains("://") && !name.starts_with("file:");
    let path = name.strip_prefix("file://").or_else(|| name.strip_prefix("file:")).unwrap_or(&name);
    let mut parts: Vec<&str> = Vec::new();
    let mut is_outside = is_address || path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    let mut is_beside = false;
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_some() => {}
            ".." if is_beside => is_outside = true,
            ".." => is_beside = true,
            part => parts.push(part),
        }
    }
    let Some(base) = parts.last().map(|base| base.rsplit_once('?').map_or(*base, |(before, _)| before)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if !is_outside {
        found.push(format!("{}{}", if is_beside { "../" } else { "" }, parts.join("/")));
    }
    found.push(base.to_owned());
    found.extend(PAGE_FOLDERS.iter().map(|folder| format!("{folder}/{base}")));
    found.extend(PAGE_FOLDERS.iter().map(|folder| format!("../{folder}/{base}")));
    let packed: Vec<String> = found.iter().map(|path| format!("{path}.gz")).collect();
    found.extend(packed);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_near_the_file_that_gives_them() {
        for (name, first) in [
            ("text/1.xml", "text/1.xml"),
            ("file://./text/1.xml", "text/1.xml"),
            ("./a%20b.xml", "a b.xml"),
            ("../ocr/X1.xml", "../ocr/X1.xml"),
            ("ocr\\X1.xml", "ocr/X1.xml"),
            ("../../../etc/passwd", "passwd"),
            ("file:///etc/passwd", "passwd"),
            ("C:\\scans\\1.xml", "1.xml"),
            ("http://resolver.example/p001/1.xml?x=/2", "2"),
            ("a/../../../b", "b"),
        ] {
            let found = candidates(name);
            assert_eq!(found.first().map(String::as_str), Some(first), "{name}");
            assert!(
                found.iter().all(|path| !path.trim_start_matches("../").contains("..") && !path.starts_with("../../"))
            );
        }
        assert_eq!(candidates(""), [""; 0]);
        assert!(candidates("1.xml").contains(&"../ocr/1.xml.gz".to_owned()));
    }
}

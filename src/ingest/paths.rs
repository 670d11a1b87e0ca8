//! Paths in the forms that the catalogue and the manifest store.
//!
//! The manifest must list files in the order of a walk through their folders, so that the two can be compared as streams. Its keys are therefore path
//! bytes with the separator replaced by zero, the only byte that sorts before every character of a name.

use crate::article::FilePath;
use std::path::{Path, PathBuf};

const SEPARATOR: u8 = std::path::MAIN_SEPARATOR as u8;

/// Returns the absolute path, with links resolved if the path exists.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// Returns the absolute path, with the links of the part that exists resolved.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let resolve = |folder: &Path| {
        let real = std::fs::canonicalize(folder).ok()?;
        Some(real.join(absolute.strip_prefix(folder).ok()?))
    };
    let real = absolute.ancestors().find_map(resolve);
    // Joining an empty path adds a separator.
    real.map_or(absolute.clone(), |real| real.components().collect())
}

/// Returns the manifest key of a path.
pub(super) fn path_key(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().map(|byte| if *byte == SEPARATOR { 0 } else { *byte }).collect()
}

/// Returns the path of a manifest key.
pub(super) fn key_path(key: &[u8]) -> FilePath {
    let bytes: Vec<u8> = key.iter().map(|byte| if *byte == 0 { SEPARATOR } else { *byte }).collect();
    FilePath::from_bytes(&bytes)
}

/// Returns whether a key is the folder itself or a path below it.
pub(super) fn is_in_folder(key: &[u8], folder: &Path) -> bool {
    let (start, end) = key_range(folder);
    key == path_key(folder) || (start.as_slice() <= key && key < end.as_slice())
}

/// Returns the keys below a folder as a range: the first possible key, and the first one past them.
pub(super) fn key_range(folder: &Path) -> (Vec<u8>, Vec<u8>) {
    let mut start = path_key(folder);
    // The root of the file system already ends in a separator.
    if start.last() != Some(&0) {
        start.push(0);
    }
    let mut end = start.clone();
    if let Some(last) = end.last_mut() {
        *last = 1;
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_contains_its_files_but_not_its_namesakes() {
        assert!(is_in_folder(&path_key("/n/a".as_ref()), "/n".as_ref()));
        assert!(is_in_folder(&path_key("/n".as_ref()), "/n".as_ref()));
        assert!(!is_in_folder(&path_key("/news/a".as_ref()), "/n".as_ref()));
        assert!(is_in_folder(&path_key("/n".as_ref()), "/".as_ref()));
    }
}

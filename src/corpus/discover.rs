//! Walks a folder and lists its files in order, with size and modification time.
//!
//! The order is fixed so that the walk can be compared in step with the manifest, without holding either in memory.

use super::file_state::FileState;
use super::skip::{Skip, SkipReason};
use crossbeam_channel::bounded;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file that may contain articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path of the file.
    pub path: PathBuf,
    /// Size and modification time.
    pub state: FileState,
}

/// An entry found while walking a folder.
#[derive(Debug)]
pub enum Discovered {
    /// A file that may contain articles.
    File(FoundFile),
    /// A file of a kind without articles, such as a picture or a style sheet, or a symbolic link in a cycle.
    PassedOver,
    /// A file or folder that could not be read; its articles are to be kept.
    Unreadable(PathBuf, Skip),
}

/// The number of files in a batch, and the number of batches by which the walk may run ahead.
const BATCH: usize = 256;
const BATCHES_AHEAD: usize = 4;

/// Extensions of files that accompany articles and never contain one.
const COMPANIONS: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "svg", "ico", "bmp", "tif", "tiff", "avif", "heic", "css", "js", "mjs", "map",
    "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "wav", "ogg", "webm", "mov", "avi",
];

/// Walks `folder`, which is `root` or a part of it, in the order of the bytes of the names, folder by folder, passing over
/// hidden names and the folders `except`.
///
/// Links are followed, so that nothing a person sees in the folder is missed; a link to something that is met at its own place
/// in `root` is not.
pub fn discover<'a>(
    folder: &'a Path,
    root: &'a Path,
    except: &'a [PathBuf],
) -> impl Iterator<Item = Discovered> + use<'a> {
    WalkDir::new(folder)
        .follow_links(true)
        .sort_by(|one, other| one.file_name().as_encoded_bytes().cmp(other.file_name().as_encoded_bytes()))
        .into_iter()
        .filter_entry(move |entry| entry.depth() == 0 || is_wanted(entry, root, except))
        .filter_map(discovered)
}

/// Walks as [`discover`] does, in a thread of its own, some files ahead of whoever asks for them.
pub fn discover_ahead(folder: &Path, root: &Path, except: &[PathBuf]) -> impl Iterator<Item = Discovered> + use<> {
    let (found, to_take) = bounded(BATCHES_AHEAD);
    let (folder, root, except) = (folder.to_owned(), root.to_owned(), except.to_owned());
    let walk = std::thread::spawn(move || {
        let mut discovered = discover(&folder, &root, &except).peekable();
        while discovered.peek().is_some() {
            let batch: Vec<Discovered> = discovered.by_ref().take(BATCH).collect();
            if found.send(batch).is_err() {
                // Nobody asks any more.
                break;
            }
        }
    });
    let mut walk = Some(walk);
    std::iter::from_fn(move || match to_take.recv() {
        Ok(batch) => Some(batch),
        Err(_) => {
            // Files that a walk did not come to are not gone: a walk that broke off must not look as if it had ended.
            if let Some(Err(panic)) = walk.take().map(std::thread::JoinHandle::join) {
                std::panic::resume_unwind(panic);
            }
            None
        }
    })
    .flatten()
}

fn is_wanted(entry: &DirEntry, root: &Path, except: &[PathBuf]) -> bool {
    let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
    let is_met_elsewhere = || {
        let target = std::fs::canonicalize(entry.path()).unwrap_or_default();
        let below = target.strip_prefix(root).ok();
        let is_hidden = |below: &Path| below.iter().any(|name| name.as_encoded_bytes().starts_with(b"."));
        below.is_some_and(|below| !is_hidden(below)) && !except.iter().any(|folder| target.starts_with(folder))
    };
    let is_left_out = hidden || except.iter().any(|folder| folder == entry.path());
    !is_left_out && (!entry.path_is_symlink() || !is_met_elsewhere())
}

fn discovered(entry: walkdir::Result<DirEntry>) -> Option<Discovered> {
    let entry = match entry {
        Ok(entry) if entry.file_type().is_dir() => return None,
        Ok(entry) => entry,
        Err(error) => return unreadable(error),
    };
    if !entry.file_type().is_file() || is_companion(entry.path()) {
        return Some(Discovered::PassedOver);
    }
    match entry.metadata() {
        Ok(metadata) => {
            let state = FileState::of_metadata(&metadata);
            Some(Discovered::File(FoundFile { path: entry.into_path(), state }))
        }
        Err(error) => unreadable(error),
    }
}

fn unreadable(error: walkdir::Error) -> Option<Discovered> {
    if error.loop_ancestor().is_some() {
        return Some(Discovered::PassedOver);
    }
    let path = error.path()?.to_owned();
    let cause = error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
    Some(Discovered::Unreadable(path, SkipReason::Unreadable(cause).into()))
}

fn is_companion(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    COMPANIONS.contains(&extension.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(root: &Path) -> Vec<String> {
        let root = fs::canonicalize(root).unwrap();
        let names = names_of(&root, discover(&root, &root, &[]));
        assert_eq!(names, names_of(&root, discover_ahead(&root, &root, &[])));
        names
    }

    fn names_of(root: &Path, discovered: impl Iterator<Item = Discovered>) -> Vec<String> {
        discovered
            .map(|discovered| match discovered {
                Discovered::File(file) => file.path.strip_prefix(root).unwrap().display().to_string(),
                Discovered::PassedOver => "-".into(),
                Discovered::Unreadable(path, skip) => {
                    format!("{}: {}", path.file_name().unwrap().display(), skip.reason.code())
                }
            })
            .collect()
    }

    #[test]
    fn files_come_in_order_without_what_is_hidden() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a-b.txt", "a/z.txt", "a/.hidden", ".git/x", "photo.JPG"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        assert_eq!(names(root.path()), ["a/z.txt", "a-b.txt", "b.txt", "-"]);
    }

    #[test]
    fn a_walk_ahead_misses_nothing_and_may_be_left() {
        let root = tempfile::tempdir().unwrap();
        for number in 0..3 * BATCH * BATCHES_AHEAD {
            fs::write(root.path().join(format!("{number}.txt")), "").unwrap();
        }
        assert_eq!(names(root.path()).len(), 3 * BATCH * BATCHES_AHEAD);
        assert_eq!(discover_ahead(root.path(), root.path(), &[]).take(5).count(), 5);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_once_and_never_in_circles() {
        use std::os::unix::fs::symlink;
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("far.txt"), "x").unwrap();
        fs::create_dir(root.path().join("sub")).unwrap();
        fs::write(root.path().join("sub/near.txt"), "x").unwrap();
        symlink(outside.path(), root.path().join("far")).unwrap();
        symlink(root.path().join("sub"), root.path().join("again")).unwrap();
        symlink(root.path(), root.path().join("sub/loop")).unwrap();
        symlink(root.path().join("nowhere"), root.path().join("dangling")).unwrap();
        symlink(outside.path(), outside.path().join("loop")).unwrap();
        fs::create_dir(root.path().join(".store")).unwrap();
        fs::write(root.path().join(".store/hidden.txt"), "x").unwrap();
        symlink(root.path().join(".store/hidden.txt"), root.path().join("annexed.txt")).unwrap();
        assert_eq!(
            names(root.path()),
            ["annexed.txt", "dangling: unreadable", "far/far.txt", "-", "-", "sub/near.txt"]
        );
    }
}

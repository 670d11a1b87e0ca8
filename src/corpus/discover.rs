//! Walks a folder and lists its files with their states.

use super::file_filter::FileFilter;
use super::file_state::FileState;
use super::maildir;
use super::saved_folders::{is_mirror_state, is_of_saved_page};
use super::side_files::is_companion;
use super::skip::{Skip, SkipReason};
use crossbeam_channel::bounded;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file that may hold articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path.
    pub path: PathBuf,
    /// The state of the file.
    pub state: FileState,
}

/// One result of a walk.
#[derive(Debug)]
pub enum Discovered {
    /// A file that may hold articles.
    File(FoundFile),
    /// A file that cannot be an article, such as a picture or a style sheet, or a link to a folder that contains it.
    PassedOver,
    /// A file or folder that could not be accessed. Its articles are kept.
    Unreadable(PathBuf, Skip),
}

/// The number of files in a batch.
const BATCH: usize = 256;
/// The number of batches by which a walk may be ahead.
const BATCHES_AHEAD: usize = 4;

/// A folder to walk.
#[derive(Debug, Clone, PartialEq)]
pub struct FolderWalk {
    /// The folder: the root or a part of it.
    pub folder: PathBuf,
    /// The root. Patterns are relative to it.
    pub root: PathBuf,
    /// Files and folders that are left out, also as targets of links.
    pub except: Vec<PathBuf>,
    /// The patterns that select files.
    pub filter: FileFilter,
}

impl FolderWalk {
    /// Returns a walk through all of a root.
    pub fn new(root: &Path) -> Self {
        Self { folder: root.to_owned(), root: root.to_owned(), except: Vec::new(), filter: FileFilter::default() }
    }

    /// Returns whether the walk would enter a folder. The folder need not exist.
    pub fn enters(&self, folder: &Path) -> bool {
        let Ok(below) = folder.strip_prefix(&self.folder) else { return false };
        let is_allowed = |folder: &Path| {
            !self.except.iter().any(|left_out| left_out == folder) && self.allows_by_filter(folder, true)
        };
        !below.iter().any(is_hidden) && folder.ancestors().take(below.iter().count()).all(is_allowed)
    }

    fn allows(&self, entry: &DirEntry) -> bool {
        if entry.depth() == 0 {
            return self.allows_by_filter(entry.path(), entry.file_type().is_dir());
        }
        let path = entry.path();
        let is_state = entry.file_name().to_str().is_some_and(is_mirror_state);
        let is_left_out = is_hidden(entry.file_name()) || is_state || self.except.iter().any(|folder| folder == path);
        let is_folder = entry.file_type().is_dir();
        let is_elsewhere = || (entry.path_is_symlink() || is_folder) && self.finds_elsewhere(path);
        let is_part = || is_folder && (is_of_saved_page(path) || maildir::is_of_deliveries(path));
        !is_left_out && self.allows_by_filter(path, is_folder) && !is_elsewhere() && !is_part()
    }

    /// Returns whether an error at a path can be ignored, because the path is left out anyway. Include patterns are not considered: an unreadable folder or a
    /// broken link may lead to included files, whose articles are kept.
    fn ignores_error_at(&self, path: &Path) -> bool {
        is_hidden(path.file_name().unwrap_or_default())
            || self.except.iter().any(|folder| folder == path)
            || path.strip_prefix(&self.root).is_ok_and(|below| self.filter.excludes(below))
    }

    fn allows_by_filter(&self, path: &Path, is_folder: bool) -> bool {
        match path.strip_prefix(&self.root) {
            Ok(below) if is_folder => self.filter.allows_folder(below),
            Ok(below) => self.filter.allows_opening(below),
            Err(_) => true,
        }
    }

    /// Returns whether the target of a link, or of a folder below one, is a path that the walk through the root finds anyway or leaves out, or a folder that
    /// contains the root.
    fn finds_elsewhere(&self, path: &Path) -> bool {
        let Ok(real) = std::fs::canonicalize(path) else { return false };
        if real == path {
            return false;
        }
        self.root.starts_with(&real)
            || self.except.iter().any(|left_out| real.starts_with(left_out))
            || real.strip_prefix(&self.root).is_ok_and(|below| !below.iter().any(is_hidden))
                && self.allows_by_filter(&real, real.is_dir())
    }

    fn discovered(&self, entry: walkdir::Result<DirEntry>) -> Option<Discovered> {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_dir() => return None,
            Ok(entry) => entry,
            Err(error) => return self.unreadable(error),
        };
        if !entry.file_type().is_file() || is_companion(entry.path()) {
            return Some(Discovered::PassedOver);
        }
        match entry.metadata() {
            Ok(metadata) => {
                let state = FileState::of_metadata(&metadata);
                Some(Discovered::File(FoundFile { path: entry.into_path(), state }))
            }
            Err(error) => self.unreadable(error),
        }
    }

    fn unreadable(&self, error: walkdir::Error) -> Option<Discovered> {
        let path = error.path()?.to_owned();
        if error.depth() > 0 && self.ignores_error_at(&path) {
            return None;
        }
        if error.loop_ancestor().is_some() {
            return Some(Discovered::PassedOver);
        }
        let cause = error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
        Some(Discovered::Unreadable(path, SkipReason::Unreadable(cause).into()))
    }
}

/// Walks a folder in the order of the bytes of the names, folder by folder, without hidden files and folders.
///
/// Links are followed, except to targets that the walk through the root finds anyway, and to folders that contain the root.
pub fn discover(walk: &FolderWalk) -> impl Iterator<Item = Discovered> + use<> {
    let (chosen, read) = (walk.clone(), walk.clone());
    WalkDir::new(&walk.folder)
        .follow_links(true)
        .sort_by(|one, other| one.file_name().as_encoded_bytes().cmp(other.file_name().as_encoded_bytes()))
        .into_iter()
        .filter_entry(move |entry| chosen.allows(entry))
        .filter_map(move |entry| read.discovered(entry))
}

/// Walks as [`discover`] does, on a separate thread that stays a few files ahead of the caller.
pub fn discover_ahead(walk: &FolderWalk) -> impl Iterator<Item = Discovered> + use<> {
    let (found, to_take) = bounded(BATCHES_AHEAD);
    let walk = walk.clone();
    let ahead = walk.clone();
    let started = std::thread::Builder::new().spawn(move || {
        let mut discovered = discover(&ahead).peekable();
        while discovered.peek().is_some() {
            let batch: Vec<Discovered> = discovered.by_ref().take(BATCH).collect();
            if found.send(batch).is_err() {
                // The caller has dropped the iterator.
                break;
            }
        }
    });
    // If the system allows no more threads, the walk runs on the calling thread.
    let here = started.is_err().then(|| discover(&walk));
    let mut thread = started.ok();
    let batches = std::iter::from_fn(move || match to_take.recv() {
        Ok(batch) => Some(batch),
        Err(_) => {
            // A walk that panicked must not look complete, or the remaining files would count as vanished.
            if let Some(Err(panic)) = thread.take().map(std::thread::JoinHandle::join) {
                std::panic::resume_unwind(panic);
            }
            None
        }
    });
    batches.flatten().chain(here.into_iter().flatten())
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(root: &Path) -> Vec<String> {
        let root = fs::canonicalize(root).unwrap();
        let walk = FolderWalk::new(&root);
        let names = names_of(&root, discover(&walk));
        assert_eq!(names, names_of(&root, discover_ahead(&walk)));
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
    fn files_come_in_order_without_hidden_ones() {
        let root = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a-b.txt", "a/z.txt", "a/.hidden", ".git/x", "photo.JPG"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        assert_eq!(names(root.path()), ["a/z.txt", "a-b.txt", "b.txt", "-"]);
    }

    #[test]
    fn a_walk_ahead_is_complete_and_can_be_abandoned() {
        let root = tempfile::tempdir().unwrap();
        for number in 0..3 * BATCH * BATCHES_AHEAD {
            fs::write(root.path().join(format!("{number}.txt")), "").unwrap();
        }
        assert_eq!(names(root.path()).len(), 3 * BATCH * BATCHES_AHEAD);
        assert_eq!(discover_ahead(&FolderWalk::new(root.path())).take(5).count(), 5);
    }

    #[test]
    fn excluded_folders_are_not_entered() {
        let root = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(root.path()).unwrap();
        for name in ["a.txt", "b.html", "drafts/c.txt", "sub/drafts/d.txt", "sub/e.txt"] {
            fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            fs::write(root.join(name), "x").unwrap();
        }
        let filter = FileFilter { include: vec!["*.txt".parse().unwrap()], exclude: vec!["drafts/".parse().unwrap()] };
        let walk = FolderWalk { filter, ..FolderWalk::new(&root) };
        assert_eq!(names_of(&root, discover(&walk)), ["a.txt", "sub/e.txt"]);
        let inside = FolderWalk { folder: root.join("sub/drafts"), ..walk };
        assert_eq!(names_of(&root, discover(&inside)), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_neither_above_the_root_nor_to_what_is_left_out() {
        use std::os::unix::fs::symlink;
        let top = tempfile::tempdir().unwrap();
        let top = fs::canonicalize(top.path()).unwrap();
        for name in ["in/a.txt", "in/index/own.txt", "index/own.txt", "other/b.txt", "other/index/own.txt"] {
            fs::create_dir_all(top.join(name).parent().unwrap()).unwrap();
            fs::write(top.join(name), "x").unwrap();
        }
        for (target, link) in [
            ("..", "up"),
            ("../..", "top"),
            (".", "self"),
            ("index", "one"),
            ("../index", "two"),
            ("../other", "three"),
        ] {
            symlink(target, top.join("in").join(link)).unwrap();
        }
        symlink(top.join("in"), top.join("other/back")).unwrap();
        symlink(&top, top.join("other/up")).unwrap();
        let root = top.join("in");
        let except = vec![top.join("in/index"), top.join("index"), top.join("other/index")];
        let walk = FolderWalk { except, ..FolderWalk::new(&root) };
        let files = discover(&walk).filter_map(|found| match found {
            Discovered::File(file) => Some(file.path.strip_prefix(&root).unwrap().display().to_string()),
            _ => None,
        });
        assert_eq!(files.collect::<Vec<_>>(), ["a.txt", "three/b.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_once_and_never_in_loops() {
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

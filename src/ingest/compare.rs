//! A folder held against the manifest: what is new, what changed, what is gone.

use super::IngestError;
use super::manifest::{Entry, Manifest, file_of_key, is_below, key};
use super::session::entered_under;
use crate::article::FilePath;
use crate::corpus::{Discovered, FoundFile, Skip, discover_ahead};
use std::iter::Peekable;
use std::path::{Path, PathBuf};

/// What became of one file since it was last looked at.
#[derive(Debug)]
pub(super) enum Change {
    /// It has to be read: it is new, or it may have changed since `known`.
    Read { found: FoundFile, known: Option<Entry> },
    /// It is as it was.
    Unchanged(FilePath, Entry),
    /// It is no longer there.
    Vanished(FilePath, Entry),
    /// It cannot be looked at, so it is left as it is.
    Unreadable(FilePath, Skip),
    /// It is of a kind that never holds an article.
    PassedOver,
}

/// Compares the files of a folder, which is `root` or a part of it, with what the manifest knows, both in the same order,
/// holding neither in memory.
///
/// `reading` stands for the options with which files are read now: a file that was read with others is read again.
pub(super) fn compare<'a>(
    manifest: &Manifest,
    folder: &'a Path,
    root: &'a Path,
    except: &'a [PathBuf],
    reading: u32,
) -> Result<impl Iterator<Item = Result<Change, IngestError>> + use<'a>, IngestError> {
    Ok(Comparison {
        found: discover_ahead(folder, root, except).peekable(),
        known: manifest.below(folder, except)?.peekable(),
        unreadable: Vec::new(),
        reading,
    })
}

struct Comparison<Found: Iterator<Item = Discovered>, Known: Iterator<Item = KnownFile>> {
    found: Peekable<Found>,
    known: Peekable<Known>,
    /// Folders that could not be looked into: what is known below them is kept.
    unreadable: Vec<PathBuf>,
    reading: u32,
}

type KnownFile = Result<(Vec<u8>, Entry), IngestError>;

impl<Found: Iterator<Item = Discovered>, Known: Iterator<Item = KnownFile>> Iterator for Comparison<Found, Known> {
    type Item = Result<Change, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found_key = match self.found.peek() {
                Some(Discovered::File(file)) => Some(key(&file.path)),
                Some(Discovered::PassedOver) => {
                    self.found.next();
                    return Some(Ok(Change::PassedOver));
                }
                Some(Discovered::Unreadable(..)) => {
                    if let Some(Discovered::Unreadable(path, skip)) = self.found.next() {
                        let file = FilePath::from_path(&path);
                        self.unreadable.push(path);
                        return Some(Ok(Change::Unreadable(file, skip)));
                    }
                    continue;
                }
                None => None,
            };
            let known_first = match (self.known.peek(), &found_key) {
                (Some(Err(_)), _) | (Some(Ok(_)), None) => true,
                (Some(Ok((known, _))), Some(found)) => known < found,
                (None, Some(_)) => false,
                (None, None) => return None,
            };
            if known_first {
                match self.known.next()? {
                    Err(error) => return Some(Err(error)),
                    Ok((known, entry)) if !self.unreadable.iter().any(|folder| is_below(&known, folder)) => {
                        return Some(Ok(Change::Vanished(file_of_key(&known), entry)));
                    }
                    Ok(_) => continue,
                }
            }
            let Some(Discovered::File(found)) = self.found.next() else { continue };
            let is_known = matches!((self.known.peek(), &found_key), (Some(Ok((known, _))), Some(key)) if known == key);
            let known = if is_known { self.known.next().and_then(Result::ok).map(|(_, entry)| entry) } else { None };
            return Some(Ok(self.found_and_known(found, known)));
        }
    }
}

impl<Found: Iterator<Item = Discovered>, Known: Iterator<Item = KnownFile>> Comparison<Found, Known> {
    fn found_and_known(&self, found: FoundFile, known: Option<Entry>) -> Change {
        match known {
            Some(entry)
                if entry.state == found.state && entry.reading == entered_under(self.reading, &entry.reason) =>
            {
                Change::Unchanged(FilePath::from_path(&found.path), entry)
            }
            known => Change::Read { found, known },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn describe(change: Change, root: &Path) -> String {
        let name = |file: &FilePath| file.to_path_buf().strip_prefix(root).unwrap().display().to_string();
        match change {
            Change::Read { found, known } => {
                let kind = if known.is_some() { "changed" } else { "new" };
                format!("{kind} {}", name(&FilePath::from_path(&found.path)))
            }
            Change::Unchanged(file, _) => format!("unchanged {}", name(&file)),
            Change::Vanished(file, _) => format!("vanished {}", name(&file)),
            Change::Unreadable(file, _) => format!("unreadable {}", name(&file)),
            Change::PassedOver => "passed over".into(),
        }
    }

    #[test]
    fn new_changed_unchanged_and_vanished_are_told_apart() {
        let (root, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = fs::canonicalize(root.path()).unwrap();
        let manifest = Manifest::open(store.path()).unwrap();
        for name in ["changed.txt", "same.txt", "picture.png", "z-new.txt"] {
            fs::write(root.join(name), name).unwrap();
        }
        let state = |name: &str| crate::corpus::FileState::of(&root.join(name)).unwrap();
        let entry = |state| Some(Entry { state, reading: 7, ..Entry::default() });
        let file = |name: &str| FilePath::from_path(&root.join(name));
        let updates = [
            (file("a/gone.txt"), entry(state("same.txt"))),
            (file("changed.txt"), entry(crate::corpus::FileState::default())),
            (file("same.txt"), entry(state("same.txt"))),
            (file("zz-gone.txt"), entry(state("same.txt"))),
        ];
        manifest.commit(&updates, 1).unwrap();
        let changes = |reading| -> Vec<String> {
            let changes = compare(&manifest, &root, &root, &[], reading).unwrap();
            changes.map(|change| describe(change.unwrap(), &root)).collect()
        };
        assert_eq!(
            changes(7),
            [
                "vanished a/gone.txt",
                "changed changed.txt",
                "passed over",
                "unchanged same.txt",
                "new z-new.txt",
                "vanished zz-gone.txt"
            ]
        );
        assert!(changes(8).contains(&"changed same.txt".to_owned()));
    }
}

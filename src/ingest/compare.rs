//! The comparison of a folder with the manifest: new, changed, unchanged and vanished files.
//!
//! The walk and the manifest come in the same order, so the two are merged as streams and neither is held in memory.

use super::IngestError;
use super::fingerprint::ReadingFingerprints;
use super::manifest::{Manifest, ManifestEntry};
use super::paths::{is_in_folder, key_path, path_key};
use super::scan::FolderScan;
use crate::article::FilePath;
use crate::corpus::{Discovered, FoundFile, Skip, discover_ahead};
use std::iter::Peekable;
use std::path::PathBuf;

/// The change to one file since the last run.
#[derive(Debug)]
pub(super) enum Change {
    /// The file is new, or may have changed since `known`.
    Read { found: FoundFile, known: Option<ManifestEntry> },
    /// The contents of the file differ from those indexed, although its state does not. Only a comparison of contents finds such files.
    Altered(FoundFile, ManifestEntry),
    /// Neither the file nor the options for it have changed.
    Unchanged(FilePath, ManifestEntry),
    /// The walk did not find the file: it is gone, or excluded.
    Vanished(FilePath, ManifestEntry),
    /// The file or folder cannot be accessed, so everything below it is kept.
    Unreadable(FilePath, Skip),
    /// The kind of the file never holds an article.
    PassedOver,
}

/// Compares the files of a folder with the manifest. A file that was read with other options counts as changed.
pub(super) fn compare(
    manifest: &Manifest,
    scan: &FolderScan,
) -> Result<impl Iterator<Item = Result<Change, IngestError>> + use<>, IngestError> {
    Ok(Comparison {
        found: discover_ahead(&scan.walk).peekable(),
        known: manifest.below(&scan.walk.folder, &scan.walk.except)?.peekable(),
        unreadable: Vec::new(),
        fingerprints: ReadingFingerprints::of(&scan.options),
    })
}

struct Comparison<Found: Iterator<Item = Discovered>, Known: Iterator<Item = KnownFile>> {
    found: Peekable<Found>,
    known: Peekable<Known>,
    /// Folders that could not be read. Entries below them are kept.
    unreadable: Vec<PathBuf>,
    fingerprints: ReadingFingerprints,
}

type KnownFile = Result<(Vec<u8>, ManifestEntry), IngestError>;

impl<Found: Iterator<Item = Discovered>, Known: Iterator<Item = KnownFile>> Iterator for Comparison<Found, Known> {
    type Item = Result<Change, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let found_key = match self.found.peek() {
                Some(Discovered::File(file)) => Some(path_key(&file.path)),
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
                    Ok((known, entry)) if !self.unreadable.iter().any(|folder| is_in_folder(&known, folder)) => {
                        return Some(Ok(Change::Vanished(key_path(&known), entry)));
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
    fn found_and_known(&self, found: FoundFile, known: Option<ManifestEntry>) -> Change {
        match known {
            Some(entry)
                if found.state.is_unchanged_since(entry.state)
                    // A page is read by itself once no file describes its issue.
                    && (!entry.is_part() || entry.issues().any(|issue| issue.exists()))
                    && self.fingerprints.matches(entry.fingerprint, &entry.reason) =>
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
    use crate::corpus::{FolderWalk, ReadingOptions};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn describe(change: Change, root: &Path) -> String {
        let name = |file: &FilePath| file.to_path_buf().strip_prefix(root).unwrap().display().to_string();
        match change {
            Change::Read { found, known } => {
                let kind = if known.is_some() { "changed" } else { "new" };
                format!("{kind} {}", name(&FilePath::from_path(&found.path)))
            }
            Change::Altered(found, _) => format!("altered {}", name(&FilePath::from_path(&found.path))),
            Change::Unchanged(file, _) => format!("unchanged {}", name(&file)),
            Change::Vanished(file, _) => format!("vanished {}", name(&file)),
            Change::Unreadable(file, _) => format!("unreadable {}", name(&file)),
            Change::PassedOver => "passed over".into(),
        }
    }

    #[test]
    fn new_changed_unchanged_and_vanished_files_are_distinguished() {
        let (root, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = fs::canonicalize(root.path()).unwrap();
        let manifest = Manifest::open(store.path()).unwrap();
        for name in ["changed.txt", "same.txt", "picture.png", "z-new.txt"] {
            fs::write(root.join(name), name).unwrap();
        }
        let state = |name: &str| crate::corpus::FileState::of(&root.join(name)).unwrap();
        let entry = |state| {
            Some(ManifestEntry {
                state,
                fingerprint: ReadingFingerprints::of(&ReadingOptions::default()).file,
                ..ManifestEntry::default()
            })
        };
        let file = |name: &str| FilePath::from_path(&root.join(name));
        let updates = [
            (file("a/gone.txt"), entry(state("same.txt"))),
            (file("changed.txt"), entry(crate::corpus::FileState::default())),
            (file("same.txt"), entry(state("same.txt"))),
            (file("zz-gone.txt"), entry(state("same.txt"))),
        ];
        manifest.commit(&updates, 1).unwrap();
        let changes = |options: ReadingOptions| -> Vec<String> {
            let walk = FolderWalk::new(&root);
            let changes = compare(&manifest, &FolderScan { walk, options, hand_added: BTreeSet::new() }).unwrap();
            changes.map(|change| describe(change.unwrap(), &root)).collect()
        };
        assert_eq!(
            changes(ReadingOptions::default()),
            [
                "vanished a/gone.txt",
                "changed changed.txt",
                "passed over",
                "unchanged same.txt",
                "new z-new.txt",
                "vanished zz-gone.txt"
            ]
        );
        let other = ReadingOptions { source: Some("Gazette".into()), ..ReadingOptions::default() };
        assert!(changes(other).contains(&"changed same.txt".to_owned()));
    }
}

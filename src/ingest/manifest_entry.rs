//! The manifest's entry for one file, and its row in the table.

use crate::article::FilePath;
use crate::corpus::{ContentHash, FileState, PART_OF_ISSUE};
use std::path::PathBuf;

/// Size, modified, changed, inode, hash, added, generation, fingerprint, articles, skipped records, reason.
pub(super) type Row = Columns<&'static str>;
pub(super) type Columns<Text> = (u64, i64, i64, u64, ContentHash, i64, u32, u32, u32, u32, Text);

/// The manifest's entry for one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ManifestEntry {
    /// Its state when it was read.
    pub state: FileState,
    /// The hash of its contents.
    pub hash: ContentHash,
    /// The time at which the archive first saw it, in seconds since 1970.
    pub added: i64,
    /// The fingerprint of the options that it was read with.
    pub fingerprint: u32,
    /// The number of its articles in the archive.
    pub articles: u32,
    /// The number of its records that were skipped.
    pub skipped: u32,
    /// The reason why the file was skipped, code and message separated by a tab; empty if it was not.
    pub reason: String,
}

impl ManifestEntry {
    /// Returns the files that describe the issue of a page; empty for other files.
    pub(super) fn issues(&self) -> impl Iterator<Item = PathBuf> {
        let paths = self.reason.strip_prefix(PART_OF_ISSUE).and_then(|rest| rest.strip_prefix('\t'));
        paths
            .unwrap_or_default()
            .split('\t')
            .filter(|path| !path.is_empty())
            .map(|path| FilePath::from_stored(path).to_path_buf())
    }

    /// Returns whether the file is a page of an issue, whose articles belong to the file that describes it.
    pub(super) fn is_part(&self) -> bool {
        self.issues().next().is_some()
    }
}

/// Returns the reason to store for a page of an issue: the code, and the paths of the files that describe the issue.
pub(super) fn part_reason(issues: &[PathBuf]) -> String {
    let paths = issues.iter().map(|issue| FilePath::from_path(issue).as_str().replace('\t', " "));
    std::iter::once(PART_OF_ISSUE.to_owned()).chain(paths).collect::<Vec<_>>().join("\t")
}

/// Returns the row for an entry of a generation.
pub(super) fn row(entry: &ManifestEntry, generation: u64) -> Columns<&str> {
    let FileState { size, modified, changed, inode } = entry.state;
    // Beyond the largest number of the column, entries count as doubtful in a reconciliation, which is safe.
    let generation = u32::try_from(generation).unwrap_or(u32::MAX);
    (
        size,
        modified,
        changed,
        inode,
        entry.hash,
        entry.added,
        generation,
        entry.fingerprint,
        entry.articles,
        entry.skipped,
        &entry.reason,
    )
}

/// Returns the entry in a row.
pub(super) fn entry(row: Columns<&str>) -> ManifestEntry {
    let (size, modified, changed, inode, hash, added, _, fingerprint, articles, skipped, reason) = row;
    let state = FileState { size, modified, changed, inode };
    ManifestEntry { state, hash, added, fingerprint, articles, skipped, reason: reason.to_owned() }
}

/// Returns the generation that a row was committed under.
pub(super) fn generation_of(row: &Columns<&str>) -> u64 {
    row.6.into()
}

/// Returns the number of articles of a row's file.
pub(super) fn articles_of(row: &Columns<&str>) -> u32 {
    row.8
}

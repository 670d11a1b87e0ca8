//! Compares contents to find files that changed although their size, times and inode did not.

use super::IngestError;
use super::compare::Change;
use super::manifest::ManifestEntry;
use crate::article::FilePath;
use crate::corpus::{ContentHash, FoundFile, Skip, hash_file};
use crate::parallel::parallel_map;
use std::convert::Infallible;
use std::vec::IntoIter;

/// The number of files, and of their bytes, that are compared in parallel at a time.
const BATCH_FILES: usize = 256;
const BATCH_BYTES: u64 = 256 << 20;

/// The changes of a folder, in which each unchanged file is read and compared with the hash of the indexed contents.
///
/// A skipped file has no hash, so it stays unchanged.
pub(super) struct Verified<Changes> {
    changes: Changes,
    batch: IntoIter<Result<Change, IngestError>>,
}

impl<Changes: Iterator<Item = Result<Change, IngestError>>> Verified<Changes> {
    pub(super) fn new(changes: Changes) -> Self {
        Self { changes, batch: Vec::new().into_iter() }
    }

    fn next_batch(&mut self) -> Vec<Result<Change, IngestError>> {
        let (mut batch, mut to_compare, mut bytes) = (Vec::new(), Vec::new(), 0);
        while to_compare.len() < BATCH_FILES && batch.len() < 8 * BATCH_FILES && bytes < BATCH_BYTES {
            match self.changes.next() {
                Some(Ok(Change::Unchanged(file, entry))) if has_hash(&entry) => {
                    bytes += entry.state.size;
                    to_compare.push((file, entry));
                }
                Some(change) => batch.push(change),
                None => break,
            }
        }
        let Ok(compared) =
            parallel_map(&to_compare, |(file, entry)| Ok::<_, Infallible>(compare_contents(file, entry)));
        batch.extend(compared.into_iter().map(Ok));
        batch
    }
}

impl<Changes: Iterator<Item = Result<Change, IngestError>>> Iterator for Verified<Changes> {
    type Item = Result<Change, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.batch.len() == 0 {
            self.batch = self.next_batch().into_iter();
        }
        self.batch.next()
    }
}

fn has_hash(entry: &ManifestEntry) -> bool {
    entry.reason.is_empty() && entry.hash != ContentHash::default()
}

/// Returns the change to a file whose state is the same.
fn compare_contents(file: &FilePath, entry: &ManifestEntry) -> Change {
    let path = file.to_path_buf();
    match hash_file(&path) {
        Ok((hash, _)) if hash == entry.hash => Change::Unchanged(file.clone(), entry.clone()),
        Ok((_, state)) => {
            let found = FoundFile { path, state };
            if state.is_unchanged_since(entry.state) {
                Change::Altered(found, entry.clone())
            } else {
                // The file has just been written to.
                Change::Read { found, known: Some(entry.clone()) }
            }
        }
        Err(reason) => Change::Unreadable(file.clone(), Skip::from(reason)),
    }
}

#[cfg(test)]
mod tests {
    use crate::article::FilePath;
    use crate::corpus::FileState;
    use crate::engine::open_reader;
    use crate::ingest::manifest::{Manifest, ManifestEntry};
    use crate::ingest::{FolderToIndex, IndexingOptions, LockedArchive, Report, Unobserved};
    use std::fs;

    #[test]
    fn files_that_changed_in_the_same_state_are_found_and_read_again() {
        let (news, index) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let news = fs::canonicalize(news.path()).unwrap();
        let write = |number: usize, body: &str| {
            let path = news.join(format!("{number}.txt"));
            fs::write(&path, format!("Story {number}\n\n{body}\n")).unwrap();
            path
        };
        for number in 0..300 {
            write(number, "The tide came in.");
        }
        fs::write(news.join("binary.bin"), [0; 64]).unwrap();
        let index = index.path();
        let run = IndexingOptions::default();
        let update = |run: &IndexingOptions| -> Report {
            let mut archive = LockedArchive::open(index, "test").unwrap();
            archive.update(&[FolderToIndex::new(&news)], run, &Unobserved).unwrap()
        };
        update(&run);
        // Simulates a change that the file system hides: only the manifest's hash is that of the earlier contents.
        let changed = [7, 299];
        let store = index.join("store-1");
        {
            let manifest = Manifest::open(&store).unwrap();
            let updates = changed.map(|number| {
                let path = write(number, "The tide went up.");
                let entry = manifest.get(&path).unwrap().unwrap();
                let entry = ManifestEntry { state: FileState::of(&path).unwrap(), ..entry };
                (FilePath::from_path(&path), Some(entry))
            });
            manifest.commit(&updates, manifest.generation().unwrap()).unwrap();
        }
        let gone = news.join("5.txt");
        fs::remove_file(&gone).unwrap();
        let verify = IndexingOptions { verify: true, ..run.clone() };
        let report = update(&IndexingOptions { dry_run: true, ..run.clone() });
        assert_eq!((report.files.changed, report.altered), (0, 0), "{report:?}");
        let report = update(&IndexingOptions { dry_run: true, ..verify.clone() });
        assert_eq!((report.files.changed, report.altered, report.files.removed), (2, 2, 1), "{report:?}");
        let report = update(&verify);
        assert_eq!((report.files.changed, report.altered, report.files.unchanged), (2, 2, 297), "{report:?}");
        assert_eq!((report.articles.changed, report.articles.added), (2, 0), "{report:?}");
        let engine = open_reader(index).unwrap();
        for number in changed {
            let articles = engine.stored_articles(&FilePath::from_path(&news.join(format!("{number}.txt")))).unwrap();
            assert_eq!(articles.len(), 1);
            assert!(articles.iter().all(|article| article.body.contains("went up")), "{articles:?}");
        }
        let report = update(&verify);
        assert_eq!((report.files.changed, report.altered, report.files.unchanged), (0, 0, 299), "{report:?}");
    }
}

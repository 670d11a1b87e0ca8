//! The manifest: one entry for every file seen, with its state when it was read and the result.
//!
//! It commits after the index, and only changes that the index has committed. If the two disagree,
//! [`manifest_agreement`](super::manifest_agreement) drops entries. That is always safe: files without an entry are read again, and every write
//! replaces all articles of a file.

use super::IngestError;
use super::manifest_entry::{Row, entry, row};
use super::paths::{key_range, path_key};
use crate::article::FilePath;
use crate::corpus::ContentHash;
use crate::durable::{checkpoint, share_file};
use redb::backends::FileBackend;
use redb::{
    Builder, Database, DatabaseError, ReadableDatabase, ReadableTable, StorageError, TableDefinition, TableHandle,
    WriteTransaction,
};
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub(super) use super::manifest_entry::ManifestEntry;

const MANIFEST_FILE: &str = "manifest.redb";

/// Keyed by [`path_key`], which sorts like a walk.
pub(super) const FILES: TableDefinition<'_, &[u8], Row> = TableDefinition::new("files-2");
/// The table of earlier versions, without the time of change and the inode.
const EARLIER_FILES: TableDefinition<'_, &[u8], EarlierRow> = TableDefinition::new("files");
pub(super) const STATE: TableDefinition<'_, &str, u64> = TableDefinition::new("state");
pub(super) const GENERATION: &str = "generation";
/// The generation at which nothing was left to settle; absent after any other commit.
pub(super) const SETTLED: &str = "settled";

/// The columns of earlier versions.
type EarlierRow = (u64, i64, ContentHash, i64, u32, u32, u32, u32, &'static str);

/// A file with its new entry, or `None` to drop its entry.
pub(super) type ManifestUpdate = (FilePath, Option<ManifestEntry>);

/// The entries of all files seen.
pub(super) struct Manifest {
    pub(super) database: Database,
}

impl Manifest {
    /// Opens the manifest of a store, or creates one.
    pub(super) fn open(store: &Path) -> Result<Self, IngestError> {
        let path = store.join(MANIFEST_FILE);
        let database = match verifying().create(&path) {
            // Damaged, or incomplete after a crash. It can be deleted: every file without an entry is read again.
            Err(DatabaseError::Storage(error)) if is_damage(&error) => {
                std::fs::remove_file(&path).map_err(IngestError::io("remove", &path))?;
                verifying().create(&path)
            }
            database => database,
        };
        Self::begin(database.map_err(failed)?)
    }

    /// Opens a temporary copy of the manifest of a store, which may be read-only. It is empty if there is none or it is damaged.
    pub(super) fn copy_of(store: &Path) -> Result<Self, IngestError> {
        let path = store.join(MANIFEST_FILE);
        let mut original = match File::open(&path) {
            Ok(original) => original,
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::empty(),
            Err(error) => return Err(IngestError::io("read", &path)(error)),
        };
        let mut copy = tempfile::tempfile().map_err(IngestError::io("write", &std::env::temp_dir()))?;
        std::io::copy(&mut original, &mut copy).map_err(IngestError::io("copy", &path))?;
        match verifying().create_with_backend(FileBackend::new(copy).map_err(failed)?) {
            Err(DatabaseError::Storage(error)) if is_damage(&error) => Self::empty(),
            database => Self::begin(database.map_err(failed)?),
        }
    }

    /// Copies the manifest of a store to another one. No process may be using it. Returns whether there is one.
    pub(super) fn copy_between(from: &Path, to: &Path) -> Result<bool, IngestError> {
        let (path, copy) = (from.join(MANIFEST_FILE), to.join(MANIFEST_FILE));
        let mut original = match File::open(&path) {
            Ok(original) => original,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(IngestError::io("read", &path)(error)),
        };
        // The manifest is changed in place, so it must not be a link.
        share_file(&path, &mut original, &copy, false).map_err(IngestError::io("write", &copy))?;
        Ok(true)
    }

    /// Returns an empty manifest in memory.
    pub(super) fn empty() -> Result<Self, IngestError> {
        let memory = redb::backends::InMemoryBackend::new();
        Self::begin(Database::builder().create_with_backend(memory).map_err(failed)?)
    }

    fn begin(database: Database) -> Result<Self, IngestError> {
        let transaction = database.begin_write().map_err(failed)?;
        transaction.open_table(STATE).map_err(failed)?;
        convert_earlier(&transaction)?;
        transaction.commit().map_err(failed)?;
        Ok(Self { database })
    }

    /// Returns the number of the last commit.
    pub(super) fn generation(&self) -> Result<u64, IngestError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let state = transaction.open_table(STATE).map_err(failed)?;
        Ok(state.get(GENERATION).map_err(failed)?.map_or(0, |value| value.value()))
    }

    /// Returns whether nothing was left to settle at the last commit (see [`settle`](super::settle)); `false` if unknown.
    pub(super) fn is_settled(&self) -> Result<bool, IngestError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let state = transaction.open_table(STATE).map_err(failed)?;
        let settled = state.get(SETTLED).map_err(failed)?.map(|value| value.value());
        Ok(settled.is_some() && settled == state.get(GENERATION).map_err(failed)?.map(|value| value.value()))
    }

    /// Records that nothing is left to settle at the last commit.
    pub(super) fn note_settled(&self) -> Result<(), IngestError> {
        let generation = self.generation()?;
        let transaction = self.database.begin_write().map_err(failed)?;
        transaction.open_table(STATE).map_err(failed)?.insert(SETTLED, generation).map_err(failed)?;
        PreparedUpdates(transaction).commit()
    }

    /// Returns the entry of a file.
    pub(super) fn get(&self, file: &Path) -> Result<Option<ManifestEntry>, IngestError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let files = transaction.open_table(FILES).map_err(failed)?;
        Ok(files.get(path_key(file).as_slice()).map_err(failed)?.map(|row| entry(row.value())))
    }

    /// Returns the entries below a folder in the order of a walk, except those below the folders in `except`.
    pub(super) fn below(
        &self,
        folder: &Path,
        except: &[PathBuf],
    ) -> Result<impl Iterator<Item = Result<(Vec<u8>, ManifestEntry), IngestError>> + use<>, IngestError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let files = transaction.open_table(FILES).map_err(failed)?;
        let (start, end) = key_range(folder);
        let except: Vec<_> = except.iter().map(|folder| key_range(folder)).collect();
        let rows = files.range::<&[u8]>(start.as_slice()..end.as_slice()).map_err(failed)?;
        Ok(rows.filter_map(move |row| {
            let (key, value) = match row {
                Ok(row) => row,
                Err(error) => return Some(Err(failed(error))),
            };
            let key = key.value().to_vec();
            let excepted = except.iter().any(|(start, end)| *start <= key && key < *end);
            (!excepted).then(|| Ok((key, entry(value.value()))))
        }))
    }

    /// Commits updates under the generation of the index commit that they belong to.
    pub(super) fn commit(&self, updates: &[ManifestUpdate], generation: u64) -> Result<(), IngestError> {
        self.prepare(updates, generation)?.commit()
    }

    /// Writes updates to a transaction, which takes effect once it is committed.
    pub(super) fn prepare(&self, updates: &[ManifestUpdate], generation: u64) -> Result<PreparedUpdates, IngestError> {
        let transaction = self.database.begin_write().map_err(failed)?;
        {
            let mut files = transaction.open_table(FILES).map_err(failed)?;
            for (file, update) in updates {
                let key = path_key(&file.to_path_buf());
                match update {
                    Some(entry) => {
                        files.insert(key.as_slice(), row(entry, generation)).map_err(failed)?;
                    }
                    None => {
                        files.remove(key.as_slice()).map_err(failed)?;
                    }
                }
            }
            let mut state = transaction.open_table(STATE).map_err(failed)?;
            state.insert(GENERATION, generation).map_err(failed)?;
            state.remove(SETTLED).map_err(failed)?;
        }
        Ok(PreparedUpdates(transaction))
    }
}

/// Updates in a transaction that is ready to be committed.
pub(super) struct PreparedUpdates(WriteTransaction);

impl PreparedUpdates {
    /// Commits the transaction.
    pub(super) fn commit(self) -> Result<(), IngestError> {
        checkpoint().map_err(StorageError::Io).map_err(failed)?;
        self.0.commit().map_err(failed)
    }
}

/// Moves the rows of an earlier version to the current table. Their time of change and inode are unknown.
fn convert_earlier(transaction: &WriteTransaction) -> Result<(), IngestError> {
    let mut files = transaction.open_table(FILES).map_err(failed)?;
    if !transaction.list_tables().map_err(failed)?.any(|table| table.name() == EARLIER_FILES.name()) {
        return Ok(());
    }
    let earlier = transaction.open_table(EARLIER_FILES).map_err(failed)?;
    for row in earlier.iter().map_err(failed)? {
        let (key, value) = row.map_err(failed)?;
        let (size, modified, hash, added, generation, fingerprint, articles, skipped, reason) = value.value();
        let converted = (size, modified, 0, 0, hash, added, generation, fingerprint, articles, skipped, reason);
        files.insert(key.value(), converted).map_err(failed)?;
    }
    drop(earlier);
    transaction.delete_table(EARLIER_FILES).map(|_| ()).map_err(failed)
}

/// Returns a builder that verifies the checksums of the file: otherwise redb may panic on a damaged file when it is opened or later. That takes about as
/// long as reading all entries, which an update does anyway.
fn verifying() -> Builder {
    let mut builder = Database::builder();
    builder.set_check_integrity_on_open(true);
    builder
}

fn is_damage(error: &StorageError) -> bool {
    match error {
        StorageError::Corrupted(_) => true,
        StorageError::Io(error) => error.kind() == std::io::ErrorKind::InvalidData,
        _ => false,
    }
}

pub(super) fn failed(error: impl Into<redb::Error>) -> IngestError {
    IngestError::Manifest(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::FileState;
    use crate::ingest::paths::key_path;

    fn entry_of(articles: u32) -> Option<ManifestEntry> {
        Some(ManifestEntry { articles, ..ManifestEntry::default() })
    }

    #[test]
    fn entries_are_listed_in_the_order_of_a_walk() {
        let store = tempfile::tempdir().unwrap();
        let manifest = Manifest::open(store.path()).unwrap();
        let names = ["/n/a/z.txt", "/n/a-b.txt", "/n/b.txt", "/news/c.txt", "/n/sub/d.txt"];
        let updates: Vec<ManifestUpdate> =
            names.iter().map(|name| (FilePath::from_path(name.as_ref()), entry_of(1))).collect();
        manifest.commit(&updates, 1).unwrap();
        let below: Vec<String> = manifest
            .below("/n".as_ref(), &["/n/sub".into()])
            .unwrap()
            .map(|row| key_path(&row.unwrap().0).to_string())
            .collect();
        assert_eq!(below, ["/n/a/z.txt", "/n/a-b.txt", "/n/b.txt"]);
        assert_eq!(manifest.generation().unwrap(), 1);
        assert_eq!(manifest.get("/n/b.txt".as_ref()).unwrap(), entry_of(1));
    }

    #[test]
    fn what_is_settled_holds_until_the_next_commit() {
        let manifest = Manifest::empty().unwrap();
        assert!(!manifest.is_settled().unwrap());
        manifest.commit(&[], 1).unwrap();
        manifest.note_settled().unwrap();
        assert!(manifest.is_settled().unwrap());
        // A commit with the same number after the index was restored does not count as settled either.
        manifest.commit(&[], 1).unwrap();
        assert!(!manifest.is_settled().unwrap());
    }

    #[test]
    fn a_damaged_manifest_is_replaced_or_as_it_was() {
        let store = tempfile::tempdir().unwrap();
        let names: Vec<String> = (0..300).map(|number| format!("/n/{number}.txt")).collect();
        let updates: Vec<ManifestUpdate> =
            names.iter().map(|name| (FilePath::from_path(name.as_ref()), entry_of(1))).collect();
        Manifest::open(store.path()).unwrap().commit(&updates, 1).unwrap();
        let path = store.path().join(MANIFEST_FILE);
        let sound = std::fs::read(&path).unwrap();
        let is_used = |at: &usize| sound[*at..(*at + 8).min(sound.len())].iter().any(|byte| *byte != 0);
        for at in (0..sound.len()).step_by(2_039).filter(is_used) {
            let mut damaged = sound.clone();
            damaged[at..(at + 8).min(sound.len())].iter_mut().for_each(|byte| *byte ^= 0xA5);
            std::fs::write(&path, damaged).unwrap();
            for manifest in [Manifest::copy_of(store.path()).unwrap(), Manifest::open(store.path()).unwrap()] {
                let below: Vec<_> = manifest.below("/n".as_ref(), &[]).unwrap().map(Result::unwrap).collect();
                assert!(below.is_empty() || below.len() == names.len(), "{} after damage at {at}", below.len());
                assert!(below.iter().all(|(_, entry)| Some(entry) == entry_of(1).as_ref()), "damage at {at}");
            }
        }
    }

    #[test]
    fn the_manifest_of_an_earlier_version_is_converted() {
        let store = tempfile::tempdir().unwrap();
        {
            let database = Database::create(store.path().join(MANIFEST_FILE)).unwrap();
            let transaction = database.begin_write().unwrap();
            let key = path_key("/n/a.txt".as_ref());
            transaction
                .open_table(EARLIER_FILES)
                .unwrap()
                .insert(key.as_slice(), (7, 8, [9; 16], 10, 3, 11, 12, 13, "x\ty"))
                .unwrap();
            transaction.open_table(STATE).unwrap().insert(GENERATION, 3).unwrap();
            transaction.commit().unwrap();
        }
        let expected = ManifestEntry {
            state: FileState { size: 7, modified: 8, changed: 0, inode: 0 },
            hash: [9; 16],
            added: 10,
            fingerprint: 11,
            articles: 12,
            skipped: 13,
            reason: "x\ty".into(),
        };
        for _ in 0..2 {
            let manifest = Manifest::open(store.path()).unwrap();
            assert_eq!(manifest.get("/n/a.txt".as_ref()).unwrap(), Some(expected.clone()));
            assert_eq!(manifest.generation().unwrap(), 3);
        }
    }
}

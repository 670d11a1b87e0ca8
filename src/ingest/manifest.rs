//! The record of every file seen: what it was when it was read, and what became of it.
//!
//! It commits after the index does, and only what the index has committed. If the two disagree all the same, because a run was killed
//! between the two or a disk lost its last writes, [`Manifest::reconcile`] forgets what may be wrong, so that the next run
//! reads those files again: every write replaces all of a file's articles, so reading a file once more is never wrong.

use super::IngestError;
use crate::article::FilePath;
use crate::corpus::{ContentHash, FileState};
use crate::engine::Engine;
use redb::{Database, DatabaseError, ReadableDatabase, ReadableTable, StorageError, TableDefinition, WriteTransaction};
use std::path::Path;

const MANIFEST_FILE: &str = "manifest.redb";

/// Key: the path's bytes, its separators replaced so that keys sort as a walk through the folders goes.
const FILES: TableDefinition<'_, &[u8], Row> = TableDefinition::new("files");
const STATE: TableDefinition<'_, &str, u64> = TableDefinition::new("state");
const GENERATION: &str = "generation";

/// Size, modified, hash, added, generation, reading, articles, skipped records, reason.
type Row = Columns<&'static str>;
type Columns<Text> = (u64, i64, ContentHash, i64, u32, u32, u32, u32, Text);

/// What is known of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it was when it was read.
    pub state: FileState,
    /// The hash of its contents.
    pub hash: ContentHash,
    /// When the archive first saw it, in seconds since 1970.
    pub added: i64,
    /// A number that stands for the options it was read with.
    pub reading: u32,
    /// How many articles of it the archive holds.
    pub articles: u32,
    /// How many of its records were left out.
    pub skipped: u32,
    /// Why the file as a whole was left out, code and message separated by a tab; empty if it was not.
    pub reason: String,
}

/// What to write about a file: `None` forgets it.
pub(super) type Update = (FilePath, Option<Entry>);

/// The record of every file seen.
pub(super) struct Manifest {
    database: Database,
}

impl Manifest {
    /// Opens the manifest in the folder of a store, or begins one.
    pub(super) fn open(store: &Path) -> Result<Self, IngestError> {
        let path = store.join(MANIFEST_FILE);
        let database = match Database::create(&path) {
            // Killed while it was begun, or damaged. Nothing in it is worth having: what it knew is read again.
            Err(DatabaseError::Storage(error)) if is_damage(&error) => {
                std::fs::remove_file(&path).map_err(IngestError::io("remove", &path))?;
                Database::create(&path)
            }
            database => database,
        };
        Self::begin(database.map_err(failed)?)
    }

    /// Returns a manifest in memory that knows no file.
    pub(super) fn empty() -> Result<Self, IngestError> {
        let memory = redb::backends::InMemoryBackend::new();
        Self::begin(Database::builder().create_with_backend(memory).map_err(failed)?)
    }

    fn begin(database: Database) -> Result<Self, IngestError> {
        let transaction = database.begin_write().map_err(failed)?;
        transaction.open_table(FILES).map_err(failed)?;
        transaction.open_table(STATE).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(Self { database })
    }

    /// Returns the number of the last commit.
    pub(super) fn generation(&self) -> Result<u64, IngestError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let state = transaction.open_table(STATE).map_err(failed)?;
        Ok(state.get(GENERATION).map_err(failed)?.map_or(0, |value| value.value()))
    }

    /// Returns what is known of one file.
    pub(super) fn get(&self, file: &Path) -> Result<Option<Entry>, IngestError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let files = transaction.open_table(FILES).map_err(failed)?;
        Ok(files.get(key(file).as_slice()).map_err(failed)?.map(|row| entry(row.value())))
    }

    /// Returns the files below a folder in the order of a walk through it, the files of the folders `except` left out.
    pub(super) fn below(
        &self,
        folder: &Path,
        except: &[std::path::PathBuf],
    ) -> Result<impl Iterator<Item = Result<(Vec<u8>, Entry), IngestError>> + use<>, IngestError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let files = transaction.open_table(FILES).map_err(failed)?;
        let (start, end) = range_below(folder);
        let except: Vec<_> = except.iter().map(|folder| range_below(folder)).collect();
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

    /// Writes what happened to files under the number of the index commit that it belongs to.
    pub(super) fn commit(&self, updates: &[Update], generation: u64) -> Result<(), IngestError> {
        self.prepare(updates, generation)?.commit()
    }

    /// Prepares to write what happened to files: nothing of it counts until it is committed.
    pub(super) fn prepare(&self, updates: &[Update], generation: u64) -> Result<Prepared, IngestError> {
        let transaction = self.database.begin_write().map_err(failed)?;
        {
            let mut files = transaction.open_table(FILES).map_err(failed)?;
            for (file, update) in updates {
                let key = key(&file.to_path_buf());
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
        }
        Ok(Prepared(transaction))
    }

    /// Brings the manifest back in line with the index, if they are not of the same commit.
    ///
    /// What the manifest learnt after the index's last commit is forgotten; files that only the index knows are entered
    /// as files of which nothing is known, so that the next run reads them again or sees that they are gone.
    pub(super) fn reconcile(&self, engine: &dyn Engine) -> Result<(), IngestError> {
        let committed = engine.generation();
        if self.generation()? == committed {
            return Ok(());
        }
        let mut unknown = Vec::new();
        engine.each_file(&mut |file| unknown.push(file.clone()))?;
        let transaction = self.database.begin_write().map_err(failed)?;
        {
            let mut files = transaction.open_table(FILES).map_err(failed)?;
            files.retain(|_, row| u64::from(row.4) <= committed).map_err(failed)?;
            for file in unknown {
                let path = file.to_path_buf();
                if path.is_absolute() && files.get(key(&path).as_slice()).map_err(failed)?.is_none() {
                    files.insert(key(&path).as_slice(), row(&Entry::default(), committed)).map_err(failed)?;
                }
            }
            let mut state = transaction.open_table(STATE).map_err(failed)?;
            state.insert(GENERATION, committed).map_err(failed)?;
        }
        transaction.commit().map_err(failed)
    }
}

/// Updates that are ready to be committed.
pub(super) struct Prepared(WriteTransaction);

impl Prepared {
    /// Makes the updates count.
    pub(super) fn commit(self) -> Result<(), IngestError> {
        self.0.commit().map_err(failed)
    }
}

fn is_damage(error: &StorageError) -> bool {
    match error {
        StorageError::Corrupted(_) => true,
        StorageError::Io(error) => error.kind() == std::io::ErrorKind::InvalidData,
        _ => false,
    }
}

fn failed(error: impl Into<redb::Error>) -> IngestError {
    IngestError::Manifest(error.into())
}

const SEPARATOR: u8 = std::path::MAIN_SEPARATOR as u8;

/// Returns the key of a path. A folder's files come before a file whose name begins like the folder's,
/// as they do in a walk, because no character sorts before the separator that is used here.
pub(super) fn key(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().map(|byte| if *byte == SEPARATOR { 0 } else { *byte }).collect()
}

/// Returns the path of a key.
pub(super) fn file_of_key(key: &[u8]) -> FilePath {
    let bytes: Vec<u8> = key.iter().map(|byte| if *byte == 0 { SEPARATOR } else { *byte }).collect();
    FilePath::from_bytes(&bytes)
}

/// Returns whether a file, by its key, is the folder or something below it.
pub(super) fn is_below(file: &[u8], folder: &Path) -> bool {
    let (start, end) = range_below(folder);
    file == key(folder) || (start.as_slice() <= file && file < end.as_slice())
}

/// Returns the first key that may lie below a folder, and the first that no longer does.
fn range_below(folder: &Path) -> (Vec<u8>, Vec<u8>) {
    let mut start = key(folder);
    // The root of the file system ends in its separator already.
    if start.last() != Some(&0) {
        start.push(0);
    }
    let mut end = start.clone();
    if let Some(last) = end.last_mut() {
        *last = 1;
    }
    (start, end)
}

fn row(entry: &Entry, generation: u64) -> Columns<&str> {
    let FileState { size, modified } = entry.state;
    // What is later than the last number that there is room for is forgotten when in doubt, and read again.
    let generation = u32::try_from(generation).unwrap_or(u32::MAX);
    (size, modified, entry.hash, entry.added, generation, entry.reading, entry.articles, entry.skipped, &entry.reason)
}

fn entry(row: Columns<&str>) -> Entry {
    let (size, modified, hash, added, _, reading, articles, skipped, reason) = row;
    let state = FileState { size, modified };
    Entry { state, hash, added, reading, articles, skipped, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry_of(articles: u32) -> Option<Entry> {
        Some(Entry { articles, ..Entry::default() })
    }

    #[test]
    fn files_come_back_in_the_order_of_a_walk() {
        let store = tempfile::tempdir().unwrap();
        let manifest = Manifest::open(store.path()).unwrap();
        let names = ["/n/a/z.txt", "/n/a-b.txt", "/n/b.txt", "/news/c.txt", "/n/sub/d.txt"];
        let updates: Vec<Update> = names.iter().map(|name| (FilePath::from_path(name.as_ref()), entry_of(1))).collect();
        manifest.commit(&updates, 1).unwrap();
        let below: Vec<String> = manifest
            .below("/n".as_ref(), &["/n/sub".into()])
            .unwrap()
            .map(|row| file_of_key(&row.unwrap().0).to_string())
            .collect();
        assert_eq!(below, ["/n/a/z.txt", "/n/a-b.txt", "/n/b.txt"]);
        assert_eq!(manifest.generation().unwrap(), 1);
        assert_eq!(manifest.get("/n/b.txt".as_ref()).unwrap(), entry_of(1));
    }

    #[test]
    fn what_is_below_a_folder_is_not_what_begins_like_it() {
        assert!(is_below(&key("/n/a".as_ref()), "/n".as_ref()));
        assert!(is_below(&key("/n".as_ref()), "/n".as_ref()));
        assert!(!is_below(&key("/news/a".as_ref()), "/n".as_ref()));
        assert!(is_below(&key("/n".as_ref()), "/".as_ref()));
    }
}

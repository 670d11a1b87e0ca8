//! The folder of a backup: the archive that it backs up, and whether a later backup may replace it.

use super::catalogue::Catalogue;
use super::error::{BackupRefusal, IngestError};
use super::lock::{LOCK_FILE, LockRequest, WriterLock};
use super::paths::resolved;
use crate::article::FilePath;
use crate::corpus::FolderWalk;
use crate::durable::replace_file;
use crate::engine::{named_store, store_state};
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that identifies an archive as a backup.
pub(super) const BACKUP_FILE: &str = "backup.json";

/// The names of the files that a killed first backup may leave in the folder.
const NAMES_AT_FIRST: [&str; 3] = [LOCK_FILE, BACKUP_FILE, "backup.new"];

/// The contents of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Marker {
    /// The folder of the archive.
    archive: FilePath,
    /// The fingerprints of the states that the folder may have: that of the last backup, and during a backup also that of the next one.
    states: Vec<String>,
}

/// The folder of a backup, locked against other backups and against writers.
pub(super) struct BackupFolder {
    pub path: PathBuf,
    marker: Marker,
    _lock: WriterLock,
}

impl BackupFolder {
    /// Locks the folder for a backup of an archive, or creates it.
    pub(super) fn open(folder: &Path, archive: &Path, request: LockRequest<'_>) -> Result<Self, IngestError> {
        let catalogue = Catalogue::read(archive)?;
        let path = resolved(folder);
        let refused = |reason| IngestError::BackupFolder { folder: path.clone(), reason };
        if path.starts_with(archive) || archive.starts_with(&path) {
            return Err(refused(BackupRefusal::IsArchive));
        }
        for (root, options) in &catalogue.roots {
            let root = root.to_path_buf();
            if (FolderWalk { filter: options.filter.clone(), ..FolderWalk::new(&root) }).enters(&path) {
                return Err(refused(BackupRefusal::InsideRoot(root)));
            }
        }
        let archive = FilePath::from_path(archive);
        // Checked before locking too, since the lock would leave its file in a folder of other files.
        check(&path, &archive)?;
        let lock = WriterLock::acquire(&path, request)?;
        let marker = check(&path, &archive)?;
        let is_new = marker.is_none();
        let folder = Self { path, marker: marker.unwrap_or(Marker { archive, states: Vec::new() }), _lock: lock };
        if is_new {
            folder.write_marker()?;
        }
        Ok(folder)
    }

    /// Records that the folder is about to get another state.
    pub(super) fn announce(&mut self, state: String) -> Result<(), IngestError> {
        self.marker.states.push(state);
        self.write_marker()
    }

    /// Records that the folder now has the last announced state.
    pub(super) fn conclude(&mut self) -> Result<(), IngestError> {
        let before = self.marker.states.len().saturating_sub(1);
        self.marker.states.drain(..before);
        self.write_marker()
    }

    fn write_marker(&self) -> Result<(), IngestError> {
        let path = self.path.join(BACKUP_FILE);
        let json = serde_json::to_vec_pretty(&self.marker).map_err(std::io::Error::from);
        json.and_then(|json| replace_file(&path, &json)).map_err(IngestError::io("write", &path))
    }
}

/// Returns the marker of a folder that can take a backup of an archive; `None` if the folder is empty.
fn check(folder: &Path, archive: &FilePath) -> Result<Option<Marker>, IngestError> {
    let refused = |reason| IngestError::BackupFolder { folder: folder.to_owned(), reason };
    let path = folder.join(BACKUP_FILE);
    let marker: Marker = match std::fs::read(&path) {
        // A damaged marker is not trusted.
        Ok(json) => serde_json::from_slice(&json).map_err(|_| refused(BackupRefusal::OtherFiles))?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return if holds_others(folder)? { Err(refused(BackupRefusal::OtherFiles)) } else { Ok(None) };
        }
        Err(error) => return Err(IngestError::io("read", &path)(error)),
    };
    if marker.archive != *archive {
        return Err(refused(BackupRefusal::OtherArchive(marker.archive.to_path_buf())));
    }
    match named_store(folder) {
        Some(store)
            if !marker.states.contains(&fingerprint(&store, &Catalogue::read(folder)?, &store_state(&store))) =>
        {
            Err(refused(BackupRefusal::Changed))
        }
        _ => Ok(Some(marker)),
    }
}

fn holds_others(folder: &Path) -> Result<bool, IngestError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(IngestError::io("read", folder)(error)),
    };
    let mut names = entries.map(|entry| entry.map(|entry| entry.file_name()).unwrap_or_default());
    Ok(names.any(|name| NAMES_AT_FIRST.iter().all(|ours| name != *ours)))
}

/// Returns the fingerprint of the state of an archive: its store, its catalogue and its list of segments.
pub(super) fn fingerprint(store: &Path, catalogue: &Catalogue, segments: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(store.file_name().unwrap_or_default().as_encoded_bytes());
    hasher.update(&[0]);
    hasher.update(&serde_json::to_vec(catalogue).unwrap_or_default());
    hasher.update(&[0]);
    hasher.update(segments);
    hasher.finalize().to_hex().to_string()
}

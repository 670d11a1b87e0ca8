//! Backups: consistent copies of an archive, made while it is in use.
//!
//! A backup is an archive, so it can be searched, written to and copied back. A later backup into the same folder makes a new store from the unchanged
//! files of the last one and the new files, and the stamp then switches to it; the catalogue comes with the store. So the folder always holds a complete
//! backup. Files that are changed in place are never shared with the archive.

use super::archive::LockedArchive;
use super::backup_folder::{BackupFolder, fingerprint};
use super::catalogue::Catalogue;
use super::error::{BackupRefusal, IngestError};
use super::leftovers::PARTIAL;
use super::lock::{LockRequest, WriterLock};
use super::manifest::Manifest;
use super::stream_paths::STREAMS_FOLDER;
use crate::article::FilePath;
use crate::durable::{is_linked, looks_the_same, remove, rename, sync_folder};
use crate::engine::{
    ClusterLocation, SharedFiles, StoreSnapshot, create_store_folder, current_store, discard_store, is_on_cluster,
    make_current, named_store, place_file, remove_unused_stores,
};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The number of attempts to open the files of one state before the state changes, and the longest pause between two attempts.
const ATTEMPTS: u32 = 30;
const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// The maximum number of attempts to copy.
const MOST_COPIES: u32 = 3;

/// The extension of a stream that is being copied.
const COPYING: &str = "copy";

/// The result of a backup.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BackupReport {
    /// The files of the backup.
    #[serde(flatten)]
    pub files: SharedFiles,
    /// Whether the backup includes the manifest. It is left out while another process writes to the archive, or if the archive is read-only: the first update
    /// of a restored archive then reads all files.
    pub has_manifest: bool,
    /// The process that was writing to the archive: command, process id and start time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writer: Option<String>,
    /// The duration.
    pub seconds: f64,
}

/// Copies the archive in a folder to another folder, as of its last commit.
///
/// Another process may be writing to the archive. `request` says how long to wait for it; after that the backup is made anyway, but without the manifest.
/// With `may_link` the backup shares the files of the index with the archive by hard links if both are on one file system, which takes no space and no
/// time, and protects against mistakes but not against a damaged disk.
///
/// # Errors
/// If there is no archive, the folder holds anything but a backup of it or would be indexed, or the backup cannot be written. An earlier backup in the
/// folder is then kept.
pub fn back_up(
    archive: &Path,
    folder: &Path,
    may_link: bool,
    request: LockRequest<'_>,
) -> Result<BackupReport, IngestError> {
    if ClusterLocation::is_address(archive) || is_on_cluster(archive)? {
        return Err(IngestError::BackupFolder { folder: folder.to_owned(), reason: BackupRefusal::OnCluster });
    }
    current_store(archive)?;
    let archive = fs::canonicalize(archive).map_err(IngestError::io("open", archive))?;
    let lock = || match WriterLock::acquire_if_writable(&archive, request) {
        Ok(Some(lock)) => Ok(Writer::Excluded(Some(lock))),
        Ok(None) => Ok(Writer::Active(None)),
        Err(IngestError::Locked { holder, .. }) => Ok(Writer::Active(Some(holder))),
        Err(error) => Err(error),
    };
    Backup { archive: &archive, may_link }.run(folder, request, &lock)
}

impl LockedArchive {
    /// Copies the archive to a folder, as [`back_up`] does.
    ///
    /// # Errors
    /// As [`back_up`].
    pub fn backup(&self, folder: &Path, may_link: bool) -> Result<BackupReport, IngestError> {
        if is_on_cluster(&self.folder)? {
            return Err(IngestError::BackupFolder { folder: folder.to_owned(), reason: BackupRefusal::OnCluster });
        }
        let request = LockRequest::new("dateline backup");
        Backup { archive: &self.folder, may_link }.run(folder, request, &|| Ok(Writer::Excluded(None)))
    }
}

/// Whether another writer may be changing the archive.
enum Writer {
    /// No other writer can; this process or its caller holds the lock.
    Excluded(Option<WriterLock>),
    /// Another writer is active, or the lock cannot be taken.
    Active(Option<String>),
}

struct Backup<'a> {
    archive: &'a Path,
    may_link: bool,
}

impl Backup<'_> {
    fn run(
        &self,
        folder: &Path,
        request: LockRequest<'_>,
        lock: &dyn Fn() -> Result<Writer, IngestError>,
    ) -> Result<BackupReport, IngestError> {
        let begun = Instant::now();
        let mut folder = BackupFolder::open(folder, self.archive, request)?;
        Catalogue::read(&folder.path)?.settle(&folder.path)?;
        remove_unused_stores(&folder.path)?;
        let mut report = BackupReport::default();
        let mut attempts = 0;
        let (store, catalogue) = loop {
            attempts += 1;
            let store = create_store_folder(&folder.path)?;
            let copied = lock().and_then(|writer| self.copy(&folder.path, &store, writer, &mut report));
            match copied.and_then(|(catalogue, state)| folder.announce(state).map(|()| catalogue)) {
                Ok(catalogue) => break (store, catalogue),
                Err(error) => {
                    // Only the first error is reported.
                    let _ = discard_store(&store);
                    // A writer has replaced a stream in the meantime.
                    let may_pass =
                        matches!(&error, IngestError::Io { source, .. } if source.kind() == ErrorKind::NotFound);
                    if !may_pass || attempts == MOST_COPIES {
                        return Err(error);
                    }
                }
            }
        };
        make_current(&folder.path, &store)?;
        catalogue.settle(&folder.path)?;
        remove_streams(&folder.path, &catalogue)?;
        folder.conclude()?;
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Copies everything into a new store and next to it. Returns the catalogue and the fingerprint of the state.
    fn copy(
        &self,
        folder: &Path,
        store: &Path,
        writer: Writer,
        report: &mut BackupReport,
    ) -> Result<(Catalogue, String), IngestError> {
        let (catalogue, mut snapshot) = self.snapshot()?;
        match writer {
            Writer::Excluded(lock) => {
                report.has_manifest = Manifest::copy_between(snapshot.store(), store)?;
                drop(lock);
            }
            Writer::Active(holder) => report.writer = holder,
        }
        let earlier = named_store(folder);
        report.files = snapshot.copy_to(store, earlier.as_deref(), self.may_link)?;
        report.files += self.copy_streams(folder, &catalogue)?;
        catalogue.write_in_store(store)?;
        let state = fingerprint(store, &catalogue, snapshot.state());
        Ok((catalogue, state))
    }

    /// Returns the catalogue and the open store as of one moment.
    fn snapshot(&self) -> Result<(Catalogue, StoreSnapshot), IngestError> {
        let (mut pause, mut attempts) = (Duration::from_millis(1), 0);
        loop {
            attempts += 1;
            let catalogue = Catalogue::read(self.archive)?;
            match StoreSnapshot::open(self.archive) {
                Ok(store) if store.is_current(self.archive) && Catalogue::read(self.archive)? == catalogue => {
                    return Ok((catalogue, store));
                }
                Err(error) if attempts >= ATTEMPTS => return Err(error.into()),
                // A writer has committed in the meantime.
                _ => {}
            }
            std::thread::sleep(pause);
            pause = LONGEST_PAUSE.min(pause * 2);
        }
    }

    /// Copies the streams of a catalogue to the folder of the backup.
    fn copy_streams(&self, folder: &Path, catalogue: &Catalogue) -> Result<SharedFiles, IngestError> {
        let mut shared = SharedFiles::default();
        let streams: Vec<PathBuf> = streams_of(catalogue).collect();
        if streams.is_empty() {
            return Ok(shared);
        }
        let copies = folder.join(STREAMS_FOLDER);
        fs::create_dir_all(&copies).map_err(IngestError::io("create", &copies))?;
        for name in streams {
            let target = folder.join(&name);
            let original = self.archive.join(&name);
            // The catalogue lists a stream just before the stream is renamed to its final name.
            let candidates = [original.clone(), original.with_extension(PARTIAL), original];
            let opened = candidates.iter().find_map(|path| Some((path, File::open(path).ok()?)));
            let Some((path, mut file)) = opened else {
                if Catalogue::read(self.archive)?.files.contains_key(&FilePath::from_path(&name)) {
                    // The stream is missing from the archive.
                    continue;
                }
                return Err(IngestError::io("read", &self.archive.join(&name))(ErrorKind::NotFound.into()));
            };
            shared +=
                place_stream(path, &mut file, &target, self.may_link).map_err(IngestError::io("write", &target))?;
        }
        for folder in [&copies, folder] {
            sync_folder(folder).map_err(IngestError::io("write", folder))?;
        }
        Ok(shared)
    }
}

/// Returns the paths of the streams of a catalogue, relative to the folder of the archive.
fn streams_of(catalogue: &Catalogue) -> impl Iterator<Item = PathBuf> {
    catalogue.files.keys().map(FilePath::to_path_buf).filter(|path| path.starts_with(STREAMS_FOLDER))
}

/// Puts a stream into the folder of a backup, unless an earlier backup has done so.
fn place_stream(path: &Path, file: &mut File, target: &Path, may_link: bool) -> io::Result<SharedFiles> {
    if let Ok(before) = fs::metadata(target) {
        let now = file.metadata()?;
        if looks_the_same(&now, &before) && (may_link || !is_linked(&now, &before)) {
            return Ok(SharedFiles { kept: 1, ..SharedFiles::default() });
        }
    }
    let partial = target.with_extension(COPYING);
    if partial.exists() {
        remove(&partial)?;
    }
    let shared = place_file(path, file, None, &partial, may_link)?;
    rename(&partial, target)?;
    Ok(shared)
}

/// Removes the streams in the folder of a backup that its catalogue does not list.
fn remove_streams(folder: &Path, catalogue: &Catalogue) -> Result<(), IngestError> {
    let named: BTreeSet<PathBuf> = streams_of(catalogue).collect();
    let streams = folder.join(STREAMS_FOLDER);
    let entries = match fs::read_dir(&streams) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(IngestError::io("read", &streams)(error)),
    };
    for entry in entries.flatten() {
        if !named.contains(&Path::new(STREAMS_FOLDER).join(entry.file_name())) {
            remove(&entry.path()).map_err(IngestError::io("remove", &entry.path()))?;
        }
    }
    Ok(())
}

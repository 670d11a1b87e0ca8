//! A store as of one commit, held open while it is copied to a backup.
//!
//! No lock is taken. The files of an index never change, but a writer removes those that its next commit does not need; an open file stays readable.
//! Only the list of files changes with a commit: it is read first and compared at the end.

use super::stamp::Stamp;
use super::tantivy::TantivyEngine;
use super::{EngineError, open_store};
use crate::durable::{Placed, is_linked, looks_the_same, replace_unsynced, share_file, sync_folder};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A store as of one commit.
pub struct StoreSnapshot {
    store: PathBuf,
    /// The files of the state, by their paths in the store.
    files: Vec<(PathBuf, File)>,
    /// The files that are replaced with each commit, with their contents. The last one names the files above.
    lists: Vec<(PathBuf, Vec<u8>)>,
}

/// The numbers of files that a copy shares with the archive or an earlier backup, and that were copied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct SharedFiles {
    /// The number of files linked to an earlier backup.
    pub kept: u64,
    /// The number of files linked to the archive.
    pub linked: u64,
    /// The number of copied files.
    pub copied: u64,
    /// The size of the copied files, in bytes.
    pub bytes: u64,
}

impl std::ops::AddAssign for SharedFiles {
    fn add_assign(&mut self, other: Self) {
        self.kept += other.kept;
        self.linked += other.linked;
        self.copied += other.copied;
        self.bytes += other.bytes;
    }
}

impl StoreSnapshot {
    /// Opens the files of the current store of an archive. They belong to one commit only if [`is_current`](Self::is_current) holds afterwards.
    ///
    /// # Errors
    /// If there is no archive, it is of another version, or a file is missing: because it is damaged, or because a writer has just removed it.
    pub fn open(archive: &Path) -> Result<Self, EngineError> {
        let store = Stamp::store(archive)?;
        let lists = TantivyEngine::lists(&store)?;
        let files = TantivyEngine::files(&store)?.into_iter().map(|file| {
            let path = store.join(&file);
            let opened = File::open(&path).map_err(EngineError::io("read", &path))?;
            Ok((file, opened))
        });
        let files = files.collect::<Result<_, EngineError>>()?;
        Ok(Self { store, files, lists })
    }

    /// Returns whether the archive is still in the state of the snapshot.
    pub fn is_current(&self, archive: &Path) -> bool {
        Stamp::store(archive).is_ok_and(|store| store == self.store)
            && TantivyEngine::lists(&self.store).is_ok_and(|lists| lists.last() == self.lists.last())
    }

    /// Returns the bytes that identify the state.
    pub fn state(&self) -> &[u8] {
        self.lists.last().map_or(&[], |(_, contents)| contents)
    }

    /// Returns the folder of the store.
    pub fn store(&self) -> &Path {
        &self.store
    }

    /// Copies the store durably into an empty folder. Files that the store of an `earlier` backup has are linked to that, and with `may_link` the others to
    /// the archive, where the file systems allow it.
    ///
    /// # Errors
    /// If a file cannot be read or written, or the copy cannot be opened.
    pub fn copy_to(&mut self, to: &Path, earlier: Option<&Path>, may_link: bool) -> Result<SharedFiles, EngineError> {
        let mut shared = SharedFiles::default();
        let paths = self.files.iter().map(|(file, _)| file).chain(self.lists.iter().map(|(file, _)| file));
        let folders: BTreeSet<PathBuf> = paths.filter_map(|file| to.join(file).parent().map(Path::to_owned)).collect();
        for folder in &folders {
            fs::create_dir_all(folder).map_err(EngineError::io("create", folder))?;
        }
        for (file, original) in &mut self.files {
            let target = to.join(&*file);
            let earlier = earlier.map(|earlier| earlier.join(&*file));
            shared += place_file(&self.store.join(&*file), original, earlier.as_deref(), &target, may_link)
                .map_err(EngineError::io("write", &target))?;
        }
        for (file, contents) in &self.lists {
            let target = to.join(file);
            replace_unsynced(&target, contents, None).map_err(EngineError::io("write", &target))?;
        }
        for folder in folders.iter().rev().map(PathBuf::as_path).chain([to]) {
            sync_folder(folder).map_err(EngineError::io("write", folder))?;
        }
        open_store(to)?;
        Ok(shared)
    }
}

/// Makes `target` the same as a file that never changes: a link to `earlier`, its path in an earlier backup, if that is identical, or else a link to the
/// file or a copy.
///
/// # Errors
/// If the file can neither be linked nor copied.
pub fn place_file(
    file: &Path,
    original: &mut File,
    earlier: Option<&Path>,
    target: &Path,
    may_link: bool,
) -> std::io::Result<SharedFiles> {
    let metadata = original.metadata()?;
    let copied = || SharedFiles { copied: 1, bytes: metadata.len(), ..SharedFiles::default() };
    if let Some(earlier) = earlier
        && let Ok(before) = fs::metadata(earlier)
        && looks_the_same(&metadata, &before)
        && (may_link || !is_linked(&metadata, &before))
        && let Ok(mut before) = File::open(earlier)
    {
        return Ok(match share_file(earlier, &mut before, target, true)? {
            Placed::Linked => SharedFiles { kept: 1, ..SharedFiles::default() },
            Placed::Copied => copied(),
        });
    }
    Ok(match share_file(file, original, target, may_link)? {
        Placed::Linked => SharedFiles { linked: 1, ..SharedFiles::default() },
        Placed::Copied => copied(),
    })
}

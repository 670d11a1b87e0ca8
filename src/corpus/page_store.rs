//! The issues and pages of a container, kept until all of them are known.
//!
//! The members of a container are in any order, and some containers can only be read sequentially. So members that may belong to an issue are compressed and
//! set aside, in memory while they are small, and read after the others.

use super::input::Input;
use super::issue_finder::IssueRole;
use super::neighbours::{Neighbours, candidates, path_near};
use super::skip::SkipReason;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::SpooledTempFile;

/// The packed size up to which pages stay in memory, in bytes.
const IN_MEMORY: usize = 8 << 20;
/// The maximum packed size of the pages that are set aside; further pages are read at once.
const MOST_BYTES: u64 = 8 << 30;
/// The compression level: fast, because reading waits for it.
const LEVEL: i32 = 1;

/// Members of a container that were set aside.
#[derive(Default)]
pub(super) struct PageStore {
    file: RefCell<Option<SpooledTempFile>>,
    /// The members in the order of the container.
    members: Vec<KeptMember>,
    by_path: FxHashMap<String, usize>,
    end: u64,
}

struct KeptMember {
    path: String,
    role: IssueRole,
    /// The start of its packed content.
    start: u64,
    packed: u64,
    length: u64,
    is_read: Cell<bool>,
}

impl PageStore {
    /// Returns whether there is room for further members.
    pub(super) fn has_room(&self) -> bool {
        self.end < MOST_BYTES
    }

    /// Sets a member aside.
    pub(super) fn keep(&mut self, path: &str, role: IssueRole, mut input: Input<'_>) -> Result<(), SkipReason> {
        let mut packer = zstd::Encoder::new(Vec::new(), LEVEL)?;
        let length = io::copy(&mut input, &mut packer)?;
        let packed = packer.finish()?;
        let mut file = self.file.borrow_mut();
        let file = file.get_or_insert_with(|| SpooledTempFile::new(IN_MEMORY));
        file.seek(SeekFrom::Start(self.end)).and_then(|_| file.write_all(&packed)).map_err(SkipReason::Unreadable)?;
        let (start, packed) = (self.end, packed.len() as u64);
        self.end += packed;
        self.by_path.insert(path.to_owned(), self.members.len());
        self.members.push(KeptMember { path: path.to_owned(), role, start, packed, length, is_read: Cell::new(false) });
        Ok(())
    }

    /// Returns the paths of members that have not been read, in the order of the container.
    pub(super) fn unread(&self, role: IssueRole) -> Vec<String> {
        let members = self.members.iter().filter(|member| member.role == role && !member.is_read.get());
        members.map(|member| member.path.clone()).collect()
    }

    /// Marks a member as read.
    pub(super) fn mark_read(&self, path: &str) {
        if let Some(member) = self.by_path.get(path).and_then(|at| self.members.get(*at)) {
            member.is_read.set(true);
        }
    }

    /// Opens a member; `layers` is the number of containers and compressions around it.
    pub(super) fn open(&self, path: &str, layers: u32) -> Result<Option<Input<'static>>, SkipReason> {
        let Some(member) = self.by_path.get(path).and_then(|at| self.members.get(*at)) else { return Ok(None) };
        let mut packed = Vec::new();
        if let Some(file) = self.file.borrow_mut().as_mut() {
            let read = file.seek(SeekFrom::Start(member.start));
            read.and_then(|_| file.take(member.packed).read_to_end(&mut packed)).map_err(SkipReason::Unreadable)?;
        }
        let unpacked = zstd::Decoder::new(Cursor::new(packed))?;
        Input::of_reader(Box::new(unpacked), member.length, layers).map(Some)
    }

    /// Returns the neighbours of a member.
    pub(super) fn near(&self, path: &str) -> NeighboursInStore<'_> {
        NeighboursInStore { store: self, folder: Path::new(path).parent().unwrap_or(Path::new("")).to_owned() }
    }
}

/// The neighbours of a file in a container.
pub(super) struct NeighboursInStore<'a> {
    store: &'a PageStore,
    folder: PathBuf,
}

impl Neighbours for NeighboursInStore<'_> {
    fn open(&self, name: &str) -> Result<Option<Input<'_>>, SkipReason> {
        match self.find(name) {
            Some(path) => self.store.open(&path.to_string_lossy(), 0),
            None => Ok(None),
        }
    }

    fn find(&self, name: &str) -> Option<PathBuf> {
        let paths = candidates(name)
            .into_iter()
            .filter_map(|candidate| Some(path_near(&self.folder, &candidate)?.to_str()?.replace('\\', "/")));
        paths.into_iter().find(|path| self.store.by_path.contains_key(path)).map(PathBuf::from)
    }
    fn claim(&self, name: &str) {
        if let Some(path) = self.find(name) {
            self.store.mark_read(&path.to_string_lossy());
        }
    }
}

//! The planned steps, in memory while they are few and in a temporary file when they are many.
//!
//! A plan has a step for every new, changed or vanished file, so it must not be held in memory as a whole. On systems that allow it, the file has no name
//! and disappears with the process.

use super::IngestError;
use super::manifest::ManifestEntry;
use super::step::{FileJob, Removal, Step};
use crate::article::FilePath;
use crate::corpus::{FileState, FoundFile};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use tempfile::SpooledTempFile;

/// The size up to which steps stay in memory, in bytes: enough for some 40,000 new files.
const MEMORY: usize = 4 << 20;

const READ_NEW: u8 = 0;
const READ_KNOWN: u8 = 1;
const REMOVE: u8 = 2;

/// A list of steps that is written once and then read once.
#[derive(Debug)]
pub(super) struct StepSpool {
    file: BufWriter<SpooledTempFile>,
    /// The folder for the temporary file.
    folder: PathBuf,
    record: Vec<u8>,
}

impl StepSpool {
    /// Returns an empty spool, whose temporary file, if needed, is created in `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        let file = tempfile::spooled_tempfile_in(MEMORY, folder);
        Self { file: BufWriter::new(file), folder: folder.to_owned(), record: Vec::new() }
    }

    /// Appends a step.
    pub(super) fn push(&mut self, step: &Step) -> Result<(), IngestError> {
        self.record.clear();
        encode(step, &mut self.record);
        self.file.write_all(&self.record).map_err(IngestError::io("write a temporary file in", &self.folder))
    }

    /// Calls `take` with every step in order, until it returns false.
    pub(super) fn replay(self, take: &mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> {
        let folder = self.folder;
        let mut file = self.file.into_inner().map_err(|error| {
            let (error, _) = error.into_parts();
            IngestError::io("write a temporary file in", &folder)(error)
        })?;
        let failed = || IngestError::io("read a temporary file in", &folder);
        file.rewind().map_err(failed())?;
        let mut reader = BufReader::new(file);
        while let Some(step) = decode(&mut reader).map_err(failed())? {
            if !take(step) {
                break;
            }
        }
        Ok(())
    }
}

fn encode(step: &Step, record: &mut Vec<u8>) {
    match step {
        Step::Read(FileJob { found, known }) => {
            record.push(if known.is_some() { READ_KNOWN } else { READ_NEW });
            put_text(FilePath::from_path(&found.path).as_str(), record);
            put_state(found.state, record);
            if let Some(entry) = known {
                put_state(entry.state, record);
                record.extend(entry.hash);
                record.extend(entry.added.to_le_bytes());
                for number in [entry.fingerprint, entry.articles, entry.skipped] {
                    record.extend(number.to_le_bytes());
                }
                put_text(&entry.reason, record);
            }
        }
        Step::Remove(Removal { file, articles, existed }) => {
            record.push(REMOVE);
            put_text(file.as_str(), record);
            record.extend(articles.to_le_bytes());
            record.push(u8::from(*existed));
        }
    }
}

fn put_text(text: &str, record: &mut Vec<u8>) {
    record.extend((text.len() as u64).to_le_bytes());
    record.extend(text.as_bytes());
}

fn put_state(state: FileState, record: &mut Vec<u8>) {
    record.extend(state.size.to_le_bytes());
    record.extend(state.modified.to_le_bytes());
    record.extend(state.changed.to_le_bytes());
    record.extend(state.inode.to_le_bytes());
}

/// Returns the next step, or `None` at the end.
fn decode(reader: &mut impl Read) -> io::Result<Option<Step>> {
    let kind = match bytes::<1>(reader) {
        Ok([kind]) => kind,
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    let file = FilePath::from_stored(&text(reader)?);
    if kind == REMOVE {
        let articles = u32::from_le_bytes(bytes(reader)?);
        let [existed] = bytes(reader)?;
        return Ok(Some(Step::Remove(Removal { file, articles, existed: existed != 0 })));
    }
    let found = FoundFile { path: file.to_path_buf(), state: state(reader)? };
    let known = if kind == READ_KNOWN { Some(entry(reader)?) } else { None };
    Ok(Some(Step::Read(FileJob { found, known })))
}

fn entry(reader: &mut impl Read) -> io::Result<ManifestEntry> {
    Ok(ManifestEntry {
        state: state(reader)?,
        hash: bytes(reader)?,
        added: i64::from_le_bytes(bytes(reader)?),
        fingerprint: u32::from_le_bytes(bytes(reader)?),
        articles: u32::from_le_bytes(bytes(reader)?),
        skipped: u32::from_le_bytes(bytes(reader)?),
        reason: text(reader)?,
    })
}

fn state(reader: &mut impl Read) -> io::Result<FileState> {
    Ok(FileState {
        size: u64::from_le_bytes(bytes(reader)?),
        modified: i64::from_le_bytes(bytes(reader)?),
        changed: i64::from_le_bytes(bytes(reader)?),
        inode: u64::from_le_bytes(bytes(reader)?),
    })
}

fn text(reader: &mut impl Read) -> io::Result<String> {
    let length = u64::from_le_bytes(bytes(reader)?);
    let mut text = String::new();
    let read = reader.take(length).read_to_string(&mut text)?;
    if read as u64 == length { Ok(text) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

fn bytes<const N: usize>(reader: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(count: usize) -> Vec<Step> {
        let state = FileState { size: 7, modified: -1, changed: 2, inode: 3 };
        let known = ManifestEntry {
            state,
            hash: [9; 16],
            added: -5,
            fingerprint: 3,
            articles: 2,
            skipped: 1,
            reason: "binary\tnot text".into(),
        };
        let step = |number: usize| {
            let path: PathBuf = format!("/news/{number}.txt").into();
            match number % 3 {
                0 => Step::Read(FileJob { found: FoundFile { path, state }, known: None }),
                1 => Step::Read(FileJob { found: FoundFile { path, state }, known: Some(known.clone()) }),
                _ => Step::Remove(Removal {
                    file: FilePath::from_path(&path),
                    articles: 4,
                    existed: number.is_multiple_of(2),
                }),
            }
        };
        (0..count).map(step).collect()
    }

    fn replayed(steps: &[Step], folder: &Path, limit: usize) -> Vec<Step> {
        let mut spool = StepSpool::new(folder);
        for step in steps {
            spool.push(step).unwrap();
        }
        let mut taken = Vec::new();
        spool
            .replay(&mut |step| {
                taken.push(step);
                taken.len() < limit
            })
            .unwrap();
        taken
    }

    #[test]
    fn steps_come_back_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let few = steps(20);
        assert_eq!(replayed(&few, folder.path(), usize::MAX), few);
        assert_eq!(replayed(&few, folder.path(), 5), few[..5]);
        assert_eq!(replayed(&[], folder.path(), usize::MAX), []);
    }

    #[test]
    fn many_steps_go_through_a_file_that_leaves_no_trace() {
        let folder = tempfile::tempdir().unwrap();
        let many = steps(100_000);
        assert!(replayed(&many, folder.path(), usize::MAX) == many);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_name_that_is_not_utf8_survives() {
        use std::os::unix::ffi::OsStringExt;
        let folder = tempfile::tempdir().unwrap();
        let path = PathBuf::from(std::ffi::OsString::from_vec(b"/news/caf\xe9.txt".to_vec()));
        let step = Step::Read(FileJob { found: FoundFile { path, state: FileState::default() }, known: None });
        assert_eq!(replayed(std::slice::from_ref(&step), folder.path(), usize::MAX), [step]);
    }
}

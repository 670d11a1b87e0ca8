//! Copies of files that never change, which may share their contents with the original.

use super::checkpoint;
use std::fs::{self, File, Metadata};
use std::io::{self, Seek};
use std::path::Path;

/// How a file came to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// By a hard link.
    Linked,
    /// By a copy.
    Copied,
}

/// Makes `to`, which does not exist, the same file as `from`, or else a copy of it with the same time of modification. `original` is the open file,
/// for the case that its name is gone by now. Both are durable after [`sync_folder`](super::sync_folder).
///
/// # Errors
/// If the file can neither be linked nor copied.
pub fn share_file(from: &Path, original: &mut File, to: &Path, may_link: bool) -> io::Result<Placed> {
    checkpoint()?;
    if may_link && fs::hard_link(from, to).is_ok() {
        return Ok(Placed::Linked);
    }
    // Never into an existing file, which may be a link to another one.
    let mut copy = File::create_new(to)?;
    original.rewind()?;
    // Shares the blocks where the file system can.
    io::copy(original, &mut copy)?;
    // Some file systems have no times; then the file is copied again the next time.
    let _ = original.metadata().and_then(|metadata| metadata.modified()).and_then(|time| copy.set_modified(time));
    copy.sync_all()?;
    Ok(Placed::Copied)
}

/// Returns whether a file that never changes is the same in two places: by size and time of modification.
pub fn looks_the_same(one: &Metadata, other: &Metadata) -> bool {
    let times = (one.modified().ok(), other.modified().ok());
    one.len() == other.len() && times.0.is_some() && times.0 == times.1
}

/// Returns whether two names are hard links to the same file.
#[cfg(unix)]
pub fn is_linked(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Returns whether two names are hard links to the same file, which is unknown on this system.
#[cfg(not(unix))]
pub fn is_linked(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_shared_even_if_its_name_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let [from, linked, copied, late] = ["from", "linked", "copied", "late"].map(|name| folder.path().join(name));
        fs::write(&from, "contents").unwrap();
        let mut original = File::open(&from).unwrap();
        let before = original.metadata().unwrap();
        share_file(&from, &mut original, &linked, true).unwrap();
        assert_eq!(share_file(&from, &mut original, &copied, false).unwrap(), Placed::Copied);
        fs::remove_file(&from).unwrap();
        if cfg!(unix) {
            assert_eq!(share_file(&from, &mut original, &late, true).unwrap(), Placed::Copied);
            share_file(&from, &mut original, &late, true).unwrap_err();
        }
        for path in [&linked, &copied] {
            assert_eq!(fs::read(path).unwrap(), b"contents");
            assert!(looks_the_same(&before, &fs::metadata(path).unwrap()));
        }
        if cfg!(unix) {
            assert!(is_linked(&before, &fs::metadata(&linked).unwrap()));
            assert!(!is_linked(&before, &fs::metadata(&copied).unwrap()));
        }
    }
}

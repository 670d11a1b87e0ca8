//! Copies files that never change, if possible sharing their contents with the original.

use super::checkpoint;
use std::fs::{self, File, Metadata};
use std::io::{self, Seek};
use std::path::Path;

/// The way in which a file was shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// As a hard link.
    Linked,
    /// As a copy.
    Copied,
}

/// Makes `to`, which must not exist, a hard link to `from`, or else a copy with the same modification time. `original` is the open file, in case its name has
/// been removed. Both are durable after [`sync_folder`](super::sync_folder).
///
/// # Errors
/// If the file can neither be linked nor copied.
pub fn share_file(from: &Path, original: &mut File, to: &Path, may_link: bool) -> io::Result<Placed> {
    checkpoint()?;
    if may_link && fs::hard_link(from, to).is_ok() {
        return Ok(Placed::Linked);
    }
    // An existing file is never overwritten, because it may be a link to another one.
    let mut copy = File::create_new(to)?;
    original.rewind()?;
    // Shares the blocks if the file system can.
    io::copy(original, &mut copy)?;
    // Some file systems store no times; the file is then copied again next time.
    let _ = original.metadata().and_then(|metadata| metadata.modified()).and_then(|time| copy.set_modified(time));
    copy.sync_all()?;
    Ok(Placed::Copied)
}

/// Returns whether two files that never change are the same, judging by size and modification time.
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

/// Returns `true`, because this system does not show whether two names are hard links to the same file.
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

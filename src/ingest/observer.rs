//! Who watches a run.

use super::report::Reject;

/// Told what happens while an archive is brought up to date; every method has a default that does nothing.
pub trait Observer: Sync {
    /// The folders were compared with the archive: so many files and bytes are to be read.
    fn planned(&self, files: u64, bytes: u64) {
        let _ = (files, bytes);
    }

    /// One file, of so many bytes, is done.
    fn done(&self, bytes: u64) {
        let _ = bytes;
    }

    /// A file or record was left out.
    fn rejected(&self, reject: &Reject) {
        let _ = reject;
    }

    /// Returns whether the run should end soon, keeping what is done.
    fn should_stop(&self) -> bool {
        false
    }
}

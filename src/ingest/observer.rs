//! Who watches a run.

use super::report::Reject;
use crate::article::ArticleId;

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

    /// An article was added or replaced. Articles of one file come in their order.
    fn indexed(&self, id: &ArticleId) {
        let _ = id;
    }

    /// Returns whether the run should end soon, keeping what is done.
    fn should_stop(&self) -> bool {
        false
    }
}

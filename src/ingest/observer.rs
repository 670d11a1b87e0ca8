//! The callbacks of an indexing run.

use super::report::Reject;

/// Follows the progress of an indexing run and may stop it. Every method does nothing by default.
pub trait Observer: Sync {
    /// Called once the folders were compared with the archive, with the number of files to read and their total size.
    fn planned(&self, files: u64, bytes: u64) {
        let _ = (files, bytes);
    }

    /// Called after each file, with its size in bytes.
    fn done(&self, bytes: u64) {
        let _ = bytes;
    }

    /// Called for each file or record that was skipped.
    fn rejected(&self, reject: &Reject) {
        let _ = reject;
    }

    /// Returns whether to stop soon, keeping the work done so far.
    fn should_stop(&self) -> bool {
        false
    }
}

/// An observer that does nothing.
#[derive(Debug, Clone, Copy)]
pub struct Unobserved;

impl Observer for Unobserved {}

//! Settles at the end of a run the properties that depend on all articles in the index: the languages of short texts, and the current versions.

use super::IngestError;
use super::archive::LockedArchive;
use super::manifest::Manifest;
use super::observer::Observer;
use super::report::Report;
use super::session::Session;

impl LockedArchive {
    /// Returns whether an interrupted run has left anything to settle. Queries the index only if the manifest does not know.
    pub(super) fn is_unsettled(&self, manifest: &Manifest) -> Result<bool, IngestError> {
        if manifest.is_settled()? {
            return Ok(false);
        }
        Ok(self.has_unsettled_versions()? || self.has_unsettled_languages()?)
    }
}

impl Session {
    /// Settles unless the run was interrupted, waits for merges and closes the store.
    pub(super) fn settle_and_finish(mut self, report: &mut Report, observer: &dyn Observer) -> Result<(), IngestError> {
        report.interrupted = report.interrupted || !self.settle(|| observer.should_stop())?;
        self.finish()
    }

    /// Settles versions and languages. Returns whether it finished before `should_stop` returned true.
    pub(super) fn settle(&mut self, should_stop: impl Fn() -> bool + Send + Sync) -> Result<bool, IngestError> {
        let is_done = self.settle_versions(&should_stop)? && self.settle_languages(&should_stop)?;
        if is_done {
            self.manifest.note_settled()?;
        }
        Ok(is_done)
    }
}

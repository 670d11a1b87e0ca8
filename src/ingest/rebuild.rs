//! The index built anew beside the old one, and then put in its place.

use super::IngestError;
use super::archive::Archive;
use super::catalogue::Catalogue;
use super::manifest::Manifest;
use super::observer::Observer;
use super::report::Report;
use super::session::{IndexingOptions, Session};
use super::update::{FolderToIndex, plan_all};
use crate::article::FilePath;
use crate::engine::{create_store, discard_store, make_current, open_earlier};
use std::path::Path;
use std::time::Instant;

impl Archive {
    /// Builds the index anew, beside the old one, of everything that the archive is an archive of, and then puts it in
    /// the old one's place. Folders can be named to be part of it from now on.
    ///
    /// From the old index, where it can still be read, come the times at which articles were first seen, and the articles of
    /// files that cannot be read any more.
    ///
    /// # Errors
    /// As [`Archive::update`]; a folder without any file counts as one that has become empty. Whatever fails, or if the run
    /// is stopped, the archive is as it was.
    pub fn rebuild(
        &mut self,
        folders: &[FolderToIndex],
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let store = create_store(&self.folder)?;
        let rebuilt = self.rebuild_in(&store, folders, run, observer);
        if !rebuilt.as_ref().is_ok_and(|(report, _)| !report.interrupted) {
            discard_store(&store)?;
        }
        let (mut report, catalogue) = rebuilt?;
        if !report.interrupted {
            catalogue.write(&self.folder)?;
            self.catalogue = catalogue;
            make_current(&self.folder, &store)?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Builds the index in a new store; returns the report, and the catalogue that belongs to the store.
    fn rebuild_in(
        &self,
        store: &Path,
        folders: &[FolderToIndex],
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<(Report, Catalogue), IngestError> {
        let mut catalogue = self.catalogue.clone();
        self.scans(&mut catalogue, folders);
        let scans = self.scans(&mut catalogue, &[]);
        catalogue.removing.clear();
        let earlier = open_earlier(&self.folder);
        let manifest = Manifest::open(store)?;
        let mut report = Report::default();
        let plans = plan_all(&scans, &manifest, run, &mut report, observer)?;
        for (scan, plan) in scans.iter().zip(&plans).filter(|_| !run.allow_empty && !report.interrupted) {
            // The new manifest knows nothing yet, so a folder that was emptied looks like one that never held anything.
            if plan.found_nothing() {
                return Err(IngestError::RootMissing { folder: scan.folder.clone(), held: 1 });
            }
            if let Some(closed) = &plan.closed {
                return Err(IngestError::ClosedFolder(closed.clone()));
            }
        }
        let mut session = Session::open(store, manifest, run)?;
        self.follow_all(&scans, &plans, &mut session, earlier.as_deref(), &mut report, observer)?;
        let by_hand: Vec<FilePath> = catalogue.files.keys().cloned().collect();
        self.add_by_hand(&by_hand, &mut session, earlier.as_deref(), &mut report, observer)?;
        session.finish()?;
        Ok((report, catalogue))
    }
}

//! Builds a new index next to the old one and then switches to it.

use super::IngestError;
use super::archive::LockedArchive;
use super::catalogue::Catalogue;
use super::earlier_index::EarlierIndex;
use super::hand_added::EarlierSources;
use super::manifest::Manifest;
use super::observer::Observer;
use super::options::{FolderToIndex, IndexingOptions};
use super::plan::UpdatePlan;
use super::report::Report;
use super::scan::FolderScan;
use super::session::Session;
use crate::article::FilePath;
use crate::engine::{create_store, current_store, discard_store, make_current, open_store};
use std::path::Path;
use std::time::Instant;

impl LockedArchive {
    /// Builds a new index from all sources of the archive next to the old one, and then switches to it. Given folders become roots as in
    /// [`LockedArchive::update`].
    ///
    /// The old index, as far as it is readable, supplies the times at which articles were first seen, and the articles of files that can no longer be read.
    ///
    /// # Errors
    /// As [`LockedArchive::update`]; a folder without any file counts as one that was emptied. After an error or an interruption the
    /// archive is as it was before.
    pub fn rebuild(
        &mut self,
        folders: &[FolderToIndex],
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let earlier = EarlierIndex::open(&self.folder);
        self.complete_addition_by(|id| Ok(!earlier.articles_with_id(id).is_empty()))?;
        let store = create_store(&self.folder)?;
        let rebuilt = self.rebuild_in(&store, &earlier, folders, run, observer);
        if !rebuilt.as_ref().is_ok_and(|(report, _)| !report.interrupted) {
            discard_store(&store)?;
        }
        let (mut report, catalogue) = rebuilt?;
        if !report.interrupted {
            // Until the new store is current, articles may have to be removed from the old one.
            catalogue.write(&self.folder)?;
            self.catalogue = catalogue;
            make_current(&self.folder, &store)?;
            self.clear_removal()?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Builds the index in a new store. Returns the report and the catalogue of that store.
    fn rebuild_in(
        &self,
        store: &Path,
        earlier: &EarlierIndex,
        folders: &[FolderToIndex],
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<(Report, Catalogue), IngestError> {
        let mut catalogue = self.catalogue.clone();
        catalogue.add_roots(folders);
        let scans = FolderScan::of_all_roots(&catalogue, &self.folder);
        let manifest = Manifest::open(store)?;
        let mut report = Report::default();
        let plans = UpdatePlan::for_scans(&scans, &self.folder, &manifest, run, &mut report, observer)?;
        for (scan, plan) in scans.iter().zip(&plans).filter(|_| !run.allow_empty && !report.interrupted) {
            // In the empty manifest, an emptied folder looks like one that never had files.
            if plan.found == 0 {
                return Err(IngestError::RootMissing { folder: scan.walk.folder.clone(), held: 1 });
            }
            if let Some(folder) = &plan.unreadable_folder {
                return Err(IngestError::UnreadableFolder(folder.clone()));
            }
        }
        let mut session = Session::open(store, manifest, run)?;
        self.carry_out(&scans, plans, &mut session, Some(earlier), &mut report, observer)?;
        let hand_added: Vec<FilePath> = catalogue.hand_added().cloned().collect();
        let reported = current_store(&self.folder).ok().and_then(|store| Manifest::open(&store).ok());
        let sources = EarlierSources { engine: Some(earlier), manifest: reported.as_ref() };
        let adding = match &reported {
            Some(manifest) => self.unfinished_hand_added(manifest)?,
            None => Vec::new(),
        };
        let adding = adding.into_iter().filter(|name| catalogue.adding_streams.contains(name)).collect();
        let added = self.read_hand_added(&hand_added, &adding, &mut session, sources, &mut report, observer)?;
        for id in &added {
            catalogue.withdrawn.remove(id);
            catalogue.removing.remove(id);
        }
        catalogue.adding_streams.clear();
        if !report.interrupted {
            session.keep_from_streams(store, earlier, &catalogue.withdrawn, &mut report)?;
        }
        session.settle_and_finish(&mut report, observer)?;
        report.old_index_damage = earlier.damage();
        if !report.interrupted
            && let Some(damage) = open_store(store)?.damage()?.into_iter().next()
        {
            return Err(damage.into());
        }
        Ok((report, catalogue))
    }
}

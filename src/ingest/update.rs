//! Brings the archive up to date with its folders.

use super::IngestError;
use super::archive::LockedArchive;
use super::batch::Batch;
use super::earlier_index::EarlierIndex;
use super::hand_added::EarlierSources;
use super::observer::Observer;
use super::options::{FolderToIndex, IndexingOptions};
use super::plan::UpdatePlan;
use super::report::Report;
use super::scan::FolderScan;
use super::session::Session;
use std::time::Instant;

impl LockedArchive {
    /// Brings the archive up to date with `folders`, or with all of its roots if none are given. A given folder becomes a root, unless it is part of one and
    /// has no options of its own.
    ///
    /// # Errors
    /// If a folder is missing, or would be left without files and `allow_empty` is not set: then nothing is changed. If the
    /// archive cannot be written: then everything committed before is kept.
    pub fn update(
        &mut self,
        folders: &[FolderToIndex],
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let mut catalogue = self.catalogue.clone();
        catalogue.add_roots(folders);
        let manifest = self.manifest(run)?;
        let scans = if folders.is_empty() {
            FolderScan::of_all_roots(&catalogue, &self.folder)
        } else {
            FolderScan::of_folders(folders, &catalogue, &self.folder)
        };
        let mut report = Report { dry_run: run.dry_run, ..Report::default() };
        let plans = UpdatePlan::for_scans(&scans, &self.folder, &manifest, run, &mut report, observer)?;
        if !run.dry_run {
            if catalogue != self.catalogue {
                catalogue.write(&self.folder)?;
                self.catalogue = catalogue;
            }
            let unfinished = self.unfinished_hand_added(&manifest)?;
            let must_complete = self.catalogue.adding || !self.catalogue.removing.is_empty();
            let has_work = must_complete || !unfinished.is_empty() || plans.iter().any(|plan| !plan.is_empty());
            if has_work || self.is_unsettled(&manifest)? {
                self.complete_addition()?;
                let adding = self.begin_completion(&unfinished)?;
                let mut session = self.session(manifest, run)?;
                self.complete_removal(&mut session)?;
                self.carry_out(&scans, plans, &mut session, None, &mut report, observer)?;
                let sources = EarlierSources::default();
                let added = self.read_hand_added(&unfinished, &adding, &mut session, sources, &mut report, observer)?;
                session.settle_and_finish(&mut report, observer)?;
                if !report.interrupted {
                    self.end_completion(&added)?;
                }
            }
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Carries out the plans, one for each scan. `earlier` is the index that a rebuild replaces.
    pub(super) fn carry_out(
        &self,
        scans: &[FolderScan],
        plans: Vec<UpdatePlan>,
        session: &mut Session,
        earlier: Option<&EarlierIndex>,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<(), IngestError> {
        let files = plans.iter().map(|plan| plan.files_to_read).sum();
        let bytes = plans.iter().map(|plan| plan.bytes_to_read).sum();
        observer.planned(files, bytes);
        for (scan, plan) in scans.iter().zip(plans).filter(|(_, plan)| !plan.is_empty()) {
            if report.interrupted {
                break;
            }
            let UpdatePlan { found, vanished, steps, .. } = plan;
            let batch = Batch {
                options: &scan.options,
                root: Some(scan.walk.root.clone()),
                streams: None,
                collect_ids: false,
                vanished: Some(&vanished),
                withdrawn: &self.catalogue.withdrawn,
                earlier,
            };
            session.run(batch, report, observer, |_, take| {
                if found > 0 {
                    scan.require_files(found)?;
                }
                steps.replay(take)
            })?;
        }
        Ok(())
    }
}

//! Folders into the archive: what is new, changed or gone since the last run.

use super::IngestError;
use super::archive::Archive;
use super::catalogue::Catalogue;
use super::manifest::Manifest;
use super::observer::Observer;
use super::report::Report;
use super::scan::{Plan, Scan};
use super::session::{Batch, IndexingOptions, Session};
use crate::article::FilePath;
use crate::corpus::ReadingOptionsPatch;
use crate::engine::{Engine, EngineError};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A folder to bring the archive up to date with.
#[derive(Debug, Clone, PartialEq)]
pub struct FolderToIndex {
    /// The path of the folder.
    pub path: PathBuf,
    /// Changes to the reading options that the archive remembers for the folder.
    pub options: ReadingOptionsPatch,
}

impl FolderToIndex {
    /// Returns a folder whose files are read as before, or with the defaults if it is new.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), options: ReadingOptionsPatch::default() }
    }
}

impl Archive {
    /// Brings the archive up to date with `folders`, or with all its folders if none are named. Each becomes one of the
    /// archive's folders, unless it is part of one and no options are given for it.
    ///
    /// # Errors
    /// If a folder is missing, or has become empty and `allow_empty` is not set: then nothing is done. If the
    /// archive cannot be written: what was committed by then is kept.
    pub fn update(
        &mut self,
        folders: &[FolderToIndex],
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let mut catalogue = self.catalogue.clone();
        let scans = self.scans(&mut catalogue, folders);
        let manifest = self.manifest(run)?;
        let mut report = Report { dry_run: run.dry_run, ..Report::default() };
        let plans = plan_all(&scans, &manifest, run, &mut report, observer)?;
        if !run.dry_run {
            if catalogue != self.catalogue {
                catalogue.write(&self.folder)?;
                self.catalogue = catalogue;
            }
            let unfinished = self.unfinished_by_hand(&manifest)?;
            let is_to_remove = !self.catalogue.removing.is_empty();
            if is_to_remove || !unfinished.is_empty() || plans.iter().any(|plan| !plan.is_nothing()) {
                let mut session = self.session(manifest, run)?;
                self.complete_removal(&mut session, &[])?;
                self.follow_all(&scans, &plans, &mut session, None, &mut report, observer)?;
                self.add_by_hand(&unfinished, &mut session, None, &mut report, observer)?;
                session.finish()?;
            }
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Takes a folder and all its articles out of the archive.
    ///
    /// # Errors
    /// If it is not one of the archive's folders, or the archive cannot be written.
    pub fn forget(
        &mut self,
        folder: &Path,
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let folder = absolute(folder);
        let Some(options) = self.catalogue.roots.get(&FilePath::from_path(&folder)).cloned() else {
            return Err(IngestError::UnknownRoot(folder));
        };
        let mut report = Report::default();
        match self.manifest(run) {
            Ok(manifest) => {
                let except = self.catalogue.roots_inside(&folder);
                let scan = Scan { root: folder.clone(), folder: folder.clone(), options, except };
                let mut session = self.session(manifest, run)?;
                let no_plan = Plan::default();
                let batch = self.batch(&scan, &no_plan, None);
                let (whole, _) =
                    session.run(batch, &mut report, observer, |manifest, take| scan.remove_all(manifest, take))?;
                report.interrupted |= !whole;
                session.finish()?;
            }
            // An index that has to be rebuilt anyway is rebuilt without the folder.
            Err(IngestError::Engine(EngineError::OtherVersion { .. } | EngineError::Damaged { .. })) => {}
            Err(error) => return Err(error),
        }
        // Only now: a run that was stopped can be repeated.
        if !report.interrupted {
            self.catalogue.roots.remove(&FilePath::from_path(&folder));
            self.catalogue.files.retain(|file, _| !file.to_path_buf().starts_with(&folder));
            self.catalogue.write(&self.folder)?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Returns the scans for `folders`, or for all roots, having entered new roots into the catalogue.
    pub(super) fn scans(&self, catalogue: &mut Catalogue, folders: &[FolderToIndex]) -> Vec<Scan> {
        let mut wanted: Vec<PathBuf> = Vec::new();
        for FolderToIndex { path, options } in folders {
            let folder = absolute(path);
            let inherited = catalogue.root_of(&folder).map(|(_, options)| options.clone());
            if !options.is_empty() || inherited.is_none() {
                let options = inherited.unwrap_or_default().patched(options);
                catalogue.roots.insert(FilePath::from_path(&folder), options);
            }
            wanted.extend(catalogue.roots_inside(&folder));
            wanted.push(folder);
        }
        if folders.is_empty() {
            wanted = catalogue.roots.keys().map(FilePath::to_path_buf).collect();
        }
        wanted.sort();
        wanted.dedup();
        let root_of = |folder: &Path| catalogue.root_of(folder).map(|(root, _)| root);
        let is_part_of_another = |folder: &PathBuf| {
            wanted.iter().any(|other| other != folder && folder.starts_with(other) && root_of(folder) == root_of(other))
        };
        let scans = wanted.iter().filter(|folder| !is_part_of_another(folder)).filter_map(|folder| {
            let (root, options) = catalogue.root_of(folder)?;
            let mut except = catalogue.roots_inside(folder);
            except.push(self.folder.clone());
            Some(Scan { root, options: options.clone(), except, folder: folder.clone() })
        });
        scans.collect()
    }

    /// Does what the plans say.
    pub(super) fn follow_all(
        &self,
        scans: &[Scan],
        plans: &[Plan],
        session: &mut Session,
        earlier: Option<&dyn Engine>,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<(), IngestError> {
        let (files, bytes) =
            plans.iter().fold((0, 0), |(files, bytes), plan| (files + plan.files_to_read, bytes + plan.bytes_to_read));
        observer.planned(files, bytes);
        for (scan, plan) in scans.iter().zip(plans).filter(|(_, plan)| !plan.is_nothing()) {
            if report.interrupted {
                break;
            }
            let batch = self.batch(scan, plan, earlier);
            let (whole, _) =
                session.run(batch, report, observer, |manifest, take| scan.each_step(plan, manifest, take))?;
            report.interrupted |= !whole;
        }
        Ok(())
    }

    fn batch<'a>(&'a self, scan: &'a Scan, plan: &'a Plan, earlier: Option<&'a dyn Engine>) -> Batch<'a> {
        Batch {
            options: &scan.options,
            root: Some(scan.root.clone()),
            spooled: false,
            collect_ids: false,
            vanished: Some(&plan.vanished),
            withdrawn: &self.catalogue.withdrawn,
            earlier,
        }
    }
}

/// Plans every scan.
pub(super) fn plan_all(
    scans: &[Scan],
    manifest: &Manifest,
    run: &IndexingOptions,
    report: &mut Report,
    observer: &dyn Observer,
) -> Result<Vec<Plan>, IngestError> {
    scans.iter().map(|scan| Plan::of(scan, manifest, run, report, observer)).collect()
}

/// Returns the path from the root of the file system, links resolved where the path exists.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

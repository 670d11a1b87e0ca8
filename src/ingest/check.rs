//! Checks an archive: the index against its checksums, the manifest against the index, the folders against the manifest.

use super::IngestError;
use super::catalogue::Catalogue;
use super::check_report::{ArchiveFault, CheckReport, CheckedFolder, Notice};
use super::leftovers::{PARTIAL, leftover_streams};
use super::lock::{LockRequest, WriterLock};
use super::manifest::Manifest;
use super::observer::Unobserved;
use super::options::IndexingOptions;
use super::plan::UpdatePlan;
use super::report::Report;
use super::scan::FolderScan;
use super::shared_ids::SharedIds;
use crate::article::FilePath;
use crate::corpus::{ContentHash, hash_file};
use crate::engine::{
    ClusterLocation, Engine, EngineError, HeldArticle, current_store, leftovers, open_reader, open_store,
};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Checks the archive in `folder` without changing it. Holds the lock, so that no other process writes to it. With `deep`, every stored article is read, and
/// changed files are detected by their contents. At the address of a cluster, only the index is checked, without a lock.
///
/// # Errors
/// If there is no archive or it is of another version, if another process keeps the lock, or if its catalogue cannot be read. Damage of the index is not an
/// error but part of the report.
pub fn check<'a>(folder: &Path, deep: bool, request: impl Into<LockRequest<'a>>) -> Result<CheckReport, IngestError> {
    let begun = Instant::now();
    if ClusterLocation::is_address(folder) {
        return check_index_at(folder, deep, begun);
    }
    // The lock is a file in the archive folder, which must exist.
    current_store(folder)?;
    let _lock = WriterLock::acquire_if_writable(folder, request.into())?;
    // Read after locking: the process that held the lock may have rebuilt the index.
    let store = current_store(folder)?;
    let folder = std::fs::canonicalize(folder).map_err(IngestError::io("open", folder))?;
    let catalogue = Catalogue::read(&folder)?;
    let check = Check { folder, catalogue, store };
    let mut report = CheckReport { deep, ..CheckReport::default() };
    check.index(&mut report)?;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

/// Checks the index at an address, which has neither a manifest nor a folder to compare it with.
fn check_index_at(address: &Path, deep: bool, begun: Instant) -> Result<CheckReport, IngestError> {
    let mut report = CheckReport { deep, ..CheckReport::default() };
    let engine = open_reader(address)?;
    engine.damage()?.into_iter().try_for_each(|error| damaged(error, &mut report))?;
    if report.is_sound()
        && let Err(error) = check_articles(&*engine, &mut report)
    {
        damaged(error, &mut report)?;
    }
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

struct Check {
    folder: PathBuf,
    catalogue: Catalogue,
    store: PathBuf,
}

impl Check {
    /// Checks the index, and the rest against it if it can be read.
    fn index(&self, report: &mut CheckReport) -> Result<(), IngestError> {
        let manifest = Manifest::copy_of(&self.store)?;
        let engine = match open_store(&self.store) {
            Ok(engine) => engine,
            Err(error) => return damaged(error, report),
        };
        match engine.damage() {
            Ok(damage) => damage.into_iter().try_for_each(|error| damaged(error, report))?,
            Err(error) => return damaged(error, report),
        }
        if !report.is_sound() {
            return Ok(());
        }
        let unused = leftovers(&self.folder)?.into_iter().chain(leftover_streams(&self.folder, &self.catalogue)?);
        report.notices.extend(unused.map(|path| Notice::Leftover { path }));
        if let Err(error) = check_articles(&*engine, report) {
            return damaged(error, report);
        }
        self.copies(&manifest, report)?;
        self.manifest(&manifest, &*engine, report)?;
        self.folders(&manifest, report)
    }

    /// Compares the manifest with the index.
    fn manifest(&self, manifest: &Manifest, engine: &dyn Engine, report: &mut CheckReport) -> Result<(), IngestError> {
        let streams = self.catalogue.streams(&self.folder).folder();
        if manifest.generation()? == engine.generation()? {
            manifest.differences(engine, &streams, |file, listed, indexed| {
                report.faults.push(ArchiveFault::Articles { file, listed, indexed });
            })?;
        } else {
            report.notices.push(Notice::Interrupted);
            // As the next run would.
            manifest.reconcile(engine, &streams)?;
        }
        if self.catalogue.adding || !self.catalogue.removing.is_empty() {
            report.notices.push(Notice::Unfinished);
        }
        Ok(())
    }

    /// Finds copies of articles from standard input that are missing or have changed.
    fn copies(&self, manifest: &Manifest, report: &mut CheckReport) -> Result<(), IngestError> {
        let streams = self.catalogue.streams(&self.folder);
        for file in self.catalogue.files.keys() {
            let known_as = streams.path_of(file);
            let path = streams.on_disk(&known_as);
            if !streams.has(&known_as) || path.with_extension(PARTIAL).exists() {
                continue;
            }
            let known = manifest.get(&known_as)?.filter(|known| known.hash != ContentHash::default());
            let is_missing = !path.exists();
            let has_changed = || known.is_some_and(|known| hash_file(&path).is_ok_and(|(hash, _)| hash != known.hash));
            if is_missing || has_changed() {
                report.faults.push(ArchiveFault::AddedCopy { file: file.clone(), is_missing });
            }
        }
        Ok(())
    }

    /// Compares the folders with the manifest.
    fn folders(&self, manifest: &Manifest, report: &mut CheckReport) -> Result<(), IngestError> {
        let run = IndexingOptions { dry_run: true, verify: report.deep, ..IndexingOptions::default() };
        for scan in FolderScan::of_all_roots(&self.catalogue, &self.folder) {
            let folder = FilePath::from_path(&scan.walk.folder);
            let mut counts = Report::default();
            let scans = std::slice::from_ref(&scan);
            // Files that were skipped before are not reported again.
            let planned = UpdatePlan::for_scans(scans, &self.folder, manifest, &run, &mut counts, &Unobserved);
            let is_missing = matches!(planned, Err(IngestError::RootMissing { .. }));
            if let (Err(error), false) = (planned, is_missing) {
                return Err(error);
            }
            let (new, changed, gone) = (counts.files.added, counts.files.changed, counts.files.removed);
            report.folders.push(CheckedFolder { folder, is_missing, new, changed, gone });
        }
        Ok(())
    }
}

/// Counts articles and files, and finds articles that the index contains twice. A deep check reads every article.
fn check_articles(engine: &dyn Engine, report: &mut CheckReport) -> Result<(), EngineError> {
    let mut files: HashMap<FilePath, u32> = HashMap::new();
    engine.each_file(&mut |file, articles| *files.entry(file.clone()).or_default() += articles)?;
    report.files = files.len() as u64;
    report.articles = files.values().map(|articles| u64::from(*articles)).sum();
    let mut shared = SharedIds::default();
    for (file, articles) in files {
        if !report.deep && articles == 1 {
            continue;
        }
        let mut ids = BTreeSet::new();
        for HeldArticle { id, fingerprint, .. } in
            engine.articles_of(&file)?.into_iter().filter(|held| !held.has_version)
        {
            if report.deep {
                shared.add(&id, fingerprint);
            }
            if let Some(id) = ids.replace(id) {
                report.faults.push(ArchiveFault::Twice { file: file.clone(), id: id.to_string() });
            }
        }
        if report.deep {
            engine.stored_articles(&file)?;
        }
    }
    report.shared_ids = shared.of_different_articles();
    Ok(())
}

/// Reports damage of the index; returns any other error.
fn damaged(error: EngineError, report: &mut CheckReport) -> Result<(), IngestError> {
    let what = match error {
        EngineError::Damaged { what, .. } | EngineError::Corrupt(what) => what,
        EngineError::Panic(_) => error.to_string(),
        error => return Err(error.into()),
    };
    report.faults.push(ArchiveFault::Index { what });
    Ok(())
}

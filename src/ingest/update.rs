//! Folders into the archive: what is new, changed or gone since the last run.

use super::IngestError;
use super::archive::Archive;
use super::catalogue::Catalogue;
use super::compare::{Change, compare};
use super::manifest::{Manifest, file_of_key};
use super::observer::Observer;
use super::pipeline::Step;
use super::reading::Job;
use super::report::{Reject, Report};
use super::session::{Batch, RunOptions, Session, reading_number};
use crate::article::FilePath;
use crate::corpus::ReadingOptions;
use crate::engine::{create_store, make_current};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How many vanished files are remembered to recognise those that were moved.
const REMEMBERED: usize = 100_000;

/// A folder to bring up to date.
#[derive(Debug, Clone, PartialEq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// How its files are read from now on; `None` to read them as before, or by default.
    pub options: Option<ReadingOptions>,
}

/// A folder to compare with the manifest.
struct Scan {
    folder: PathBuf,
    /// The root that it is, or is a part of.
    root: PathBuf,
    options: ReadingOptions,
    /// Folders inside that are none of its business.
    except: Vec<PathBuf>,
}

/// What a comparison found to do.
#[derive(Default)]
struct Plan {
    files_to_read: u64,
    bytes_to_read: u64,
    found: u64,
    /// How many files are gone.
    gone: u64,
    /// The files that are gone, by their hash, and when they were first seen.
    vanished: HashMap<[u8; 32], i64>,
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
        folders: &[Folder],
        run: &RunOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let mut catalogue = self.catalogue.clone();
        let scans = self.scans(&mut catalogue, folders)?;
        let store = self.store()?;
        let manifest = self.manifest(&store)?;
        let mut report = Report { dry_run: run.dry_run, ..Report::default() };
        let mut plans = Vec::new();
        for scan in &scans {
            plans.push(plan(scan, &manifest, run, &mut report, observer)?);
        }
        let (files, bytes) =
            plans.iter().fold((0, 0), |(files, bytes), plan| (files + plan.files_to_read, bytes + plan.bytes_to_read));
        if !run.dry_run {
            if catalogue != self.catalogue {
                catalogue.write(&self.folder)?;
                self.catalogue = catalogue;
            }
            observer.planned(files, bytes);
            if plans.iter().any(|plan| plan.files_to_read + plan.gone > 0) {
                let mut session = Session::open(&store, manifest, run)?;
                for (scan, plan) in scans.iter().zip(&plans) {
                    self.follow(scan, plan, &mut session, &mut report, observer)?;
                }
                session.finish()?;
            }
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Builds the index anew, beside the old one, of everything that the archive is an archive of, and then puts it in
    /// the old one's place. Folders can be named to be part of it from now on.
    ///
    /// # Errors
    /// As [`Archive::update`]; whatever fails, or if the run is stopped, the archive is as it was.
    pub fn rebuild(
        &mut self,
        folders: &[Folder],
        run: &RunOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let mut catalogue = self.catalogue.clone();
        self.scans(&mut catalogue, folders)?;
        let scans = self.scans(&mut catalogue, &[])?;
        for scan in &scans {
            if !scan.folder.is_dir() && !run.allow_empty {
                return Err(IngestError::RootMissing { folder: scan.folder.clone(), held: 1 });
            }
        }
        let store = create_store(&self.folder)?;
        let mut report = Report::default();
        let mut plans = Vec::new();
        let manifest = Manifest::open(&store)?;
        for scan in &scans {
            plans.push(plan(scan, &manifest, run, &mut report, observer)?);
        }
        let mut session = Session::open(&store, manifest, run)?;
        let (files, bytes) =
            plans.iter().fold((0, 0), |(files, bytes), plan| (files + plan.files_to_read, bytes + plan.bytes_to_read));
        observer.planned(files, bytes);
        self.catalogue = catalogue;
        for (scan, plan) in scans.iter().zip(&plans) {
            self.follow(scan, plan, &mut session, &mut report, observer)?;
        }
        self.add_all_by_hand(&mut session, &mut report, observer)?;
        session.finish()?;
        if !report.interrupted {
            self.catalogue.write(&self.folder)?;
            make_current(&self.folder, &store)?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Takes a folder and all its articles out of the archive.
    ///
    /// # Errors
    /// If it is not one of the archive's folders, or the archive cannot be written.
    pub fn forget(&mut self, folder: &Path, run: &RunOptions, observer: &dyn Observer) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let folder = absolute(folder);
        let Some(options) = self.catalogue.roots.get(&FilePath::from_path(&folder)).cloned() else {
            return Err(IngestError::UnknownRoot(folder));
        };
        let mut report = Report::default();
        let except = self.catalogue.roots_inside(&folder);
        let scan = Scan { root: folder.clone(), folder: folder.clone(), options, except };
        let mut session = self.session(run)?;
        self.run_scan(&scan, &HashMap::new(), &mut session, &mut report, observer, |scan, manifest, take| {
            remove_all(scan, manifest, take)
        })?;
        session.finish()?;
        // Only now: a run that was stopped can be repeated.
        if !report.interrupted {
            self.catalogue.roots.remove(&FilePath::from_path(&folder));
            self.catalogue.write(&self.folder)?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Returns the scans for `folders`, or for all roots, having entered new roots into the catalogue.
    fn scans(&self, catalogue: &mut Catalogue, folders: &[Folder]) -> Result<Vec<Scan>, IngestError> {
        let mut wanted: Vec<PathBuf> = Vec::new();
        for Folder { path, options } in folders {
            let folder = absolute(path);
            if let Some(options) = options {
                catalogue.roots.insert(FilePath::from_path(&folder), options.clone());
            } else if catalogue.root_of(&folder).is_none() {
                catalogue.roots.insert(FilePath::from_path(&folder), ReadingOptions::default());
            }
            wanted.extend(catalogue.roots_inside(&folder));
            wanted.push(folder);
        }
        if folders.is_empty() {
            wanted = catalogue.roots.keys().map(FilePath::to_path_buf).collect();
        }
        wanted.sort();
        wanted.dedup();
        let scans = wanted.into_iter().filter_map(|folder| {
            let (root, options) = catalogue.root_of(&folder)?;
            let mut except = catalogue.roots_inside(&folder);
            except.push(self.folder.clone());
            Some(Scan { root, options: options.clone(), except, folder })
        });
        Ok(scans.collect())
    }

    /// Does what a plan says.
    fn follow(
        &self,
        scan: &Scan,
        plan: &Plan,
        session: &mut Session,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<(), IngestError> {
        if plan.files_to_read + plan.gone == 0 || report.interrupted {
            return Ok(());
        }
        let is_gone = plan.found == 0;
        self.run_scan(scan, &plan.vanished, session, report, observer, |scan, manifest, take| {
            if is_gone { remove_all(scan, manifest, take) } else { follow_changes(scan, manifest, take) }
        })
    }

    fn run_scan(
        &self,
        scan: &Scan,
        vanished: &HashMap<[u8; 32], i64>,
        session: &mut Session,
        report: &mut Report,
        observer: &dyn Observer,
        each_step: impl FnOnce(&Scan, &Manifest, &mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> + Send,
    ) -> Result<(), IngestError> {
        let batch = Batch {
            options: &scan.options,
            root: Some(scan.root.clone()),
            spooled: false,
            list_ids: false,
            vanished,
            withdrawn: &self.catalogue.withdrawn,
        };
        let whole = session.run(batch, report, observer, |manifest, take| each_step(scan, manifest, take))?;
        report.interrupted |= !whole;
        Ok(())
    }
}

fn follow_changes(scan: &Scan, manifest: &Manifest, take: &mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> {
    for change in compare(manifest, &scan.folder, &scan.except, reading_number(&scan.options))? {
        let step = match change? {
            Change::Read { found, known } => Step::Read(Job { found, known }),
            Change::Vanished(file, entry) => Step::Remove { file, articles: entry.articles },
            Change::Unchanged(..) | Change::Unreadable(..) | Change::PassedOver => continue,
        };
        if !take(step) {
            break;
        }
    }
    Ok(())
}

fn remove_all(scan: &Scan, manifest: &Manifest, take: &mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> {
    for row in manifest.below(&scan.folder, &scan.except)? {
        let (key, entry) = row?;
        if !take(Step::Remove { file: file_of_key(&key), articles: entry.articles }) {
            break;
        }
    }
    Ok(())
}

/// Compares a folder with the manifest: says what is to be done, and enters into the report what needs no doing.
fn plan(
    scan: &Scan,
    manifest: &Manifest,
    run: &RunOptions,
    report: &mut Report,
    observer: &dyn Observer,
) -> Result<Plan, IngestError> {
    let mut plan = Plan::default();
    if scan.folder.is_dir() {
        for change in compare(manifest, &scan.folder, &scan.except, reading_number(&scan.options))? {
            if observer.should_stop() {
                report.interrupted = true;
                break;
            }
            plan.enter(change?, run, report, observer);
        }
    } else {
        for row in manifest.below(&scan.folder, &scan.except)? {
            let (key, entry) = row?;
            plan.enter(Change::Vanished(file_of_key(&key), entry), run, report, observer);
        }
    }
    let is_missing = !scan.folder.is_dir() && plan.gone == 0;
    let is_empty = plan.found == 0 && plan.gone > 0 && !run.allow_empty && !report.interrupted;
    if is_missing || is_empty {
        return Err(IngestError::RootMissing { folder: scan.folder.clone(), held: plan.gone });
    }
    Ok(plan)
}

impl Plan {
    fn enter(&mut self, change: Change, run: &RunOptions, report: &mut Report, observer: &dyn Observer) {
        match change {
            Change::Read { found, known } => {
                self.found += 1;
                self.files_to_read += 1;
                self.bytes_to_read += found.state.size;
                if run.dry_run {
                    match known {
                        Some(_) => report.files.changed += 1,
                        None => report.files.added += 1,
                    }
                }
            }
            Change::Unchanged(file, entry) => {
                self.found += 1;
                report.articles.unchanged += u64::from(entry.articles);
                report.articles.skipped += u64::from(entry.skipped);
                match entry.reason.split_once('\t') {
                    Some((code, message)) => {
                        report.files.skipped += 1;
                        observer.rejected(&Reject::again(&file, code, message, entry.articles.into()));
                    }
                    None => report.files.unchanged += 1,
                }
            }
            Change::Vanished(_, entry) => {
                self.gone += 1;
                if self.vanished.len() < REMEMBERED {
                    self.vanished.insert(entry.hash, entry.added);
                }
                if run.dry_run {
                    report.files.removed += 1;
                    report.articles.removed += u64::from(entry.articles);
                }
            }
            Change::Unreadable(file, skip) => {
                self.found += 1;
                report.files.skipped += 1;
                observer.rejected(&Reject::of(&file, &skip, 0));
            }
            Change::PassedOver => report.passed_over += 1,
        }
    }
}

/// Returns the path from the root of the file system, links resolved where the path exists.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

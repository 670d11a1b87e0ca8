//! One folder to bring up to date: what there is to do, and doing it.

use super::IngestError;
use super::compare::{Change, compare};
use super::file_list::FileList;
use super::manifest::{Manifest, file_of_key};
use super::observer::Observer;
use super::pipeline::Step;
use super::reading::Job;
use super::report::{Reject, Report};
use super::session::{IndexingOptions, reading_number};
use crate::corpus::{ContentHash, Discovered, ReadingOptions, discover};
use std::collections::HashMap;
use std::path::PathBuf;

/// How many vanished files are remembered to recognise those that were moved.
const REMEMBERED: usize = 100_000;

/// A folder to compare with the manifest.
#[derive(Debug)]
pub(super) struct Scan {
    pub folder: PathBuf,
    /// The root that it is, or is a part of.
    pub root: PathBuf,
    pub options: ReadingOptions,
    /// Folders inside that are none of its business.
    pub except: Vec<PathBuf>,
}

/// What a comparison found to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub files_to_read: u64,
    pub bytes_to_read: u64,
    /// How many files are there.
    found: u64,
    /// A folder that may not be looked into.
    pub closed: Option<PathBuf>,
    /// How many files are gone.
    gone: u64,
    /// The files that are gone, by their hash, and when they were first seen.
    pub vanished: HashMap<ContentHash, i64>,
    /// The files to read, if they are all that there is to do, all new, and not too many to remember.
    only_new: Option<FileList>,
}

impl Plan {
    /// Compares a folder with the manifest: says what is to be done, and enters into the report what needs no doing.
    pub(super) fn of(
        scan: &Scan,
        manifest: &Manifest,
        run: &IndexingOptions,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<Self, IngestError> {
        let mut plan = Self { only_new: Some(FileList::default()), ..Self::default() };
        let is_there = scan.folder.is_dir();
        if is_there {
            for change in scan.changes(manifest)? {
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
        let has_emptied = plan.found == 0 && plan.gone > 0 && !report.interrupted;
        if (!is_there || has_emptied) && !run.allow_empty {
            return Err(IngestError::RootMissing { folder: scan.folder.clone(), held: plan.gone });
        }
        Ok(plan)
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.files_to_read + self.gone == 0
    }

    /// Returns whether the folder has no file that could hold an article.
    pub(super) fn found_nothing(&self) -> bool {
        self.found == 0
    }

    fn enter(&mut self, change: Change, run: &IndexingOptions, report: &mut Report, observer: &dyn Observer) {
        match change {
            Change::Read { found, known } => {
                if known.is_some() || self.only_new.as_mut().is_some_and(|files| !files.push(&found)) {
                    self.only_new = None;
                }
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
                self.only_new = None;
                self.gone += 1;
                // A file that could not be read has no hash.
                if self.vanished.len() < REMEMBERED && entry.hash != ContentHash::default() {
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
                self.closed = self.closed.take().or(Some(file.to_path_buf()).filter(|path| path.is_dir()));
            }
            Change::PassedOver => report.passed_over += 1,
        }
    }
}

impl Scan {
    /// Calls `take` with every step of a plan, until it says that enough is enough.
    pub(super) fn each_step(
        &self,
        plan: &Plan,
        manifest: &Manifest,
        take: &mut dyn FnMut(Step) -> bool,
    ) -> Result<(), IngestError> {
        if plan.found_nothing() {
            return self.remove_all(manifest, take);
        }
        // Between the plan and its doing, the disk may have been taken away.
        let mut still_there = discover(&self.folder, &self.root, &self.except);
        if !still_there.any(|discovered| matches!(discovered, Discovered::File(_) | Discovered::Unreadable(..))) {
            return Err(IngestError::RootMissing { folder: self.folder.clone(), held: plan.found });
        }
        if let Some(files) = &plan.only_new {
            for found in files.iter() {
                if !take(Step::Read(Job { found, known: None })) {
                    break;
                }
            }
            return Ok(());
        }
        for change in self.changes(manifest)? {
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

    /// Calls `take` with the removal of every file that the archive holds of the folder.
    pub(super) fn remove_all(
        &self,
        manifest: &Manifest,
        take: &mut dyn FnMut(Step) -> bool,
    ) -> Result<(), IngestError> {
        for row in manifest.below(&self.folder, &self.except)? {
            let (key, entry) = row?;
            if !take(Step::Remove { file: file_of_key(&key), articles: entry.articles }) {
                break;
            }
        }
        Ok(())
    }

    fn changes(
        &self,
        manifest: &Manifest,
    ) -> Result<impl Iterator<Item = Result<Change, IngestError>> + use<'_>, IngestError> {
        compare(manifest, &self.folder, &self.root, &self.except, reading_number(&self.options))
    }
}

//! The plan of an update: one folder walked and compared once, before anything is changed.
//!
//! Planning comes first so that a folder that looks unmounted is refused before the index is touched, and so that the progress has a
//! total. The steps are spooled, so carrying out the plan needs no second walk.

use super::IngestError;
use super::compare::{Change, compare};
use super::fingerprint::ReadingFingerprints;
use super::manifest::{Manifest, ManifestEntry};
use super::observer::Observer;
use super::options::IndexingOptions;
use super::paths::key_path;
use super::report::{Reject, Report};
use super::scan::FolderScan;
use super::step::{FileJob, Removal, Step};
use super::step_spool::StepSpool;
use super::verify::Verified;
use crate::corpus::{ContentHash, FileState, FoundFile, issues_of};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// The number of vanished files that are remembered in order to recognise moved ones.
const MAX_VANISHED: usize = 100_000;

/// The number of new files that are checked for being pages of known issues.
const MAX_NEW_PAGES: usize = 100_000;

/// The changes needed for one folder.
#[derive(Debug)]
pub(super) struct UpdatePlan {
    pub files_to_read: u64,
    pub bytes_to_read: u64,
    /// The number of files that may hold articles, unchanged ones included.
    pub found: u64,
    pub files_to_remove: u64,
    /// A folder that could not be read.
    pub unreadable_folder: Option<PathBuf>,
    /// The hashes of vanished files, with the times at which the archive first saw them.
    pub vanished: HashMap<ContentHash, i64>,
    /// Files that describe issues with changed or vanished pages.
    stale_issues: BTreeSet<PathBuf>,
    /// New files that may be pages of known issues.
    new_pages: Vec<PathBuf>,
    /// The files to read and remove; empty in a dry run.
    pub steps: StepSpool,
}

impl UpdatePlan {
    /// Plans every scan. Temporary files are made in `archive`.
    pub(super) fn for_scans(
        scans: &[FolderScan],
        archive: &Path,
        manifest: &Manifest,
        run: &IndexingOptions,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<Vec<Self>, IngestError> {
        scans.iter().map(|scan| Self::for_scan(scan, archive, manifest, run, report, observer)).collect()
    }

    /// Compares a folder with the manifest. Unchanged files are added to the report at once.
    fn for_scan(
        scan: &FolderScan,
        archive: &Path,
        manifest: &Manifest,
        run: &IndexingOptions,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<Self, IngestError> {
        let mut plan = Self {
            files_to_read: 0,
            bytes_to_read: 0,
            found: 0,
            files_to_remove: 0,
            unreadable_folder: None,
            vanished: HashMap::new(),
            stale_issues: BTreeSet::new(),
            new_pages: Vec::new(),
            steps: StepSpool::new(archive),
        };
        let folder = &scan.walk.folder;
        let exists = folder.is_dir();
        if exists {
            let changes = compare(manifest, scan)?.map(|change| match change {
                Ok(Change::Vanished(file, entry)) if scan.keeps(&file) => Ok(Change::Unchanged(file, entry)),
                change => change,
            });
            let changes: Box<dyn Iterator<Item = _>> =
                if run.verify { Box::new(Verified::new(changes)) } else { Box::new(changes) };
            for change in changes {
                if observer.should_stop() {
                    report.interrupted = true;
                    break;
                }
                plan.add(change?, run, report, observer)?;
            }
            plan.add_stale_issues(manifest, scan, run, report, observer)?;
        } else {
            for row in manifest.below(folder, &scan.walk.except)? {
                let (key, entry) = row?;
                plan.add(Change::Vanished(key_path(&key), entry), run, report, observer)?;
            }
        }
        let was_emptied = plan.found == 0 && plan.files_to_remove > 0 && !report.interrupted;
        if (!exists || was_emptied) && !run.allow_empty {
            return Err(IngestError::RootMissing { folder: folder.clone(), held: plan.files_to_remove });
        }
        Ok(plan)
    }

    /// Returns whether nothing needs to be done.
    pub(super) fn is_empty(&self) -> bool {
        self.files_to_read + self.files_to_remove == 0
    }

    /// Plans to read again the issues whose pages have changed, unless they are planned already.
    fn add_stale_issues(
        &mut self,
        manifest: &Manifest,
        scan: &FolderScan,
        run: &IndexingOptions,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<(), IngestError> {
        // A first run reads every issue anyway.
        let new_pages = std::mem::take(&mut self.new_pages);
        if report.files.unchanged > 0 {
            self.stale_issues.extend(new_pages.iter().flat_map(|page| issues_of(page, &scan.walk.root)));
        }
        for path in std::mem::take(&mut self.stale_issues) {
            let (Ok(state), Some(entry)) = (FileState::of(&path), manifest.get(&path)?) else { continue };
            let is_counted = state.is_unchanged_since(entry.state) && path.starts_with(&scan.walk.folder);
            if !is_counted || !ReadingFingerprints::of(&scan.options).matches(entry.fingerprint, &entry.reason) {
                continue;
            }
            report.files.unchanged = report.files.unchanged.saturating_sub(1);
            report.articles.unchanged = report.articles.unchanged.saturating_sub(entry.articles.into());
            report.articles.skipped = report.articles.skipped.saturating_sub(entry.skipped.into());
            self.found = self.found.saturating_sub(1);
            // Its own content is unchanged: without the hash, that does not stop it from being read.
            let known = ManifestEntry { hash: ContentHash::default(), ..entry };
            let found = FoundFile { path, state };
            self.add(Change::Read { found, known: Some(known) }, run, report, observer)?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        change: Change,
        run: &IndexingOptions,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<(), IngestError> {
        match change {
            Change::Altered(found, entry) => {
                report.altered += 1;
                self.add(Change::Read { found, known: Some(entry) }, run, report, observer)?;
            }
            Change::Read { found, known } => {
                self.stale_issues.extend(known.iter().flat_map(ManifestEntry::issues));
                if known.is_none() && self.new_pages.len() < MAX_NEW_PAGES && may_be_page(&found.path) {
                    self.new_pages.push(found.path.clone());
                }
                self.found += 1;
                self.files_to_read += 1;
                self.bytes_to_read += found.state.size;
                if !run.dry_run {
                    self.steps.push(&Step::Read(FileJob { found, known }))?;
                } else if known.is_some() {
                    report.files.changed += 1;
                } else {
                    report.files.added += 1;
                }
            }
            Change::Unchanged(_, entry) if entry.is_part() => {
                self.found += 1;
                report.parts += 1;
            }
            Change::Unchanged(file, entry) => {
                self.found += 1;
                report.articles.unchanged += u64::from(entry.articles);
                report.articles.skipped += u64::from(entry.skipped);
                match entry.reason.split_once('\t') {
                    Some((code, message)) => {
                        report.files.skipped += 1;
                        observer.rejected(&Reject::repeated(&file, code, message, entry.articles.into()));
                    }
                    None => report.files.unchanged += 1,
                }
            }
            Change::Vanished(file, entry) => {
                self.stale_issues.extend(entry.issues());
                self.files_to_remove += 1;
                // A file that could not be read has no hash.
                if self.vanished.len() < MAX_VANISHED && entry.hash != ContentHash::default() {
                    self.vanished.insert(entry.hash, entry.added);
                }
                if run.dry_run {
                    report.files.removed += 1;
                    report.articles.removed += u64::from(entry.articles);
                } else {
                    let existed = file.to_path_buf().exists();
                    self.steps.push(&Step::Remove(Removal { file, articles: entry.articles, existed }))?;
                }
            }
            Change::Unreadable(file, skip) => {
                self.found += 1;
                report.files.skipped += 1;
                observer.rejected(&Reject::new(&file, &skip, 0));
                let folder = Some(file.to_path_buf()).filter(|path| path.is_dir());
                self.unreadable_folder = self.unreadable_folder.take().or(folder);
            }
            Change::PassedOver => report.passed_over += 1,
        }
        Ok(())
    }
}

/// Returns whether a file may be a page of an issue, by its name.
fn may_be_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| ["xml", "gz"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

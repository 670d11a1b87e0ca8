//! Reads files that were added by hand: those of a finished `add` in a rebuild, those of an unfinished one in an update.

use super::IngestError;
use super::archive::LockedArchive;
use super::batch::Batch;
use super::earlier_index::EarlierIndex;
use super::manifest::{Manifest, ManifestEntry};
use super::observer::Observer;
use super::report::{Reject, Report};
use super::session::Session;
use super::step::{FileJob, Step};
use crate::article::{ArticleId, FilePath};
use crate::corpus::{FileState, FoundFile, ReadingOptions, SkipReason, content_hash};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Files with the same root and the same options.
pub(super) struct FileGroup {
    pub root: Option<PathBuf>,
    pub options: ReadingOptions,
    pub files: Vec<PathBuf>,
}

impl FileGroup {
    /// Returns the batch for the group. `streams` is the folder of kept streams.
    pub(super) fn batch<'a>(&'a self, withdrawn: &'a BTreeSet<ArticleId>, streams: &Path) -> Batch<'a> {
        Batch {
            options: &self.options,
            root: self.root.clone(),
            from_stream: self.files.iter().all(|file| file.starts_with(streams)),
            collect_ids: false,
            vanished: None,
            withdrawn,
            earlier: None,
        }
    }

    /// Reads the files. Returns the ids of the articles written, if the batch collects them.
    pub(super) fn read(
        &self,
        batch: Batch<'_>,
        session: &mut Session,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<Vec<ArticleId>, IngestError> {
        session.run(batch, report, observer, |manifest, take| {
            for path in &self.files {
                let found = FoundFile { path: path.clone(), state: FileState::of(path).unwrap_or_default() };
                let known = manifest.get(path)?;
                if !take(Step::Read(FileJob { found, known })) {
                    break;
                }
            }
            Ok(())
        })
    }
}

impl FileGroup {
    /// Returns the file of a stream whose contents are not those that were added, according to the manifest.
    fn changed_copy(&self, streams: &Path, manifest: Option<&Manifest>) -> Option<(&Path, ManifestEntry)> {
        let path = self.files.first().filter(|file| file.starts_with(streams))?;
        let known = manifest?.get(path).ok().flatten()?;
        let hash = content_hash(path).ok()?;
        (known.articles > 0 && hash != known.hash).then_some((path, known))
    }

    /// Returns how many records of the files were skipped when they were read last. A file skipped as a whole counts as one.
    fn skipped_according_to(&self, manifest: Option<&Manifest>) -> u64 {
        let known = self.files.iter().filter_map(|file| manifest?.get(file).ok().flatten());
        known.map(|entry| u64::from(entry.skipped) + u64::from(!entry.reason.is_empty())).sum()
    }
}

/// Keeps rejects back until it is known whether there are new ones.
struct RejectsKeptBack<'a> {
    observer: &'a dyn Observer,
    rejects: Mutex<Vec<Reject>>,
}

impl RejectsKeptBack<'_> {
    fn hand_over(self) {
        for reject in self.rejects.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.observer.rejected(&reject);
        }
    }
}

impl Observer for RejectsKeptBack<'_> {
    fn rejected(&self, reject: &Reject) {
        self.rejects.lock().unwrap_or_else(PoisonError::into_inner).push(reject.clone());
    }

    fn planned(&self, files: u64, bytes: u64) {
        self.observer.planned(files, bytes);
    }

    fn done(&self, bytes: u64) {
        self.observer.done(bytes);
    }

    fn should_stop(&self) -> bool {
        self.observer.should_stop()
    }
}

impl LockedArchive {
    /// Returns the files that were added by hand and never read, because the process was killed.
    pub(super) fn unfinished_hand_added(&self, manifest: &Manifest) -> Result<Vec<FilePath>, IngestError> {
        let mut unfinished = Vec::new();
        for file in self.catalogue.hand_added() {
            let path = self.folder.join(file.to_path_buf());
            if manifest.get(&path)?.is_none() && path.is_file() {
                unfinished.push(file.clone());
            }
        }
        Ok(unfinished)
    }

    /// Reads files that were added by hand, with the options given then. `earlier` is the index that a rebuild replaces, `reported` the
    /// manifest next to it.
    ///
    /// What was skipped in a stream was reported when it came in, and nobody can mend it there, so that it is not reported again.
    pub(super) fn read_hand_added(
        &self,
        files: &[FilePath],
        session: &mut Session,
        earlier: Option<&EarlierIndex>,
        reported: Option<&Manifest>,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<(), IngestError> {
        let mut groups: Vec<FileGroup> = Vec::new();
        let streams = self.streams_folder();
        for file in files {
            let path = self.folder.join(file.to_path_buf());
            let options = self.catalogue.files.get(file).cloned().unwrap_or_default();
            // Each stream is a group, so that they are read in order: the last version of an article wins.
            let same = groups.last_mut().filter(|group| group.options == options && !path.starts_with(&streams));
            match same {
                Some(group) => group.files.push(path),
                None => groups.push(FileGroup { root: None, options, files: vec![path] }),
            }
        }
        for group in groups {
            let is_sound = earlier.is_some_and(|earlier| earlier.damage().is_none());
            if let (Some((path, known)), true) = (group.changed_copy(&streams, reported), is_sound) {
                // The index that is replaced has its articles as they were added.
                let reject =
                    Reject::new(&self.name_of_stream(path), &SkipReason::CopyChanged.into(), known.articles.into());
                observer.rejected(&reject);
                report.files.skipped += 1;
                session.keep_entry(path, known)?;
                continue;
            }
            let batch = Batch { earlier, ..group.batch(&self.catalogue.withdrawn, &streams) };
            let skipped_before = if batch.from_stream { group.skipped_according_to(reported) } else { 0 };
            let before = report.clone();
            let kept_back = RejectsKeptBack { observer, rejects: Mutex::default() };
            group.read(batch, session, report, if skipped_before > 0 { &kept_back } else { observer })?;
            let skipped = |report: &Report| report.files.skipped + report.articles.skipped;
            if skipped(report) - skipped(&before) <= skipped_before {
                (report.files.skipped, report.articles.skipped) = (before.files.skipped, before.articles.skipped);
            } else {
                kept_back.hand_over();
            }
        }
        Ok(())
    }
}

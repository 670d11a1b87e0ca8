//! Reads files that were added by hand: in a rebuild those of completed additions, in an update those of interrupted ones.

use super::IngestError;
use super::archive::LockedArchive;
use super::batch::Batch;
use super::earlier_index::EarlierIndex;
use super::manifest::{Manifest, ManifestEntry};
use super::observer::Observer;
use super::report::{Reject, Report};
use super::session::Session;
use super::step::{FileJob, Step};
use super::stream_paths::StreamPaths;
use crate::article::{ArticleId, FilePath};
use crate::corpus::{FileState, FoundFile, ReadingOptions, SkipReason, hash_file};
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
    /// Returns whether all files are streams.
    pub(super) fn is_of_streams(&self, streams: &StreamPaths) -> bool {
        self.files.iter().all(|file| streams.has(file))
    }

    /// Returns the batch for the group.
    pub(super) fn batch<'a>(&'a self, withdrawn: &'a BTreeSet<ArticleId>, streams: &'a StreamPaths) -> Batch<'a> {
        Batch {
            options: &self.options,
            root: self.root.clone(),
            streams: Some(streams).filter(|_| self.is_of_streams(streams)),
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
        let states: Vec<_> = self.files.iter().map(|path| FileState::of(&batch.on_disk(path))).collect();
        session.run(batch, report, observer, |manifest, take| {
            for (path, state) in self.files.iter().zip(states) {
                let found = FoundFile { path: path.clone(), state: state.unwrap_or_default() };
                let known = manifest.get(path)?;
                if !take(Step::Read(FileJob { found, known })) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Returns the file of a stream whose contents have changed since it was added, according to the manifest.
    fn changed_copy(&self, streams: &StreamPaths, manifest: Option<&Manifest>) -> Option<(&Path, ManifestEntry)> {
        let path = self.files.first().filter(|file| streams.has(file))?;
        let known = manifest?.get(path).ok().flatten()?;
        let (hash, _) = hash_file(&streams.on_disk(path)).ok()?;
        (known.articles > 0 && hash != known.hash).then_some((path, known))
    }

    /// Returns the number of skipped records of the files when they were last read. A file skipped as a whole counts as one.
    fn skipped_according_to(&self, manifest: Option<&Manifest>) -> u64 {
        let known = self.files.iter().filter_map(|file| manifest?.get(file).ok().flatten());
        known.map(|entry| u64::from(entry.skipped) + u64::from(!entry.reason.is_empty())).sum()
    }
}

/// The index and the manifest that a rebuild replaces, if they are readable.
#[derive(Clone, Copy, Default)]
pub(super) struct EarlierSources<'a> {
    pub engine: Option<&'a EarlierIndex>,
    pub manifest: Option<&'a Manifest>,
}

/// Holds back rejects until it is known whether there are new ones.
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
        let (mut unfinished, streams) = (Vec::new(), self.streams());
        for file in self.catalogue.hand_added() {
            let path = streams.path_of(file);
            if manifest.get(&path)?.is_none() && streams.on_disk(&path).is_file() {
                unfinished.push(file.clone());
            }
        }
        Ok(unfinished)
    }

    /// Reads files that were added by hand, with the options given then. Ends the withdrawal of articles of the streams in `adding` and returns their ids.
    ///
    /// Skipped records of a stream were reported when it was added, and cannot be corrected there, so they are not reported again.
    pub(super) fn read_hand_added(
        &self,
        files: &[FilePath],
        adding: &BTreeSet<FilePath>,
        session: &mut Session,
        sources: EarlierSources<'_>,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<Vec<ArticleId>, IngestError> {
        let mut groups: Vec<FileGroup> = Vec::new();
        let streams = self.streams();
        for file in files {
            let path = streams.path_of(file);
            let options = self.catalogue.files.get(file).cloned().unwrap_or_default();
            // Each stream is a group, so that they are read in order: the last version of an article wins.
            let same = groups.last_mut().filter(|group| group.options == options && !streams.has(&path));
            match same {
                Some(group) => group.files.push(path),
                None => groups.push(FileGroup { root: None, options, files: vec![path] }),
            }
        }
        let (mut added, no_withdrawn) = (Vec::new(), BTreeSet::new());
        for group in groups {
            // If the replaced index is intact, it has the articles of a changed copy as they were added.
            if sources.engine.is_some_and(|earlier| earlier.damage().is_none())
                && let Some((path, known)) = group.changed_copy(&streams, sources.manifest)
            {
                let reject = Reject::new(
                    &self.name_of_stream(&streams.on_disk(path)),
                    &SkipReason::CopyChanged.into(),
                    known.articles.into(),
                );
                observer.rejected(&reject);
                report.files.skipped += 1;
                session.keep_entry(path, known)?;
                continue;
            }
            let is_adding = adding.iter().any(|name| group.files.contains(&streams.path_of(name)));
            let withdrawn = if is_adding { &no_withdrawn } else { &self.catalogue.withdrawn };
            let batch = Batch { earlier: sources.engine, collect_ids: is_adding, ..group.batch(withdrawn, &streams) };
            let skipped_before = if batch.streams.is_some() { group.skipped_according_to(sources.manifest) } else { 0 };
            let before = report.clone();
            let kept_back = RejectsKeptBack { observer, rejects: Mutex::default() };
            added.extend(group.read(batch, session, report, if skipped_before > 0 { &kept_back } else { observer })?);
            let skipped = |report: &Report| report.files.skipped + report.articles.skipped;
            if skipped(report) - skipped(&before) <= skipped_before {
                (report.files.skipped, report.articles.skipped) = (before.files.skipped, before.articles.skipped);
            } else {
                kept_back.hand_over();
            }
        }
        Ok(added)
    }
}

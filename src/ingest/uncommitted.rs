//! The changes written to the index since its last commit.

use super::IngestError;
use super::file_outcome::{FileOutcome, ManifestChange};
use super::manifest::{Manifest, ManifestUpdate};
use super::observer::Observer;
use super::report::{Reject, Report};
use crate::article::ArticleId;
use crate::corpus::{Skip, SkipReason};
use crate::engine::{RefusedArticle, Writer};
use std::sync::{PoisonError, RwLock};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// The amount read between two commits, in bytes. A commit waits for the disk; a crash repeats the work since the last one.
const COMMIT_BYTES: u64 = 512 << 20;

/// The maximum time between two commits.
const COMMIT_INTERVAL: Duration = Duration::from_secs(60);

/// Changes that are in the index writer and await their commit to index and manifest.
pub(super) struct Uncommitted<'a> {
    /// The generation of the last commit.
    pub generation: u64,
    /// The ids of the articles written, if the batch collects them.
    pub ids: Vec<ArticleId>,
    manifest: &'a Manifest,
    writer: &'a RwLock<Box<dyn Writer>>,
    report: &'a mut Report,
    updates: Vec<ManifestUpdate>,
    bytes: u64,
    since: Instant,
}

impl<'a> Uncommitted<'a> {
    pub(super) fn new(
        manifest: &'a Manifest,
        writer: &'a RwLock<Box<dyn Writer>>,
        generation: u64,
        report: &'a mut Report,
    ) -> Self {
        let since = Instant::now();
        Self { generation, ids: Vec::new(), manifest, writer, report, updates: Vec::new(), bytes: 0, since }
    }

    /// Adds the outcome of a step.
    pub(super) fn add(&mut self, outcome: FileOutcome) {
        self.report.files += outcome.files;
        self.report.articles += outcome.articles;
        self.report.add_formats(&outcome.formats);
        self.report.bytes += outcome.bytes;
        self.report.moved += u64::from(outcome.moved);
        self.ids.extend(outcome.ids);
        self.bytes += outcome.bytes;
        self.report.parts += u64::from(outcome.is_part);
        self.updates.extend(outcome.parts.into_iter().map(|(file, entry)| (file, Some(entry))));
        match outcome.manifest {
            ManifestChange::Keep => {}
            ManifestChange::Replace(entry) => self.updates.push((outcome.file, Some(entry))),
            ManifestChange::Drop => self.updates.push((outcome.file, None)),
        }
    }

    /// Returns whether it is time for a commit.
    pub(super) fn is_due(&self) -> bool {
        !self.updates.is_empty() && (self.bytes > COMMIT_BYTES || self.since.elapsed() > COMMIT_INTERVAL)
    }

    /// Commits the index, then the manifest. Prepares the manifest while the index commits. The observer receives the articles that the index refuses.
    pub(super) fn commit(&mut self, observer: &dyn Observer) -> Result<(), IngestError> {
        if !self.updates.is_empty() {
            self.generation += 1;
            let (generation, manifest) = (self.generation, self.manifest);
            let mut updates = std::mem::take(&mut self.updates);
            let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
            let (committed, prepared) = std::thread::scope(|scope| {
                let prepare = || manifest.prepare(&updates, generation);
                let preparing = Builder::new().spawn_scoped(scope, prepare);
                let committed = writer.commit(generation);
                let prepared = match preparing {
                    Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                    Err(_) => prepare(),
                };
                (committed, prepared)
            });
            drop(writer);
            let refused = committed?;
            let mut prepared = prepared?;
            if !refused.is_empty() {
                drop(prepared);
                for article in refused {
                    self.leave_out(article, &mut updates, observer);
                }
                prepared = manifest.prepare(&updates, generation)?;
            }
            prepared.commit()?;
        }
        self.bytes = 0;
        self.since = Instant::now();
        Ok(())
    }

    /// Counts an article that the index refuses as skipped.
    fn leave_out(&mut self, article: RefusedArticle, updates: &mut [ManifestUpdate], observer: &dyn Observer) {
        let RefusedArticle { file, member, record, reason } = article;
        let of_file = updates.iter_mut().find(|(updated, _)| *updated == file);
        if let Some((_, Some(entry))) = of_file {
            entry.articles = entry.articles.saturating_sub(1);
            entry.skipped = entry.skipped.saturating_add(1);
        }
        let counts = &mut self.report.articles;
        let counted = if counts.added > 0 { &mut counts.added } else { &mut counts.changed };
        *counted = counted.saturating_sub(1);
        counts.skipped += 1;
        let reason = SkipReason::RefusedByIndex { reason };
        let skip = Skip { member, record: Some(record), line: None, reason };
        observer.rejected(&Reject::new(&file, &skip, 0));
    }
}

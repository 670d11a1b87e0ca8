//! Reads one file into the index, replacing all of its earlier articles.

use super::batch::{Batch, BatchContext};
use super::file_outcome::{FileOutcome, ManifestChange};
use super::file_writer::FileWriter;
use super::fingerprint::entry_fingerprint;
use super::manifest::ManifestEntry;
use super::manifest_entry::part_reason;
use super::report::{Reject, ReportCounts};
use super::step::{FileJob, Removal};
use crate::article::FilePath;
use crate::corpus::{ContentHash, FileState, PartFile, ReadFileError, ReadingLimits, Skip, SkipReason, read_file_as};
use crate::engine::EngineError;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

/// The maximum number of times that a file is read if it keeps changing.
const MAX_READS: u32 = 3;

/// Reads the files of a batch.
pub(super) struct FileReader<'a> {
    pub context: BatchContext<'a>,
}

/// The result of reading a file once.
struct Reading {
    outcome: FileOutcome,
    /// Whether the file did not change while it was read.
    stable: bool,
}

impl FileReader<'_> {
    /// Reads a file and writes its articles; repeats that if the file changed in the meantime. If another file replaces it, the next run notices.
    pub(super) fn read(&self, job: &FileJob) -> Result<FileOutcome, EngineError> {
        let mut reads = 0;
        let mut written: Option<FileOutcome> = None;
        loop {
            reads += 1;
            let Reading { outcome, stable } = self.read_once(job)?;
            let gave_nothing = outcome.files.skipped == 1 || matches!(outcome.manifest, ManifestChange::Keep);
            if let (Some(mut written), true) = (written.take(), gave_nothing) {
                // The file disappeared after its articles were written. An entry without a state makes the next run
                // read the file again or remove its articles.
                if let ManifestChange::Replace(entry) = &mut written.manifest {
                    entry.state = FileState::default();
                }
                return Ok(written);
            }
            // For a file that keeps changing, the last reading is kept; its outdated state makes the next run read it again.
            if stable || matches!(outcome.manifest, ManifestChange::Keep) || reads == MAX_READS {
                return Ok(outcome);
            }
            written = Some(outcome);
        }
    }

    fn read_once(&self, job: &FileJob) -> Result<Reading, EngineError> {
        let file = FilePath::from_path(&job.found.path);
        let Batch { root, options, collect_ids, .. } = &self.context.batch;
        let limits = ReadingLimits {
            memory: self.context.memory.charge(),
            pdf: self.context.pdf,
            ocr: self.context.ocr,
            ..ReadingLimits::default()
        };
        let mut writer = FileWriter::new(&self.context, job, &file, &limits.memory);
        let path = self.context.batch.on_disk(&job.found.path);
        let read_into = |writer: &mut FileWriter<'_>| {
            let mut take = |article| writer.take(article);
            read_file_as(&path, &job.found.path, root.as_deref(), options, &limits, &mut take)
        };
        let mut read = read_into(&mut writer);
        if let (Ok(whole), true) = (&read, writer.is_checking()) {
            if !collect_ids && self.is_as_known(job, &whole.hash) {
                let outcome = self.unchanged(job, &file, whole.before);
                return Ok(Reading { outcome, stable: whole.before == whole.after });
            }
            // The file is readable to its end, so its articles may replace the earlier ones.
            writer = FileWriter::new(&self.context, job, &file, &limits.memory);
            writer.begin_writing()?;
            read = read_into(&mut writer);
        }
        writer.failure()?;
        let now = || FileState::of(&path).ok();
        let (state, after) = match &read {
            Ok(whole) => (whole.before, Some(whole.after)),
            Err(ReadFileError { state: Some(opened), .. }) => (*opened, now()),
            // Nothing was read, so nothing can have changed since then.
            Err(ReadFileError { state: None, .. }) => {
                let state = now().unwrap_or(job.found.state);
                (state, Some(state))
            }
        };
        // If every record is skipped, the export has probably renamed its fields. The earlier articles are kept.
        let refusal = if read.is_ok() { writer.refusal() } else { None };
        let outcome = match read.map_err(|unread| *unread.skip) {
            Ok(whole) if !collect_ids && !writer.has_written() && self.is_as_known(job, &whole.hash) => {
                self.unchanged(job, &file, state)
            }
            Ok(whole) => {
                if let Some(skip) = refusal {
                    let outcome = self.skipped(job, &file, state, &skip);
                    return Ok(Reading { outcome, stable: after == Some(state) });
                }
                let fingerprints = self.context.fingerprints;
                let fingerprint = if whole.is_container { fingerprints.container } else { fingerprints.file };
                let outcome = writer.finish(state, whole.hash, whole.bytes, Ok(fingerprint))?;
                let parts = self.parts(&job.found.path, whole.parts)?;
                FileOutcome { formats: whole.formats, parts, ..outcome }
            }
            // A valid but empty list means that its articles were deleted.
            Err(Skip { reason: SkipReason::NoArticles, .. }) if !writer.nothing_to_lose() => {
                writer.finish(state, ContentHash::default(), state.size, Ok(self.context.fingerprints.file))?
            }
            Err(skip) if writer.may_be_partial() => {
                writer.finish(state, ContentHash::default(), state.size, Err(&skip))?
            }
            Err(Skip { reason: SkipReason::PartOfIssue { issues }, .. }) => self.part(job, &file, state, &issues)?,
            // The walk found it a moment ago. If the user named the file, it is reported instead.
            Err(skip) if root.is_some() && job.known.is_none() && was_deleted(&path, &skip) => {
                FileOutcome::nothing(file.clone())
            }
            Err(skip) => match self.carry_over(job, &file, state, &skip)? {
                Some(outcome) => outcome,
                None => self.skipped(job, &file, state, &skip),
            },
        };
        Ok(Reading { outcome, stable: after == Some(state) })
    }

    /// Returns the outcome for a page that is read with the file that describes its issue. Removes the articles from when the page stood alone.
    fn part(
        &self,
        job: &FileJob,
        file: &FilePath,
        state: FileState,
        issues: &[PathBuf],
    ) -> Result<FileOutcome, EngineError> {
        let known = job.known.clone().unwrap_or_default();
        if known.articles > 0 {
            self.context.writer.read().unwrap_or_else(PoisonError::into_inner).remove_file(file)?;
        }
        let entry = self.part_entry(state, part_reason(issues), known.added);
        Ok(FileOutcome {
            articles: ReportCounts { removed: known.articles.into(), ..ReportCounts::default() },
            bytes: state.size,
            manifest: ManifestChange::Replace(entry),
            is_part: true,
            ..FileOutcome::nothing(file.clone())
        })
    }

    /// Returns the entries of the files that are parts of the issue described by `issue`. Removes the articles from when they stood alone.
    fn parts(&self, issue: &Path, parts: Vec<PartFile>) -> Result<Vec<(FilePath, ManifestEntry)>, EngineError> {
        let Some(root) = self.context.batch.root.as_ref() else { return Ok(Vec::new()) };
        let mut entries = Vec::new();
        for part in parts.into_iter().filter(|part| part.path.starts_with(root)) {
            let file = FilePath::from_path(&part.path);
            if self.context.engine.articles_of(&file)?.is_empty() {
                continue;
            }
            self.context.writer.read().unwrap_or_else(PoisonError::into_inner).remove_file(&file)?;
            let entry = self.part_entry(part.state, part_reason(&[issue.to_owned()]), 0);
            entries.push((file, entry));
        }
        Ok(entries)
    }

    fn part_entry(&self, state: FileState, reason: String, added: i64) -> ManifestEntry {
        let added = if added == 0 { self.context.now } else { added };
        let fingerprint = entry_fingerprint(self.context.fingerprints.file, &reason);
        ManifestEntry { state, added, fingerprint, reason, ..ManifestEntry::default() }
    }

    /// Copies the articles of a file that can no longer be read from the index that a rebuild replaces. Returns `None` if there are none.
    fn carry_over(
        &self,
        job: &FileJob,
        file: &FilePath,
        state: FileState,
        skip: &Skip,
    ) -> Result<Option<FileOutcome>, EngineError> {
        let Some(earlier) = self.context.batch.earlier else { return Ok(None) };
        let articles = earlier.stored_articles(file);
        if articles.is_empty() {
            return Ok(None);
        }
        let writer = self.context.writer.read().unwrap_or_else(PoisonError::into_inner);
        // An earlier attempt may have copied them already.
        writer.remove_file(file)?;
        let known =
            ManifestEntry { articles: u32::try_from(articles.len()).unwrap_or(u32::MAX), ..ManifestEntry::default() };
        for article in articles {
            writer.add(article)?;
        }
        let job = FileJob { found: job.found.clone(), known: Some(known.clone()) };
        let mut outcome = self.skipped(&job, file, state, skip);
        if matches!(outcome.manifest, ManifestChange::Keep) {
            outcome.manifest = ManifestChange::Replace(known);
        }
        Ok(Some(outcome))
    }

    /// Returns the outcome for a file on which a reader panicked: it is skipped, and the next run reads it again.
    pub(super) fn failed(&self, job: &FileJob) -> FileOutcome {
        let skip = Skip::from(SkipReason::ReaderFailed { format: "chosen" });
        self.skipped(job, &FilePath::from_path(&job.found.path), FileState::default(), &skip)
    }

    /// Removes the articles of a file that no longer exists.
    pub(super) fn remove(&self, removal: Removal) -> Result<FileOutcome, EngineError> {
        let Removal { file, articles, existed } = removal;
        // If a file has reappeared since the run was planned, the next run reads it.
        if !existed && file.to_path_buf().exists() {
            return Ok(FileOutcome::nothing(file));
        }
        self.context.writer.read().unwrap_or_else(PoisonError::into_inner).remove_file(&file)?;
        Ok(FileOutcome {
            manifest: ManifestChange::Drop,
            files: ReportCounts { removed: 1, ..ReportCounts::default() },
            articles: ReportCounts { removed: articles.into(), ..ReportCounts::default() },
            ..FileOutcome::nothing(file)
        })
    }

    /// Returns whether the file was read before with the same contents and options.
    fn is_as_known(&self, job: &FileJob, hash: &ContentHash) -> bool {
        job.known.as_ref().is_some_and(|known| {
            known.hash == *hash && self.context.fingerprints.matches(known.fingerprint, "") && known.reason.is_empty()
        })
    }

    fn unchanged(&self, job: &FileJob, file: &FilePath, state: FileState) -> FileOutcome {
        let known = job.known.clone().unwrap_or_default();
        FileOutcome {
            files: ReportCounts { unchanged: 1, ..ReportCounts::default() },
            articles: ReportCounts {
                unchanged: known.articles.into(),
                skipped: known.skipped.into(),
                ..ReportCounts::default()
            },
            bytes: state.size,
            manifest: ManifestChange::Replace(ManifestEntry { state, ..known }),
            ..FileOutcome::nothing(file.clone())
        }
    }

    /// Returns the outcome for a file without articles. The articles of an earlier reading are kept.
    fn skipped(&self, job: &FileJob, file: &FilePath, state: FileState, skip: &Skip) -> FileOutcome {
        let known = job.known.clone().unwrap_or_default();
        let added = if known.added == 0 { self.context.now } else { known.added };
        let reason = format!("{}\t{}", skip.reason.code(), skip.reason);
        let fingerprint = entry_fingerprint(self.context.fingerprints.file, &reason);
        let entry = ManifestEntry { state, added, fingerprint, reason, skipped: 0, ..known };
        // Access may be granted, or a program installed, without any change to the file.
        let is_final = !skip.reason.may_pass();
        FileOutcome {
            rejects: vec![Reject::new(file, skip, entry.articles.into())],
            files: ReportCounts { skipped: 1, ..ReportCounts::default() },
            articles: ReportCounts { unchanged: entry.articles.into(), ..ReportCounts::default() },
            bytes: state.size,
            manifest: if is_final { ManifestChange::Replace(entry) } else { ManifestChange::Keep },
            ..FileOutcome::nothing(file.clone())
        }
    }
}

/// Returns whether an unreadable file was deleted after the walk. If its folder is gone too, the disk may have been unmounted.
fn was_deleted(path: &Path, skip: &Skip) -> bool {
    let is_missing =
        matches!(&skip.reason, SkipReason::Unreadable(error) if error.kind() == std::io::ErrorKind::NotFound);
    is_missing && path.parent().is_some_and(Path::is_dir)
}

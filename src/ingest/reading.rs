//! One file into the index: read, compared with what is held of it, written as a whole.

use super::intake::Intake;
use super::manifest::Entry;
use super::observer::Observer;
use super::report::{Reject, ReportCounts};
use super::session::entered_under;
use crate::article::{ArticleId, FilePath};
use crate::corpus::{ContentHash, FileState, FoundFile, ReadFileError, ReadingOptions, Skip, SkipReason, read_file};
use crate::engine::{Engine, EngineError, Writer};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// How often a file is read because it changed while it was read.
const MOST_READINGS: u32 = 3;

/// A file to read.
#[derive(Debug)]
pub(super) struct Job {
    pub found: FoundFile,
    /// What the manifest knows of it.
    pub known: Option<Entry>,
}

/// What became of a file.
#[derive(Debug)]
pub(super) struct Done {
    pub file: FilePath,
    /// What the manifest is to know of it.
    pub knowledge: Knowledge,
    pub files: ReportCounts,
    pub articles: ReportCounts,
    pub bytes: u64,
    pub moved: bool,
    pub rejects: Vec<Reject>,
    /// The articles now in the archive, if they are collected.
    pub ids: Vec<ArticleId>,
}

/// What the manifest is to know of a file.
#[derive(Debug)]
pub(super) enum Knowledge {
    /// What it knows already.
    Kept,
    /// This.
    Learnt(Entry),
    /// Nothing: the file is gone.
    Forgotten,
}

/// One reading of a file.
struct Reading {
    done: Done,
    /// Whether the file was the same afterwards as before.
    settled: bool,
}

/// What all the readers of one run share.
pub(super) struct Readers<'a> {
    pub engine: &'a dyn Engine,
    /// Held for reading while a file is written, for writing while what was written is committed: a commit never cuts a
    /// file in two.
    pub writer: &'a RwLock<Box<dyn Writer>>,
    pub options: &'a ReadingOptions,
    /// A number that stands for the options.
    pub reading: u32,
    /// The folder that the files belong to, if they are not single files.
    pub root: Option<PathBuf>,
    /// Articles that were removed by hand.
    pub withdrawn: &'a BTreeSet<ArticleId>,
    /// Files that are gone, by their hash, and when the archive first saw them: one that is new with the same hash was moved.
    pub vanished: Option<&'a HashMap<ContentHash, i64>>,
    /// Whether each article stands for itself, as those from standard input do.
    pub spooled: bool,
    /// The index that is being replaced by a new one, if it can be read.
    pub earlier: Option<&'a dyn Engine>,
    /// Whether [`Done::ids`] is wanted.
    pub collect_ids: bool,
    pub observer: &'a dyn Observer,
    /// The time of the run, in seconds since 1970.
    pub now: i64,
}

impl Readers<'_> {
    /// Reads a file and writes its articles. A file that is written to meanwhile is read again; that it was replaced by another, the next run
    /// sees.
    pub(super) fn read(&self, job: &Job) -> Result<Done, EngineError> {
        let mut readings = 0;
        let mut written: Option<Done> = None;
        loop {
            readings += 1;
            let Reading { done, settled } = self.read_once(job)?;
            let gave_nothing = done.files.skipped == 1 || matches!(done.knowledge, Knowledge::Kept);
            if let (Some(mut written), true) = (written.take(), gave_nothing) {
                // It was there and is no longer: what is in the index now has to be known, so that the next run
                // reads the file again or takes out what it gave.
                if let Knowledge::Learnt(entry) = &mut written.knowledge {
                    entry.state = FileState::default();
                }
                return Ok(written);
            }
            // If it never settles, what was read last counts; its state, already old, makes the next run read it again.
            if settled || matches!(done.knowledge, Knowledge::Kept) || readings == MOST_READINGS {
                return Ok(done);
            }
            written = Some(done);
        }
    }

    fn read_once(&self, job: &Job) -> Result<Reading, EngineError> {
        let file = FilePath::from_path(&job.found.path);
        let mut intake = Intake::new(self, job, &file);
        let mut read =
            read_file(&job.found.path, self.root.as_deref(), self.options, &mut |article| intake.take(article));
        if let (Ok(whole), true) = (&read, intake.is_probing()) {
            if !self.collect_ids && self.is_as_known(job, &whole.hash) {
                let done = self.unchanged(job, &file, whole.before);
                return Ok(Reading { done, settled: whole.before == whole.after });
            }
            // The file can be read to its end, so its articles may now replace those that are held.
            intake = Intake::new(self, job, &file);
            intake.begin_writing()?;
            read = read_file(&job.found.path, self.root.as_deref(), self.options, &mut |article| intake.take(article));
        }
        intake.failure()?;
        let now = || FileState::of(&job.found.path).ok();
        let (state, after) = match &read {
            Ok(whole) => (whole.before, Some(whole.after)),
            Err(ReadFileError { state: Some(opened), .. }) => (*opened, now()),
            // Nothing was read that could have changed meanwhile.
            Err(ReadFileError { state: None, .. }) => {
                let state = now().unwrap_or(job.found.state);
                (state, Some(state))
            }
        };
        let done = match read.map_err(|unread| unread.skip) {
            Ok(whole) if !self.collect_ids && !intake.has_written() && self.is_as_known(job, &whole.hash) => {
                self.unchanged(job, &file, state)
            }
            // Records that are all refused look like an export whose fields were renamed: no reason to drop what is held.
            Ok(_) if intake.refused_everything() => {
                let nothing = Skip::from(SkipReason::NoText);
                self.left_out(job, &file, state, &nothing)
            }
            Ok(whole) => intake.finish(state, whole.hash, whole.bytes, None)?,
            // A list that is in order and empty says that its articles are gone.
            Err(Skip { reason: SkipReason::NoArticles, .. }) if !intake.nothing_at_stake() => {
                intake.finish(state, ContentHash::default(), state.size, None)?
            }
            Err(skip) if intake.may_be_partial() => {
                intake.finish(state, ContentHash::default(), state.size, Some(&skip))?
            }
            // A walk found it; who names a file himself is told that it is not there.
            Err(skip) if self.root.is_some() && job.known.is_none() && has_gone(&job.found.path, &skip) => {
                self.gone(file.clone())
            }
            Err(skip) => match self.carry_over(job, &file, state, &skip)? {
                Some(done) => done,
                None => self.left_out(job, &file, state, &skip),
            },
        };
        Ok(Reading { done, settled: after == Some(state) })
    }

    /// Takes what the index that is being replaced holds of a file that cannot be read any more into the new one.
    fn carry_over(
        &self,
        job: &Job,
        file: &FilePath,
        state: FileState,
        skip: &Skip,
    ) -> Result<Option<Done>, EngineError> {
        let Some(earlier) = self.earlier else { return Ok(None) };
        let articles = earlier.stored_articles(file)?;
        if articles.is_empty() {
            return Ok(None);
        }
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        // It may have been carried over a moment ago, and have changed since.
        writer.remove_file(file);
        let known = Entry { articles: u32::try_from(articles.len()).unwrap_or(u32::MAX), ..Entry::default() };
        for article in articles {
            writer.add(article)?;
        }
        let job = Job { found: job.found.clone(), known: Some(known.clone()) };
        let mut done = self.left_out(&job, file, state, skip);
        if matches!(done.knowledge, Knowledge::Kept) {
            done.knowledge = Knowledge::Learnt(known);
        }
        Ok(Some(done))
    }

    /// A file on which the program itself failed: reported like any other that cannot be read, and tried again next time.
    pub(super) fn failed(&self, job: &Job) -> Done {
        let skip = Skip::from(SkipReason::ReaderFailed { format: "chosen" });
        self.left_out(job, &FilePath::from_path(&job.found.path), FileState::default(), &skip)
    }

    /// Takes out the articles of a file that is gone.
    pub(super) fn remove(&self, file: FilePath, articles: u32) -> Done {
        self.writer.read().unwrap_or_else(PoisonError::into_inner).remove_file(&file);
        Done {
            knowledge: Knowledge::Forgotten,
            files: ReportCounts { removed: 1, ..ReportCounts::default() },
            articles: ReportCounts { removed: articles.into(), ..ReportCounts::default() },
            ..self.gone(file)
        }
    }

    /// A file that was there when the folder was looked at, and of which the archive holds nothing.
    fn gone(&self, file: FilePath) -> Done {
        Done {
            file,
            knowledge: Knowledge::Kept,
            files: ReportCounts::default(),
            articles: ReportCounts::default(),
            bytes: 0,
            moved: false,
            rejects: Vec::new(),
            ids: Vec::new(),
        }
    }

    /// Returns whether the contents are those that were read before, with the same options.
    fn is_as_known(&self, job: &Job, hash: &ContentHash) -> bool {
        job.known
            .as_ref()
            .is_some_and(|known| known.hash == *hash && known.reading == self.reading && known.reason.is_empty())
    }

    fn unchanged(&self, job: &Job, file: &FilePath, state: FileState) -> Done {
        let known = job.known.clone().unwrap_or_default();
        let articles =
            ReportCounts { unchanged: known.articles.into(), skipped: known.skipped.into(), ..ReportCounts::default() };
        Done {
            file: file.clone(),
            files: ReportCounts { unchanged: 1, ..ReportCounts::default() },
            articles,
            bytes: state.size,
            moved: false,
            rejects: Vec::new(),
            ids: Vec::new(),
            knowledge: Knowledge::Learnt(Entry { state, ..known }),
        }
    }

    /// A file that gave nothing: what the archive holds of it from an earlier reading is kept.
    fn left_out(&self, job: &Job, file: &FilePath, state: FileState, skip: &Skip) -> Done {
        let known = job.known.clone().unwrap_or_default();
        // A file that could not be opened may open next time although nothing about it has changed.
        let is_for_good = !matches!(skip.reason, SkipReason::Unreadable(_));
        let added = if known.added == 0 { self.now } else { known.added };
        let reason = format!("{}\t{}", skip.reason.code(), skip.reason);
        let reading = entered_under(self.reading, &reason);
        let entry = Entry { state, added, reading, reason, skipped: 0, ..known.clone() };
        Done {
            rejects: vec![Reject::of(file, skip, known.articles.into())],
            file: file.clone(),
            files: ReportCounts { skipped: 1, ..ReportCounts::default() },
            articles: ReportCounts { unchanged: known.articles.into(), ..ReportCounts::default() },
            bytes: state.size,
            moved: false,
            ids: Vec::new(),
            knowledge: if is_for_good { Knowledge::Learnt(entry) } else { Knowledge::Kept },
        }
    }
}

/// Returns whether a file that could not be read was deleted since it was found. If its folder is not there any more either, the disk may have been
/// taken away.
fn has_gone(path: &Path, skip: &Skip) -> bool {
    let is_missing =
        matches!(&skip.reason, SkipReason::Unreadable(error) if error.kind() == std::io::ErrorKind::NotFound);
    is_missing && path.parent().is_some_and(Path::is_dir)
}

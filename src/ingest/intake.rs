//! The articles of one file on their way into the index.
//!
//! They are held back until the file has been read to its end, so that a file which turns out to be damaged never replaces
//! what was indexed from it. A file with more text than may be held is read twice if something is at stake, and written as it is
//! read if nothing is.

use super::manifest::Entry;
use super::reading::{Done, Job, Knowledge, Readers};
use super::report::{Reject, ReportCounts};
use super::session::entered_under;
use crate::article::{Article, ArticleId, FilePath};
use crate::corpus::{ContentHash, FileState, Skip, SkipReason};
use crate::engine::{EngineError, HeldArticle, Writer};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::RwLockReadGuard;

/// How much text of one file is held back, in bytes.
const HELD_TEXT: usize = 32 << 20;

/// How many records left out of one file are remembered until its end.
const REMEMBERED_REJECTS: usize = 10_000;

pub(super) struct Intake<'a> {
    readers: &'a Readers<'a>,
    job: &'a Job,
    file: &'a FilePath,
    stage: Stage<'a>,
    failure: Option<EngineError>,
    articles: ReportCounts,
    rejects: Vec<Reject>,
    ids: Vec<ArticleId>,
}

enum Stage<'a> {
    /// Articles are held back; so many bytes of text.
    Holding(Vec<Article>, usize),
    /// Articles are passed over: the file is only read to see whether it can be.
    Probing,
    /// Articles are written.
    Writing(Writing<'a>),
}

struct Writing<'a> {
    writer: RwLockReadGuard<'a, Box<dyn Writer>>,
    /// What the archive holds of the file and has not met again yet.
    held: HashMap<ArticleId, HeldArticle>,
    /// When articles that are new to the archive were first seen.
    added: i64,
    /// When the index that is being replaced first saw its articles.
    seen_before: HashMap<ArticleId, i64>,
}

impl<'a> Intake<'a> {
    pub(super) fn new(readers: &'a Readers<'a>, job: &'a Job, file: &'a FilePath) -> Self {
        Self {
            readers,
            job,
            file,
            stage: Stage::Holding(Vec::new(), 0),
            failure: None,
            articles: ReportCounts::default(),
            rejects: Vec::new(),
            ids: Vec::new(),
        }
    }

    /// Takes the next article of the file, or the reason why one was left out.
    pub(super) fn take(&mut self, article: Result<Article, Skip>) -> ControlFlow<()> {
        match article {
            Ok(article) if self.readers.withdrawn.contains(&article.id) => ControlFlow::Continue(()),
            Ok(article) => match self.take_article(article) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    self.failure = Some(failure);
                    ControlFlow::Break(())
                }
            },
            Err(skip) => {
                self.articles.skipped += 1;
                let reject = Reject::of(self.file, &skip, 0);
                // Told at the end of the file, when it is known to be read only once; too many to remember are told at once.
                if self.rejects.len() < REMEMBERED_REJECTS {
                    self.rejects.push(reject);
                } else {
                    self.readers.observer.rejected(&reject);
                }
                ControlFlow::Continue(())
            }
        }
    }

    fn take_article(&mut self, article: Article) -> Result<(), EngineError> {
        match &mut self.stage {
            Stage::Probing => {}
            Stage::Writing(_) => self.write(article)?,
            Stage::Holding(held_back, text) => {
                *text += size_of::<Article>() + article.headline.len() + article.body.len();
                *text += article.lead.as_ref().map_or(0, String::len);
                *text += article.topics.iter().chain(&article.bylines).map(String::len).sum::<usize>();
                let too_much = *text > HELD_TEXT;
                held_back.push(article);
                if too_much && self.nothing_at_stake() {
                    self.begin_writing()?;
                } else if too_much {
                    self.stage = Stage::Probing;
                }
            }
        }
        Ok(())
    }

    /// Returns whether the archive holds nothing of the file that a failure could cost.
    pub(super) fn nothing_at_stake(&self) -> bool {
        self.job.known.as_ref().is_none_or(|known| known.articles == 0)
    }

    /// Returns whether records were met and all of them left out, although the archive holds articles of the file.
    pub(super) fn refused_everything(&self) -> bool {
        let none = matches!(&self.stage, Stage::Holding(articles, _) if articles.is_empty());
        none && self.articles.skipped > 0 && !self.nothing_at_stake()
    }

    pub(super) fn is_probing(&self) -> bool {
        matches!(self.stage, Stage::Probing)
    }

    pub(super) fn has_written(&self) -> bool {
        matches!(self.stage, Stage::Writing(_))
    }

    /// Returns whether the articles met so far are worth having although the file could not be read to its end.
    pub(super) fn may_be_partial(&self) -> bool {
        match &self.stage {
            Stage::Holding(articles, _) => self.nothing_at_stake() && !articles.is_empty(),
            Stage::Probing => false,
            Stage::Writing(_) => true,
        }
    }

    /// Returns the error that ended the writing, if one did.
    pub(super) fn failure(&mut self) -> Result<(), EngineError> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Replaces what the archive holds of the file by the articles held back and those to come.
    pub(super) fn begin_writing(&mut self) -> Result<(), EngineError> {
        self.begin_writing_since(self.readers.now)
    }

    fn begin_writing_since(&mut self, added: i64) -> Result<(), EngineError> {
        // Only a panic during a commit poisons the lock, and that ends the run.
        let writer = self.readers.writer.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let known = self.job.known.is_some();
        let held = if known { self.readers.engine.articles_of(self.file)? } else { Vec::new() };
        writer.remove_file(self.file);
        let held = held.into_iter().map(|held| (held.id.clone(), held)).collect();
        let seen_before = seen_before(self.readers, self.file)?;
        let before = std::mem::replace(&mut self.stage, Stage::Writing(Writing { writer, held, added, seen_before }));
        if let Stage::Holding(articles, _) = before {
            for article in articles {
                self.write(article)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, mut article: Article) -> Result<(), EngineError> {
        let Stage::Writing(writing) = &mut self.stage else { return Ok(()) };
        if self.readers.spooled {
            article.file = FilePath::spooled(&article.id);
            let seen_before = seen_before(self.readers, &article.file)?;
            writing.writer.remove_file(&article.file);
            let held = self.readers.engine.articles_of(&article.file)?;
            writing.held.extend(held.into_iter().map(|held| (held.id.clone(), held)));
            writing.seen_before.extend(seen_before);
        }
        let held = writing.held.remove(&article.id);
        let seen_before = writing.seen_before.get(&article.id).copied();
        article.added = held.as_ref().map_or(seen_before.unwrap_or(writing.added), |held| held.added);
        match held {
            Some(held) if held.fingerprint == article.fingerprint() => self.articles.unchanged += 1,
            Some(_) => self.articles.changed += 1,
            None => self.articles.added += 1,
        }
        if self.readers.collect_ids {
            self.ids.push(article.id.clone());
        }
        writing.writer.add(article)
    }

    /// Writes what was held back and says what became of the file. `skip` is why the rest of it was left out.
    pub(super) fn finish(
        mut self,
        state: FileState,
        hash: ContentHash,
        bytes: u64,
        skip: Option<&Skip>,
    ) -> Result<Done, EngineError> {
        let known = self.job.known.as_ref().filter(|known| known.added != 0);
        let vanished = self.readers.vanished.filter(|_| known.is_none());
        let moved_from = vanished.and_then(|vanished| vanished.get(&hash)).copied();
        if matches!(self.stage, Stage::Holding(..)) {
            self.begin_writing_since(moved_from.unwrap_or(self.readers.now))?;
        }
        if let Stage::Writing(writing) = &self.stage {
            self.articles.removed += writing.held.len() as u64;
        }
        let mut files = ReportCounts::default();
        match (skip, known) {
            (Some(skip), _) => {
                files.skipped = 1;
                self.rejects.push(Reject::of(self.file, skip, 0));
            }
            (None, Some(_)) => files.changed = 1,
            (None, None) => files.added = 1,
        }
        let written = self.articles.added + self.articles.changed + self.articles.unchanged;
        // What could not be read now may be readable next time although nothing about the file has changed.
        let is_for_good = skip.is_none_or(|skip| !matches!(skip.reason, SkipReason::Unreadable(_)));
        let reason = skip.map_or(String::new(), |skip| format!("{}\t{}", skip.reason.code(), skip.reason));
        let entry = Entry {
            state: if is_for_good { state } else { FileState::default() },
            hash,
            added: known.map_or(moved_from.unwrap_or(self.readers.now), |known| known.added),
            reading: entered_under(self.readers.reading, &reason),
            articles: u32::try_from(written).unwrap_or(u32::MAX),
            skipped: u32::try_from(self.articles.skipped).unwrap_or(u32::MAX),
            reason,
        };
        Ok(Done {
            file: self.file.clone(),
            knowledge: Knowledge::Learnt(entry),
            files,
            articles: self.articles,
            bytes,
            moved: moved_from.is_some() && skip.is_none(),
            rejects: self.rejects,
            ids: self.ids,
        })
    }
}

/// Returns when the index that is being replaced, if one is, first saw the articles of a file.
fn seen_before(readers: &Readers<'_>, file: &FilePath) -> Result<HashMap<ArticleId, i64>, EngineError> {
    let held = readers.earlier.map_or(Ok(Vec::new()), |earlier| earlier.articles_of(file))?;
    Ok(held.into_iter().map(|held| (held.id, held.added)).collect())
}

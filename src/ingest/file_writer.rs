//! Writes the articles of one file to the index.
//!
//! Articles are buffered until the file has been read to its end, so that a damaged file never replaces the articles indexed from it before. While one of
//! its records is broken, no earlier article of the file is removed. A file too large for the buffer is written while it is read if the archive has no
//! articles of it, and otherwise read twice: first to check it, then to write it.

use super::batch::BatchContext;
use super::file_outcome::{FileOutcome, ManifestChange};
use super::fingerprint::entry_fingerprint;
use super::held_articles::HeldArticles;
use super::manifest::ManifestEntry;
use super::report::{Reject, ReportCounts};
use super::step::FileJob;
use crate::article::{Article, ArticleId, FilePath};
use crate::corpus::{ContentHash, FileState, FormatCounts, Skip, SkipReason};
use crate::engine::{EngineError, HeldArticle, Writer};
use crate::parallel::MemoryCharge;
use std::ops::ControlFlow;
use std::sync::{PoisonError, RwLockReadGuard};

/// The number of skipped records of one file that are reported at its end. Any further ones are reported at once.
const BUFFER_REJECTS: usize = 10_000;

/// Receives the articles of one file and replaces the earlier ones.
pub(super) struct FileWriter<'a> {
    context: &'a BatchContext<'a>,
    job: &'a FileJob,
    file: &'a FilePath,
    memory: &'a MemoryCharge<'a>,
    stage: Stage<'a>,
    failure: Option<EngineError>,
    /// Whether an unreadable record may hold an article.
    is_broken: bool,
    articles: ReportCounts,
    rejects: Vec<Reject>,
    /// The first skipped record, as long as all others were skipped for the same reason.
    common_skip: Option<Skip>,
    ids: Vec<ArticleId>,
}

enum Stage<'a> {
    /// Articles are buffered; the number is their size in bytes of text.
    Buffering(Vec<Article>, usize),
    /// The buffer was too small. Articles are dropped until the file is known to be readable to its end.
    Checking,
    /// Articles are written as they come.
    Writing(Writing<'a>),
}

struct Writing<'a> {
    writer: RwLockReadGuard<'a, Box<dyn Writer>>,
    /// Articles of the file in the archive that have not been read again yet.
    held: HeldArticles,
    /// The time of addition for new articles.
    added: i64,
    /// The articles of the file in the index that a rebuild replaces and that have not been read again yet.
    seen_before: HeldArticles,
}

impl<'a> FileWriter<'a> {
    pub(super) fn new(
        context: &'a BatchContext<'a>,
        job: &'a FileJob,
        file: &'a FilePath,
        memory: &'a MemoryCharge<'a>,
    ) -> Self {
        Self {
            context,
            job,
            file,
            memory,
            stage: Stage::Buffering(Vec::new(), 0),
            failure: None,
            is_broken: false,
            articles: ReportCounts::default(),
            rejects: Vec::new(),
            common_skip: None,
            ids: Vec::new(),
        }
    }

    /// Receives the next article of the file, or the reason why a record was skipped.
    pub(super) fn take(&mut self, article: Result<Article, Skip>) -> ControlFlow<()> {
        match article {
            Ok(article) if self.context.batch.withdrawn.contains(&article.id) => ControlFlow::Continue(()),
            Ok(article) => match self.take_article(article) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    self.failure = Some(failure);
                    ControlFlow::Break(())
                }
            },
            Err(skip) => {
                self.articles.skipped += 1;
                self.is_broken |= skip.reason.hides_articles();
                let reject = Reject::new(self.file, &skip, 0);
                if self.articles.skipped == 1 {
                    self.common_skip = Some(skip);
                } else if self.common_skip.as_ref().is_some_and(|first| first.reason.code() != skip.reason.code()) {
                    self.common_skip = None;
                }
                // A file may be read twice, so rejects are reported at its end.
                if self.rejects.len() < BUFFER_REJECTS {
                    self.rejects.push(reject);
                } else {
                    self.context.observer.rejected(&reject);
                }
                ControlFlow::Continue(())
            }
        }
    }

    fn take_article(&mut self, article: Article) -> Result<(), EngineError> {
        match &mut self.stage {
            Stage::Checking => {}
            Stage::Writing(_) => self.write(article)?,
            Stage::Buffering(buffer, text) => {
                *text += size_of::<Article>() + article.headline.len() + article.body.len();
                *text += article.lead.as_ref().map_or(0, String::len);
                *text += article.topics.iter().chain(&article.bylines).map(String::len).sum::<usize>();
                let too_much = *text > self.context.buffer;
                buffer.push(article);
                if too_much && self.nothing_to_lose() {
                    self.begin_writing()?;
                } else if too_much {
                    self.stage = Stage::Checking;
                }
            }
        }
        Ok(())
    }

    /// Returns whether the archive has no articles of the file that could be lost.
    pub(super) fn nothing_to_lose(&self) -> bool {
        self.job.known.as_ref().is_none_or(|known| known.articles == 0)
    }

    /// Returns the reason for keeping the file's articles in the archive, if all its records were skipped: their common reason, or else that there is no text.
    pub(super) fn refusal(&mut self) -> Option<Skip> {
        let is_empty = matches!(&self.stage, Stage::Buffering(articles, _) if articles.is_empty());
        let is_refused = is_empty && self.articles.skipped > 0 && !self.nothing_to_lose();
        is_refused.then(|| self.common_skip.take().map_or(SkipReason::NoText, |skip| skip.reason).into())
    }

    /// Returns whether the file was read only to check it.
    pub(super) fn is_checking(&self) -> bool {
        matches!(self.stage, Stage::Checking)
    }

    /// Returns whether articles were written already.
    pub(super) fn has_written(&self) -> bool {
        matches!(self.stage, Stage::Writing(_))
    }

    /// Returns whether the articles read so far can be indexed although the file could not be read to its end.
    pub(super) fn may_be_partial(&self) -> bool {
        match &self.stage {
            Stage::Buffering(articles, _) => self.nothing_to_lose() && !articles.is_empty(),
            Stage::Checking => false,
            Stage::Writing(_) => true,
        }
    }

    /// Returns the error of the index, if one occurred.
    pub(super) fn failure(&mut self) -> Result<(), EngineError> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Starts to replace the articles of the file with the buffered and the following ones.
    pub(super) fn begin_writing(&mut self) -> Result<(), EngineError> {
        self.begin_writing_since(self.context.now)
    }

    fn begin_writing_since(&mut self, added: i64) -> Result<(), EngineError> {
        self.memory.settle();
        // Only a panic during a commit poisons the lock, and that ends the run anyway.
        let writer = self.context.writer.read().unwrap_or_else(PoisonError::into_inner);
        let known = self.job.known.is_some();
        let held = if known { self.context.engine.articles_of(self.file)? } else { Vec::new() };
        writer.remove_file(self.file)?;
        let held = held.into_iter().collect();
        let seen_before = held_before(self.context, self.file).into_iter().collect();
        let before = std::mem::replace(&mut self.stage, Stage::Writing(Writing { writer, held, added, seen_before }));
        if let Stage::Buffering(articles, _) = before {
            for article in articles {
                self.write(article)?;
            }
        }
        Ok(())
    }

    fn write(&mut self, mut article: Article) -> Result<(), EngineError> {
        let Stage::Writing(writing) = &mut self.stage else { return Ok(()) };
        if self.context.batch.streams.is_some() {
            article.file = article.spooled_path();
            let seen_before = held_before(self.context, &article.file);
            writing.writer.remove_file(&article.file)?;
            let held = self.context.engine.articles_of(&article.file)?;
            writing.held.extend(held);
            writing.seen_before.extend(seen_before);
        }
        let held = writing.held.take(&article);
        let seen_before = writing.seen_before.take(&article);
        article.added = held.as_ref().or(seen_before.as_ref()).map_or(writing.added, |held| held.added);
        match held {
            Some(held) if held.fingerprint == article.fingerprint() => self.articles.unchanged += 1,
            Some(_) => self.articles.changed += 1,
            None => self.articles.added += 1,
        }
        if self.context.batch.collect_ids {
            self.ids.push(article.id.clone());
        }
        writing.writer.add(article)
    }

    /// Writes the earlier articles of the file that this reading did not find again. Returns their number.
    fn keep_missing(&mut self) -> Result<u64, EngineError> {
        let Stage::Writing(writing) = &mut self.stage else { return Ok(0) };
        let BatchContext { engine, batch, .. } = self.context;
        let missing = match batch.earlier {
            Some(_) => writing.seen_before.drain(),
            None => writing.held.drain(),
        };
        let mut kept = 0;
        for (id, held) in missing.into_iter().filter(|(id, _)| !batch.withdrawn.contains(id)) {
            let mut articles = match batch.earlier {
                Some(earlier) => earlier.articles_with_id(&id),
                None => engine.articles_with_id(&id)?,
            };
            articles.retain(|article| article.file == *self.file);
            // Leaves out the articles with this id that have been read again.
            if articles.len() > held.len() {
                articles.retain(|article| held.iter().any(|held| held.fingerprint == article.fingerprint()));
            }
            for article in articles {
                writing.writer.add(article)?;
                kept += 1;
            }
        }
        self.articles.unchanged += kept;
        Ok(kept)
    }

    /// Writes the buffered articles and returns the outcome for the file. `read` is the fingerprint of the reading options, or the reason why the rest of the
    /// file was skipped.
    pub(super) fn finish(
        mut self,
        state: FileState,
        hash: ContentHash,
        bytes: u64,
        read: Result<u32, &Skip>,
    ) -> Result<FileOutcome, EngineError> {
        let skip = read.err();
        let known = self.job.known.as_ref().filter(|known| known.added != 0);
        let vanished = self.context.batch.vanished.filter(|_| known.is_none());
        let moved_from = vanished.and_then(|vanished| vanished.get(&hash)).copied();
        if matches!(self.stage, Stage::Buffering(..)) {
            self.begin_writing_since(moved_from.unwrap_or(self.context.now))?;
        }
        let kept = if self.is_broken || skip.is_some_and(|skip| skip.reason.hides_articles()) {
            self.keep_missing()?
        } else {
            0
        };
        if let Stage::Writing(writing) = &self.stage {
            self.articles.removed += writing.held.len() as u64;
        }
        let mut files = ReportCounts::default();
        match (skip, known) {
            (Some(skip), _) => {
                files.skipped = 1;
                self.rejects.push(Reject::new(self.file, skip, kept));
            }
            (None, Some(_)) => files.changed = 1,
            (None, None) => files.added = 1,
        }
        if let (None, Some(reject)) = (skip, self.rejects.first_mut()) {
            reject.kept = kept;
        }
        let written = self.articles.added + self.articles.changed + self.articles.unchanged;
        // Access may be granted later without any change to the file.
        let is_final = skip.is_none_or(|skip| !matches!(skip.reason, SkipReason::Unreadable(_)));
        let reason = skip.map_or(String::new(), |skip| format!("{}\t{}", skip.reason.code(), skip.reason));
        let entry = ManifestEntry {
            state: if is_final { state } else { FileState::default() },
            hash,
            added: known.map_or(moved_from.unwrap_or(self.context.now), |known| known.added),
            fingerprint: entry_fingerprint(read.unwrap_or(self.context.fingerprints.file), &reason),
            articles: u32::try_from(written).unwrap_or(u32::MAX),
            skipped: u32::try_from(self.articles.skipped).unwrap_or(u32::MAX),
            reason,
        };
        Ok(FileOutcome {
            file: self.file.clone(),
            manifest: ManifestChange::Replace(entry),
            parts: Vec::new(),
            is_part: false,
            files,
            articles: self.articles,
            bytes,
            moved: moved_from.is_some() && skip.is_none(),
            rejects: self.rejects,
            ids: self.ids,
            formats: FormatCounts::default(),
        })
    }
}

/// Returns the articles of a file in the index that a rebuild replaces.
fn held_before(context: &BatchContext<'_>, file: &FilePath) -> Vec<HeldArticle> {
    context.batch.earlier.map(|earlier| earlier.articles_of(file)).unwrap_or_default()
}

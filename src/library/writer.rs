//! An archive opened for writing.

use super::Error;
use super::pending_articles::PendingArticles;
use crate::article::{Article, ArticleId};
use crate::corpus::{Format, ReadingOptionsPatch};
use crate::ingest::{self, FolderToIndex, IndexingOptions, LockRequest, Report, Unobserved};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The command that other writers see in the lock when a program uses the library.
pub(super) const LIBRARY: &str = "dateline (library)";

/// An archive opened for writing. One writer at a time holds the archive's lock; dropping it releases the lock.
///
/// Articles from [`add`](Self::add) become part of the archive at [`commit`](Self::commit), all together, and are lost if the writer is dropped before that.
/// Before they are indexed they are written durably to the archive's `added/` folder, so that a rebuild has them.
pub struct ArchiveWriter {
    archive: ingest::LockedArchive,
    options: IndexingOptions,
    folder: PathBuf,
    pending: Option<PendingArticles>,
}

impl ArchiveWriter {
    pub(super) fn open(folder: &Path, wait: Duration) -> Result<Self, Error> {
        let archive = ingest::LockedArchive::open(folder, LockRequest::new(LIBRARY).wait(wait))?;
        Ok(Self { archive, options: IndexingOptions::default(), folder: folder.to_owned(), pending: None })
    }

    /// Sets the number of threads and the memory of indexing.
    #[must_use]
    pub fn with_options(self, options: IndexingOptions) -> Self {
        Self { options, ..self }
    }

    /// Adds an article at the next commit and returns its id. It replaces an added article with the same id.
    ///
    /// # Errors
    /// If the disk is full or cannot be written; then the article is not added.
    pub fn add(&mut self, article: Article) -> Result<ArticleId, Error> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            none => none.insert(PendingArticles::create(&self.folder)?),
        };
        pending.push(&article)?;
        Ok(article.id)
    }

    /// Makes a folder a root of the archive and brings the archive up to date with it: reads new and changed files, and removes the articles of vanished ones.
    /// The result is committed at once, independently of added articles.
    ///
    /// # Errors
    /// If the folder is missing or the archive cannot be written. Files committed before the error stay in the archive.
    pub fn index_folder(&mut self, folder: impl AsRef<Path>) -> Result<Report, Error> {
        let folders = [FolderToIndex::new(folder.as_ref())];
        Ok(self.archive.update(&folders, &self.options, &Unobserved)?)
    }

    /// Brings the archive up to date with all its roots and commits.
    ///
    /// # Errors
    /// As [`index_folder`](Self::index_folder).
    pub fn update(&mut self) -> Result<Report, Error> {
        Ok(self.archive.update(&[], &self.options, &Unobserved)?)
    }

    /// Removes articles by id, or all articles of files and folders by path, and commits. They stay out until they are added again.
    ///
    /// # Errors
    /// If a name is unknown; then nothing is removed.
    pub fn remove(&mut self, names: &[PathBuf]) -> Result<Report, Error> {
        Ok(self.archive.remove(names, &self.options)?)
    }

    /// Removes the skipped records from the saved input of `dateline add -`, and returns their number. Only files that the archive keeps itself are changed;
    /// its articles stay.
    ///
    /// # Errors
    /// If the archive cannot be read or written.
    pub fn remove_skipped(&mut self) -> Result<u64, Error> {
        Ok(self.archive.remove_skipped(&self.options, &Unobserved)?)
    }

    /// Commits the added articles. When it returns they are durable and visible in every archive opened from now on.
    ///
    /// # Errors
    /// If the archive cannot be written; the added articles then still wait for a commit.
    pub fn commit(&mut self) -> Result<Report, Error> {
        let Some(pending) = &mut self.pending else { return Ok(Report::default()) };
        let reading = ReadingOptionsPatch { format: Some(Format::article_lines()), ..ReadingOptionsPatch::default() };
        let added = self.archive.add_stream(&mut pending.reader()?, &reading, &self.options, &Unobserved)?;
        self.pending = None;
        Ok(added.report)
    }
}

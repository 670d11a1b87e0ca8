//! An archive opened for reading.

use super::writer::LIBRARY;
use super::{ArchiveWriter, Error, SearchBuilder};
use crate::article::{Article, ArticleId};
use crate::engine::{Engine, EngineError, exists, open_reader};
use crate::ingest::{self, BackupReport, LockRequest};
use crate::query::Query;
use crate::search::{ArchiveSummary, CountOptions, CountResults, count, summarize};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another process that creates the archive.
const CREATION_WAIT: Duration = Duration::from_secs(10);

/// An archive opened for reading, as of its last commit before it was opened.
///
/// Reading needs no lock and never waits for a writer. Open it again to see later commits.
pub struct Archive {
    folder: PathBuf,
    engine: Box<dyn Engine>,
}

impl Archive {
    /// Opens an archive that exists.
    ///
    /// # Errors
    /// If there is no archive in the folder, or it is damaged or of another format version.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, EngineError> {
        let folder = folder.as_ref().to_owned();
        let engine = open_reader(&folder)?;
        Ok(Self { folder, engine })
    }

    /// Opens an archive, creating an empty one if the folder holds none. Waits if another process is just creating it.
    ///
    /// # Errors
    /// As [`open`](Self::open), and if the archive cannot be created.
    pub fn create_or_open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        if !exists(folder)? {
            let request = LockRequest::new(LIBRARY).wait(CREATION_WAIT);
            ingest::LockedArchive::open(folder, request)?.create_store()?;
        }
        Ok(Self::open(folder)?)
    }

    /// Returns whether the folder holds an archive, of any version.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn exists(folder: impl AsRef<Path>) -> Result<bool, EngineError> {
        exists(folder.as_ref())
    }

    pub(super) fn engine(&self) -> &dyn Engine {
        &*self.engine
    }

    /// Opens the archive for writing. This reader continues to see its earlier state.
    ///
    /// # Errors
    /// At once, if another process or another writer of this one is writing to the archive.
    pub fn writer(&self) -> Result<ArchiveWriter, Error> {
        self.writer_within(Duration::ZERO)
    }

    /// Opens the archive for writing, and waits up to `wait` for another writer to finish: commands that add one article take a fraction of a second, a first
    /// `dateline index` may take hours.
    ///
    /// # Errors
    /// If another writer is still writing after that time.
    pub fn writer_within(&self, wait: Duration) -> Result<ArchiveWriter, Error> {
        ArchiveWriter::open(&self.folder, wait)
    }

    /// Copies the archive to a folder, as of its last commit, even while it is being written to; does not wait for a writer. With `may_link` the copy shares
    /// files with the archive by hard links if possible, as [`back_up`](ingest::back_up) explains.
    ///
    /// # Errors
    /// If the folder holds anything but a backup of this archive or would be indexed, or the backup cannot be written.
    pub fn backup(&self, folder: impl AsRef<Path>, may_link: bool) -> Result<BackupReport, Error> {
        Ok(ingest::back_up(&self.folder, folder.as_ref(), may_link, LIBRARY.into())?)
    }

    /// Starts a search, which runs at [`SearchBuilder::run`].
    pub fn search<'a>(&'a self, query: &Query) -> SearchBuilder<'a> {
        SearchBuilder::new(&*self.engine, query)
    }

    /// Counts the articles that match a query, and their matches. All words must match. [`count_by`](Self::count_by) accepts a time limit.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn count(&self, query: &Query) -> Result<CountResults, Error> {
        Ok(count(&*self.engine, &super::search::search_query(query), &CountOptions::default())?)
    }

    /// Returns the articles with an id: several if several files contain the same article, none if the archive does not have it.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn articles(&self, id: &ArticleId) -> Result<Vec<Article>, Error> {
        Ok(self.engine.articles_with_id(id)?)
    }

    /// Returns the statistics of the archive: articles, files, sources, languages, dates.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn stats(&self) -> Result<ArchiveSummary, Error> {
        Ok(summarize(&*self.engine)?)
    }
}

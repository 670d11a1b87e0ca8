//! Gives articles of unsure language the language of the sure articles around them.
//!
//! A headline alone in its file may not reveal its language, but its source and folder do. These depend on all articles in the index, so the language is
//! determined at the end of a run, from the committed index. An interrupted run leaves a consistent archive, and the next run completes it, because the
//! manifest then has no note that everything is settled.

use super::IngestError;
use super::archive::LockedArchive;
use super::session::Session;
use crate::article::FilePath;
use crate::engine::{Engine, LanguageChanges, open_reader, open_store};
use crate::parallel::parallel_map;
use crate::text::ArchiveLanguages;
use std::collections::BTreeSet;
use std::sync::PoisonError;

/// The number of articles whose files are written between two commits.
const COMMIT_ARTICLES: usize = 50_000;

impl LockedArchive {
    /// Returns whether an interrupted run has left articles of unsure language whose language the sure articles change.
    pub(super) fn has_unsettled_languages(&self) -> Result<bool, IngestError> {
        Ok(!open_reader(&self.folder)?.language_changes()?.articles.is_empty())
    }
}

impl Session {
    /// Rewrites the files of articles of unsure language whose language the sure articles change, and commits. Returns whether it finished before `should_stop`
    /// returned true.
    pub(super) fn settle_languages(
        &mut self,
        should_stop: impl Fn() -> bool + Send + Sync,
    ) -> Result<bool, IngestError> {
        let committed = open_store(&self.store)?;
        let LanguageChanges { expected, articles } = committed.language_changes()?;
        for articles in articles.chunks(COMMIT_ARTICLES) {
            let mut files = BTreeSet::new();
            committed.articles_at(articles, &mut |article| {
                files.insert(article.file);
            })?;
            // A file may occur in a later chunk too; writing it twice is harmless.
            let files: Vec<FilePath> = files.into_iter().collect();
            let written = parallel_map(&files, |file| {
                let goes_on = !should_stop();
                if goes_on {
                    self.write_again(file, &*committed, &expected)?;
                }
                Ok::<_, IngestError>(goes_on)
            })?;
            self.commit(&[])?;
            if written.contains(&false) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn write_again(
        &self,
        file: &FilePath,
        committed: &dyn Engine,
        expected: &ArchiveLanguages,
    ) -> Result<(), IngestError> {
        let articles = committed.stored_articles(file)?;
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        writer.remove_file(file)?;
        for mut article in articles {
            expected.settle(&mut article);
            writer.add(article)?;
        }
        Ok(())
    }
}

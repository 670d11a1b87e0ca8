//! Gives articles of unsure language the language of the sure ones around them.
//!
//! A headline, alone in its file, may not tell its language, but its source and folder do. What they tell depends on all articles in the index, so it
//! is computed at the end of a run, from the index as committed. An interrupted run leaves a consistent archive, and the next run completes it: the
//! manifest has no note then that everything is settled.

use super::IngestError;
use super::archive::LockedArchive;
use super::session::Session;
use crate::article::FilePath;
use crate::engine::{Engine, LanguageChanges, open_reader, open_store};
use crate::parallel::parallel_map;
use crate::text::ArchiveLanguages;
use std::collections::BTreeSet;
use std::sync::PoisonError;

/// The number of articles of which the files are written between two commits.
const COMMIT_ARTICLES: usize = 50_000;

impl LockedArchive {
    /// Returns whether articles of unsure language have another than the sure ones around them, because a run was interrupted.
    pub(super) fn has_unsettled_languages(&self) -> Result<bool, IngestError> {
        Ok(!open_reader(&self.folder)?.language_changes()?.articles.is_empty())
    }
}

impl Session {
    /// Writes the files again with articles of unsure language that the sure ones give another language, and commits. Returns whether all was done
    /// before `should_stop` returned true.
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
            // A file may come again in the next chunk: to write it twice changes nothing.
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

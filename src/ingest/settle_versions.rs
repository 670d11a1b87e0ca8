//! Marks the articles that are superseded by another version, or withdrawn.
//!
//! The current version depends on all articles in the index, so it is determined at the end of a run, like the languages
//! ([`settle_languages`](super::settle_languages)), and the next run completes an interrupted one. No file is read again: when the file of the current
//! version is removed, the previous version is taken from the index.

use super::IngestError;
use super::archive::LockedArchive;
use super::session::Session;
use crate::article::ArticleId;
use crate::engine::{Engine, open_reader, open_store, settle_versions};
use crate::parallel::parallel_map;
use std::sync::PoisonError;

/// The number of ids whose articles are written between two commits.
const COMMIT_IDS: usize = 50_000;

impl LockedArchive {
    /// Returns whether an interrupted run has left wrongly marked articles.
    pub(super) fn has_unsettled_versions(&self) -> Result<bool, IngestError> {
        Ok(!open_reader(&self.folder)?.unsettled_versions()?.is_empty())
    }
}

impl Session {
    /// Rewrites the wrongly marked articles, and commits. Returns whether it finished before `should_stop` returned true.
    pub(super) fn settle_versions(
        &mut self,
        should_stop: impl Fn() -> bool + Send + Sync,
    ) -> Result<bool, IngestError> {
        let committed = open_store(&self.store)?;
        for ids in committed.unsettled_versions()?.chunks(COMMIT_IDS) {
            let written = parallel_map(ids, |id| {
                let goes_on = !should_stop();
                if goes_on {
                    self.write_versions_again(id, &*committed)?;
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

    fn write_versions_again(&self, id: &ArticleId, committed: &dyn Engine) -> Result<(), IngestError> {
        let mut articles = committed.articles_with_id(id)?;
        settle_versions(&mut articles);
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        writer.remove_article(id)?;
        for article in articles {
            writer.add(article)?;
        }
        Ok(())
    }
}

//! Removes articles by hand.
//!
//! The intent is stored in the catalogue before the index changes and cleared afterwards, so that the next run completes a removal
//! that was interrupted.

use super::IngestError;
use super::archive::LockedArchive;
use super::manifest::{ManifestEntry, ManifestUpdate};
use super::options::IndexingOptions;
use super::paths::{absolute, key_path, path_key};
use super::report::Report;
use super::session::Session;
use crate::article::{ArticleId, FilePath};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Articles to remove, with the new entries of their files.
#[derive(Default)]
struct RemovalSelection {
    ids: BTreeSet<ArticleId>,
    entries: BTreeMap<FilePath, ManifestEntry>,
    report: Report,
}

impl LockedArchive {
    /// Removes articles by their ids, or all articles of a file or folder by its path. They stay out, although their files may still
    /// exist, until they are added by hand again.
    ///
    /// # Errors
    /// If a name matches nothing in the archive: then nothing is removed. If the archive cannot be written.
    pub fn remove(&mut self, names: &[PathBuf], run: &IndexingOptions) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let mut session = self.session(self.manifest(run)?, run)?;
        let mut selection = RemovalSelection::default();
        for name in names {
            let text = name.to_string_lossy();
            // The empty path is above every file.
            let found =
                !text.is_empty() && (selection.add_path(name, &session)? || selection.add_id(&text, &session)?);
            if !found {
                return Err(IngestError::UnknownArticle(text.into_owned()));
            }
        }
        let RemovalSelection { ids, entries, mut report } = selection;
        self.catalogue.withdrawn.extend(ids.iter().cloned());
        self.catalogue.removing.extend(ids);
        self.catalogue.write(&self.folder)?;
        let updates: Vec<ManifestUpdate> = entries.into_iter().map(|(file, entry)| (file, Some(entry))).collect();
        self.complete_removal(&mut session, &updates)?;
        session.settle_languages(|| false)?;
        session.finish()?;
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Removes the articles that the catalogue lists for removal, and clears that list.
    pub(super) fn complete_removal(
        &mut self,
        session: &mut Session,
        updates: &[ManifestUpdate],
    ) -> Result<(), IngestError> {
        if self.catalogue.removing.is_empty() {
            return Ok(());
        }
        let mut selection = RemovalSelection::default();
        if updates.is_empty() {
            // The run that recorded the removal was killed.
            for id in &self.catalogue.removing {
                selection.add_id(id.as_str(), session)?;
            }
        }
        let resumed = selection.entries.into_iter().map(|(file, entry)| (file, Some(entry)));
        let updates: Vec<ManifestUpdate> = updates.iter().cloned().chain(resumed).collect();
        session.remove_articles(&self.catalogue.removing, &updates)?;
        self.clear_removal()
    }

    /// Records that the index has none of the articles that were removed by hand.
    pub(super) fn clear_removal(&mut self) -> Result<(), IngestError> {
        if self.catalogue.removing.is_empty() {
            return Ok(());
        }
        self.catalogue.removing.clear();
        self.catalogue.write(&self.folder)
    }
}

impl RemovalSelection {
    /// Selects the articles of a file or folder. Returns whether there are any that were not selected before.
    fn add_path(&mut self, path: &Path, session: &Session) -> Result<bool, IngestError> {
        let path = absolute(path);
        let mut files: Vec<_> = session.manifest.below(&path, &[])?.collect::<Result<_, _>>()?;
        files.extend(session.manifest.get(&path)?.map(|entry| (path_key(&path), entry)));
        let before = self.ids.len();
        for (key, mut entry) in files {
            let file = key_path(&key);
            let held = session.engine.articles_of(&file)?;
            self.report.articles.removed += held.len() as u64;
            self.report.files.removed += 1;
            self.ids.extend(held.into_iter().map(|held| held.id));
            entry.articles = 0;
            self.entries.insert(file, entry);
        }
        Ok(self.ids.len() > before)
    }

    /// Selects the articles with an id. Returns whether there are any that were not selected before.
    fn add_id(&mut self, id: &str, session: &Session) -> Result<bool, IngestError> {
        let before = self.ids.len();
        for file in files_of(session, id)? {
            self.ids.insert(ArticleId::from_typed(id));
            self.report.articles.removed += 1;
            // Another article of the same file may have been selected before.
            let known = match self.entries.get(&file) {
                Some(entry) => Some(entry.clone()),
                None => session.manifest.get(&file.to_path_buf())?,
            };
            if let Some(mut entry) = known {
                entry.articles = entry.articles.saturating_sub(1);
                self.entries.insert(file, entry);
            }
        }
        Ok(self.ids.len() > before)
    }
}

/// Returns the files of the articles with an id.
fn files_of(session: &Session, id: &str) -> Result<Vec<FilePath>, IngestError> {
    let articles = session.engine.articles_with_id(&ArticleId::from_typed(id))?;
    Ok(articles.into_iter().map(|article| article.file).collect())
}

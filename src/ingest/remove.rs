//! Removes articles by hand.
//!
//! The intent is stored in the catalogue before the index changes and cleared afterwards, so that the next run completes a removal
//! that was interrupted.

use super::IngestError;
use super::archive::LockedArchive;
use super::manifest::ManifestUpdate;
use super::options::IndexingOptions;
use super::paths::{absolute, key_path, path_key};
use super::report::Report;
use super::session::Session;
use crate::article::{ArticleId, FilePath};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Articles to remove.
#[derive(Default)]
struct RemovalSelection {
    ids: BTreeSet<ArticleId>,
    report: Report,
}

impl LockedArchive {
    /// Removes articles by their ids, or all articles of a file or folder by its path. They stay out until they are added by hand again, even if their files
    /// still exist.
    ///
    /// # Errors
    /// If a name matches nothing in the archive (then nothing is removed), or if the archive cannot be written.
    pub fn remove(&mut self, names: &[PathBuf], run: &IndexingOptions) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let mut session = self.session(self.manifest(run)?, run)?;
        let mut selection = RemovalSelection::default();
        for name in names {
            let text = name.to_string_lossy();
            // The empty path would match every file.
            let found =
                !text.is_empty() && (selection.add_path(name, &session)? || selection.add_id(&text, &session)?);
            if !found {
                return Err(IngestError::UnknownArticle(text.into_owned()));
            }
        }
        let RemovalSelection { ids, mut report } = selection;
        self.catalogue.withdrawn.extend(ids.iter().cloned());
        self.catalogue.removing.extend(ids);
        self.catalogue.write(&self.folder)?;
        self.complete_removal(&mut session)?;
        session.settle(|| false)?;
        session.finish()?;
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Removes the articles that the catalogue lists for removal, and clears that list.
    pub(super) fn complete_removal(&mut self, session: &mut Session) -> Result<(), IngestError> {
        if self.catalogue.removing.is_empty() {
            return Ok(());
        }
        let updates = entries_without(&self.catalogue.removing, session)?;
        session.remove_articles(&self.catalogue.removing, &updates)?;
        self.clear_removal()
    }

    /// Records that the index contains none of the articles that were removed by hand.
    pub(super) fn clear_removal(&mut self) -> Result<(), IngestError> {
        if self.catalogue.removing.is_empty() {
            return Ok(());
        }
        self.catalogue.removing.clear();
        self.catalogue.write(&self.folder)
    }
}

impl RemovalSelection {
    /// Selects the articles of a file or folder. Returns whether this selected any further articles.
    fn add_path(&mut self, path: &Path, session: &Session) -> Result<bool, IngestError> {
        let path = absolute(path);
        let mut files: Vec<_> = session.manifest.below(&path, &[])?.collect::<Result<_, _>>()?;
        files.extend(session.manifest.get(&path)?.map(|entry| (path_key(&path), entry)));
        let before = self.ids.len();
        for (key, _) in files {
            let held = session.engine.articles_of(&key_path(&key))?;
            self.report.articles.removed += held.len() as u64;
            self.report.files.removed += 1;
            self.ids.extend(held.into_iter().map(|held| held.id));
        }
        Ok(self.ids.len() > before)
    }

    /// Selects the articles with an id. Returns whether this selected any further articles.
    fn add_id(&mut self, id: &str, session: &Session) -> Result<bool, IngestError> {
        let before = self.ids.len();
        let articles = files_of(session, &ArticleId::from_typed(id))?.len();
        if articles > 0 {
            self.ids.insert(ArticleId::from_typed(id));
            self.report.articles.removed += articles as u64;
        }
        Ok(self.ids.len() > before)
    }
}

/// Returns the manifest entries of the files of some articles, as of after their removal. An article may be in several files.
fn entries_without(ids: &BTreeSet<ArticleId>, session: &Session) -> Result<Vec<ManifestUpdate>, IngestError> {
    let mut removed: BTreeMap<FilePath, u32> = BTreeMap::new();
    for id in ids {
        for file in files_of(session, id)? {
            *removed.entry(file).or_default() += 1;
        }
    }
    let mut updates = Vec::new();
    for (file, removed) in removed {
        if let Some(mut entry) = session.manifest.get(&file.to_path_buf())? {
            entry.articles = entry.articles.saturating_sub(removed);
            updates.push((file, Some(entry)));
        }
    }
    Ok(updates)
}

/// Returns the files of the articles with an id.
fn files_of(session: &Session, id: &ArticleId) -> Result<Vec<FilePath>, IngestError> {
    Ok(session.engine.articles_with_id(id)?.into_iter().map(|article| article.file).collect())
}

//! The index that a rebuild replaces, read as far as possible.

use crate::article::{Article, ArticleId, FilePath};
use crate::engine::{Engine, EngineError, HeldArticle, open_earlier};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The index that a rebuild replaces. Damaged parts count as empty, and the damage is recorded: the sources of a rebuild are the folders.
pub(super) struct EarlierIndex {
    engine: Option<Box<dyn Engine>>,
    damage: Mutex<Option<EngineError>>,
}

impl EarlierIndex {
    /// Opens the index of the archive in `folder`; it is empty if there is none or it cannot be opened.
    pub(super) fn open(folder: &Path) -> Self {
        let (engine, damage) = match open_earlier(folder) {
            Ok(engine) => {
                let damage = engine.as_ref().map(|engine| engine.damage());
                (engine, damage.and_then(|found| found.map_or_else(Some, |damage| damage.into_iter().next())))
            }
            Err(error) => (None, Some(error)),
        };
        Self { engine, damage: Mutex::new(damage) }
    }

    /// Returns the first damage that was found.
    pub(super) fn damage(&self) -> Option<String> {
        self.damage.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(ToString::to_string)
    }

    /// Returns the identities of the articles of a file, without reading the articles.
    pub(super) fn articles_of(&self, file: &FilePath) -> Vec<HeldArticle> {
        self.read(|engine| engine.articles_of(file))
    }

    /// Returns the articles with an id.
    pub(super) fn articles_with_id(&self, id: &ArticleId) -> Vec<Article> {
        self.read(|engine| engine.articles_with_id(id))
    }

    /// Returns the articles of a file as they were indexed. If one of them is damaged, returns the others.
    pub(super) fn stored_articles(&self, file: &FilePath) -> Vec<Article> {
        if let Some(articles) = self.read(|engine| engine.stored_articles(file).map(Some)) {
            return articles;
        }
        let ids: BTreeSet<ArticleId> = self.articles_of(file).into_iter().map(|held| held.id).collect();
        let articles = ids.iter().flat_map(|id| self.articles_with_id(id));
        articles.filter(|article| article.file == *file).collect()
    }

    /// Returns the files of the articles from streams.
    pub(super) fn spooled_files(&self) -> BTreeSet<FilePath> {
        self.read(spooled_files)
    }

    fn read<T: Default>(&self, read: impl FnOnce(&dyn Engine) -> Result<T, EngineError>) -> T {
        let Some(engine) = &self.engine else { return T::default() };
        read(&**engine).unwrap_or_else(|error| {
            self.damage.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            T::default()
        })
    }
}

/// Returns the files of the articles from streams in an index.
pub(super) fn spooled_files(engine: &dyn Engine) -> Result<BTreeSet<FilePath>, EngineError> {
    let mut files = BTreeSet::new();
    engine.each_file(&mut |file, _| {
        if file.is_spooled() {
            files.insert(file.clone());
        }
    })?;
    Ok(files)
}

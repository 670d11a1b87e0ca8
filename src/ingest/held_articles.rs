//! The articles of a file that an index holds and that have not been read again yet.

use crate::article::{Article, ArticleId};
use crate::engine::HeldArticle;
use std::collections::HashMap;

/// The articles of a file by id. A file may hold several versions of an article, which share their id.
#[derive(Default)]
pub(super) struct HeldArticles(HashMap<ArticleId, Vec<HeldArticle>>);

impl HeldArticles {
    /// Takes the article that `article` repeats or replaces: preferably one with the same content, else any with its id.
    pub(super) fn take(&mut self, article: &Article) -> Option<HeldArticle> {
        let held = self.0.get_mut(&article.id)?;
        let fingerprint = article.fingerprint();
        let same = held.iter().position(|held| held.fingerprint == fingerprint).unwrap_or(0);
        let taken = (same < held.len()).then(|| held.swap_remove(same));
        if held.is_empty() {
            self.0.remove(&article.id);
        }
        taken
    }

    /// Returns the number of articles.
    pub(super) fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Takes all articles, by id.
    pub(super) fn drain(&mut self) -> Vec<(ArticleId, Vec<HeldArticle>)> {
        self.0.drain().collect()
    }
}

impl Extend<HeldArticle> for HeldArticles {
    fn extend<T: IntoIterator<Item = HeldArticle>>(&mut self, articles: T) {
        for held in articles {
            self.0.entry(held.id.clone()).or_default().push(held);
        }
    }
}

impl FromIterator<HeldArticle> for HeldArticles {
    fn from_iter<T: IntoIterator<Item = HeldArticle>>(articles: T) -> Self {
        let mut held = Self::default();
        held.extend(articles);
        held
    }
}

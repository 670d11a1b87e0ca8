//! Caches the articles that a search has read, for its next steps.

use super::read_article::ReadArticle;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The maximum text of cached articles, in bytes; their tokens take about three times as much.
const MAX_BYTES: usize = 32 << 20;

/// The most recently read articles, by address.
#[derive(Default)]
pub(in crate::engine) struct ArticleCache(Mutex<Cached>);

#[derive(Default)]
struct Cached {
    articles: FxHashMap<u64, Arc<ReadArticle>>,
    bytes: usize,
}

impl ArticleCache {
    /// Returns an article if it is cached.
    pub(super) fn get(&self, address: u64) -> Option<Arc<ReadArticle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).articles.get(&address).cloned()
    }

    /// Caches an article, and drops all others when the cache is full.
    pub(super) fn insert(&self, address: u64, article: &Arc<ReadArticle>) {
        let bytes = article.article.body.len() + article.article.headline.len();
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cached.bytes + bytes > MAX_BYTES {
            *cached = Cached::default();
        }
        cached.bytes += bytes;
        cached.articles.insert(address, Arc::clone(article));
    }
}

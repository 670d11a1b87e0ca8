//! The article that a known-item query should find, with its near-duplicates.

use super::article_pool::ArticlePool;
use super::known_item_queries::KnownItem;
use crate::article::{Article, ArticleId};
use crate::text::Tokens;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// The number of words in a shingle.
const SHINGLE: usize = 5;

/// The minimum Jaccard similarity of the shingles of near-duplicates.
const MIN_SIMILARITY: f64 = 0.5;

/// The article to find.
pub(super) struct TargetArticle<'a> {
    id: &'a ArticleId,
    headline: &'a str,
    pool: &'a ArticlePool,
    shingles: FxHashSet<u64>,
}

impl<'a> TargetArticle<'a> {
    pub(super) fn new(item: &'a KnownItem, pool: &'a ArticlePool) -> Self {
        Self { id: &item.id, headline: pool.headline(&item.id), pool, shingles: shingles(&item.body) }
    }

    /// Returns whether an article is the target or a near-duplicate of it.
    pub(super) fn is_found_in(&self, article: &Article) -> bool {
        article.id == *self.id
            || (!self.headline.is_empty() && self.pool.headline(&article.id) == self.headline)
            || are_similar(&self.shingles, &shingles(&article.body))
    }
}

/// Returns the hashes of all shingles of a text. A shorter text is one shingle.
fn shingles(text: &str) -> FxHashSet<u64> {
    let tokens = Tokens::of(text);
    let terms: Vec<&str> = tokens.terms().collect();
    let length = SHINGLE.min(terms.len()).max(1);
    let hash = |shingle: &[&str]| {
        let mut hasher = FxHasher::default();
        shingle.hash(&mut hasher);
        hasher.finish()
    };
    terms.windows(length).map(hash).collect()
}

fn are_similar(one: &FxHashSet<u64>, other: &FxHashSet<u64>) -> bool {
    let (small, large) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    // The ratio of the sizes bounds the similarity.
    if small.is_empty() || (small.len() as f64) < MIN_SIMILARITY * large.len() as f64 {
        return false;
    }
    let shared = small.iter().filter(|hash| large.contains(hash)).count();
    shared as f64 >= MIN_SIMILARITY * (small.len() + large.len() - shared) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similar(one: &str, other: &str) -> bool {
        are_similar(&shingles(one), &shingles(other))
    }

    #[test]
    fn texts_that_share_half_of_their_shingles_are_similar() {
        let text = "one two three four five six seven eight nine ten";
        assert!(similar(text, "One, two: three four five. Six seven eight nine TEN"));
        // Six shingles each, of which four are shared: four of eight.
        assert!(similar(text, "three four five six seven eight nine ten eleven twelve"));
        assert!(!similar(text, "four five six seven eight nine ten eleven twelve thirteen"));
        assert!(similar("short text", "Short text"));
        assert!(!similar("short text", "text short"));
        assert!(!similar("", ""));
    }
}

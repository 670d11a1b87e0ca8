//! Which articles are as good as the one looked for.

use super::article_pool::ArticlePool;
use super::queries::KnownItem;
use crate::article::{Article, ArticleId};
use crate::text::Tokens;
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// How many words in a row are compared.
const SHINGLE: usize = 5;

/// The share of what two texts have in all that both have to have.
const ALIKE: f64 = 0.5;

/// The article looked for, as others are compared with it.
pub(super) struct TargetArticle<'a> {
    id: &'a ArticleId,
    headline: &'a str,
    pool: &'a ArticlePool,
    shingles: FxHashSet<u64>,
}

impl<'a> TargetArticle<'a> {
    pub(super) fn to(item: &'a KnownItem, pool: &'a ArticlePool) -> Self {
        Self { id: &item.id, headline: pool.headline(&item.id), pool, shingles: shingles(&item.body) }
    }

    /// Returns whether an article is the one looked for, or as good as it.
    pub(super) fn has(&self, article: &Article) -> bool {
        article.id == *self.id
            || (!self.headline.is_empty() && self.pool.headline(&article.id) == self.headline)
            || are_alike(&self.shingles, &shingles(&article.body))
    }
}

/// Returns the hashes of all runs of words of a text; of a text that has fewer words, of all its words.
fn shingles(text: &str) -> FxHashSet<u64> {
    let tokens = Tokens::of(text);
    let terms: Vec<&str> = tokens.terms().collect();
    let length = SHINGLE.min(terms.len()).max(1);
    let hash = |run: &[&str]| {
        let mut hasher = FxHasher::default();
        run.hash(&mut hasher);
        hasher.finish()
    };
    terms.windows(length).map(hash).collect()
}

fn are_alike(one: &FxHashSet<u64>, other: &FxHashSet<u64>) -> bool {
    let (small, large) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    // Sets of such different sizes cannot be alike, and need not be compared.
    if small.is_empty() || (small.len() as f64) < ALIKE * large.len() as f64 {
        return false;
    }
    let shared = small.iter().filter(|hash| large.contains(hash)).count();
    shared as f64 >= ALIKE * (small.len() + large.len() - shared) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> bool {
        are_alike(&shingles(one), &shingles(other))
    }

    #[test]
    fn half_of_all_runs_of_five_words_make_texts_alike() {
        let text = "one two three four five six seven eight nine ten";
        assert!(alike(text, "One, two: three four five. Six seven eight nine TEN"));
        // Four of eight runs are in both: six in each.
        assert!(alike(text, "three four five six seven eight nine ten eleven twelve"));
        assert!(!alike(text, "four five six seven eight nine ten eleven twelve thirteen"));
        assert!(alike("short text", "Short text"));
        assert!(!alike("short text", "text short"));
        assert!(!alike("", ""));
    }
}

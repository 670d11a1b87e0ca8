//! Finds ids that different articles share although none of them states a version.
//!
//! Such articles may be versions whose provider does not number them, or come from providers with the same numbers. The archive keeps all of them.

use super::check_report::SharedId;
use crate::article::ArticleId;
use std::collections::BTreeMap;

/// The articles of an archive by id.
#[derive(Default)]
pub(super) struct SharedIds(BTreeMap<ArticleId, Sharers>);

struct Sharers {
    /// The fingerprint of the first article.
    fingerprint: u64,
    articles: u32,
    /// Whether the fingerprint of another article differs.
    differ: bool,
}

impl SharedIds {
    /// Adds an article.
    pub(super) fn add(&mut self, id: &ArticleId, fingerprint: u64) {
        match self.0.get_mut(id) {
            Some(sharers) => {
                sharers.articles = sharers.articles.saturating_add(1);
                sharers.differ |= sharers.fingerprint != fingerprint;
            }
            None => {
                self.0.insert(id.clone(), Sharers { fingerprint, articles: 1, differ: false });
            }
        }
    }

    /// Returns the ids whose articles differ, in order. Copies of one article may share an id.
    pub(super) fn of_different_articles(self) -> Vec<SharedId> {
        let different = self.0.into_iter().filter(|(_, sharers)| sharers.differ);
        different.map(|(id, sharers)| SharedId { id, articles: sharers.articles }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_share_an_id_rightly() {
        let id = ArticleId::from_typed;
        let mut shared = SharedIds::default();
        for (name, fingerprint) in [("copy", 1), ("two", 1), ("copy", 1), ("two", 2), ("one", 3), ("two", 1)] {
            shared.add(&id(name), fingerprint);
        }
        assert_eq!(shared.of_different_articles(), [SharedId { id: id("two"), articles: 3 }]);
    }
}

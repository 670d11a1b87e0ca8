//! How well an archive is searched, by articles that are known to be in it: no judgments are needed.
//!
//! Somebody remembers an article by its headline, or by a sentence far down of which some words are lost; the test asks for it and looks at which
//! place it comes. An article that repeats the one looked for (half of its runs of five words, or the same headline) is as good as it.
//! The headline would be found in itself, so that test asks a copy of the index in which no article has one, nor a text that begins with it.

mod alike;
mod headless;
mod pool;
mod queries;

use super::{Asking, parallel};
use crate::article::Language;
use crate::engine::{Engine, EngineError};
use crate::search::{SearchError, rank};
use alike::Likeness;
use headless::HeadlessIndex;
use pool::Pool;
use queries::KnownItem;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How far down a ranking is looked for an article; one that is not there counts as not found.
const DEPTH: usize = 100;

/// What an article is asked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownItemKind {
    /// Its headline, which no article of the index asked has.
    Headline,
    /// A sentence of its last third, of which 30 % of the words are dropped.
    Sentence,
}

/// How an archive is tested.
#[derive(Debug, Clone)]
pub struct KnownItemTest {
    /// What articles are asked for by.
    pub kind: KnownItemKind,
    /// How many articles are asked for.
    pub sample: usize,
    /// What chance begins with.
    pub seed: u64,
    /// How many articles the copy without headlines has, where it is not all.
    pub of: Option<usize>,
    /// How questions are asked. Only articles that pass its filters are asked for, and found.
    pub asking: Asking,
    /// An existing folder in which the copy without headlines may be made, and is removed again.
    pub scratch: PathBuf,
}

/// How an archive did.
#[derive(Debug, Clone)]
pub struct KnownItemReport {
    /// What articles were asked for by.
    pub kind: KnownItemKind,
    /// How many articles were searched.
    pub articles: usize,
    /// All queries together.
    pub all: KnownItemScores,
    /// The queries by the language of their article, the most first.
    pub languages: Vec<(Option<Language>, KnownItemScores)>,
}

/// How some queries did.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct KnownItemScores {
    /// How many there were.
    pub queries: usize,
    /// The mean of 1 / rank.
    pub mrr: f64,
    /// How many found the article at the first place, as a share.
    pub success_1: f64,
    /// How many found it among the first ten, as a share.
    pub success_10: f64,
}

/// Why an archive was not tested.
#[derive(Debug, thiserror::Error)]
pub enum KnownItemError {
    /// The archive cannot be asked.
    #[error("the archive cannot be asked")]
    Search(#[from] SearchError),
    /// The archive cannot be read, or the copy without headlines not be written.
    #[error("the archive cannot be tested")]
    Engine(#[from] EngineError),
    /// There is no room for the copy without headlines.
    #[error("the test needs a copy of the index without headlines, and {} cannot be written", .folder.display())]
    Scratch {
        /// Where it was to be.
        folder: PathBuf,
        /// Why it is not.
        #[source]
        source: std::io::Error,
    },
    /// The archive is too large to be copied unasked.
    #[error(
        "the test needs a copy of the index without headlines, and {articles} articles are many to copy; \
         say how many to take: --of {most}"
    )]
    Large {
        /// How many articles it has.
        articles: usize,
        /// How many are copied unasked.
        most: usize,
    },
}

/// Tests an archive. The figures are the same for the same articles and the same seed, however the index came about.
///
/// # Errors
/// If a filter makes no sense, the archive cannot be read, or the copy without headlines not be made.
pub fn known_item(engine: &dyn Engine, test: &KnownItemTest) -> Result<KnownItemReport, KnownItemError> {
    let mut pool = Pool::read(engine, test)?;
    let items = queries::choose(engine, &mut pool, test)?;
    let ranks = match test.kind {
        KnownItemKind::Sentence => ranks(engine, &items, &pool, &test.asking)?,
        KnownItemKind::Headline => {
            let copy = HeadlessIndex::make(engine, &pool.slots, &test.scratch)?;
            // The copy has only articles that pass.
            let asking = Asking { filters: Default::default(), ..test.asking.clone() };
            ranks(copy.engine(), &items, &pool, &asking)?
        }
    };
    let mut languages: BTreeMap<Option<Language>, Vec<Option<usize>>> = BTreeMap::new();
    for (item, rank) in items.iter().zip(&ranks) {
        languages.entry(item.language).or_default().push(*rank);
    }
    let mut languages: Vec<_> =
        languages.into_iter().map(|(language, ranks)| (language, KnownItemScores::of(&ranks))).collect();
    languages.sort_by_key(|(_, scores)| std::cmp::Reverse(scores.queries));
    let all = KnownItemScores::of(&ranks);
    Ok(KnownItemReport { kind: test.kind, articles: pool.slots.len(), all, languages })
}

/// Returns for each item at which place it was found, from 1.
fn ranks(
    engine: &dyn Engine,
    items: &[KnownItem],
    pool: &Pool,
    asking: &Asking,
) -> Result<Vec<Option<usize>>, SearchError> {
    parallel::map(items, |item| {
        let found = rank(engine, &asking.question(&item.query), &asking.search, DEPTH)?;
        let likeness = Likeness::to(item, pool);
        Ok(found.iter().position(|found| likeness.has(&found.article)).map(|place| place + 1))
    })
}

impl KnownItemScores {
    fn of(ranks: &[Option<usize>]) -> Self {
        let count = ranks.len().max(1) as f64;
        let within = |depth: usize| ranks.iter().flatten().filter(|rank| **rank <= depth).count() as f64 / count;
        let reciprocal = ranks.iter().flatten().fold(0.0, |sum, rank| sum + 1.0 / *rank as f64);
        Self { queries: ranks.len(), mrr: reciprocal / count, success_1: within(1), success_10: within(10) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_found_counts_as_nought() {
        let scores = KnownItemScores::of(&[Some(1), Some(4), None, Some(20)]);
        assert_eq!(scores, KnownItemScores { queries: 4, mrr: 1.3 / 4.0, success_1: 0.25, success_10: 0.5 });
        assert_eq!(KnownItemScores::of(&[]), KnownItemScores::default());
    }
}

//! How well an archive is searched, by articles that are known to be in it: no judgments are needed.
//!
//! Somebody remembers an article by its headline, or by a sentence far down of which some words are lost; the test asks for it and looks at which
//! place it comes. An article that repeats the one looked for (half of its runs of five words, or the same headline) is as good as it.
//! The headline would be found in itself, so that test asks a copy of the index in which no article has one, nor a text that begins with it.
//! A copy is asked too where only some articles are to be searched. A plain baseline may answer the very same queries for comparison.

mod article_pool;
mod baseline;
mod headline_removal;
mod index_copy;
mod queries;
mod target_article;

use super::TopicSearchOptions;
use crate::article::{Article, Language};
use crate::engine::{Engine, EngineError};
use crate::parallel::parallel_map;
use crate::search::{SearchError, rank_articles};
use article_pool::ArticlePool;
use baseline::Baseline;
use headline_removal::without_headline;
use index_copy::IndexCopy;
use queries::KnownItem;
use std::collections::BTreeMap;
use std::path::PathBuf;
use target_article::TargetArticle;

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
    /// How many articles are searched, where it is not all.
    pub of: Option<usize>,
    /// Whether words as white space separates them, ranked by BM25, are tested as well.
    pub baseline: bool,
    /// How questions are asked. Only articles that pass its filters are asked for, and found.
    pub asking: TopicSearchOptions,
    /// An existing folder in which a copy of the index may be made, and is removed again.
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
    pub all: KnownItemResult,
    /// The queries by the language of their article, the most first.
    pub languages: Vec<(Option<Language>, KnownItemResult)>,
}

/// How some queries did, and how the baseline did on them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct KnownItemResult {
    /// How the archive did.
    pub scores: KnownItemScores,
    /// How words as white space separates them did, if that was asked for.
    pub baseline: Option<KnownItemScores>,
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
    /// The archive cannot be read, or the copy of it not be written.
    #[error("the archive cannot be tested")]
    Engine(#[from] EngineError),
    /// There is no room for the copy of the index.
    #[error("the test needs a copy of the index, and {} cannot be written", .folder.display())]
    Scratch {
        /// Where it was to be.
        folder: PathBuf,
        /// Why it is not.
        #[source]
        source: std::io::Error,
    },
    /// The archive is too large to be tested unasked.
    #[error("the test needs {needs}, and {articles} articles are many; say how many to take: --of {most}")]
    Large {
        /// What is made of every article.
        needs: &'static str,
        /// How many articles it has.
        articles: usize,
        /// How many are taken unasked.
        most: usize,
    },
}

/// Tests an archive. The figures are the same for the same articles and the same seed, however the index came about.
///
/// # Errors
/// If a filter makes no sense, the archive cannot be read or is too large, or the copy of it cannot be made.
pub fn known_item(engine: &dyn Engine, test: &KnownItemTest) -> Result<KnownItemReport, KnownItemError> {
    let mut pool = ArticlePool::read(engine, test)?;
    let items = queries::choose(engine, &mut pool, test)?;
    let ranks = if test.kind == KnownItemKind::Headline || pool.is_part {
        let copy = IndexCopy::make(engine, &pool.addresses, test.kind, &test.scratch)?;
        // The copy has only articles that pass.
        let asking = TopicSearchOptions { filters: Default::default(), ..test.asking.clone() };
        ranks(copy.engine(), &items, &pool, &asking)?
    } else {
        ranks(engine, &items, &pool, &test.asking)?
    };
    let baseline = if test.baseline {
        let queries: Vec<&str> = items.iter().map(|item| item.query.as_str()).collect();
        Some(Baseline::read(engine, &pool.addresses, test.kind, &queries)?.ranks(&items, &pool)?)
    } else {
        None
    };
    let mut languages: BTreeMap<Option<Language>, Vec<usize>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        languages.entry(item.language).or_default().push(place);
    }
    let figures = |places: &[usize]| KnownItemResult {
        scores: KnownItemScores::of(&at(places, &ranks)),
        baseline: baseline.as_ref().map(|ranks| KnownItemScores::of(&at(places, ranks))),
    };
    let all = figures(&(0..items.len()).collect::<Vec<_>>());
    let mut languages: Vec<_> = languages.into_iter().map(|(language, places)| (language, figures(&places))).collect();
    languages.sort_by_key(|(_, figures)| std::cmp::Reverse(figures.scores.queries));
    Ok(KnownItemReport { kind: test.kind, articles: pool.addresses.len(), all, languages })
}

/// Returns what is at some places.
fn at<T: Copy>(places: &[usize], values: &[T]) -> Vec<T> {
    places.iter().filter_map(|place| values.get(*place).copied()).collect()
}

impl KnownItemKind {
    /// Returns an article as the test searches it.
    fn searched(self, article: Article) -> Article {
        match self {
            Self::Headline => without_headline(article),
            Self::Sentence => article,
        }
    }
}

/// Returns for each item at which place it was found, from 1.
fn ranks(
    engine: &dyn Engine,
    items: &[KnownItem],
    pool: &ArticlePool,
    asking: &TopicSearchOptions,
) -> Result<Vec<Option<usize>>, SearchError> {
    parallel_map(items, |item| {
        let found = rank_articles(engine, &asking.question(&item.query), &asking.search, DEPTH)?;
        let likeness = TargetArticle::to(item, pool);
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

//! The articles that a known-item test searches.

use super::known_item_test::{KnownItemError, KnownItemKind, KnownItemTest, KnownItemWork};
use crate::article::{Article, ArticleId, FilePath};
use crate::engine::{ArticleAddress, Engine, Request, Sort};
use crate::eval::split_mix::SplitMix64;
use crate::search::{SearchQuery, read_articles, resolve_query};
use crate::text::Tokens;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// The maximum number of articles to copy, or to count word by word, by default: some minutes and about a gigabyte.
const DEFAULT_LIMIT: usize = 200_000;

/// The articles to search, and the random generator that selects among them.
pub(super) struct ArticlePool {
    /// The addresses of the articles in the order of their ids, so that results do not depend on the layout of the index.
    pub addresses: Vec<ArticleAddress>,
    /// Whether the pool is a sample of the articles that pass the filters.
    pub is_part: bool,
    pub random: SplitMix64,
    headlines: HashMap<ArticleId, String>,
}

impl ArticlePool {
    /// Reads the articles that pass the filters of a test.
    pub(super) fn read(engine: &dyn Engine, test: &KnownItemTest) -> Result<Self, KnownItemError> {
        let filters = test.options.filters.clone();
        let every = SearchQuery { filters, parse: test.options.parse.clone(), ..SearchQuery::default() };
        let query = resolve_query(&every).and_then(|every| Ok(every.adapted_to(engine)?.full_query()))?;
        let folders = &test.options.search.folders;
        let request = Request { folders, sort: Sort::AsKept, ..Request::new(&query) };
        let (addresses, _) = engine.addresses(&request)?;
        let mut random = SplitMix64::new(test.seed);
        let mut entries = Vec::with_capacity(addresses.len());
        let map = |address, article: Article, _: &mut _| PoolEntry {
            headline: folded(&article.headline),
            name: (article.id.clone(), article.path().into_owned(), article.record),
            address,
        };
        read_articles(engine, &addresses, map, |entry| {
            entries.push(entry);
            ControlFlow::Continue(())
        })?;
        let all = entries.len();
        let work = match test.kind {
            KnownItemKind::Headline => Some(KnownItemWork::IndexCopy),
            KnownItemKind::Sentence => test.baseline.then_some(KnownItemWork::WordsInMemory),
        };
        match (test.of, work) {
            (None, Some(work)) if all > DEFAULT_LIMIT => {
                return Err(KnownItemError::TooLarge { work, articles: all, limit: DEFAULT_LIMIT });
            }
            (None, _) => {}
            (Some(of), _) => {
                sort(&mut entries);
                entries = random.sample(entries, of);
            }
        }
        sort(&mut entries);
        let addresses: Vec<ArticleAddress> = entries.iter().map(|entry| entry.address).collect();
        let is_part = addresses.len() < all;
        let headlines = entries.into_iter().map(|entry| (entry.name.0, entry.headline)).collect();
        Ok(Self { addresses, is_part, random, headlines })
    }

    /// Returns the folded headline of an article; empty if it has none or is not in the pool.
    pub(super) fn headline(&self, id: &ArticleId) -> &str {
        self.headlines.get(id).map(String::as_str).unwrap_or_default()
    }
}

struct PoolEntry {
    name: (ArticleId, FilePath, u32),
    address: ArticleAddress,
    headline: String,
}

fn sort(entries: &mut [PoolEntry]) {
    entries.sort_by(|one, other| one.name.cmp(&other.name));
}

fn folded(headline: &str) -> String {
    Tokens::of(headline).terms().collect::<Vec<_>>().join(" ")
}

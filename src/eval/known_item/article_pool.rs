//! The articles that are searched.

use super::{KnownItemError, KnownItemKind, KnownItemTest};
use crate::article::{Article, ArticleId, FilePath};
use crate::engine::{ArticleAddress, Engine, Request, Sort};
use crate::eval::split_mix::SplitMix64;
use crate::search::{SearchError, read_articles};
use crate::text::Tokens;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// How many articles are copied, or their words counted, unasked: a few minutes and a gigabyte or so.
const MOST: usize = 200_000;

/// The articles that are searched, and the chance that chooses among them.
pub(super) struct ArticlePool {
    /// Where the articles are, in the order of their ids, which no change of the index changes.
    pub addresses: Vec<ArticleAddress>,
    /// Whether these are fewer than pass the filters.
    pub is_part: bool,
    pub random: SplitMix64,
    headlines: HashMap<ArticleId, String>,
}

impl ArticlePool {
    /// Reads which articles there are that pass the filters of the test.
    pub(super) fn read(engine: &dyn Engine, test: &KnownItemTest) -> Result<Self, KnownItemError> {
        let query = test.asking.filters.query(test.asking.parse.today).map_err(SearchError::from)?;
        let folders = &test.asking.search.folders;
        let request = Request { folders, sort: Sort::AsKept, ..Request::new(&query) };
        let (addresses, _) = engine.addresses(&request)?;
        let mut random = SplitMix64::new(test.seed);
        let mut read = Vec::with_capacity(addresses.len());
        let keep = |address, article: Article, _: &mut _| PoolEntry {
            headline: folded(&article.headline),
            name: (article.id, article.file, article.record),
            address,
        };
        read_articles(engine, &addresses, keep, |kept| {
            read.push(kept);
            ControlFlow::Continue(())
        })?;
        let all = read.len();
        let needs = match test.kind {
            KnownItemKind::Headline => Some("a copy of the index without headlines"),
            KnownItemKind::Sentence => test.baseline.then_some("the words of every article in memory"),
        };
        match (test.of, needs) {
            (None, Some(needs)) if all > MOST => {
                return Err(KnownItemError::Large { needs, articles: all, most: MOST });
            }
            (None, _) => {}
            (Some(of), _) => {
                sort(&mut read);
                read = random.sample(read, of);
            }
        }
        sort(&mut read);
        let addresses: Vec<ArticleAddress> = read.iter().map(|read| read.address).collect();
        let is_part = addresses.len() < all;
        let headlines = read.into_iter().map(|read| (read.name.0, read.headline)).collect();
        Ok(Self { addresses, is_part, random, headlines })
    }

    /// Returns the words of an article's headline, folded; nothing for an article that has none or is not among them.
    pub(super) fn headline(&self, id: &ArticleId) -> &str {
        self.headlines.get(id).map(String::as_str).unwrap_or_default()
    }
}

/// What is kept of an article.
struct PoolEntry {
    name: (ArticleId, FilePath, u32),
    address: ArticleAddress,
    headline: String,
}

fn sort(read: &mut [PoolEntry]) {
    read.sort_by(|one, other| one.name.cmp(&other.name));
}

fn folded(headline: &str) -> String {
    Tokens::of(headline).terms().collect::<Vec<_>>().join(" ")
}

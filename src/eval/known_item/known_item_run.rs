//! Runs a known-item test.

use super::article_pool::ArticlePool;
use super::baseline::Baseline;
use super::index_copy::IndexCopy;
use super::known_item_queries::{KnownItem, choose_items};
use super::known_item_report::{KnownItemReport, KnownItemResult, KnownItemScores};
use super::known_item_test::{DEPTH, KnownItemError, KnownItemKind, KnownItemTest};
use super::target_article::TargetArticle;
use crate::article::Language;
use crate::engine::Engine;
use crate::eval::topic_search::TopicSearchOptions;
use crate::parallel::parallel_map;
use crate::search::{SearchError, rank_articles};
use std::collections::BTreeMap;

/// Runs a known-item test. The result depends only on the articles and the seed, not on how the index was built.
///
/// # Errors
/// If a filter is invalid, the archive cannot be read or is too large, or the copy of the index cannot be written.
pub fn known_item(engine: &dyn Engine, test: &KnownItemTest) -> Result<KnownItemReport, KnownItemError> {
    let mut pool = ArticlePool::read(engine, test)?;
    let items = choose_items(engine, &mut pool, test)?;
    let ranks = if test.kind == KnownItemKind::Headline || pool.is_part {
        let copy = IndexCopy::make(engine, &pool.addresses, test.kind, &test.scratch)?;
        // The copy has only articles that pass the filters.
        let options = TopicSearchOptions { filters: Default::default(), ..test.options.clone() };
        ranks(copy.engine(), &items, &pool, &options)?
    } else {
        ranks(engine, &items, &pool, &test.options)?
    };
    let baseline = if test.baseline {
        let queries: Vec<&str> = items.iter().map(|item| item.query.as_str()).collect();
        Some(Baseline::read(engine, &pool.addresses, test.kind, &queries)?.ranks(&items, &pool)?)
    } else {
        None
    };
    let mut languages: BTreeMap<Option<Language>, Vec<usize>> = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        languages.entry(item.language).or_default().push(index);
    }
    let result = |indexes: &[usize]| KnownItemResult {
        scores: KnownItemScores::of(&select(indexes, &ranks)),
        baseline: baseline.as_ref().map(|ranks| KnownItemScores::of(&select(indexes, ranks))),
    };
    let all = result(&(0..items.len()).collect::<Vec<_>>());
    let mut languages: Vec<_> = languages.into_iter().map(|(language, indexes)| (language, result(&indexes))).collect();
    languages.sort_by_key(|(_, result)| std::cmp::Reverse(result.scores.queries));
    Ok(KnownItemReport { kind: test.kind, articles: pool.addresses.len(), all, languages })
}

/// Returns the values at some indexes.
fn select<T: Copy>(indexes: &[usize], values: &[T]) -> Vec<T> {
    indexes.iter().filter_map(|index| values.get(*index).copied()).collect()
}

/// Returns the rank of each item, from 1; `None` for items not found.
fn ranks(
    engine: &dyn Engine,
    items: &[KnownItem],
    pool: &ArticlePool,
    options: &TopicSearchOptions,
) -> Result<Vec<Option<usize>>, SearchError> {
    parallel_map(items, |item| {
        let found = rank_articles(engine, &options.query(&item.query), &options.search, DEPTH)?;
        let target = TargetArticle::new(item, pool);
        Ok(found.iter().position(|found| target.is_found_in(&found.article)).map(|index| index + 1))
    })
}

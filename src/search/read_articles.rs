//! Parallel reading of many articles with results in a fixed order.
//!
//! The articles are read in batches, the first ones small so that results appear at once. Each thread takes a share of a batch and reads it in
//! storage order, so that no compressed block is unpacked twice. Results arrive in the order of the addresses whatever the number of threads.

use crate::article::Article;
use crate::engine::{ArticleAddress, Engine, EngineError, Request, TruncatedPattern};
use crate::parallel::{in_shares, processors, shares_of};
use crate::text::StemCache;
use std::convert::Infallible;
use std::ops::ControlFlow;

/// The number of articles in the first batch. Each batch is twice as large as the one before.
const FIRST_BATCH: usize = 16;

/// The minimum number of articles per thread: one thread reads a page of ten as fast as several (docs/performance.md).
const MIN_SHARE: usize = 16;

/// The maximum number of articles in a batch.
const MAX_BATCH: usize = 2048;

/// Reads articles, maps each with `map` and passes the results to `visit` in the order of the addresses until it breaks.
///
/// # Errors
/// If the archive cannot be read.
pub fn read_articles<T: Send>(
    engine: &dyn Engine,
    addresses: &[ArticleAddress],
    map: impl Fn(ArticleAddress, Article, &mut StemCache) -> T + Sync,
    mut visit: impl FnMut(T) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    let mut caches: Vec<StemCache> = std::iter::repeat_with(StemCache::default).take(processors()).collect();
    let (mut rest, mut size) = (addresses, FIRST_BATCH);
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(size.min(rest.len()));
        for result in read_batch(engine, batch, &map, &mut caches)? {
            if visit(result).is_break() {
                return Ok(());
            }
        }
        (rest, size) = (after, (size * 2).min(MAX_BATCH));
    }
    Ok(())
}

/// Reads the articles that match a request, in stored order, like [`read_articles`]. If the engine finds them before it reads them, `finding` finds and
/// `engine` reads.
///
/// # Errors
/// If the archive cannot be read.
pub(super) fn read_matching<T: Send>(
    finding: &dyn Engine,
    engine: &dyn Engine,
    request: &Request<'_>,
    map: impl Fn(ArticleAddress, Article, &mut StemCache) -> T + Sync,
    mut visit: impl FnMut(T) -> ControlFlow<()> + Send,
) -> Result<Vec<TruncatedPattern>, EngineError> {
    let in_batch = |batch: Vec<(ArticleAddress, Article)>| -> Result<Vec<T>, Infallible> {
        in_shares(shares_of(batch, MIN_SHARE), |share| {
            let mut stems = StemCache::default();
            Ok(share.into_iter().map(|(address, article)| map(address, article, &mut stems)).collect())
        })
    };
    let all_at_once = engine.each_article(request, &mut |batch| {
        let Ok(results) = in_batch(batch);
        results.into_iter().try_for_each(&mut visit)
    })?;
    if all_at_once {
        return Ok(Vec::new());
    }
    let (addresses, truncated) = finding.addresses(request)?;
    read_articles(engine, &addresses, map, visit)?;
    Ok(truncated)
}

fn read_batch<T: Send>(
    engine: &dyn Engine,
    batch: &[ArticleAddress],
    map: &(impl Fn(ArticleAddress, Article, &mut StemCache) -> T + Sync),
    caches: &mut [StemCache],
) -> Result<Vec<T>, EngineError> {
    let share = batch.len().div_ceil(caches.len().max(1)).max(MIN_SHARE);
    in_shares(batch.chunks(share).zip(caches), |(addresses, stems)| read_share(engine, addresses, map, stems))
}

fn read_share<T>(
    engine: &dyn Engine,
    addresses: &[ArticleAddress],
    map: &impl Fn(ArticleAddress, Article, &mut StemCache) -> T,
    stems: &mut StemCache,
) -> Result<Vec<T>, EngineError> {
    let mut in_storage_order: Vec<(usize, ArticleAddress)> = addresses.iter().copied().enumerate().collect();
    in_storage_order.sort_unstable_by_key(|(_, address)| *address);
    let mut results = Vec::with_capacity(addresses.len());
    let addresses: Vec<ArticleAddress> = in_storage_order.iter().map(|(_, address)| *address).collect();
    let mut indexes = in_storage_order.iter();
    engine.articles_at(&addresses, &mut |article| {
        if let Some((index, address)) = indexes.next() {
            results.push((*index, map(*address, article, stems)));
        }
    })?;
    results.sort_unstable_by_key(|(index, _)| *index);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

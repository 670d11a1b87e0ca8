//! All the articles that answer, read one after the other by as many threads as there are processors.
//!
//! What is made of the articles comes back in their order, so the answer is the same however many threads there are. They are read in
//! batches, the first of them small so that the first results are there at once; within a batch each thread reads in the order in which
//! the engine keeps the articles, which saves it from unpacking the same block again and again.

use crate::article::Article;
use crate::engine::{ArticleAddress, Engine, EngineError};
use crate::parallel::{in_shares, processors};
use crate::text::StemCache;
use std::ops::ControlFlow;

/// How many articles the first batch has; each after it twice as many as the one before.
const FIRST_BATCH: usize = 16;

/// The fewest articles for which a thread is started: the ten of a page are read as fast by one (docs/performance.md).
const LEAST_SHARE: usize = 16;

/// The most articles that a batch has.
const LARGEST_BATCH: usize = 2048;

/// Makes something of every article in the addresses, and hands it to `visit` in their order until that says to stop.
///
/// # Errors
/// If the archive cannot be read.
pub fn read_articles<T: Send>(
    engine: &dyn Engine,
    addresses: &[ArticleAddress],
    make: impl Fn(ArticleAddress, Article, &mut StemCache) -> T + Sync,
    mut visit: impl FnMut(T) -> ControlFlow<()>,
) -> Result<(), EngineError> {
    let mut caches: Vec<StemCache> = std::iter::repeat_with(StemCache::default).take(processors()).collect();
    let (mut rest, mut size) = (addresses, FIRST_BATCH);
    while !rest.is_empty() {
        let (batch, after) = rest.split_at(size.min(rest.len()));
        for made in read_batch(engine, batch, &make, &mut caches)? {
            if visit(made).is_break() {
                return Ok(());
            }
        }
        (rest, size) = (after, (size * 2).min(LARGEST_BATCH));
    }
    Ok(())
}

fn read_batch<T: Send>(
    engine: &dyn Engine,
    batch: &[ArticleAddress],
    make: &(impl Fn(ArticleAddress, Article, &mut StemCache) -> T + Sync),
    caches: &mut [StemCache],
) -> Result<Vec<T>, EngineError> {
    let share = batch.len().div_ceil(caches.len().max(1)).max(LEAST_SHARE);
    in_shares(batch.chunks(share).zip(caches), |(addresses, stems)| read_share(engine, addresses, make, stems))
}

fn read_share<T>(
    engine: &dyn Engine,
    addresses: &[ArticleAddress],
    make: &impl Fn(ArticleAddress, Article, &mut StemCache) -> T,
    stems: &mut StemCache,
) -> Result<Vec<T>, EngineError> {
    let mut as_kept: Vec<(usize, ArticleAddress)> = addresses.iter().copied().enumerate().collect();
    as_kept.sort_unstable_by_key(|(_, address)| *address);
    let mut made = Vec::with_capacity(addresses.len());
    for (position, address) in as_kept {
        made.push((position, make(address, engine.article_at(address)?, stems)));
    }
    made.sort_unstable_by_key(|(position, _)| *position);
    Ok(made.into_iter().map(|(_, made)| made).collect())
}

//! Delays between retries: random and exponentially growing, so that clients that were refused together do not come back together.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// The maximum delay before the first retry; it doubles with each retry.
const FIRST: Duration = Duration::from_millis(100);

/// The upper bound of all delays.
const LONGEST: Duration = Duration::from_secs(10);

/// The delays between retries of a request: exponential, with full jitter, within a time limit.
#[derive(Debug)]
pub(in crate::engine::opensearch) struct Backoff {
    begun: Instant,
    limit: Duration,
    longest: Duration,
}

impl Backoff {
    /// Returns the delays of a request that is retried for no longer than `limit`.
    pub(in crate::engine::opensearch) fn new(limit: Duration) -> Self {
        Self { begun: Instant::now(), limit, longest: FIRST }
    }

    /// Waits before the next retry, at least as long as the cluster asks for. Returns `false` at once if the limit has passed or would pass.
    pub(in crate::engine::opensearch) fn wait(&mut self, retry_after: Option<Duration>) -> bool {
        let wait = match self.next(retry_after) {
            Some(wait) if self.elapsed().saturating_add(wait) <= self.limit => wait,
            _ => return false,
        };
        std::thread::sleep(wait);
        true
    }

    /// Returns the time since the first attempt.
    pub(in crate::engine::opensearch) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Returns the next delay; `None` once the limit has passed.
    fn next(&mut self, retry_after: Option<Duration>) -> Option<Duration> {
        let left = self.limit.checked_sub(self.elapsed()).filter(|left| !left.is_zero())?;
        let wait = random_part(self.longest).min(left);
        self.longest = (self.longest * 2).min(LONGEST);
        Some(retry_after.map_or(wait, |asked| asked.saturating_add(wait.min(FIRST))))
    }
}

/// Returns a random fraction of a duration.
fn random_part(whole: Duration) -> Duration {
    // `RandomState` is randomly seeded.
    let random = RandomState::new().hash_one(0_u8);
    let micros = u64::try_from(whole.as_micros()).unwrap_or(u64::MAX);
    Duration::from_micros(random % micros.saturating_add(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_differ() {
        let mut waits = [0; 12].map(|_| Backoff::new(Duration::from_secs(600)));
        let mut last = Vec::new();
        for step in 0..12_u32 {
            let longest = (FIRST * 2_u32.pow(step)).min(LONGEST);
            last = waits.iter_mut().filter_map(|backoff| backoff.next(None)).collect();
            assert!(last.len() == 12 && last.iter().all(|wait| *wait <= longest), "{step}: {last:?}");
        }
        last.sort();
        last.dedup();
        assert!(last.len() > 6 && last.last() > Some(&FIRST), "{last:?}");
    }

    #[test]
    fn the_cluster_may_ask_for_more_but_not_beyond_the_limit() {
        let mut backoff = Backoff::new(Duration::from_secs(5));
        let asked = Duration::from_secs(2);
        let wait = backoff.next(Some(asked)).unwrap();
        assert!(wait >= asked && wait <= asked + FIRST, "{wait:?}");
        let begun = Instant::now();
        assert!(!backoff.wait(Some(Duration::from_secs(6))));
        assert!(!backoff.wait(Some(Duration::MAX)));
        assert!(!Backoff::new(Duration::ZERO).wait(None));
        assert!(begun.elapsed() < Duration::from_secs(1));
        assert!(Backoff::new(Duration::from_secs(1)).wait(None));
    }
}

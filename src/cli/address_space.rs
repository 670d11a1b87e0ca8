//! The address space of the process, if `ulimit -v` limits it.
//!
//! The allocator and the C library reserve address space in large blocks, several per thread, and the index maps its files. A process that runs out of it
//! can only abort, so an indexing run is refused if there is too little, and uses fewer threads if there is not much. Address space in use already is not
//! counted: most of it is reserved but unused.

use std::fs;

/// The address space for an indexing run with one thread, in bytes. Measured with 2,200 articles: below this, most runs aborted; from here on, 2 of 250.
const NEEDED: u64 = 200 << 20;

/// The address space per thread of a run with several threads, in bytes. Measured with two and six threads.
const NEEDED_BY_THREAD: u64 = 512 << 20;

/// The address space is too small for an indexing run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the address space is limited to {} MB, and indexing needs {} MB", .limit >> 20, NEEDED >> 20)]
pub(super) struct AddressSpaceError {
    /// The limit in bytes.
    pub limit: u64,
}

/// Returns the limit of the address space in bytes; `None` if there is none, or not on Linux.
pub(super) fn address_space() -> Option<u64> {
    limit(&fs::read_to_string("/proc/self/limits").ok()?)
}

/// Fails if the address space is too small for an indexing run.
pub(super) fn require(limit: Option<u64>) -> Result<(), AddressSpaceError> {
    limit.filter(|limit| *limit < NEEDED).map_or(Ok(()), |limit| Err(AddressSpaceError { limit }))
}

/// Returns the number of threads, at most `threads`, that the address space allows.
pub(super) fn threads(threads: usize, limit: Option<u64>) -> usize {
    let most = limit.map(|limit| usize::try_from(limit / NEEDED_BY_THREAD).unwrap_or(usize::MAX).max(1));
    most.map_or(threads, |most| threads.min(most))
}

/// Returns the soft limit in the format of `/proc/self/limits`; `None` if there is none.
fn limit(limits: &str) -> Option<u64> {
    let row = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    row.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soft_limit_counts() {
        let limits = |soft: &str| {
            format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max resident set          7                    unlimited            bytes     \n\
                 Max address space         {soft}            unlimited            bytes     \n"
            )
        };
        assert_eq!(limit(&limits("104857600")), Some(104_857_600));
        assert_eq!(limit(&limits("unlimited")), None);
        for text in ["", "Max address space", "Max address space   many bytes", "\nMax processes  1"] {
            assert_eq!(limit(text), None, "{text:?}");
        }
    }

    #[test]
    fn little_space_allows_few_threads_and_very_little_none() {
        for (limit, is_enough, allowed) in [
            (None, true, 8),
            (Some(u64::MAX), true, 8),
            (Some(5 * NEEDED_BY_THREAD), true, 5),
            (Some(NEEDED), true, 1),
            (Some(NEEDED - 1), false, 1),
            (Some(0), false, 1),
        ] {
            assert_eq!((require(limit).is_ok(), threads(8, limit)), (is_enough, allowed), "{limit:?}");
        }
    }
}

//! The address space of the process, where `ulimit -v` limits it.
//!
//! The allocator and the C library reserve address space in large pieces, several for each thread, and the index maps its files. A process that finds none
//! left can only abort, so a run is refused beforehand where there is too little, and uses fewer threads where there is not much.

use std::fs;

/// What an indexing run needs with one thread, in bytes. Measured with 2,200 articles: from here on none of 130 runs aborted.
const NEEDED: u64 = 160 << 20;

/// What a run with several threads needs for each, in bytes; measured likewise, with two and six threads.
const NEEDED_BY_THREAD: u64 = 512 << 20;

/// The address space is too small for an indexing run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "only {} MB of address space are left for indexing, which needs {} MB",
    .free >> 20,
    NEEDED >> 20
)]
pub(super) struct AddressSpaceError {
    /// The free address space in bytes.
    pub free: u64,
}

/// Returns the address space that the process may still use, in bytes; `None` if it is not limited, or not on Linux.
pub(super) fn free_address_space() -> Option<u64> {
    let limit = limit(&fs::read_to_string("/proc/self/limits").ok()?)?;
    let used = fs::read_to_string("/proc/self/status").ok().and_then(|status| used(&status));
    Some(limit.saturating_sub(used.unwrap_or_default()))
}

/// Fails if the free address space is too small for an indexing run.
pub(super) fn require(free: Option<u64>) -> Result<(), AddressSpaceError> {
    free.filter(|free| *free < NEEDED).map_or(Ok(()), |free| Err(AddressSpaceError { free }))
}

/// Returns how many of `threads` the free address space allows.
pub(super) fn threads(threads: usize, free: Option<u64>) -> usize {
    let most = free.map(|free| usize::try_from(free / NEEDED_BY_THREAD).unwrap_or(usize::MAX).max(1));
    most.map_or(threads, |most| threads.min(most))
}

/// Returns the soft limit in the format of `/proc/self/limits`; `None` if there is none.
fn limit(limits: &str) -> Option<u64> {
    let row = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    row.split_whitespace().next()?.parse().ok()
}

/// Returns the address space in use, by the format of `/proc/self/status`.
fn used(status: &str) -> Option<u64> {
    let row = status.lines().find_map(|line| line.strip_prefix("VmSize:"))?;
    let kilobytes: u64 = row.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limit_and_use_are_read_from_the_files_of_the_system() {
        let limits = |soft: &str| {
            format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max resident set          7                    unlimited            bytes     \n\
                 Max address space         {soft}            unlimited            bytes     \n"
            )
        };
        assert_eq!(limit(&limits("104857600")), Some(104_857_600));
        assert_eq!(limit(&limits("unlimited")), None);
        assert_eq!(used("Name:\tdateline\nVmPeak:\t   99 kB\nVmSize:\t   12 kB\n"), Some(12 << 10));
        for text in ["", "Max address space", "VmSize:", "VmSize: many kB", "VmSize: 1"] {
            assert_eq!((limit(text), used(text)), (None, None), "{text:?}");
        }
    }

    #[test]
    fn little_space_allows_few_threads_and_very_little_none() {
        for (free, is_enough, allowed) in [
            (None, true, 8),
            (Some(u64::MAX), true, 8),
            (Some(5 * NEEDED_BY_THREAD), true, 5),
            (Some(NEEDED), true, 1),
            (Some(NEEDED - 1), false, 1),
            (Some(0), false, 1),
        ] {
            assert_eq!((require(free).is_ok(), threads(8, free)), (is_enough, allowed), "{free:?}");
        }
    }
}

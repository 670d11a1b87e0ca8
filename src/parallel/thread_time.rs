//! The processor time of the current thread.

use std::time::Duration;

/// Returns the processor time that the current thread has used, which does not depend on other programs. If the system has no such clock, the time since the
/// first call.
pub fn thread_time() -> Duration {
    of_thread().unwrap_or_else(since_first_call)
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn of_thread() -> Option<Duration> {
    nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID.now().ok().map(Duration::from)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn of_thread() -> Option<Duration> {
    None
}

fn since_first_call() -> Duration {
    static FIRST: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    FIRST.elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_thread_grows_as_it_works() {
        let before = thread_time();
        while thread_time() == before {}
        assert!(thread_time() > before);
    }
}

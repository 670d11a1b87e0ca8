//! The time limit of one search.
//!
//! Nothing is interrupted from outside: every loop that a query can prolong checks the clock periodically. A loop that cannot return an error, such as a
//! scorer of tantivy, ends early. The deadline remembers that it cut something short, so [`Deadline::result`] fails afterwards and a partial result is
//! never taken for a complete one.

use super::error::EngineError;
use std::fmt::Display;
#[cfg(test)]
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The work between two checks of the clock, in units of about a microsecond or less. Tests check at every step.
const WORK: usize = if cfg!(test) { 1 } else { 2048 };

/// The time limit of a search, shared by all its threads, and the part of the query that is being processed.
#[derive(Debug, Clone, Default)]
pub struct Deadline {
    limit: Option<Arc<Limit>>,
    part: Option<Arc<str>>,
}

#[derive(Debug)]
struct Limit {
    time: Duration,
    clock: Clock,
    /// The part of the query that was cut short first.
    cut: OnceLock<Option<Arc<str>>>,
}

#[derive(Debug)]
enum Clock {
    Until(Instant),
    /// Expires at this check.
    #[cfg(test)]
    Looks(AtomicUsize),
}

impl Deadline {
    /// Returns the deadline of a search that begins now; `None` for no limit.
    pub fn after(time: Option<Duration>) -> Self {
        // A time too large for `Instant` means no limit.
        let until = time.and_then(|time| Some((time, Instant::now().checked_add(time)?)));
        let limit = until.map(|(time, until)| Arc::new(Limit::new(time, Clock::Until(until))));
        Self { limit, part: None }
    }

    /// Returns a deadline that expires at the given check of the clock, counted from 0.
    #[cfg(test)]
    pub(crate) fn at_look(look: usize) -> Self {
        let limit = Limit::new(Duration::from_secs(30), Clock::Looks(AtomicUsize::new(look)));
        Self { limit: Some(Arc::new(limit)), part: None }
    }

    /// Returns the time that is left; `None` without a limit.
    pub fn left(&self) -> Option<Duration> {
        match &self.limit.as_ref()?.clock {
            Clock::Until(until) => Some(until.saturating_duration_since(Instant::now())),
            #[cfg(test)]
            Clock::Looks(_) => None,
        }
    }

    /// Returns the deadline for work on a part of the query.
    #[must_use]
    pub fn at(&self, part: &impl Display) -> Self {
        Self { limit: self.limit.clone(), part: self.limit.as_ref().map(|_| part.to_string().into()) }
    }

    /// Checks the clock and returns whether the time is up. If so, the caller must stop, and its result is discarded.
    pub fn is_over(&self) -> bool {
        let Some(limit) = &self.limit else { return false };
        if limit.cut.get().is_some() {
            return true;
        }
        let is_over = limit.clock.is_over();
        if is_over {
            limit.cut.get_or_init(|| self.part.clone());
        }
        is_over
    }

    /// Checks the clock.
    ///
    /// # Errors
    /// If the time is up.
    pub fn check(&self) -> Result<(), EngineError> {
        self.is_over();
        self.result()
    }

    /// Returns whether all work so far was completed, without checking the clock.
    ///
    /// # Errors
    /// If any was cut short.
    pub fn result(&self) -> Result<(), EngineError> {
        match self.limit.as_ref().and_then(|limit| Some((limit.time, limit.cut.get()?))) {
            Some((limit, part)) => Err(EngineError::TimeLimit { limit, part: part.as_deref().map(str::to_owned) }),
            None => Ok(()),
        }
    }

    /// Returns a counter of work that checks the clock at once, since many short loops add up, and then from time to time.
    pub fn pace(&self) -> Pace {
        Pace { deadline: self.clone(), work: WORK }
    }
}

impl Limit {
    fn new(time: Duration, clock: Clock) -> Self {
        Self { time, clock, cut: OnceLock::new() }
    }
}

impl Clock {
    fn is_over(&self) -> bool {
        match self {
            Self::Until(until) => Instant::now() >= *until,
            #[cfg(test)]
            Self::Looks(left) => {
                left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
            }
        }
    }
}

/// Counts the work of a loop, so that the clock costs nothing measurable.
#[derive(Debug)]
pub struct Pace {
    deadline: Deadline,
    work: usize,
}

impl Pace {
    /// Adds work and returns whether the time is up, as [`Deadline::is_over`].
    #[inline]
    pub fn is_over(&mut self, work: usize) -> bool {
        self.is_due(work) && {
            let is_over = self.deadline.is_over();
            self.looked(is_over)
        }
    }

    /// As [`is_over`](Self::is_over), for another part of the query. Parts that take turns must share one counter, or none of them would check the clock.
    #[inline]
    pub fn is_over_at(&mut self, part: &Deadline, work: usize) -> bool {
        self.is_due(work) && self.looked(part.is_over())
    }

    fn is_due(&mut self, work: usize) -> bool {
        self.work = self.work.saturating_add(work);
        self.work >= WORK
    }

    fn looked(&mut self, is_over: bool) -> bool {
        // Once the time is up, every further check reports it.
        self.work = if is_over { WORK } else { 0 };
        is_over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(result: Result<(), EngineError>) -> Option<String> {
        match result {
            Err(EngineError::TimeLimit { part, .. }) => Some(part.unwrap_or_default()),
            _ => None,
        }
    }

    #[test]
    fn the_part_that_is_cut_short_first_is_named() {
        let search = Deadline::at_look(2);
        let (storm, flood) = (search.at(&"storm"), search.at(&"flood"));
        assert!(!storm.is_over() && !flood.is_over());
        assert!(search.result().is_ok());
        assert!(flood.is_over() && storm.is_over() && storm.pace().is_over(1));
        for deadline in [&search, &storm, &flood] {
            assert_eq!(part(deadline.result()).as_deref(), Some("flood"));
            assert_eq!(part(deadline.check()).as_deref(), Some("flood"));
        }
    }

    #[test]
    fn limits_from_none_to_the_largest_are_valid() {
        assert_eq!(part(Deadline::after(Some(Duration::ZERO)).check()).as_deref(), Some(""));
        for unlimited in [None, Some(Duration::MAX), Some(Duration::from_secs(1_000_000))] {
            let deadline = Deadline::after(unlimited).at(&"storm");
            assert!(!deadline.is_over() && !deadline.pace().is_over(usize::MAX), "{unlimited:?}");
            assert!(deadline.check().is_ok(), "{unlimited:?}");
        }
    }
}

//! Runs work in parallel on as many threads as there are processors, and measures what threads use.

mod memory_budget;
mod thread_time;

pub use memory_budget::{MemoryBudget, MemoryCharge};
pub use thread_time::thread_time;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

/// Returns the number of threads that can run in parallel.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// A queue of items shared by several threads. Each takes the next item when it is free, so large items do not hold up the rest.
pub struct Queue<'a, T> {
    items: &'a [T],
    next: AtomicUsize,
}

impl<'a, T> Queue<'a, T> {
    /// Creates a queue of all items.
    pub fn new(items: &'a [T]) -> Self {
        Self { items, next: AtomicUsize::new(0) }
    }

    /// Returns the next item and its index; `None` if all have been taken.
    pub fn take(&self) -> Option<(usize, &'a T)> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.items.get(number).map(|item| (number, item))
    }
}

/// Applies `make` to every item in parallel and returns the results in the order of the items.
///
/// # Errors
/// One of the errors that `make` returned.
pub fn parallel_map<T: Sync, R: Send, E: Send>(
    items: &[T],
    make: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let queue = Queue::new(items);
    let threads = processors().min(items.len());
    let mut made = in_shares(std::iter::repeat_n((), threads), |()| {
        std::iter::from_fn(|| queue.take()).map(|(number, item)| Ok((number, make(item)?))).collect()
    })?;
    made.sort_unstable_by_key(|(number, _)| *number);
    Ok(made.into_iter().map(|(_, made)| made).collect())
}

/// Divides items among the processors, in their order, with at least `least` per share.
pub fn shares_of<T>(items: Vec<T>, least: usize) -> impl Iterator<Item = Vec<T>> {
    let size = items.len().div_ceil(processors()).max(least).max(1);
    let mut items = items.into_iter().peekable();
    std::iter::from_fn(move || {
        items.peek()?;
        Some(items.by_ref().take(size).collect())
    })
}

/// Applies `work` to every share and returns the concatenated results in order. The first share runs on the calling thread, each other one on its own thread,
/// or on the calling thread if the system allows no more threads.
///
/// # Errors
/// The first error in the order of the shares.
pub fn in_shares<S: Send, R: Send, E: Send>(
    shares: impl Iterator<Item = S>,
    work: impl Fn(S) -> Result<Vec<R>, E> + Sync,
) -> Result<Vec<R>, E> {
    // A share stays here until a thread takes it, so that it is not lost if a thread cannot be started.
    let shares: Vec<_> = shares.map(|share| Mutex::new(Some(share))).collect();
    let take_and_work = |share: &Mutex<Option<S>>| {
        let taken = share.lock().unwrap_or_else(PoisonError::into_inner).take();
        taken.map_or_else(|| Ok(Vec::new()), &work)
    };
    let take_and_work = &take_and_work;
    std::thread::scope(|scope| {
        let Some((own, others)) = shares.split_first() else { return Ok(Vec::new()) };
        let start = |share| Builder::new().spawn_scoped(scope, move || take_and_work(share));
        let workers: Vec<_> = others.iter().map(|share| (share, start(share))).collect();
        let mut made = take_and_work(own)?;
        for (share, worker) in workers {
            made.extend(match worker {
                Ok(worker) => worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?,
                Err(_) => take_and_work(share)?,
            });
        }
        Ok(made)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_map_keeps_the_order_of_items() {
        let numbers: Vec<u32> = (0..1000).collect();
        assert_eq!(parallel_map(&numbers, |number| Ok::<_, ()>(number + 1)).unwrap(), (1..=1000).collect::<Vec<_>>());
        assert_eq!(parallel_map(&numbers, |number| if *number == 7 { Err("seven") } else { Ok(()) }), Err("seven"));
        assert_eq!(parallel_map(&[], |number: &u32| Ok::<_, ()>(*number)).unwrap(), [0_u32; 0]);
    }
}

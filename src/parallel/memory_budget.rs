//! A memory budget that threads share, charged before the memory is allocated.
//!
//! A thread requests the memory that it is about to need and waits until it is free. Requests are granted in order of arrival, so a large one is never
//! starved. A request above the whole budget is granted once nothing else is charged: it runs alone.

use std::cell::Cell;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The memory budget that threads share, in bytes.
#[derive(Debug)]
pub struct MemoryBudget {
    total: u64,
    state: Mutex<BudgetState>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct BudgetState {
    taken: u64,
    /// The number of requests so far, and of those that were granted.
    asked: u64,
    granted: u64,
    /// Whether a thread has the turn of [`MemoryCharge::raise`] after [`MemoryCharge::settle`].
    turn_taken: bool,
}

impl MemoryBudget {
    /// Returns a budget of `total` bytes.
    pub fn new(total: u64) -> Self {
        Self { total, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Returns a charge of zero, to be raised.
    pub fn charge(&self) -> MemoryCharge<'_> {
        let mut charge = MemoryCharge::default();
        charge.budget = Some(self);
        charge
    }

    fn state(&self) -> MutexGuard<'_, BudgetState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while(&self, condition: impl Fn(&BudgetState) -> bool) -> MutexGuard<'_, BudgetState> {
        let waited = self.changed.wait_while(self.state(), |state| condition(state));
        waited.unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `bytes` are free and takes them; returns how many were taken.
    fn take(&self, bytes: u64) -> u64 {
        let bytes = bytes.min(self.total);
        let mut state = self.state();
        let number = state.asked;
        state.asked += 1;
        drop(state);
        let mut state = self.wait_while(|state| state.granted != number || state.taken + bytes > self.total);
        state.granted += 1;
        state.taken += bytes;
        drop(state);
        self.changed.notify_all();
        bytes
    }

    fn give_back(&self, bytes: u64) {
        if bytes > 0 {
            self.state().taken -= bytes;
            self.changed.notify_all();
        }
    }
}

/// The memory charged for the work of one thread, released when dropped. By default there is no budget, and nothing waits.
#[derive(Debug, Default)]
pub struct MemoryCharge<'a> {
    budget: Option<&'a MemoryBudget>,
    held: Cell<u64>,
    is_settled: Cell<bool>,
    has_turn: Cell<bool>,
}

impl MemoryCharge<'_> {
    /// Raises the charge to `bytes`, waiting until they are free; a smaller number changes nothing.
    ///
    /// After [`settle`](Self::settle) it waits instead for the turn of threads that need more than they were charged for: one at a time, until
    /// [`end_turn`](Self::end_turn).
    pub fn raise(&self, bytes: u64) {
        let Some(budget) = self.budget.filter(|budget| bytes.min(budget.total) > self.held.get()) else { return };
        if !self.is_settled.get() {
            // A waiting thread must hold nothing, or two of them would wait for each other.
            budget.give_back(self.held.take());
            self.held.set(budget.take(bytes));
        } else if !self.has_turn.replace(true) {
            budget.wait_while(|state| state.turn_taken).turn_taken = true;
        }
    }

    /// Fixes the charge, before a lock is taken: a thread with a lock must not wait for threads that wait for the lock.
    pub fn settle(&self) {
        self.is_settled.set(true);
    }

    /// Ends the turn of a thread that needed more than it was charged for.
    pub fn end_turn(&self) {
        if let Some(budget) = self.budget.filter(|_| self.has_turn.take()) {
            budget.state().turn_taken = false;
            budget.changed.notify_all();
        }
    }
}

impl Drop for MemoryCharge<'_> {
    fn drop(&mut self) {
        self.end_turn();
        if let Some(budget) = self.budget {
            budget.give_back(self.held.take());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// Charges the sizes on separate threads; returns the maximum charged at the same time, in bytes and in number.
    fn most(budget: &MemoryBudget, sizes: &[u64], settled: bool) -> (u64, u64) {
        let (bytes, most_bytes) = (AtomicU64::new(0), AtomicU64::new(0));
        let (threads, most_threads) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for size in sizes {
                let (bytes, most_bytes, threads, most_threads) = (&bytes, &most_bytes, &threads, &most_threads);
                scope.spawn(move || {
                    for _ in 0..50 {
                        let charge = budget.charge();
                        if settled {
                            charge.settle();
                        }
                        charge.raise(1.min(*size));
                        charge.raise(*size);
                        most_bytes.fetch_max(bytes.fetch_add(*size, Ordering::SeqCst) + size, Ordering::SeqCst);
                        most_threads.fetch_max(threads.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        bytes.fetch_sub(*size, Ordering::SeqCst);
                        threads.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        (most_bytes.into_inner(), most_threads.into_inner())
    }

    #[test]
    fn charges_stay_within_the_budget() {
        let budget = MemoryBudget::new(100);
        assert!(most(&budget, &[60, 30, 50, 10, 99, 100], false).0 <= 100);
        assert_eq!(budget.state().taken, 0);
    }

    #[test]
    fn work_larger_than_the_budget_runs_alone() {
        let budget = MemoryBudget::new(100);
        assert_eq!(most(&budget, &[500, 200, 100], false).1, 1);
        assert_eq!(budget.state().taken, 0);
    }

    #[test]
    fn settled_work_takes_turns() {
        let budget = MemoryBudget::new(100);
        assert_eq!(most(&budget, &[500, 20, 100, 3], true).1, 1);
        assert!(!budget.state().turn_taken);
        // Work that is not settled does not wait for them.
        let (settled, free) = (budget.charge(), budget.charge());
        settled.settle();
        settled.raise(500);
        free.raise(100);
        assert_eq!(free.held.get(), 100);
    }

    #[test]
    fn without_a_budget_nothing_waits() {
        let charge = MemoryCharge::default();
        charge.raise(u64::MAX);
        charge.settle();
        charge.raise(u64::MAX);
        charge.end_turn();
    }
}

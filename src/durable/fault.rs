//! Deliberate faults at durable steps, for tests. Release builds have none.

use std::io;
#[cfg(debug_assertions)]
use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

/// A fault at one durable step of the process.
#[cfg(debug_assertions)]
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    /// The number of the step, from 1.
    pub step: u64,
    /// The number of the system error that the step fails with; `None` to end the process there, as a power cut would.
    pub error: Option<i32>,
}

#[cfg(debug_assertions)]
static FAULT: OnceLock<Fault> = OnceLock::new();

#[cfg(debug_assertions)]
static STEPS: AtomicU64 = AtomicU64::new(0);

/// Sets the fault of this process. Only the first call has an effect.
#[cfg(debug_assertions)]
pub fn inject(fault: Fault) {
    FAULT.get_or_init(|| fault);
}

/// Called before each durable step. Ends the process or fails if a test has injected a fault for the step.
///
/// # Errors
/// The injected error.
#[cfg(debug_assertions)]
pub fn checkpoint() -> io::Result<()> {
    let Some(fault) = FAULT.get() else { return Ok(()) };
    if STEPS.fetch_add(1, Ordering::Relaxed) + 1 != fault.step {
        return Ok(());
    }
    match fault.error {
        Some(number) => Err(io::Error::from_raw_os_error(number)),
        None => std::process::abort(),
    }
}

/// Called before each durable step; does nothing in release builds.
///
/// # Errors
/// Never.
#[cfg(not(debug_assertions))]
#[inline]
pub fn checkpoint() -> io::Result<()> {
    Ok(())
}

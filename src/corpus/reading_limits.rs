//! The resources for reading a file: memory, which threads share, and the processor time of each record.

use super::ocr::OcrPrograms;
use super::pdf::PdfProgram;
use super::skip::SkipReason;
use crate::parallel::{MemoryCharge, thread_time};
use std::cell::Cell;
use std::time::Duration;

/// The processor time that reading one record may take.
const RECORD_TIME: Duration = Duration::from_secs(10);

/// The maximum size in bytes of a record of a streamed file that the first charge of memory covers.
pub(super) const STREAMED: u64 = 1 << 20;

/// The number of steps between two checks of the clock, which takes as long as several hundred instructions.
const STEPS: u32 = 256;

/// The limits of reading one file. By default memory is unlimited, and each record may take 10 seconds.
#[derive(Debug, Default)]
pub struct ReadingLimits<'a> {
    /// The memory charged for the file.
    pub memory: MemoryCharge<'a>,
    /// The time of each record.
    pub time: RecordTime,
    /// The program that reads PDF files; without one, they are left out.
    pub pdf: Option<&'a PdfProgram>,
    /// The programs for OCR of page images, if the reading options ask for it.
    pub ocr: Option<&'a OcrPrograms>,
}

/// The processor time of the current record, excluding the time of its receiver.
#[derive(Debug)]
pub struct RecordTime {
    limit: Duration,
    clock: fn() -> Duration,
    begun: Cell<Duration>,
    steps: Cell<u32>,
}

impl Default for RecordTime {
    fn default() -> Self {
        Self::new(RECORD_TIME, thread_time)
    }
}

impl RecordTime {
    /// Returns a limit with a clock of the time used by the current thread.
    pub fn new(limit: Duration, clock: fn() -> Duration) -> Self {
        Self { limit, clock, begun: Cell::default(), steps: Cell::default() }
    }

    /// Starts the time of a record.
    pub(super) fn start(&self) {
        self.begun.set((self.clock)());
    }

    /// Returns the time that the record has taken so far.
    pub(super) fn used(&self) -> Duration {
        (self.clock)().saturating_sub(self.begun.get())
    }

    /// Fails if the record has taken too long.
    pub(super) fn check(&self) -> Result<(), SkipReason> {
        if self.used() <= self.limit {
            return Ok(());
        }
        Err(SkipReason::TooSlow { seconds: self.limit.as_secs() })
    }

    /// Counts a step of a loop, and at intervals fails if the record has taken too long.
    pub(super) fn step(&self) -> Result<(), SkipReason> {
        self.steps.set(self.steps.get().wrapping_add(1));
        if self.steps.get().is_multiple_of(STEPS) { self.check() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static NOW: Cell<u64> = const { Cell::new(0) };
    }

    fn now() -> Duration {
        Duration::from_secs(NOW.get())
    }

    #[test]
    fn each_record_has_its_own_time() {
        let time = RecordTime::new(Duration::from_secs(10), now);
        for (seconds, is_in_time) in [(0, true), (10, true), (11, false), (1_000, false), (3, true)] {
            time.start();
            NOW.set(NOW.get() + seconds);
            assert_eq!(time.check().is_ok(), is_in_time, "{seconds}");
            assert_eq!((0..STEPS).all(|_| time.step().is_ok()), is_in_time, "{seconds}");
        }
    }
}

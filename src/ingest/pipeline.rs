//! The pipeline: steps to reader threads to the index, with commits on the way.
//!
//! One thread feeds steps into a short queue, readers on other threads read, analyse and write files, and the calling thread collects
//! the outcomes and commits. The queues are bounded, so memory does not depend on the number of files.

use super::IngestError;
use super::file_outcome::FileOutcome;
use super::file_reader::FileReader;
use super::observer::Observer;
use super::step::Step;
use super::uncommitted::Uncommitted;
use crate::engine::EngineError;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;

/// The number of parcels that may wait for each reader.
const QUEUED_PARCELS: usize = 4;

/// The number of steps in a parcel. Handing over small files one by one would cost more than reading them.
const PARCEL_STEPS: usize = 16;

/// The size of the files in a parcel, in bytes.
const PARCEL_BYTES: u64 = 256 << 10;

/// The outcomes of a parcel.
type Outcomes = Vec<Result<FileOutcome, EngineError>>;

/// Carries out every step and commits. Returns whether all were carried out, or the observer stopped the run.
///
/// `each_step` runs on a separate thread and passes the steps to its callback until that returns false.
pub(super) fn run(
    reader: &FileReader<'_>,
    uncommitted: &mut Uncommitted<'_>,
    jobs: usize,
    each_step: impl FnOnce(&mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> + Send,
) -> Result<bool, IngestError> {
    let observer = reader.context.observer;
    let failed = AtomicBool::new(false);
    let stopped = || observer.should_stop() || failed.load(Ordering::Relaxed);
    let (steps, to_read) = bounded::<Vec<Step>>(QUEUED_PARCELS * jobs);
    let (finished, results) = bounded::<Outcomes>(QUEUED_PARCELS * jobs);
    std::thread::scope(|scope| {
        let feed = || {
            // Moved here, so that the queue closes however this thread ends.
            let steps = steps;
            let mut parcel = Parcel::default();
            each_step(&mut |step| !stopped() && parcel.add(step).is_none_or(|full| steps.send(full).is_ok()))?;
            // A closed queue means that the run has failed; that error is reported.
            let _ = steps.send(parcel.steps);
            Ok(())
        };
        let feeder = Builder::new().spawn_scoped(scope, feed).map_err(EngineError::Thread)?;
        let start = |_| {
            let (to_read, finished) = (to_read.clone(), finished.clone());
            Builder::new().spawn_scoped(scope, move || work(reader, &to_read, &finished))
        };
        // Fewer readers are enough, as long as there is one.
        let readers: Result<Vec<_>, _> = match start(0) {
            Ok(first) => Ok(std::iter::once(first).chain((1..jobs).map_while(|number| start(number).ok())).collect()),
            Err(error) => Err(EngineError::Thread(error)),
        };
        drop((to_read, finished));
        let outcome = readers.map_err(IngestError::from).and_then(|_| collect(observer, uncommitted, &results));
        if outcome.is_err() {
            failed.store(true, Ordering::Relaxed);
        }
        // Readers that wait to send their outcomes see a closed queue and end.
        drop(results);
        let fed = feeder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        outcome.and(fed)
    })?;
    uncommitted.commit(observer)?;
    Ok(!observer.should_stop())
}

/// Steps that are handed to a reader together.
#[derive(Default)]
struct Parcel {
    steps: Vec<Step>,
    bytes: u64,
}

impl Parcel {
    /// Adds a step, and returns all of them once the parcel is full.
    fn add(&mut self, step: Step) -> Option<Vec<Step>> {
        if let Step::Read(job) = &step {
            self.bytes += job.found.state.size;
        }
        self.steps.push(step);
        let is_full = self.steps.len() >= PARCEL_STEPS || self.bytes >= PARCEL_BYTES;
        is_full.then(|| std::mem::take(self).steps)
    }
}

fn work(reader: &FileReader<'_>, steps: &Receiver<Vec<Step>>, finished: &Sender<Outcomes>) {
    for parcel in steps {
        let mut outcomes = Vec::with_capacity(parcel.len());
        for step in parcel {
            if reader.context.observer.should_stop() {
                // The queue must still be drained, or the feeder would wait forever.
                break;
            }
            outcomes.push(match step {
                Step::Read(job) => {
                    let read = AssertUnwindSafe(|| reader.read(&job));
                    catch_unwind(read).unwrap_or_else(|_| Ok(reader.failed(&job)))
                }
                Step::Remove(removal) => reader.remove(removal),
            });
        }
        if finished.send(outcomes).is_err() {
            return;
        }
    }
}

/// Reports the outcomes, and commits at intervals.
fn collect(
    observer: &dyn Observer,
    uncommitted: &mut Uncommitted<'_>,
    outcomes: &Receiver<Outcomes>,
) -> Result<(), IngestError> {
    for outcome in outcomes.iter().flatten() {
        let outcome = outcome?;
        for reject in &outcome.rejects {
            observer.rejected(reject);
        }
        observer.done(outcome.bytes);
        uncommitted.add(outcome);
        if uncommitted.is_due() {
            uncommitted.commit(observer)?;
        }
    }
    Ok(())
}

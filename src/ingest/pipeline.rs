//! Files through the readers into the index, in parallel, with commits on the way.
//!
//! One thread compares folders and hands out files through a queue that holds only a few; readers on other threads read, analyse
//! and write them; the calling thread keeps the books and commits. Memory does not depend on how many files there are.

use super::IngestError;
use super::manifest::{Manifest, Update};
use super::reading::{Done, Job, Knowledge, Readers};
use super::report::Report;
use crate::article::{ArticleId, FilePath};
use crate::engine::{EngineError, Writer};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How many parcels of files wait for each reader.
const QUEUE: usize = 4;

/// How many files make a parcel, and how many bytes: threads that meet over every single small file spend their time on meeting.
const PARCEL_FILES: usize = 16;
const PARCEL_BYTES: u64 = 256 << 10;

/// How much is read between two commits, in bytes: a commit costs the disk's patience, a killed run what came after the last.
const COMMIT_BYTES: u64 = 512 << 20;

/// How long a run goes on without a commit.
const COMMIT_TIME: Duration = Duration::from_secs(60);

/// One step of a run.
#[derive(Debug)]
pub(super) enum Step {
    /// Read a file.
    Read(Job),
    /// Take a file out that is gone.
    Remove { file: FilePath, articles: u32 },
}

/// The books of one run: what is written and not yet committed.
pub(super) struct Books<'a> {
    pub manifest: &'a Manifest,
    pub writer: &'a RwLock<Box<dyn Writer>>,
    /// The number of the last commit.
    pub generation: u64,
    pub report: &'a mut Report,
    /// The ids of the articles written, where they are collected.
    pub ids: Vec<ArticleId>,
    updates: Vec<Update>,
    bytes: u64,
    since: Instant,
}

impl<'a> Books<'a> {
    pub(super) fn new(
        manifest: &'a Manifest,
        writer: &'a RwLock<Box<dyn Writer>>,
        generation: u64,
        report: &'a mut Report,
    ) -> Self {
        Self {
            manifest,
            writer,
            generation,
            report,
            ids: Vec::new(),
            updates: Vec::new(),
            bytes: 0,
            since: Instant::now(),
        }
    }

    fn enter(&mut self, done: Done) {
        self.report.files += done.files;
        self.report.articles += done.articles;
        self.report.bytes += done.bytes;
        self.report.moved += u64::from(done.moved);
        self.ids.extend(done.ids);
        self.bytes += done.bytes;
        match done.knowledge {
            Knowledge::Kept => {}
            Knowledge::Learnt(entry) => self.updates.push((done.file, Some(entry))),
            Knowledge::Forgotten => self.updates.push((done.file, None)),
        }
    }

    fn is_due(&self) -> bool {
        !self.updates.is_empty() && (self.bytes > COMMIT_BYTES || self.since.elapsed() > COMMIT_TIME)
    }

    /// Commits the index, then the manifest, which is prepared meanwhile.
    pub(super) fn commit(&mut self) -> Result<(), IngestError> {
        if !self.updates.is_empty() {
            self.generation += 1;
            let (generation, manifest, updates) = (self.generation, self.manifest, std::mem::take(&mut self.updates));
            let mut writer = self.writer.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            let (committed, prepared) = std::thread::scope(|scope| {
                let prepared = scope.spawn(|| manifest.prepare(&updates, generation));
                let committed = writer.commit(generation);
                (committed, prepared.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            });
            committed?;
            prepared?.commit()?;
        }
        self.bytes = 0;
        self.since = Instant::now();
        Ok(())
    }
}

/// Takes every step and commits; returns whether all were taken, or the run was asked to stop before.
///
/// `each_step` is called on a thread of its own and calls back with the steps, until it is told to stop.
pub(super) fn run(
    readers: &Readers<'_>,
    books: &mut Books<'_>,
    jobs: usize,
    each_step: impl FnOnce(&mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> + Send,
) -> Result<bool, IngestError> {
    let failed = AtomicBool::new(false);
    let stopped = || readers.observer.should_stop() || failed.load(Ordering::Relaxed);
    let (steps, to_read) = bounded::<Vec<Step>>(QUEUE * jobs);
    let (finished, results) = bounded::<Vec<Result<Done, EngineError>>>(QUEUE * jobs);
    std::thread::scope(|scope| {
        let feeder = scope.spawn(|| {
            // The queue closes when the feeder ends, whichever way it ends.
            let steps = steps;
            let mut parcel = Parcel::default();
            each_step(&mut |step| !stopped() && parcel.add(step).is_none_or(|full| steps.send(full).is_ok()))?;
            // If nobody waits for it any more, the run has failed and says why.
            let _ = steps.send(parcel.steps);
            Ok(())
        });
        for _ in 0..jobs {
            let (to_read, finished) = (to_read.clone(), finished.clone());
            scope.spawn(move || work(readers, &to_read, &finished));
        }
        drop((to_read, finished));
        let outcome = keep_books(readers, books, &results);
        if outcome.is_err() {
            failed.store(true, Ordering::Relaxed);
        }
        // Readers that still wait to hand in their results see the queue closed and end.
        drop(results);
        let fed = feeder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        outcome.and(fed)
    })?;
    books.commit()?;
    Ok(!readers.observer.should_stop())
}

/// Steps that go to a reader together.
#[derive(Default)]
struct Parcel {
    steps: Vec<Step>,
    bytes: u64,
}

impl Parcel {
    /// Adds a step, and returns all there are if that is enough.
    fn add(&mut self, step: Step) -> Option<Vec<Step>> {
        if let Step::Read(job) = &step {
            self.bytes += job.found.state.size;
        }
        self.steps.push(step);
        let is_full = self.steps.len() >= PARCEL_FILES || self.bytes >= PARCEL_BYTES;
        is_full.then(|| std::mem::take(self).steps)
    }
}

fn work(readers: &Readers<'_>, steps: &Receiver<Vec<Step>>, finished: &Sender<Vec<Result<Done, EngineError>>>) {
    for parcel in steps {
        let mut results = Vec::with_capacity(parcel.len());
        for step in parcel {
            if readers.observer.should_stop() {
                // Emptying the queue lets the feeder see that nobody reads any more.
                break;
            }
            results.push(match step {
                Step::Read(job) => {
                    let read = AssertUnwindSafe(|| readers.read(&job));
                    catch_unwind(read).unwrap_or_else(|_| Ok(readers.failed(&job)))
                }
                Step::Remove { file, articles } => Ok(readers.remove(file, articles)),
            });
        }
        if finished.send(results).is_err() {
            return;
        }
    }
}

fn keep_books(
    readers: &Readers<'_>,
    books: &mut Books<'_>,
    results: &Receiver<Vec<Result<Done, EngineError>>>,
) -> Result<(), IngestError> {
    for result in results.iter().flatten() {
        let done = result?;
        for reject in &done.rejects {
            readers.observer.rejected(reject);
        }
        readers.observer.done(done.bytes);
        books.enter(done);
        if books.is_due() {
            books.commit()?;
        }
    }
    Ok(())
}

//! The threads that put articles into segments.
//!
//! Whoever reads many files puts their articles into segments himself; the articles of one big file are handed to threads here, so that it
//! fills every processor as a folder does.

use super::analysis::AnalysedArticle;
use super::deleting::NewSegments;
use super::segment_builder::SegmentBuilder;
use crate::engine::EngineError;
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::tantivy::schema::Fields;
use crate::engine::tantivy::segment_io::add_segment;
use crate::engine::tantivy::stored::Packing;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::JoinHandle;
use tantivy::schema::Field;
use tantivy::{Index, IndexWriter};

/// How many articles wait for each thread.
const QUEUE: usize = 16;

/// The index as all threads write it.
pub(crate) struct Shared {
    pub index: Index,
    pub fields: Fields,
    packing: Arc<Packing>,
    /// How much memory all segments may take before one goes to the disk, in bytes; and how much they take.
    memory: usize,
    taken: AtomicUsize,
    /// Segments in the making, each in the hands of at most one thread.
    growing: Vec<Mutex<Option<SegmentBuilder>>>,
    ledger: Mutex<Ledger>,
    /// What is added and taken out, counted: what is taken out was added before.
    turns: AtomicU64,
    failure: Mutex<Option<EngineError>>,
    has_failed: AtomicBool,
    is_abandoned: AtomicBool,
}

/// What has happened since the last commit.
pub(crate) struct Ledger {
    pub writer: IndexWriter,
    /// What was taken out, by field and term, and at which turn: an article added before may still be on its way.
    pub removed: Vec<(Field, Box<str>, u64)>,
    pub new_segments: NewSegments,
}

impl Shared {
    pub(crate) fn new(
        engine: &TantivyEngine,
        packing: Packing,
        memory: usize,
        threads: usize,
        writer: IndexWriter,
    ) -> Self {
        Self {
            index: engine.index.clone(),
            fields: engine.fields.clone(),
            packing: Arc::new(packing),
            memory,
            taken: AtomicUsize::new(0),
            growing: std::iter::repeat_with(Mutex::default).take(threads).collect(),
            ledger: Mutex::new(Ledger { writer, removed: Vec::new(), new_segments: NewSegments::default() }),
            turns: AtomicU64::new(0),
            failure: Mutex::new(None),
            has_failed: AtomicBool::new(false),
            is_abandoned: AtomicBool::new(false),
        }
    }

    pub(crate) fn into_writer(self) -> IndexWriter {
        self.ledger.into_inner().unwrap_or_else(PoisonError::into_inner).writer
    }

    pub(crate) fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn next_turn(&self) -> u64 {
        self.turns.fetch_add(1, Ordering::Relaxed)
    }

    /// Puts an article into a segment, and the segment on the disk if there is no more room.
    pub(crate) fn put(&self, article: &AnalysedArticle, turn: u64) -> Result<(), EngineError> {
        self.failure()?;
        let mut growing = self.free()?;
        let before = growing.as_ref().map_or(0, SegmentBuilder::memory);
        let mut segment = match growing.take() {
            Some(segment) => segment,
            None => SegmentBuilder::new(&self.index, &self.fields, &self.packing)?,
        };
        segment.add(article, turn)?;
        let now = segment.memory();
        // It may have become smaller: texts go to the disk while it grows. So this may be negative, as numbers that wrap around are.
        let grown = now.wrapping_sub(before);
        let taken = self.taken.fetch_add(grown, Ordering::Relaxed).wrapping_add(grown);
        if taken > self.memory && now > self.memory / (self.growing.len() + 1) {
            self.taken.fetch_sub(now, Ordering::Relaxed);
            self.hand_over(segment)?;
        } else {
            *growing = Some(segment);
        }
        Ok(())
    }

    /// Returns a place for a segment that no thread is at: the one where this thread was last, if it can be.
    fn free(&self) -> Result<MutexGuard<'_, Option<SegmentBuilder>>, EngineError> {
        static THREADS: AtomicUsize = AtomicUsize::new(0);
        thread_local! {
            static LAST: Cell<usize> = Cell::new(THREADS.fetch_add(1, Ordering::Relaxed));
        }
        let first = LAST.get();
        for number in first..first + self.growing.len() {
            match self.growing.get(number % self.growing.len()).map(Mutex::try_lock) {
                Some(Ok(free)) => {
                    LAST.set(number % self.growing.len());
                    return Ok(free);
                }
                Some(Err(TryLockError::Poisoned(_))) => return Err(panicked()),
                Some(Err(TryLockError::WouldBlock)) | None => {}
            }
        }
        self.growing
            .get(first % self.growing.len())
            .map_or_else(|| Err(panicked()), |last| last.lock().map_err(|_| panicked()))
    }

    /// Puts all segments on the disk.
    pub(crate) fn flush(&self) -> Result<(), EngineError> {
        self.failure()?;
        self.taken.store(0, Ordering::Relaxed);
        std::thread::scope(|scope| {
            let flush = |growing: &Mutex<Option<SegmentBuilder>>| match growing.lock().map_err(|_| panicked())?.take() {
                Some(segment) => self.hand_over(segment),
                None => Ok(()),
            };
            let threads: Vec<_> = self.growing.iter().map(|growing| scope.spawn(move || flush(growing))).collect();
            threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(panicked())))
        })
    }

    /// Forgets all segments that are not on the disk.
    pub(crate) fn discard(&self) {
        self.taken.store(0, Ordering::Relaxed);
        for growing in &self.growing {
            growing.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }

    /// Writes a segment and makes it part of the next commit.
    fn hand_over(&self, segment: SegmentBuilder) -> Result<(), EngineError> {
        let written = segment.write()?;
        // What is removed from now on is removed from the segment by tantivy; what was removed before is known.
        let ledger = self.ledger();
        if let Some(segment) = written.without(ledger.removed.iter().cloned())? {
            ledger.new_segments.insert(segment.id(), self.next_turn());
            add_segment(&ledger.writer, segment)?;
        }
        Ok(())
    }

    /// Returns the error that ended a thread, if one did.
    fn failure(&self) -> Result<(), EngineError> {
        if !self.has_failed.load(Ordering::Acquire) {
            return Ok(());
        }
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        Err(failure.unwrap_or_else(|| EngineError::Index("it failed before".into())))
    }

    /// Notes an error, which the next thing that is asked of the writer returns.
    pub(crate) fn fail(&self, failure: EngineError) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
        self.has_failed.store(true, Ordering::Release);
    }
}

/// Threads at work.
pub(crate) struct Workers {
    articles: Option<Sender<(AnalysedArticle, u64)>>,
    threads: Vec<JoinHandle<()>>,
    shared: Arc<Shared>,
}

impl Workers {
    pub(crate) fn start(shared: &Arc<Shared>) -> Self {
        let threads = shared.growing.len();
        let (articles, to_add) = bounded(QUEUE * threads);
        let start = |_| {
            let (shared, to_add) = (Arc::clone(shared), to_add.clone());
            std::thread::spawn(move || {
                if let Err(failure) = work(&shared, &to_add) {
                    shared.fail(failure);
                }
            })
        };
        Self { articles: Some(articles), threads: (0..threads).map(start).collect(), shared: Arc::clone(shared) }
    }

    /// Hands over an article, when there is room for it.
    pub(crate) fn add(&self, article: AnalysedArticle, turn: u64) -> Result<(), EngineError> {
        self.shared.failure()?;
        let sent = self.articles.as_ref().is_some_and(|articles| articles.send((article, turn)).is_ok());
        if !sent {
            // All threads have ended, each with an error or a panic.
            self.shared.failure()?;
            return Err(panicked());
        }
        Ok(())
    }

    /// Waits until every article is in a segment.
    pub(crate) fn finish(mut self) -> Result<(), EngineError> {
        self.articles = None;
        self.threads.drain(..).try_for_each(|thread| thread.join().map_err(|_| panicked()))?;
        self.shared.failure()
    }
}

impl Drop for Workers {
    /// Leaves what was not finished: it was not committed either.
    fn drop(&mut self) {
        self.shared.is_abandoned.store(self.articles.take().is_some(), Ordering::Release);
        for thread in self.threads.drain(..) {
            // What it would say no longer matters.
            let _ = thread.join();
        }
    }
}

fn panicked() -> EngineError {
    EngineError::Index("a thread that indexes has ended in the middle of its work".into())
}

fn work(shared: &Shared, articles: &Receiver<(AnalysedArticle, u64)>) -> Result<(), EngineError> {
    for (article, turn) in articles {
        if shared.is_abandoned.load(Ordering::Acquire) {
            break;
        }
        shared.put(&article, turn)?;
    }
    Ok(())
}

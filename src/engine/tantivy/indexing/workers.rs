//! The threads that add articles to segments.
//!
//! A caller that reads many files adds their articles to segments on its own threads. The articles of one large file go to the worker
//! threads here, so that it uses every processor as a folder does.

use super::deleting::NewSegments;
use super::segment_builder::SegmentBuilder;
use crate::engine::EngineError;
use crate::engine::analysis::AnalysedArticle;
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::tantivy::schema::Fields;
use crate::engine::tantivy::segment_io::add_segment;
use crate::engine::tantivy::stored::Packing;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{Builder, JoinHandle};
use tantivy::schema::Field;
use tantivy::{Index, IndexWriter};

/// The length of the queue per thread, in articles.
const QUEUE: usize = 16;

/// The state of the index writer that all threads share.
pub(crate) struct Shared {
    pub index: Index,
    pub fields: Fields,
    packing: Arc<Packing>,
    /// The memory limit of all segments together, above which one is written to disk, and the memory in use, both in bytes.
    memory: usize,
    taken: AtomicUsize,
    /// The segments being built, each used by at most one thread at a time.
    growing: Vec<Mutex<Option<SegmentBuilder>>>,
    ledger: Mutex<Ledger>,
    /// Numbers additions and deletions: a deletion applies only to articles with a lower turn.
    turns: AtomicU64,
    failure: Mutex<Option<EngineError>>,
    has_failed: AtomicBool,
    is_abandoned: AtomicBool,
}

/// The changes since the last commit.
pub(crate) struct Ledger {
    pub writer: IndexWriter,
    /// The deleted terms with their turns. They are kept because an article added before a deletion may still be in a segment being built.
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

    /// Adds an article to a segment, and writes the segment to disk if the memory limit is exceeded.
    pub(crate) fn put(&self, article: AnalysedArticle, turn: u64) -> Result<(), EngineError> {
        self.failure()?;
        let mut growing = self.free()?;
        let before = growing.as_ref().map_or(0, SegmentBuilder::memory);
        let mut segment = match growing.take() {
            Some(segment) => segment,
            None => SegmentBuilder::new(&self.index, &self.fields, &self.packing)?,
        };
        segment.add(article, turn)?;
        let now = segment.memory();
        // A segment may shrink, because stored articles are spilled to disk. Wrapping arithmetic makes a negative difference work.
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

    /// Locks a free segment slot, preferring the one that this thread used last; waits if all are in use.
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

    /// Writes all segments to disk.
    pub(crate) fn flush(&self) -> Result<(), EngineError> {
        self.failure()?;
        self.taken.store(0, Ordering::Relaxed);
        std::thread::scope(|scope| {
            let flush = |growing: &Mutex<Option<SegmentBuilder>>| match growing.lock().map_err(|_| panicked())?.take() {
                Some(segment) => self.hand_over(segment),
                None => Ok(()),
            };
            let start = |growing| (growing, Builder::new().spawn_scoped(scope, move || flush(growing)));
            let threads: Vec<_> = self.growing.iter().map(start).collect();
            threads.into_iter().try_for_each(|(growing, thread)| match thread {
                Ok(thread) => thread.join().unwrap_or_else(|_| Err(panicked())),
                Err(_) => flush(growing),
            })
        })
    }

    /// Discards all segments that are not on disk.
    pub(crate) fn discard(&self) {
        self.taken.store(0, Ordering::Relaxed);
        for growing in &self.growing {
            growing.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }

    /// Writes a segment and adds it to the next commit.
    fn hand_over(&self, segment: SegmentBuilder) -> Result<(), EngineError> {
        let written = segment.write()?;
        // With the ledger locked, earlier deletions are applied here and later ones by tantivy.
        let ledger = self.ledger();
        if let Some(segment) = written.without(ledger.removed.iter().cloned())? {
            ledger.new_segments.insert(segment.id(), self.next_turn());
            add_segment(&ledger.writer, segment)?;
        }
        Ok(())
    }

    /// Returns the error that a thread failed with, if any.
    fn failure(&self) -> Result<(), EngineError> {
        if !self.has_failed.load(Ordering::Acquire) {
            return Ok(());
        }
        let failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        Err(failure.unwrap_or_else(|| EngineError::Index("the writer failed earlier".into())))
    }

    /// Records an error, which the next call to the writer returns.
    pub(crate) fn fail(&self, failure: EngineError) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(failure);
        self.has_failed.store(true, Ordering::Release);
    }
}

/// The running worker threads.
pub(crate) struct Workers {
    articles: Option<Sender<(AnalysedArticle, u64)>>,
    threads: Vec<JoinHandle<()>>,
    shared: Arc<Shared>,
}

impl Workers {
    /// Starts a thread for each segment, or fewer if the system allows no more; without any, callers add articles themselves.
    pub(crate) fn start(shared: &Arc<Shared>) -> Self {
        let most = shared.growing.len();
        let (articles, to_add) = bounded(QUEUE * most);
        let start = || {
            let (shared, to_add) = (Arc::clone(shared), to_add.clone());
            Builder::new().spawn(move || {
                if let Err(failure) = work(&shared, &to_add) {
                    shared.fail(failure);
                }
            })
        };
        let threads = (0..most).map_while(|_| start().ok()).collect();
        Self { articles: Some(articles), threads, shared: Arc::clone(shared) }
    }

    /// Queues an article, waiting while the queue is full.
    pub(crate) fn add(&self, article: AnalysedArticle, turn: u64) -> Result<(), EngineError> {
        if self.threads.is_empty() {
            return self.shared.put(article, turn);
        }
        self.shared.failure()?;
        let sent = self.articles.as_ref().is_some_and(|articles| articles.send((article, turn)).is_ok());
        if !sent {
            // All threads have ended, each with an error or a panic.
            self.shared.failure()?;
            return Err(panicked());
        }
        Ok(())
    }

    /// Waits until every queued article is in a segment.
    pub(crate) fn finish(mut self) -> Result<(), EngineError> {
        self.articles = None;
        self.threads.drain(..).try_for_each(|thread| thread.join().map_err(|_| panicked()))?;
        self.shared.failure()
    }
}

impl Drop for Workers {
    /// Abandons unfinished work, which is not committed either.
    fn drop(&mut self) {
        self.shared.is_abandoned.store(self.articles.take().is_some(), Ordering::Release);
        for thread in self.threads.drain(..) {
            // The result of an abandoned thread is irrelevant.
            let _ = thread.join();
        }
    }
}

fn panicked() -> EngineError {
    EngineError::Index("an indexing thread stopped unexpectedly".into())
}

fn work(shared: &Shared, articles: &Receiver<(AnalysedArticle, u64)>) -> Result<(), EngineError> {
    for (article, turn) in articles {
        if shared.is_abandoned.load(Ordering::Acquire) {
            break;
        }
        shared.put(article, turn)?;
    }
    Ok(())
}

//! Writes, deletes and commits articles.

use super::deleting::Deletion;
use super::merging::Merging;
use super::workers::{Shared, Workers};
use crate::article::{Article, ArticleId, FilePath};
use crate::durable::sync_folder;
use crate::engine::analysis::AnalysedArticle;
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::tantivy::stored::Packing;
use crate::engine::{EngineError, RefusedArticle, Writer, WriterOptions};
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::Field;
use tantivy::{Index, IndexWriter, Searcher, Term};

/// The minimum memory for building one segment, in bytes; tantivy requires as much for its own thread, which stays idle.
const MIN_MEMORY: usize = 15_000_000;

/// The share of memory for segments being built, as a divisor. Writing a segment needs as much again; the rest is for reading, merging and
/// caches.
const SHARE_OF_SEGMENTS: usize = 4;

/// The highest record number in a file that the reading thread still indexes itself; later records go to the workers.
const FEW_ARTICLES: u32 = 16;

/// The minimum length in bytes of an article that the reading thread always indexes itself: in the queue it would take many times its size.
const LONG_TEXT: usize = 64 << 10;

/// An index opened for writing.
pub(crate) struct TantivyWriter {
    shared: Arc<Shared>,
    workers: OnceLock<Workers>,
    /// The index as of the last commit.
    committed: Searcher,
    /// The hashes of the files that articles were added from since the last commit.
    files: Mutex<FxHashSet<u64>>,
    merging: Merging,
    folder: PathBuf,
    store: PathBuf,
}

impl TantivyWriter {
    pub(crate) fn open(engine: &TantivyEngine, options: WriterOptions) -> Result<Self, EngineError> {
        let threads = options.threads.min(options.memory / MIN_MEMORY).max(1);
        let writer = tantivy_writer(&engine.index)?;
        // Removes the leftovers of a killed indexing run before new files can get the same names.
        writer.garbage_collect_files().wait()?;
        let merging = Merging::default();
        writer.set_merge_policy(Box::new(merging.policy()));
        let packing = Packing::of(engine.store())?;
        Ok(Self {
            shared: Arc::new(Shared::new(engine, packing, options.memory / SHARE_OF_SEGMENTS, threads, writer)),
            workers: OnceLock::new(),
            committed: engine.searcher.clone(),
            files: Mutex::default(),
            merging,
            folder: engine.folder().to_owned(),
            store: engine.store().to_owned(),
        })
    }

    fn remove(&self, field: Field, name: &str) -> Result<(), EngineError> {
        let mut ledger = self.shared.ledger();
        let turn = self.shared.next_turn();
        let term = Term::from_field_text(field, name);
        let deletion = Deletion { term, turn, new_segments: ledger.new_segments.clone() };
        ledger.writer.delete_query(Box::new(deletion))?;
        ledger.removed.push((field, name.into(), turn));
        Ok(())
    }

    /// Returns whether the index may have articles of a file, committed or not.
    fn may_have(&self, file: &FilePath) -> bool {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if files.contains(&hash(file)) {
            return true;
        }
        drop(files);
        let term = Term::from_field_text(self.shared.fields.file, file.as_str());
        // If the index cannot be read, delete anyway: deleting nothing is harmless.
        self.committed.doc_freq(&term).map_or(true, |articles| articles > 0)
    }
}

fn hash(file: &FilePath) -> u64 {
    FxBuildHasher.hash_one(file)
}

impl Writer for TantivyWriter {
    fn add(&self, article: Article) -> Result<(), EngineError> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(hash(&article.file));
        let text = article.headline.len() + article.lead.as_ref().map_or(0, String::len) + article.body.len();
        let is_one_of_many = article.record > FEW_ARTICLES && text < LONG_TEXT;
        let analysed = AnalysedArticle::of(article);
        let turn = self.shared.next_turn();
        if is_one_of_many {
            self.workers.get_or_init(|| Workers::start(&self.shared)).add(analysed, turn)
        } else {
            self.shared.put(analysed, turn)
        }
    }

    fn remove_file(&self, file: &FilePath) -> Result<(), EngineError> {
        // Most files are new, and needless deletions would be the slowest part of a commit.
        if self.may_have(file) { self.remove(self.shared.fields.file, file.as_str()) } else { Ok(()) }
    }

    fn remove_article(&self, id: &ArticleId) -> Result<(), EngineError> {
        self.remove(self.shared.fields.id, id.as_str())
    }

    fn commit(&mut self, generation: u64) -> Result<Vec<RefusedArticle>, EngineError> {
        let finished = self.workers.take().map_or(Ok(()), Workers::finish).and_then(|()| self.shared.flush());
        let mut ledger = self.shared.ledger();
        ledger.removed.clear();
        if let Err(error) = finished {
            // Discard the segments that succeeded, or the next commit would include them without the rest.
            self.shared.discard();
            ledger.writer.rollback()?;
            return Err(error);
        }
        let mut commit = ledger.writer.prepare_commit()?;
        commit.set_payload(&generation.to_string());
        self.merging.allow(true);
        let committed = commit.commit();
        self.merging.allow(false);
        committed?;
        ledger.new_segments.clear();
        drop(ledger);
        // tantivy renames its list of segments without making the rename durable.
        sync_folder(&self.folder).map_err(EngineError::io("write", &self.folder))?;
        self.committed = self.shared.index.reader()?.searcher();
        self.files.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(Vec::new())
    }

    fn finish(self: Box<Self>) -> Result<(), EngineError> {
        let Self { shared, workers, merging, store, .. } = *self;
        drop(workers);
        // All segments are committed now, so merges may cascade.
        merging.allow(true);
        let index = shared.index.clone();
        if let Some(writer) = Arc::into_inner(shared).map(Shared::into_writer) {
            writer.wait_merging_threads()?;
        }
        // A merge that ended while a commit was opening the index has left the files of its input segments.
        if !TantivyEngine::unused_files(&store)?.is_empty() {
            tantivy_writer(&index)?.garbage_collect_files().wait()?;
        }
        Ok(())
    }
}

/// Returns tantivy's writer, which deletes, commits and merges; it is never given an article to index.
fn tantivy_writer(index: &Index) -> Result<IndexWriter, EngineError> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .memory_budget_per_thread(MIN_MEMORY)
        .num_merge_threads(1)
        .build();
    Ok(index.writer_with_options(options)?)
}

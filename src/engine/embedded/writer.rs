//! Writing the index.

use super::document::document;
use super::reader::EmbeddedEngine;
use super::schema::Fields;
use crate::article::{Article, ArticleId, FilePath};
use crate::engine::{EngineError, Writer, WriterOptions, sync_folder};
use crate::text::StemCache;
use std::path::PathBuf;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, Term};

/// The least and the most memory that tantivy takes for one thread, in bytes.
const LEAST_MEMORY: usize = 15_000_000;
const MOST_MEMORY: usize = 4_000_000_000;

/// The share of deleted articles at which a part of the index is merged to be rid of them.
const DELETED_SHARE: f32 = 0.2;

/// An index opened for writing.
pub(in crate::engine) struct EmbeddedWriter {
    writer: IndexWriter,
    fields: Fields,
    folder: PathBuf,
}

impl EmbeddedWriter {
    pub(in crate::engine) fn open(engine: &EmbeddedEngine, options: WriterOptions) -> Result<Self, EngineError> {
        let threads = options.threads.min(options.memory / LEAST_MEMORY).max(1);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread((options.memory / threads).clamp(LEAST_MEMORY, MOST_MEMORY))
            .num_merge_threads(1)
            .build();
        let writer = engine.index.writer_with_options(options)?;
        // What a run that was killed left behind, before a file of ours gets the same name.
        writer.garbage_collect_files().wait()?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
        writer.set_merge_policy(Box::new(policy));
        Ok(Self { writer, fields: engine.fields.clone(), folder: engine.folder().to_owned() })
    }
}

impl Writer for EmbeddedWriter {
    fn add(&self, article: &Article, stems: &mut StemCache) -> Result<(), EngineError> {
        self.writer.add_document(document(article, &self.fields, stems)?)?;
        Ok(())
    }

    fn remove_file(&self, file: &FilePath) {
        self.writer.delete_term(Term::from_field_text(self.fields.file, file.as_str()));
    }

    fn remove_article(&self, id: &ArticleId) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id.as_str()));
    }

    fn commit(&mut self, generation: u64) -> Result<(), EngineError> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&generation.to_string());
        commit.commit()?;
        // tantivy renames its list of segments into place without making the rename durable.
        sync_folder(&self.folder).map_err(EngineError::io("write", &self.folder))
    }

    fn finish(self: Box<Self>) -> Result<(), EngineError> {
        Ok(self.writer.wait_merging_threads()?)
    }
}

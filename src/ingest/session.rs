//! One store opened for a run: its index, its manifest, and the writer once there is something to write.

use super::IngestError;
use super::manifest::Manifest;
use super::observer::Observer;
use super::pipeline::{Books, Step, run};
use super::reading::Readers;
use super::report::Report;
use crate::article::ArticleId;
use crate::corpus::{ContentHash, Format, ReadingOptions};
use crate::engine::{Engine, Writer, WriterOptions, open_writer};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// How a run is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexingOptions {
    /// How many threads read and analyse files, and how many build the index.
    pub jobs: usize,
    /// How much memory indexing may take, in bytes.
    pub memory: usize,
    /// Only look what would be done.
    pub dry_run: bool,
    /// Let a folder that is gone or empty empty the archive.
    pub allow_empty: bool,
}

/// What is read together: files that are read with the same options.
pub(super) struct Batch<'a> {
    pub options: &'a ReadingOptions,
    /// The folder that the files belong to, if they are not single files.
    pub root: Option<PathBuf>,
    /// See [`Readers::spooled`].
    pub spooled: bool,
    /// See [`Readers::collect_ids`].
    pub collect_ids: bool,
    /// See [`Readers::vanished`].
    pub vanished: Option<&'a HashMap<ContentHash, i64>>,
    /// See [`Readers::withdrawn`].
    pub withdrawn: &'a BTreeSet<ArticleId>,
    /// See [`Readers::earlier`].
    pub earlier: Option<&'a dyn Engine>,
}

/// One store opened for a run.
pub(super) struct Session {
    pub manifest: Manifest,
    pub engine: Box<dyn Engine>,
    writer: RwLock<Box<dyn Writer>>,
    generation: u64,
    jobs: usize,
}

impl Session {
    pub(super) fn open(store: &Path, manifest: Manifest, options: &IndexingOptions) -> Result<Self, IngestError> {
        let threads = WriterOptions { memory: options.memory, threads: options.jobs };
        let (engine, writer) = open_writer(store, threads)?;
        let generation = engine.generation();
        Ok(Self { manifest, engine, writer: RwLock::new(writer), generation, jobs: options.jobs.max(1) })
    }

    /// Takes the steps of one batch and commits; returns whether all were taken, and the ids of the articles written if the batch
    /// asks for them.
    pub(super) fn run(
        &mut self,
        batch: Batch<'_>,
        report: &mut Report,
        observer: &dyn Observer,
        each_step: impl FnOnce(&Manifest, &mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> + Send,
    ) -> Result<(bool, Vec<ArticleId>), IngestError> {
        let readers = Readers {
            engine: &*self.engine,
            writer: &self.writer,
            reading: reading_number(batch.options),
            options: batch.options,
            root: batch.root,
            withdrawn: batch.withdrawn,
            vanished: batch.vanished,
            spooled: batch.spooled,
            earlier: batch.earlier,
            collect_ids: batch.collect_ids,
            observer,
            now: jiff::Timestamp::now().as_second(),
        };
        let manifest = &self.manifest;
        let mut books = Books::new(manifest, &self.writer, self.generation, report);
        let outcome = run(&readers, &mut books, self.jobs, |take| each_step(manifest, take));
        self.generation = books.generation;
        let ids = std::mem::take(&mut books.ids);
        Ok((outcome?, ids))
    }

    /// Takes single articles out and commits.
    pub(super) fn remove_articles(
        &mut self,
        ids: &BTreeSet<ArticleId>,
        updates: &[super::manifest::Update],
    ) -> Result<(), IngestError> {
        let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            writer.remove_article(id);
        }
        self.generation += 1;
        writer.commit(self.generation)?;
        self.manifest.commit(updates, self.generation)
    }

    /// Ends the session in good order.
    pub(super) fn finish(self) -> Result<(), IngestError> {
        let writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(writer.finish()?)
    }
}

/// Returns the number under which a file is entered: one that was left out is read again when there are other formats.
pub(super) fn entered_under(reading: u32, reason: &str) -> u32 {
    if reason.is_empty() {
        return reading;
    }
    let names: Vec<&str> = Format::all().map(Format::name).collect();
    reading ^ first_number(&names.join("\n"))
}

/// Returns a number that stands for reading options: files read with other options are read again.
pub(super) fn reading_number(options: &ReadingOptions) -> u32 {
    first_number(&serde_json::to_string(options).unwrap_or_default())
}

fn first_number(text: &str) -> u32 {
    let mut first = [0; 4];
    first.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..4]);
    u32::from_le_bytes(first)
}

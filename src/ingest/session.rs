//! A store opened for writing: its index, its manifest and its writer.

use super::IngestError;
use super::batch::{Batch, BatchContext};
use super::earlier_index::{EarlierIndex, spooled_files};
use super::file_reader::FileReader;
use super::fingerprint::ReadingFingerprints;
use super::manifest::{Manifest, ManifestEntry, ManifestUpdate};
use super::observer::Observer;
use super::options::IndexingOptions;
use super::pipeline::run;
use super::report::Report;
use super::step::Step;
use super::uncommitted::Uncommitted;
use crate::article::{ArticleId, FilePath};
use crate::corpus::{OcrPrograms, PdfProgram};
use crate::engine::{Engine, Writer, WriterOptions, open_store, open_writer};
use crate::parallel::MemoryBudget;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// A store opened for writing.
pub(super) struct Session {
    pub manifest: Manifest,
    pub engine: Box<dyn Engine>,
    pub store: PathBuf,
    pub writer: RwLock<Box<dyn Writer>>,
    generation: u64,
    jobs: usize,
    /// The memory of the run, in bytes.
    memory: usize,
    /// The program that reads PDF files.
    pdf: Option<PdfProgram>,
    /// The programs for OCR, with the folder of recognised texts.
    ocr: Option<OcrPrograms>,
    /// The part of the memory that the reading threads share.
    reading: MemoryBudget,
}

/// The share of the memory for texts being read, as a divisor. Segments being built take a quarter, and writing one takes as much again.
const SHARE_OF_READING: usize = 2;

/// The share of the memory for the buffers of all reading threads, as a divisor, and the limits of a buffer in bytes.
const SHARE_OF_BUFFERS: usize = 16;
const BUFFER: std::ops::RangeInclusive<usize> = 1 << 20..=32 << 20;

/// The folder of recognised texts in the archive folder. It is kept across rebuilds.
const TEXTS: &str = "ocr";

impl Session {
    pub(super) fn open(store: &Path, manifest: Manifest, options: &IndexingOptions) -> Result<Self, IngestError> {
        let threads = WriterOptions { memory: options.memory, threads: options.jobs };
        let (engine, writer) = open_writer(store, threads)?;
        let generation = engine.generation()?;
        Ok(Self {
            manifest,
            engine,
            store: store.to_owned(),
            writer: RwLock::new(writer),
            generation,
            jobs: options.jobs.max(1),
            memory: options.memory,
            pdf: options.pdf.clone(),
            ocr: options
                .ocr
                .clone()
                .map(|ocr| OcrPrograms { texts: store.parent().map(|folder| folder.join(TEXTS)), ..ocr }),
            reading: MemoryBudget::new((options.memory / SHARE_OF_READING) as u64),
        })
    }

    /// Carries out the steps of one batch and commits. Returns the ids of the articles written, if the batch collects them, and marks the report as interrupted
    /// if any step was left out.
    pub(super) fn run(
        &mut self,
        batch: Batch<'_>,
        report: &mut Report,
        observer: &dyn Observer,
        each_step: impl FnOnce(&Manifest, &mut dyn FnMut(Step) -> bool) -> Result<(), IngestError> + Send,
    ) -> Result<Vec<ArticleId>, IngestError> {
        let reader = FileReader {
            context: BatchContext {
                fingerprints: ReadingFingerprints::of(batch.options),
                batch,
                engine: &*self.engine,
                writer: &self.writer,
                observer,
                memory: &self.reading,
                buffer: (self.memory / SHARE_OF_BUFFERS / self.jobs).clamp(*BUFFER.start(), *BUFFER.end()),
                pdf: self.pdf.as_ref(),
                ocr: self.ocr.as_ref(),
                now: jiff::Timestamp::now().as_second(),
            },
        };
        let manifest = &self.manifest;
        let mut uncommitted = Uncommitted::new(manifest, &self.writer, self.generation, report);
        let completed = run(&reader, &mut uncommitted, self.jobs, |take| each_step(manifest, take));
        self.generation = uncommitted.generation;
        let ids = uncommitted.ids;
        report.interrupted |= !completed?;
        Ok(ids)
    }

    /// Removes single articles and commits.
    pub(super) fn remove_articles(
        &mut self,
        ids: &BTreeSet<ArticleId>,
        updates: &[ManifestUpdate],
    ) -> Result<(), IngestError> {
        let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            writer.remove_article(id)?;
        }
        drop(writer);
        self.commit(updates)
    }

    /// Commits an unchanged entry of a file.
    pub(super) fn keep_entry(&mut self, file: &Path, entry: ManifestEntry) -> Result<(), IngestError> {
        self.commit(&[(FilePath::from_path(file), Some(entry))])
    }

    /// Commits the index, then the manifest.
    pub(super) fn commit(&mut self, updates: &[ManifestUpdate]) -> Result<(), IngestError> {
        self.generation += 1;
        self.writer.write().unwrap_or_else(PoisonError::into_inner).commit(self.generation)?;
        self.manifest.commit(updates, self.generation)
    }

    /// Copies the articles from streams that the index in `store` lacks from the index that a rebuild replaces, and commits: the saved stream may be damaged,
    /// and cannot be sent again.
    pub(super) fn keep_from_streams(
        &mut self,
        store: &Path,
        earlier: &EarlierIndex,
        withdrawn: &BTreeSet<ArticleId>,
        report: &mut Report,
    ) -> Result<(), IngestError> {
        let rebuilt = open_store(store)?;
        let (before, now) = (earlier.spooled_files(), spooled_files(&*rebuilt)?);
        // An article without its own id gets a new one once the archive has been moved.
        let mut contents = BTreeSet::new();
        for file in now.difference(&before) {
            contents.extend(rebuilt.articles_of(file)?.into_iter().map(|held| held.fingerprint));
        }
        let mut kept = 0;
        {
            let writer = self.writer.read().unwrap_or_else(PoisonError::into_inner);
            for file in before.difference(&now) {
                for article in earlier.stored_articles(file) {
                    if !withdrawn.contains(&article.id) && !contents.contains(&article.fingerprint()) {
                        writer.add(article)?;
                        kept += 1;
                    }
                }
            }
        }
        if kept > 0 {
            report.articles.unchanged += kept;
            self.commit(&[])?;
        }
        Ok(())
    }

    /// Waits for merges in the background and closes the store.
    pub(super) fn finish(self) -> Result<(), IngestError> {
        let writer = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(writer.finish()?)
    }
}

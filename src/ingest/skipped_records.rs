//! Removes skipped records from the streams that the archive keeps.
//!
//! Deleting the records in place would renumber the others, and so change the ids of articles without their own id. The articles are therefore written to
//! a new file as JSON, with their ids, and the catalogue switches to that file in one step.

use super::IngestError;
use super::archive::LockedArchive;
use super::fingerprint::options_fingerprint;
use super::leftovers::{CLEAN, PARTIAL};
use super::manifest::{Manifest, ManifestEntry};
use super::observer::Observer;
use super::options::IndexingOptions;
use super::report::Reject;
use crate::article::{Article, DateOrigin, FilePath};
use crate::corpus::{
    FileState, Format, PdfProgram, ReadFileError, ReadingLimits, ReadingOptions, Skip, SkipReason, hash_file,
    read_file_as,
};
use crate::durable::{remove, rename, sync_folder};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

impl LockedArchive {
    /// Removes the skipped records of saved streams and returns their number. The observer receives each record first; a dry run does only that.
    ///
    /// # Errors
    /// If the archive cannot be read or written.
    pub fn remove_skipped(&mut self, run: &IndexingOptions, observer: &dyn Observer) -> Result<u64, IngestError> {
        let manifest = self.manifest(run)?;
        let streams = self.streams();
        let mut removed = 0;
        for name in self.catalogue.files.keys().cloned().collect::<Vec<_>>() {
            let path = streams.path_of(&name);
            let known = manifest.get(&path)?.filter(|known| known.skipped > 0 || !known.reason.is_empty());
            if let Some(known) = known.filter(|_| streams.has(&path)) {
                removed += if run.dry_run {
                    let options = self.catalogue.files.get(&name).cloned().unwrap_or_default();
                    copy_articles(&streams.on_disk(&path), &path, &name, &options, run.pdf.as_ref(), None, observer)
                        .map_err(IngestError::io("read", &path))?
                        .skipped
                } else {
                    self.clean_stream(&name, &path, &known, &manifest, run.pdf.as_ref(), observer)?
                };
            }
        }
        Ok(removed)
    }

    /// Replaces a stream by one with only its articles. Returns the number of records left out.
    fn clean_stream(
        &mut self,
        name: &FilePath,
        known_as: &Path,
        known: &ManifestEntry,
        manifest: &Manifest,
        pdf: Option<&PdfProgram>,
        observer: &dyn Observer,
    ) -> Result<u64, IngestError> {
        let options = self.catalogue.files.get(name).cloned().unwrap_or_default();
        let path = &self.streams().on_disk(known_as);
        let partial = path.with_extension(format!("clean.{PARTIAL}"));
        let mut file = BufWriter::new(File::create(&partial).map_err(IngestError::io("write", &partial))?);
        let copied = copy_articles(path, known_as, name, &options, pdf, Some(&mut file), observer);
        let copied = copied.map_err(IngestError::io("write", &partial))?;
        let file = file.into_inner().map_err(|error| IngestError::io("write", &partial)(error.into_error()))?;
        file.sync_all().map_err(IngestError::io("write", &partial))?;
        if copied.is_unreadable {
            remove(&partial).map_err(IngestError::io("remove", &partial))?;
            return Ok(0);
        }
        self.catalogue.files.remove(name);
        let mut updates = vec![(FilePath::from_path(known_as), None)];
        if copied.articles > 0 {
            // The name sorts like the old one, because the last version of an article is the one that counts.
            let clean = path.with_extension(CLEAN);
            rename(&partial, &clean).map_err(IngestError::io("write", &clean))?;
            sync_folder(&self.streams_folder()).map_err(IngestError::io("write", &clean))?;
            let options = ReadingOptions { format: Some(Format::article_lines()), ..options };
            let fingerprint = options_fingerprint(&options);
            let state = FileState::of(&clean).map_err(IngestError::io("read", &clean))?;
            // If the copy is unreadable, a rebuild takes its articles from the index.
            let (hash, _) = hash_file(&clean).unwrap_or_default();
            let entry = ManifestEntry { state, hash, fingerprint, skipped: 0, reason: String::new(), ..known.clone() };
            updates.push((FilePath::from_path(&known_as.with_extension(CLEAN)), Some(entry)));
            self.catalogue.files.insert(self.name_of_stream(&clean), options);
        } else {
            remove(&partial).map_err(IngestError::io("remove", &partial))?;
        }
        self.catalogue.write(&self.folder)?;
        manifest.commit(&updates, manifest.generation()?)?;
        remove(path).map_err(IngestError::io("remove", path))?;
        Ok(copied.skipped)
    }
}

/// The counts of a copied stream.
#[derive(Default)]
struct Copied {
    articles: u64,
    skipped: u64,
    /// Whether reading failed for a temporary reason, so that the rest of the stream is unknown.
    is_unreadable: bool,
}

/// Copies the articles of a stream to a file, one per line, and passes its skipped records to the observer.
fn copy_articles(
    path: &Path,
    known_as: &Path,
    name: &FilePath,
    options: &ReadingOptions,
    pdf: Option<&PdfProgram>,
    mut file: Option<&mut BufWriter<File>>,
    observer: &dyn Observer,
) -> io::Result<Copied> {
    let mut copied = Copied::default();
    let mut written = Ok(());
    let skip = |copied: &mut Copied, skip: &Skip| {
        copied.skipped += 1;
        observer.rejected(&Reject::new(name, skip, 0));
    };
    let limits = ReadingLimits { pdf, ..ReadingLimits::default() };
    let read = read_file_as(path, known_as, None, options, &limits, &mut |record| {
        match record {
            Ok(article) => {
                copied.articles += 1;
                if let Some(file) = &mut file {
                    written = write_article(file, article);
                }
            }
            Err(reason) => skip(&mut copied, &reason),
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    written?;
    if let Err(ReadFileError { skip: reason, .. }) = read {
        copied.is_unreadable = matches!(reason.reason, SkipReason::Unreadable(_));
        skip(&mut copied, &reason);
    }
    Ok(copied)
}

fn write_article(file: &mut BufWriter<File>, mut article: Article) -> io::Result<()> {
    // A date from the path is derived again; in the file it would count as stated.
    article.published = article.published.filter(|published| published.origin == DateOrigin::Stated);
    serde_json::to_writer(&mut *file, &article)?;
    file.write_all(b"\n")
}

//! Adds files by hand, without a scan of the archive's folders.

use super::IngestError;
use super::archive::LockedArchive;
use super::batch::Batch;
use super::hand_added::FileGroup;
use super::observer::Observer;
use super::options::IndexingOptions;
use super::own_paths::own_paths;
use super::paths::absolute;
use super::report::{Added, Reject, Report};
use crate::article::{ArticleId, FilePath};
use crate::corpus::{
    Discovered, FileFilter, FileState, FolderWalk, ReadingOptions, ReadingOptionsPatch, Skip, SkipReason, discover,
};
use crate::engine::open_reader;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

impl LockedArchive {
    /// Adds files, and the files in folders, even if they have not changed. Articles removed by hand are added again. Files outside
    /// every root are remembered one by one with the reading options; include and exclude patterns apply to this call only.
    ///
    /// # Errors
    /// If options are given for a file of a root, which has options for all of its files; or if the archive cannot be
    /// written.
    pub fn add(
        &mut self,
        paths: &[PathBuf],
        options: &ReadingOptionsPatch,
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Added, IngestError> {
        let begun = Instant::now();
        let mut report = Report::default();
        let options_outside = ReadingOptions::default().patched(options);
        self.create_store()?;
        let mut files = BTreeSet::new();
        for path in paths {
            self.find_files(&absolute(path), &options_outside.filter, &mut files, &mut report, observer);
        }
        let options_outside = ReadingOptions { filter: FileFilter::default(), ..options_outside };
        let mut groups = Vec::new();
        for file in files {
            self.add_to_group(file, &options_outside, options.is_empty(), &mut groups)?;
        }
        for group in groups.iter().filter(|group| group.root.is_none()) {
            let files = group.files.iter().map(|file| (FilePath::from_path(file), group.options.clone()));
            self.catalogue.files.extend(files);
        }
        let ids = self.add_groups(&groups, run, &mut report, observer)?;
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(Added { report, ids })
    }

    /// Finds the files to add for one path.
    fn find_files(
        &self,
        path: &Path,
        filter: &FileFilter,
        files: &mut BTreeSet<PathBuf>,
        report: &mut Report,
        observer: &dyn Observer,
    ) {
        let walk =
            FolderWalk { filter: filter.clone(), except: own_paths(&self.folder, path), ..FolderWalk::new(path) };
        let mut skip = |path: &Path, skip: &Skip| {
            report.files.skipped += 1;
            observer.rejected(&Reject::new(&FilePath::from_path(path), skip, 0));
        };
        let mut passed_over = 0;
        for discovered in discover(&walk) {
            match discovered {
                Discovered::File(found) if self.catalogue.excludes(&found.path) => {
                    // A file that the user named is reported; in a folder, exclusions are expected.
                    if found.path == path {
                        skip(path, &SkipReason::Excluded.into());
                    }
                }
                Discovered::File(found) => drop(files.insert(found.path)),
                Discovered::PassedOver if !path.is_file() && !path.is_dir() => skip(path, &SkipReason::NotAFile.into()),
                Discovered::PassedOver => passed_over += 1,
                Discovered::Unreadable(path, reason) => skip(&path, &reason),
            }
        }
        report.passed_over += passed_over;
    }

    /// Adds a file to the group with its root and options.
    fn add_to_group(
        &self,
        file: PathBuf,
        options_outside: &ReadingOptions,
        has_no_options: bool,
        groups: &mut Vec<FileGroup>,
    ) -> Result<(), IngestError> {
        let (root, options) = match self.catalogue.root_of(&file) {
            Some((root, _)) if !has_no_options => return Err(IngestError::InsideRoot { file, root }),
            Some((root, stored)) => (Some(root), stored),
            None => (None, options_outside),
        };
        match groups.iter_mut().find(|group| group.root == root && group.options == *options) {
            Some(group) => group.files.push(file),
            None => groups.push(FileGroup { root, options: options.clone(), files: vec![file] }),
        }
        Ok(())
    }

    /// Reads groups of files that the user named, and ends the withdrawal of their articles. Returns the ids of the articles written. The catalogue is written
    /// first.
    pub(super) fn add_groups(
        &mut self,
        groups: &[FileGroup],
        run: &IndexingOptions,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<Vec<ArticleId>, IngestError> {
        let streams = self.streams();
        let files = groups.iter().flat_map(|group| &group.files);
        let sizes = files.map(|file| FileState::of(&streams.on_disk(file)).map_or(0, |state| state.size));
        let (count, bytes) = sizes.fold((0, 0), |(count, bytes), size| (count + 1, bytes + size));
        observer.planned(count, bytes);
        let manifest = self.manifest(run)?;
        self.complete_addition()?;
        self.catalogue.adding = !self.catalogue.withdrawn.is_empty();
        // The catalogue has listed the streams since they were saved.
        if self.catalogue.adding || !groups.iter().all(|group| group.is_of_streams(&streams)) {
            self.catalogue.write(&self.folder)?;
        }
        let mut session = self.session(manifest, run)?;
        let mut ids = Vec::new();
        let no_withdrawn = BTreeSet::new();
        for group in groups {
            let batch = Batch { collect_ids: true, ..group.batch(&no_withdrawn, &streams) };
            ids.append(&mut group.read(batch, &mut session, report, observer)?);
        }
        session.settle_and_finish(report, observer)?;
        if self.catalogue.adding {
            if !report.interrupted {
                let is_read = |name: &FilePath| groups.iter().any(|group| group.files.contains(&streams.path_of(name)));
                self.catalogue.adding_streams.retain(|name| !is_read(name));
            }
            self.lift_withdrawal(&ids)?;
        }
        Ok(ids)
    }

    /// Ends the withdrawal of articles that a killed run has added again. Otherwise the index holds a withdrawn article only if its removal has not been
    /// committed either.
    pub(super) fn complete_addition(&mut self) -> Result<(), IngestError> {
        if !self.catalogue.adding {
            return Ok(());
        }
        let engine = open_reader(&self.folder)?;
        self.complete_addition_by(|id| Ok(!engine.articles_with_id(id)?.is_empty()))
    }

    /// As [`LockedArchive::complete_addition`]; `is_held` returns whether the index has an article.
    pub(super) fn complete_addition_by(
        &mut self,
        is_held: impl Fn(&ArticleId) -> Result<bool, IngestError>,
    ) -> Result<(), IngestError> {
        if !self.catalogue.adding {
            return Ok(());
        }
        let mut added = Vec::new();
        for id in self.catalogue.withdrawn.difference(&self.catalogue.removing) {
            if is_held(id)? {
                added.push(id.clone());
            }
        }
        self.lift_withdrawal(&added)
    }

    /// Records that streams whose addition was not finished are about to be read. Returns those of `unfinished` that may hold withdrawn articles.
    pub(super) fn begin_completion(&mut self, unfinished: &[FilePath]) -> Result<BTreeSet<FilePath>, IngestError> {
        self.catalogue.adding_streams.retain(|name| unfinished.contains(name));
        if !self.catalogue.adding_streams.is_empty() {
            self.catalogue.adding = true;
            self.catalogue.write(&self.folder)?;
        }
        Ok(self.catalogue.adding_streams.clone())
    }

    /// Records that the streams of [`LockedArchive::begin_completion`] were read, with the articles that they contained.
    pub(super) fn end_completion(&mut self, added: &[ArticleId]) -> Result<(), IngestError> {
        if self.catalogue.adding_streams.is_empty() {
            return Ok(());
        }
        self.catalogue.adding_streams.clear();
        self.lift_withdrawal(added)
    }

    /// Records that articles are no longer withdrawn, and that the addition is complete.
    fn lift_withdrawal(&mut self, added: &[ArticleId]) -> Result<(), IngestError> {
        for id in added {
            self.catalogue.withdrawn.remove(id);
            self.catalogue.removing.remove(id);
        }
        self.catalogue.adding = false;
        self.catalogue.write(&self.folder)
    }
}

//! Articles added and removed by hand, without looking at anything else.

use super::IngestError;
use super::archive::Archive;
use super::manifest::{Entry, Manifest, Update, file_of_key, key};
use super::observer::Observer;
use super::pipeline::Step;
use super::reading::Job;
use super::report::{Added, Reject, Report};
use super::session::{Batch, IndexingOptions, Session};
use super::update::absolute;
use crate::article::{ArticleId, FilePath};
use crate::corpus::{
    Discovered, FileState, Format, FoundFile, ReadingOptions, ReadingOptionsPatch, Skip, SkipReason, discover,
};
use crate::durable::sync_folder;
use crate::engine::Engine;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
use std::time::Instant;

/// Files that are read with the same options, as parts of the same folder.
struct Group {
    root: Option<PathBuf>,
    options: ReadingOptions,
    files: Vec<PathBuf>,
}

impl Archive {
    /// Adds files, and the files in folders, whatever the archive knows of them. Files outside the archive's folders are remembered
    /// one by one, with `options`. What was removed by hand before is taken in again.
    ///
    /// # Errors
    /// If options are given for a file that belongs to a folder of the archive, which says how its files are read; or if
    /// the archive cannot be written.
    pub fn add(
        &mut self,
        paths: &[PathBuf],
        options: &ReadingOptionsPatch,
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Added, IngestError> {
        let begun = Instant::now();
        let mut report = Report::default();
        let mut files = BTreeSet::new();
        for path in paths {
            let path = absolute(path);
            for discovered in discover(&path, &path, std::slice::from_ref(&self.folder)) {
                match discovered {
                    Discovered::File(found) => drop(files.insert(found.path)),
                    // Who names something himself is told why it is not read.
                    Discovered::PassedOver if !path.is_file() && !path.is_dir() => {
                        report.files.skipped += 1;
                        let skip = Skip::from(SkipReason::NotAFile);
                        observer.rejected(&Reject::of(&FilePath::from_path(&path), &skip, 0));
                    }
                    Discovered::PassedOver => report.passed_over += 1,
                    Discovered::Unreadable(path, skip) => {
                        report.files.skipped += 1;
                        observer.rejected(&Reject::of(&FilePath::from_path(&path), &skip, 0));
                    }
                }
            }
        }
        let mut groups = Vec::new();
        for file in files {
            self.group(file, options, &mut groups)?;
        }
        for group in groups.iter().filter(|group| group.root.is_none()) {
            let files = group.files.iter().map(|file| (FilePath::from_path(file), group.options.clone()));
            self.catalogue.files.extend(files);
        }
        self.catalogue.write(&self.folder)?;
        let ids = self.read_groups(&groups, run, &mut report, observer)?;
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(Added { report, ids })
    }

    /// Adds articles from a stream, JSON lines unless the options name another format. The stream is first kept in the archive's
    /// folder, so that a rebuilt index has it too. An article whose id came through a stream before replaces that one.
    ///
    /// # Errors
    /// If the stream or the archive fails.
    pub fn add_stream(
        &mut self,
        stream: &mut dyn Read,
        options: &ReadingOptionsPatch,
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Added, IngestError> {
        let begun = Instant::now();
        let mut report = Report::default();
        let json_lines = ReadingOptions { format: Some(Format::json_lines()), ..ReadingOptions::default() };
        let options = json_lines.patched(options);
        let kept = self.keep(stream)?;
        // Seen from the archive's folder, so that the archive can be moved.
        let name = kept.strip_prefix(&self.folder).unwrap_or(&kept);
        self.catalogue.files.insert(FilePath::from_path(name), options.clone());
        self.catalogue.write(&self.folder)?;
        let group = Group { root: None, options, files: vec![kept] };
        let ids = self.read_groups(&[group], run, &mut report, observer)?;
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(Added { report, ids })
    }

    /// Removes articles by their ids, or all articles of a file or folder by its path. They stay out, although their files
    /// may still be there, until they are added by hand again.
    ///
    /// # Errors
    /// If one of the names is of nothing in the archive: then nothing is done. If the archive cannot be written.
    pub fn remove(&mut self, names: &[PathBuf], run: &IndexingOptions) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let mut report = Report::default();
        let mut session = self.session(self.manifest(run)?, run)?;
        let mut removed = BTreeSet::new();
        let mut entries: BTreeMap<FilePath, Entry> = BTreeMap::new();
        for name in names {
            let path = absolute(name);
            let name = name.to_string_lossy();
            if name.is_empty() {
                // Below no name at all lies everything.
                return Err(IngestError::UnknownArticle(name.into_owned()));
            }
            let mut files: Vec<_> = session.manifest.below(&path, &[])?.collect::<Result<_, _>>()?;
            files.extend(session.manifest.get(&path)?.map(|entry| (key(&path), entry)));
            let ids_before = removed.len();
            for (key, mut entry) in files {
                let file = file_of_key(&key);
                let held = session.engine.articles_of(&file)?;
                report.articles.removed += held.len() as u64;
                report.files.removed += 1;
                removed.extend(held.into_iter().map(|held| held.id));
                entry.articles = 0;
                entries.insert(file, entry);
            }
            if removed.len() == ids_before {
                for file in files_of(&session, &name)? {
                    removed.insert(ArticleId::from_typed(&name));
                    report.articles.removed += 1;
                    // Another id of the same file may have been named before.
                    let known = match entries.get(&file) {
                        Some(noted) => Some(noted.clone()),
                        None => session.manifest.get(&file.to_path_buf())?,
                    };
                    if let Some(mut entry) = known {
                        entry.articles = entry.articles.saturating_sub(1);
                        entries.insert(file, entry);
                    }
                }
            }
            if removed.len() == ids_before {
                return Err(IngestError::UnknownArticle(name.into_owned()));
            }
        }
        // First what is to be done: if the run is stopped in between, the next one completes it.
        self.catalogue.withdrawn.extend(removed.iter().cloned());
        self.catalogue.removing.extend(removed);
        self.catalogue.write(&self.folder)?;
        let updates: Vec<Update> = entries.into_iter().map(|(file, entry)| (file, Some(entry))).collect();
        self.complete_removal(&mut session, &updates)?;
        session.finish()?;
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }

    /// Takes out of the index what is to be removed, and notes that it is done.
    pub(super) fn complete_removal(&mut self, session: &mut Session, updates: &[Update]) -> Result<(), IngestError> {
        if self.catalogue.removing.is_empty() {
            return Ok(());
        }
        session.remove_articles(&self.catalogue.removing, updates)?;
        self.catalogue.removing.clear();
        self.catalogue.write(&self.folder)
    }

    /// Returns the files that were to be added by hand by a run that did not come to its end.
    pub(super) fn unfinished_by_hand(&self, manifest: &Manifest) -> Result<Vec<FilePath>, IngestError> {
        let mut unfinished = Vec::new();
        for file in self.catalogue.files.keys() {
            let path = self.folder.join(file.to_path_buf());
            if manifest.get(&path)?.is_none() && path.is_file() {
                unfinished.push(file.clone());
            }
        }
        Ok(unfinished)
    }

    /// Reads files that were once added by hand.
    pub(super) fn add_by_hand(
        &self,
        files: &[FilePath],
        session: &mut Session,
        earlier: Option<&dyn Engine>,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<(), IngestError> {
        let mut groups: Vec<Group> = Vec::new();
        let spool = self.spool();
        for file in files {
            let path = self.folder.join(file.to_path_buf());
            let options = self.catalogue.files.get(file).cloned().unwrap_or_default();
            // Streams one by one and in order: of two with one article, the later counts.
            let together = groups.last_mut().filter(|group| group.options == options && !path.starts_with(&spool));
            match together {
                Some(group) => group.files.push(path),
                None => groups.push(Group { root: None, options, files: vec![path] }),
            }
        }
        for group in groups {
            let batch = self.batch_by_hand(&group, &self.catalogue.withdrawn, earlier);
            read_group(&group, batch, session, report, observer)?;
        }
        Ok(())
    }

    /// Reads files that a user named, whether or not they changed, and lifts the withdrawal of their articles. Returns the ids of the
    /// articles written.
    fn read_groups(
        &mut self,
        groups: &[Group],
        run: &IndexingOptions,
        report: &mut Report,
        observer: &dyn Observer,
    ) -> Result<Vec<ArticleId>, IngestError> {
        let files = groups.iter().flat_map(|group| &group.files);
        let sizes = files.map(|file| FileState::of(file).map_or(0, |state| state.size));
        let (count, bytes) = sizes.fold((0, 0), |(count, bytes), size| (count + 1, bytes + size));
        observer.planned(count, bytes);
        let mut session = self.session(self.manifest(run)?, run)?;
        let mut ids = Vec::new();
        let nothing_withdrawn = BTreeSet::new();
        for group in groups {
            let batch = Batch { collect_ids: true, ..self.batch_by_hand(group, &nothing_withdrawn, None) };
            ids.append(&mut read_group(group, batch, &mut session, report, observer)?);
        }
        session.finish()?;
        let before = self.catalogue.withdrawn.len();
        for id in &ids {
            self.catalogue.withdrawn.remove(id);
            self.catalogue.removing.remove(id);
        }
        if self.catalogue.withdrawn.len() < before {
            self.catalogue.write(&self.folder)?;
        }
        Ok(ids)
    }

    /// Puts a file with those that are read as it is.
    fn group(&self, file: PathBuf, options: &ReadingOptionsPatch, groups: &mut Vec<Group>) -> Result<(), IngestError> {
        let (root, options) = match self.catalogue.root_of(&file) {
            Some((root, _)) if !options.is_empty() => return Err(IngestError::InsideRoot { file, root }),
            Some((root, stored)) => (Some(root), stored.clone()),
            None => (None, ReadingOptions::default().patched(options)),
        };
        match groups.iter_mut().find(|group| group.root == root && group.options == options) {
            Some(group) => group.files.push(file),
            None => groups.push(Group { root, options, files: vec![file] }),
        }
        Ok(())
    }

    /// Keeps a stream as a file of the archive's own; returns where.
    fn keep(&self, stream: &mut dyn Read) -> Result<PathBuf, IngestError> {
        let spool = self.spool();
        fs::create_dir_all(&spool).map_err(IngestError::io("create", &spool))?;
        // Names sort in the order of arrival. They are plain counts of nanoseconds: a date in a name would become the date
        // of articles that state none.
        let kept = spool.join(format!("{:020}.jsonl", jiff::Timestamp::now().as_nanosecond()));
        let arriving = kept.with_extension("part");
        let mut file = File::create(&arriving).map_err(IngestError::io("write", &arriving))?;
        io::copy(stream, &mut file).map_err(IngestError::io("write", &arriving))?;
        file.sync_all().map_err(IngestError::io("write", &arriving))?;
        fs::rename(&arriving, &kept).and_then(|()| sync_folder(&spool)).map_err(IngestError::io("write", &kept))?;
        Ok(kept)
    }

    /// Returns the batch for a group; `earlier` is the index that is being replaced, if one is.
    fn batch_by_hand<'a>(
        &'a self,
        group: &'a Group,
        withdrawn: &'a BTreeSet<ArticleId>,
        earlier: Option<&'a dyn Engine>,
    ) -> Batch<'a> {
        let spool = self.spool();
        Batch {
            options: &group.options,
            root: group.root.clone(),
            spooled: group.files.iter().all(|file| file.starts_with(&spool)),
            collect_ids: false,
            vanished: None,
            withdrawn,
            earlier,
        }
    }
}

/// Reads the files of a group.
fn read_group(
    group: &Group,
    batch: Batch<'_>,
    session: &mut Session,
    report: &mut Report,
    observer: &dyn Observer,
) -> Result<Vec<ArticleId>, IngestError> {
    let (whole, ids) = session.run(batch, report, observer, |manifest, take| {
        for path in &group.files {
            let state = FileState::of(path).unwrap_or_default();
            let known = manifest.get(path)?;
            if !take(Step::Read(Job { found: FoundFile { path: path.clone(), state }, known })) {
                break;
            }
        }
        Ok(())
    })?;
    report.interrupted |= !whole;
    Ok(ids)
}

/// Returns the files of the articles with an id.
fn files_of(session: &Session, id: &str) -> Result<Vec<FilePath>, IngestError> {
    let articles = session.engine.articles_with_id(&ArticleId::from_typed(id))?;
    Ok(articles.into_iter().map(|article| article.file).collect())
}

//! Adds articles from a stream such as standard input.
//!
//! The stream is first saved in the archive's folder `added/`, so that a rebuild has its articles too.

use super::IngestError;
use super::archive::LockedArchive;
use super::hand_added::FileGroup;
use super::leftovers::PARTIAL;
use super::observer::Observer;
use super::options::IndexingOptions;
use super::report::{Added, Report};
use crate::article::FilePath;
use crate::corpus::{FileFilter, Format, ReadingOptions, ReadingOptionsPatch};
use crate::durable::{remove, rename, sync_folder};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

impl LockedArchive {
    /// Adds articles from a stream, which is read as JSON lines unless the options name another format. An article replaces an
    /// earlier one from a stream with the same id.
    ///
    /// # Errors
    /// If the stream cannot be read or the archive cannot be written.
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
        let options = ReadingOptions { filter: FileFilter::default(), ..json_lines.patched(options) };
        let saved = self.save_stream(stream, &options)?;
        let name = self.name_of_stream(&saved);
        let group = FileGroup { root: None, options, files: vec![self.streams().path_of(&name)] };
        let ids = self.add_groups(&[group], run, &mut report, observer)?;
        if ids.is_empty() && !report.interrupted {
            // Otherwise every rebuild would report it again.
            self.catalogue.files.remove(&name);
            self.catalogue.write(&self.folder)?;
            remove(&saved).map_err(IngestError::io("remove", &saved))?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(Added { report, ids })
    }

    /// Saves a stream durably in the archive's folder, records it in the catalogue with its reading options, and returns the path of the file.
    fn save_stream(&mut self, stream: &mut dyn Read, options: &ReadingOptions) -> Result<PathBuf, IngestError> {
        let folder = self.streams_folder();
        fs::create_dir_all(&folder).map_err(IngestError::io("create", &folder))?;
        let number = self.last_stream(&folder)? + 1;
        let saved = folder.join(format!("{number:020}.jsonl"));
        let partial = saved.with_extension(PARTIAL);
        let mut file = File::create(&partial).map_err(IngestError::io("write", &partial))?;
        io::copy(stream, &mut file).map_err(IngestError::io("write", &partial))?;
        file.sync_all().map_err(IngestError::io("write", &partial))?;
        sync_folder(&folder).map_err(IngestError::io("write", &folder))?;
        // Recorded before it gets its name: if the process is killed here, the next run reads the complete stream.
        self.catalogue.files.insert(self.name_of_stream(&saved), options.clone());
        self.catalogue.home.get_or_insert_with(|| FilePath::from_path(&self.folder));
        self.catalogue.last_stream = number;
        if !self.catalogue.withdrawn.is_empty() {
            self.catalogue.adding_streams.insert(self.name_of_stream(&saved));
        }
        self.catalogue.write(&self.folder)?;
        rename(&partial, &saved).and_then(|()| sync_folder(&folder)).map_err(IngestError::io("write", &saved))?;
        Ok(saved)
    }

    /// Returns the number of the last stream. Streams are read in the order of their numbers, not of their times, since the clock may be set back.
    fn last_stream(&self, folder: &Path) -> Result<u64, IngestError> {
        let entries = fs::read_dir(folder).map_err(IngestError::io("read", folder))?;
        let number_of = |path: &Path| path.file_name()?.to_str()?.split('.').next()?.parse().ok();
        let numbers = entries.flatten().filter_map(|entry| number_of(&entry.path()));
        Ok(numbers.fold(self.catalogue.last_stream, u64::max))
    }

    /// Returns the path of a stream relative to the archive's folder, so that the archive can be moved.
    pub(super) fn name_of_stream(&self, saved: &Path) -> FilePath {
        FilePath::from_path(saved.strip_prefix(&self.folder).unwrap_or(saved))
    }
}

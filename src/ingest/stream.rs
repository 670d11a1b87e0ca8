//! Adds articles from a stream such as standard input.
//!
//! The stream is first saved in the archive's folder `added/`, so that a rebuilt index has its articles too.

use super::IngestError;
use super::archive::LockedArchive;
use super::hand_added::FileGroup;
use super::observer::Observer;
use super::options::IndexingOptions;
use super::report::{Added, Report};
use crate::article::FilePath;
use crate::corpus::{FileFilter, Format, ReadingOptions, ReadingOptionsPatch};
use crate::durable::sync_folder;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;
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
        let saved = self.save_stream(stream)?;
        // Relative to the archive's folder, so that the archive can be moved.
        let name = saved.strip_prefix(&self.folder).unwrap_or(&saved);
        self.catalogue.files.insert(FilePath::from_path(name), options.clone());
        self.catalogue.write(&self.folder)?;
        let name = FilePath::from_path(name);
        let group = FileGroup { root: None, options, files: vec![saved.clone()] };
        let ids = self.add_groups(&[group], run, &mut report, observer)?;
        if ids.is_empty() && !report.interrupted {
            // A rebuild would only report it again.
            self.catalogue.files.remove(&name);
            self.catalogue.write(&self.folder)?;
            fs::remove_file(&saved).map_err(IngestError::io("remove", &saved))?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(Added { report, ids })
    }

    /// Saves a stream durably in the archive's folder and returns the path of the file.
    fn save_stream(&self, stream: &mut dyn Read) -> Result<PathBuf, IngestError> {
        let folder = self.streams_folder();
        fs::create_dir_all(&folder).map_err(IngestError::io("create", &folder))?;
        // Names sort by arrival. They are plain nanoseconds, because a date in the name would become the date of undated articles.
        let saved = folder.join(format!("{:020}.jsonl", jiff::Timestamp::now().as_nanosecond()));
        let partial = saved.with_extension("part");
        let mut file = File::create(&partial).map_err(IngestError::io("write", &partial))?;
        io::copy(stream, &mut file).map_err(IngestError::io("write", &partial))?;
        file.sync_all().map_err(IngestError::io("write", &partial))?;
        fs::rename(&partial, &saved).and_then(|()| sync_folder(&folder)).map_err(IngestError::io("write", &saved))?;
        Ok(saved)
    }
}

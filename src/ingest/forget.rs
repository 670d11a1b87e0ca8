//! Removes a root and its articles from the archive.

use super::IngestError;
use super::archive::LockedArchive;
use super::batch::Batch;
use super::observer::Observer;
use super::options::IndexingOptions;
use super::paths::{absolute, key_path};
use super::report::Report;
use super::step::{Removal, Step};
use crate::article::FilePath;
use crate::engine::EngineError;
use std::path::Path;
use std::time::Instant;

impl LockedArchive {
    /// Removes a root and all its articles from the archive.
    ///
    /// # Errors
    /// If the folder is not a root, or the archive cannot be written.
    pub fn forget(
        &mut self,
        folder: &Path,
        run: &IndexingOptions,
        observer: &dyn Observer,
    ) -> Result<Report, IngestError> {
        let begun = Instant::now();
        let folder = absolute(folder);
        let Some(options) = self.catalogue.roots.get(&FilePath::from_path(&folder)) else {
            return Err(IngestError::UnknownRoot(folder));
        };
        let mut report = Report::default();
        match self.manifest(run) {
            Ok(manifest) => {
                let except = self.catalogue.roots_inside(&folder);
                let mut session = self.session(manifest, run)?;
                let batch = Batch {
                    options,
                    root: Some(folder.clone()),
                    streams: None,
                    collect_ids: false,
                    vanished: None,
                    withdrawn: &self.catalogue.withdrawn,
                    earlier: None,
                };
                session.run(batch, &mut report, observer, |manifest, take| {
                    for row in manifest.below(&folder, &except)? {
                        let (key, entry) = row?;
                        let removal = Removal { file: key_path(&key), articles: entry.articles, existed: true };
                        if !take(Step::Remove(removal)) {
                            break;
                        }
                    }
                    Ok(())
                })?;
                session.settle_and_finish(&mut report, observer)?;
            }
            // Such an index must be rebuilt anyway, and the rebuild will leave the folder out.
            Err(IngestError::Engine(EngineError::OtherVersion { .. } | EngineError::Damaged { .. })) => {}
            Err(error) => return Err(error),
        }
        // Must come last, so that an interrupted run can be repeated.
        if !report.interrupted {
            self.catalogue.roots.remove(&FilePath::from_path(&folder));
            self.catalogue.files.retain(|file, _| !file.to_path_buf().starts_with(&folder));
            self.catalogue.write(&self.folder)?;
        }
        report.seconds = begun.elapsed().as_secs_f64();
        Ok(report)
    }
}

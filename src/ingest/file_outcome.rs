//! The outcome of one step, for the manifest and the report.

use super::manifest::ManifestEntry;
use super::report::{Reject, ReportCounts};
use crate::article::{ArticleId, FilePath};
use crate::corpus::FormatCounts;

/// The outcome of reading or removing a file.
#[derive(Debug)]
pub(super) struct FileOutcome {
    pub file: FilePath,
    pub manifest: ManifestChange,
    /// The entries of files that were read with it, such as the pages of an issue.
    pub parts: Vec<(FilePath, ManifestEntry)>,
    /// Whether it is a page that is read with the file that describes its issue.
    pub is_part: bool,
    pub files: ReportCounts,
    pub articles: ReportCounts,
    pub bytes: u64,
    pub moved: bool,
    pub rejects: Vec<Reject>,
    /// The ids of the articles written, if the batch collects them.
    pub ids: Vec<ArticleId>,
    pub formats: FormatCounts,
}

/// The change to the manifest's entry of a file.
#[derive(Debug)]
pub(super) enum ManifestChange {
    Keep,
    Replace(ManifestEntry),
    Drop,
}

impl FileOutcome {
    /// Returns the outcome of doing nothing.
    pub(super) fn nothing(file: FilePath) -> Self {
        Self {
            file,
            manifest: ManifestChange::Keep,
            parts: Vec::new(),
            is_part: false,
            files: ReportCounts::default(),
            articles: ReportCounts::default(),
            bytes: 0,
            moved: false,
            rejects: Vec::new(),
            ids: Vec::new(),
            formats: FormatCounts::default(),
        }
    }
}

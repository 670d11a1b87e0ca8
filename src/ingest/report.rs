//! The result of an indexing run.

use crate::article::{ArticleId, FilePath};
use crate::corpus::{FormatCount, FormatCounts, Skip};
use serde::Serialize;

/// Counts of files or articles by the change made to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ReportCounts {
    /// New in the archive.
    pub added: u64,
    /// In the archive before, with other contents.
    pub changed: u64,
    /// In the archive before, with the same contents.
    pub unchanged: u64,
    /// Removed from the archive.
    pub removed: u64,
    /// Left out, with a reason.
    pub skipped: u64,
}

impl std::ops::AddAssign for ReportCounts {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.removed += other.removed;
        self.skipped += other.skipped;
    }
}

/// The counts of one format in an indexing run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FormatReport {
    /// The name of the format.
    pub format: &'static str,
    /// The number of files and of members of containers.
    pub files: u64,
    /// The number of articles in them.
    pub articles: u64,
}

/// The result of an indexing run.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// Counts of files. A moved file counts as one removed and one added.
    pub files: ReportCounts,
    /// Counts of articles.
    pub articles: ReportCounts,
    /// The formats of the files read, with the number of articles in each.
    pub formats: Vec<FormatReport>,
    /// The number of added files that were recognised as moved.
    pub moved: u64,
    /// The number of files ignored because their kind never holds an article, such as pictures.
    pub passed_over: u64,
    /// The number of files that were read with others, such as the pages of an issue.
    pub parts: u64,
    /// The number of changed files whose size and times had not changed, so that only a comparison of contents detected them.
    pub altered: u64,
    /// The duration.
    pub seconds: f64,
    /// The number of bytes read.
    pub bytes: u64,
    /// Whether the run was stopped early. The work done by then is kept.
    pub interrupted: bool,
    /// Whether changes were only counted.
    pub dry_run: bool,
    /// The damage of the index that a rebuild replaced. Articles that only this index contained may be missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_index_damage: Option<String>,
}

impl Report {
    /// Adds the formats of a file.
    pub(super) fn add_formats(&mut self, formats: &FormatCounts) {
        for FormatCount { format, files, articles } in formats.iter() {
            match self.formats.iter_mut().find(|counted| counted.format == format.name()) {
                Some(counted) => {
                    counted.files += files;
                    counted.articles += articles;
                }
                None => self.formats.push(FormatReport { format: format.name(), files: *files, articles: *articles }),
            }
        }
    }

    /// Returns whether a file or record was skipped.
    pub fn left_out(&self) -> bool {
        self.files.skipped + self.articles.skipped > 0
    }
}

/// The result of adding articles by hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Added {
    /// Counts of files and articles.
    pub report: Report,
    /// The ids of the articles added or replaced. Articles of one file are in the order of the file.
    pub ids: Vec<ArticleId>,
}

/// A file or record that was skipped, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The file; the path of the member in a container.
    pub file: FilePath,
    /// The number of the record in the file; `None` for the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// The location in the file, such as "line 7".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The machine-readable reason, such as `binary`.
    pub reason: String,
    /// The reason as a message.
    pub message: String,
    /// The number of articles kept from an earlier reading of the file.
    #[serde(skip_serializing_if = "is_zero")]
    pub kept: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Reject {
    /// Returns the entry for a file that an earlier run skipped and that has not changed since.
    pub(super) fn repeated(file: &FilePath, code: &str, message: &str, kept: u64) -> Self {
        Self {
            file: file.clone(),
            record: None,
            place: None,
            reason: code.to_owned(),
            message: message.to_owned(),
            kept,
        }
    }

    /// Returns the entry for a file or record skipped in this run.
    pub(super) fn new(file: &FilePath, skip: &Skip, kept: u64) -> Self {
        let cause = std::error::Error::source(&skip.reason).map_or(String::new(), |cause| format!(" ({cause})"));
        Self {
            file: skip.member.as_ref().map_or_else(|| file.clone(), |member| file.with_member(member)),
            record: skip.record,
            place: skip.line.map(|line| format!("line {line}")),
            reason: skip.reason.code().to_owned(),
            message: format!("{}{cause}", skip.reason),
            kept,
        }
    }
}

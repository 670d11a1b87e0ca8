//! What a run did, as data.

use crate::article::{ArticleId, FilePath};
use crate::corpus::Skip;
use serde::Serialize;

/// What happened to a number of files or articles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ReportCounts {
    /// New in the archive.
    pub added: u64,
    /// In the archive before, with other contents.
    pub changed: u64,
    /// In the archive before, as they are.
    pub unchanged: u64,
    /// No longer in the archive.
    pub removed: u64,
    /// Left out.
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

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Report {
    /// What happened to files. A file that was moved counts as one removed and one added.
    pub files: ReportCounts,
    /// What happened to articles.
    pub articles: ReportCounts,
    /// How many of the files added were found again under another name.
    pub moved: u64,
    /// How many files were passed over because their kind never holds an article, such as pictures.
    pub passed_over: u64,
    /// How long the run took.
    pub seconds: f64,
    /// How many bytes were read.
    pub bytes: u64,
    /// Whether the run was stopped before its end; what it had done by then is kept.
    pub interrupted: bool,
    /// Whether nothing was done but looking.
    pub dry_run: bool,
}

impl Report {
    /// Returns whether some input was left out.
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

/// A file or record that was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// The file.
    pub file: FilePath,
    /// The number of the record within the file; none if it is about the file as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<u32>,
    /// The place within the file, such as "line 7".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// A code for programs, such as `binary`.
    pub reason: String,
    /// The reason for people.
    pub message: String,
    /// How many articles of an earlier reading the archive still holds, because the file cannot be read any more.
    #[serde(skip_serializing_if = "is_zero")]
    pub kept: u64,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Reject {
    /// Returns the row for a file that was left out by an earlier run and has not changed since.
    pub(super) fn again(file: &FilePath, code: &str, message: &str, kept: u64) -> Self {
        Self {
            file: file.clone(),
            record: None,
            place: None,
            reason: code.to_owned(),
            message: message.to_owned(),
            kept,
        }
    }

    pub(super) fn of(file: &FilePath, skip: &Skip, kept: u64) -> Self {
        let cause = std::error::Error::source(&skip.reason).map_or(String::new(), |cause| format!(" ({cause})"));
        Self {
            file: file.clone(),
            record: skip.record,
            place: skip.line.map(|line| format!("line {line}")),
            reason: skip.reason.code().to_owned(),
            message: format!("{}{cause}", skip.reason),
            kept,
        }
    }
}

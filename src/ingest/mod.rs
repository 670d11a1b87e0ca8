//! Keeps an archive up to date with its folders.
//!
//! One process at a time opens an [`LockedArchive`] for writing. [`LockedArchive::update`] compares folders with the manifest and reads new and
//! changed files in parallel into the index; [`LockedArchive::add`] and [`LockedArchive::remove`] change single articles. The index commits
//! before the manifest, so a process killed at any moment leaves only work to repeat. Nothing here prints: an [`Observer`] follows
//! the progress, and a [`Report`] has the result.

mod add;
mod archive;
mod backup;
mod backup_folder;
mod batch;
mod catalogue;
mod check;
mod check_report;
mod cluster;
mod compare;
mod earlier_index;
mod error;
mod file_outcome;
mod file_reader;
mod file_writer;
mod fingerprint;
mod forget;
mod hand_added;
mod held_articles;
mod leftovers;
mod lock;
mod manifest;
mod manifest_agreement;
mod manifest_entry;
mod observer;
mod options;
mod own_paths;
mod paths;
mod pipeline;
mod plan;
mod rebuild;
mod remove;
mod repair;
mod report;
mod scan;
mod session;
mod settle;
mod settle_languages;
mod settle_versions;
mod shared_ids;
mod skipped_records;
mod step;
mod step_spool;
mod stream;
mod stream_paths;
mod uncommitted;
mod update;
mod verify;

pub use archive::{LockedArchive, folders};
pub use backup::{BackupReport, back_up};
pub use check::check;
pub use check_report::{ArchiveFault, CheckReport, CheckedFolder, Notice, SharedId};
pub use error::{BackupRefusal, IngestError};
pub use lock::LockRequest;
pub use observer::{Observer, Unobserved};
pub use options::{FolderToIndex, IndexingOptions};
pub use report::{Added, Reject, Report, ReportCounts};

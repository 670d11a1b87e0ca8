//! The archive kept true to its folders.
//!
//! An [`Archive`] is opened by one writer at a time. [`Archive::update`] holds folders against the manifest and reads what is new or
//! changed, in parallel, into the index; [`Archive::add`] and [`Archive::remove`] do what a person asks for by hand. The index commits
//! first and the manifest after it, so a run that is killed at any moment only leaves work to be done again. Nothing here
//! prints: an [`Observer`] is told what happens, and a [`Report`] says what was done.

mod archive;
mod by_hand;
mod catalogue;
mod compare;
mod error;
mod file_list;
mod intake;
mod lock;
mod manifest;
mod observer;
mod pipeline;
mod reading;
mod rebuild;
mod report;
mod scan;
mod session;
mod update;

pub use archive::{Archive, folders};
pub use error::IngestError;
pub use observer::Observer;
pub use report::{Added, Reject, Report, ReportCounts};
pub use session::IndexingOptions;
pub use update::FolderToIndex;

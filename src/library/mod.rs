//! The face of the crate: an archive to open, to write and to search in a few lines.
//!
//! It puts the rooms below together and owns no rule of its own; whoever needs more (concordances, counts by group, evaluation) finds it in
//! [`search`](crate::search) and [`eval`](crate::eval).

mod archive;
mod error;
mod pending_articles;
mod search;
mod writer;

pub use archive::Archive;
pub use error::Error;
pub use search::{Hit, Page, Passage, SearchBuilder};
pub use writer::ArchiveWriter;

//! One file becomes articles.
//!
//! [`read_file()`] opens a file, unpacks it, tells its format by its content and hands every article
//! to the caller as soon as it is read, so that an export of any size passes through a small memory.
//! Each format has one file in `readers/` and one row in the registry there; a reader only fills a
//! `Draft` with what the file states, and `assemble` makes every draft an
//! [`Article`](crate::article::Article) by the same rules.
//!
//! Bad input is data here: what cannot be read comes back as a [`Skip`] that says where and why, and
//! the rest of the file goes on. Nothing in this room prints, exits or reads the environment.

mod assemble;
mod compression;
mod dates;
mod decode;
mod discover;
mod disk;
mod draft;
mod field_map;
mod fields;
mod file_filter;
mod input;
mod line_layout;
mod markup;
mod options;
mod path_date;
mod read_file;
mod readers;
mod skip;
mod sniff;
mod transcode;

pub use discover::{Discovered, FileState, FolderWalk, FoundFile, discover, discover_ahead};
pub use disk::Hash;
pub use field_map::{Field, FieldMap, FieldMapError};
pub use file_filter::{FileFilter, PathGlob, PathGlobError};
pub use options::{ReadingOptions, ReadingOptionsPatch, SourceRule, SourceRuleError};
pub use read_file::{FileRead, Unread, read_file};
pub use readers::{Format, UnknownFormatName};
pub use skip::{Skip, SkipReason};

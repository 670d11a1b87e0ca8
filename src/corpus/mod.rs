//! Reads files into articles.
//!
//! [`read_file()`] opens a file, decompresses it, detects its format from the content and passes each article to the caller as soon as it is parsed, so that an
//! export of any size fits in little memory. Each format is one file in `readers/`. A reader fills in a `Draft` with the fields that the file states; the
//! `Assembler` turns every draft into an [`Article`](crate::article::Article) by the same rules.
//!
//! Bad input is data here: an unreadable file or record becomes a [`Skip`] with its location and reason, and reading continues with the next record. Nothing
//! in this room prints, exits or reads the environment.

mod article_queue;
mod assembler;
mod byline_parts;
mod bylines;
mod compression;
mod containers;
mod content_reader;
mod date_order;
mod datelines;
mod dates;
mod decode;
mod desks;
mod detect_format;
mod discover;
mod disk_file;
mod draft;
mod embedded_data;
mod extraction;
mod field_map;
mod fields;
mod file_filter;
mod file_languages;
mod file_state;
mod format;
mod format_counts;
mod gzip_members;
mod gzip_window;
mod identity;
mod input;
mod inspect;
mod issue_finder;
mod line_layout;
mod maildir;
mod markup;
mod neighbours;
mod ocr;
mod options;
mod page_store;
mod path_date;
mod pdf;
mod percent_encoding;
mod read_file;
mod reader;
mod readers;
mod reading_limits;
mod reading_trace;
mod saved_folders;
mod saving_programs;
mod side_files;
mod skip;
mod transcode;
mod used_ids;
mod white_space;
mod xml;
mod zstd_dictionary;

pub use assembler::DroppedValue;
pub use discover::{Discovered, FolderWalk, FoundFile, discover, discover_ahead};
pub use disk_file::{ContentHash, hash_file};
pub use draft::FieldOrigin;
pub use field_map::{FieldMap, FieldMapError, RecordField};
pub use file_filter::{FileFilter, PathGlob, PathGlobError};
pub use file_state::FileState;
pub use format::{Format, UnknownFormatName};
pub use format_counts::{FormatCount, FormatCounts};
pub use inspect::{InspectedRecord, Inspection, inspect};
pub use issue_finder::issues_of;
pub use neighbours::PartFile;
pub use ocr::{OcrLanguages, OcrLanguagesError, OcrPrograms};
pub use options::{ReadingOptions, ReadingOptionsPatch, SourceRule, SourceRuleError};
pub use pdf::{PdfProgram, tell_pages};
pub use read_file::{FileRead, ReadFileError, read_file, read_file_as};
pub use readers::FormatRow;
pub use reading_limits::{ReadingLimits, RecordTime};
pub use reading_trace::InspectedContent;
pub use skip::{PART_OF_ISSUE, Skip, SkipReason};

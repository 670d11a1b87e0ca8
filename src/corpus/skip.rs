//! Reasons for skipping a file or a record.
//!
//! Bad input is expected, so a reason is an ordinary value: reports count reasons by a code that never changes, and show a message with advice if there is
//! any. Messages name no options of the command line, which adds hints.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// A file or record that was skipped.
#[derive(Debug)]
pub struct Skip {
    /// The path inside the container, if it concerns a member.
    pub member: Option<String>,
    /// The number of the record within the file, from 1; `None` if the whole file was skipped.
    pub record: Option<u32>,
    /// The line within the file, from 1, if known.
    pub line: Option<u64>,
    /// The reason.
    pub reason: SkipReason,
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.record, self.line) {
            (Some(record), Some(line)) => write!(f, "record {record}, line {line}: ")?,
            (Some(record), None) => write!(f, "record {record}: ")?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
        }
        write!(f, "{}", self.reason)
    }
}

impl Error for Skip {
    // The message above includes that of the reason, so the chain continues with the cause of the reason.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.reason.source()
    }
}

impl From<SkipReason> for Skip {
    /// Skips the whole file.
    fn from(reason: SkipReason) -> Self {
        Self { member: None, record: None, line: None, reason }
    }
}

impl From<io::Error> for Skip {
    /// Skips the whole file.
    fn from(error: io::Error) -> Self {
        SkipReason::from(error).into()
    }
}

/// The code of [`SkipReason::PartOfIssue`].
pub const PART_OF_ISSUE: &str = "part-of-issue";

/// Why a file or record was skipped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SkipReason {
    /// The operating system refused to open or read the file.
    #[error("the file cannot be read; check that it exists and that you have permission to read it")]
    Unreadable(#[source] io::Error),
    /// A folder, a pipe or a device.
    #[error("a folder, pipe or device, not a regular file")]
    NotAFile,
    /// Left out by the include and exclude patterns of the file's folder.
    #[error("the include and exclude patterns of its folder leave this file out")]
    Excluded,
    /// No bytes, or only white space.
    #[error("the file is empty")]
    Empty,
    /// Larger on disk than the options allow.
    #[error("the file is {bytes} bytes long, over the limit of {limit}; raise the file size limit to read it")]
    FileTooLarge {
        /// The size on disk.
        bytes: u64,
        /// The limit in the options.
        limit: u64,
    },
    /// Not text.
    #[error("{kind}, not text{}", after_semicolon(*.advice))]
    Binary {
        /// The detected kind of file, such as "a PDF document".
        kind: &'static str,
        /// The way to make it readable, if there is one.
        advice: Option<&'static str>,
    },
    /// Text in a format without a reader.
    #[error("unsupported format: {found}; if its content is in one of the formats {known}, specify that format")]
    UnknownFormat {
        /// A description of the content.
        found: String,
        /// The names of the supported formats.
        known: String,
    },
    /// The compressed data is truncated or inconsistent.
    #[error("the compressed data is damaged or truncated; get a new copy of the file")]
    DamagedCompression(#[source] io::Error),
    /// A small file that decompresses to a huge one.
    #[error(
        "the file decompresses to more than {limit} bytes, too much for text; decompress it yourself if it is genuine"
    )]
    DecompressionBomb {
        /// The number of bytes after which decompression stopped.
        limit: u64,
    },
    /// A table without a column for headlines or bodies.
    #[error("no column for headlines or bodies among: {found}; if there is one under another name, map it")]
    NoTextColumn {
        /// The names of the columns.
        found: String,
    },
    /// A member of a container, or a container, that needs a password.
    #[error("the file is encrypted; decrypt it to index its content")]
    Encrypted,
    /// A container with an implausible number of members.
    #[error("the container has more than {limit} members; unpack it to index the files inside")]
    TooManyMembers {
        /// The maximum number of members of a container.
        limit: u32,
    },
    /// One article of implausible length.
    #[error("an article is longer than {limit} bytes; split it, or specify another format if it is a list of articles")]
    RecordTooLarge {
        /// The maximum size of an article in bytes.
        limit: usize,
    },
    /// The syntax of the format is violated.
    #[error("invalid {format}: {detail}")]
    Malformed {
        /// The name of the format.
        format: &'static str,
        /// The message of the parser.
        detail: String,
    },
    /// Brackets or elements nested beyond the limit of the reader.
    #[error("{what} are nested too deeply for a news article")]
    NestedTooDeeply {
        /// The nested elements, in the plural.
        what: &'static str,
    },
    /// A list member without named fields.
    #[error("expected an object with named fields, found {found}")]
    NotAnObject {
        /// The JSON type found instead.
        found: &'static str,
    },
    /// An item of a news service that is a picture, a film or data.
    #[error("{found}, not an article")]
    NotAnArticle {
        /// The kind of the item.
        found: String,
    },
    /// A part of a file that is not an article and is only counted, such as the pictures in a web archive.
    #[error("{what}, not articles")]
    PassedOver {
        /// The kind of the part, in the plural.
        what: &'static str,
    },
    /// An article whose text is in another file.
    #[error("the text of the article is not in this file but at {address}; get it in a format with the text")]
    TextElsewhere {
        /// The address or the name of the file with the text.
        address: String,
    },
    /// A page of an issue that other files describe, and that is read with them.
    #[error("a part of the issue that {} describes, which is read with its pages", first_path(.issues))]
    PartOfIssue {
        /// The files that describe it.
        issues: Vec<PathBuf>,
    },
    /// Neither a headline nor a lead nor a body.
    #[error("no headline, lead or body; if the fields have other names, map them")]
    NoText,
    /// A valid file without articles.
    #[error("the file contains no articles")]
    NoArticles,
    /// The list of documents that a database includes in an export.
    #[error("the file lists the documents of an export without their text; index the files with the articles")]
    TableOfContents,
    /// The index cannot hold the article.
    #[error("the index refuses the article: {reason}; shorten it, or leave out the field named")]
    RefusedByIndex {
        /// The reason that the index gives.
        reason: String,
    },
    /// The archive's copy of added articles has changed since it was written.
    #[error("the kept copy has changed since its articles were added; they are taken from the old index")]
    CopyChanged,
    /// Reading the article took too much processor time.
    #[error("reading the article takes more than {seconds} seconds of processor time; split it if it is genuine")]
    TooSlow {
        /// The limit in seconds.
        seconds: u64,
    },
    /// Reading the file took too much memory.
    #[error("reading the file takes too much memory; split it if it is genuine")]
    TooMuchMemory,
    /// No program is configured that reads PDF files in a separate process.
    #[error("PDF documents are read by a separate process; set its program with ReadingLimits::pdf")]
    NoPdfProgram,
    /// A program that readers need cannot be started.
    #[error("{program} cannot be started; check that it is installed and may be executed")]
    ProgramNotStarted {
        /// The program.
        program: String,
        /// The error of the system.
        #[source]
        error: io::Error,
    },
    /// A program that readers need has failed.
    #[error("{program} fails on this file; run it by hand to see why")]
    ProgramFailed {
        /// The program.
        program: String,
    },
    /// Pages without text that contain only pictures of it.
    #[error("no text on {count} of {of} pages ({pages}), only pictures; {advice}")]
    NeedsOcr {
        /// The number of these pages.
        count: u32,
        /// The number of all pages.
        of: u32,
        /// The pages, such as `2, 5-7`.
        pages: String,
        /// Advice, or the reason why OCR failed.
        advice: String,
    },
    /// The reader crashed.
    #[error("the {format} reader failed on this file; please report it")]
    ReaderFailed {
        /// The name of the format.
        format: &'static str,
    },
}

fn first_path(paths: &[PathBuf]) -> String {
    paths.first().map_or(String::new(), |path| path.display().to_string())
}

fn after_semicolon(advice: Option<&str>) -> String {
    advice.map_or(String::new(), |advice| format!("; {advice}"))
}

impl SkipReason {
    /// Returns whether the file or record may hold articles that could not be read.
    pub fn hides_articles(&self) -> bool {
        !matches!(
            self,
            Self::Empty
                | Self::Excluded
                | Self::NotAFile
                | Self::NotAnArticle { .. }
                | Self::PassedOver { .. }
                | Self::PartOfIssue { .. }
                | Self::NoText
                | Self::NoArticles
                | Self::TableOfContents
                | Self::NeedsOcr { .. }
        )
    }

    /// Returns whether the file may become readable without any change to it.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unreadable(_) | Self::NoPdfProgram | Self::ProgramNotStarted { .. })
    }

    /// Returns whether the reason concerns a part of the next article, not another article.
    pub(super) fn is_of_next_article(&self) -> bool {
        matches!(self, Self::NeedsOcr { .. })
    }

    /// Returns the code of the reason in reports, the same in every version.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NotAFile => "not-a-file",
            Self::Excluded => "excluded",
            Self::Empty => "empty",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::Binary { .. } => "binary",
            Self::UnknownFormat { .. } => "unknown-format",
            Self::DamagedCompression(_) => "damaged-compression",
            Self::DecompressionBomb { .. } => "explodes",
            Self::NoTextColumn { .. } => "no-text-column",
            Self::Encrypted => "encrypted",
            Self::TooManyMembers { .. } => "too-many-members",
            Self::RecordTooLarge { .. } => "record-too-large",
            Self::Malformed { .. } => "malformed",
            Self::NestedTooDeeply { .. } => "nested-too-deeply",
            Self::NotAnObject { .. } => "not-an-object",
            Self::NotAnArticle { .. } => "not-an-article",
            Self::PassedOver { .. } => "passed-over",
            Self::TextElsewhere { .. } => "text-elsewhere",
            Self::PartOfIssue { .. } => PART_OF_ISSUE,
            Self::NoText => "no-text",
            Self::NoArticles => "no-articles",
            Self::TableOfContents => "table-of-contents",
            Self::RefusedByIndex { .. } => "refused-by-index",
            Self::CopyChanged => "copy-changed",
            Self::TooSlow { .. } => "too-slow",
            Self::TooMuchMemory => "too-much-memory",
            Self::NoPdfProgram => "no-pdf-program",
            Self::ProgramNotStarted { .. } => "program-not-started",
            Self::ProgramFailed { .. } => "program-failed",
            Self::NeedsOcr { .. } => "needs-ocr",
            Self::ReaderFailed { .. } => "reader-failed",
        }
    }
}

/// A limit exceeded inside an implementation of `Read`, which can only return an `io::Error`.
#[derive(Debug, thiserror::Error)]
pub(super) enum LimitExceeded {
    /// See [`SkipReason::DecompressionBomb`].
    #[error("decompresses to more than {0} bytes")]
    Decompressed(u64),
    /// See [`SkipReason::RecordTooLarge`].
    #[error("a record of more than {0} bytes")]
    Record(usize),
}

impl From<LimitExceeded> for io::Error {
    fn from(limit: LimitExceeded) -> Self {
        Self::other(limit)
    }
}

impl From<io::Error> for SkipReason {
    /// Classifies an error while reading: a limit, a failing disk (only errors of the operating system have a number), or else damaged compressed data.
    fn from(error: io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        match inner {
            Some(LimitExceeded::Decompressed(limit)) => Self::DecompressionBomb { limit: *limit },
            Some(LimitExceeded::Record(limit)) => Self::RecordTooLarge { limit: *limit },
            None if error.raw_os_error().is_some() => Self::Unreadable(error),
            None => Self::DamagedCompression(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_gives_position_and_reason_and_leaves_the_cause_to_source() {
        let cause = io::Error::from_raw_os_error(13);
        let skip = Skip { member: None, record: Some(4), line: Some(17), reason: cause.into() };
        assert!(skip.to_string().starts_with("record 4, line 17: the file cannot be read"));
        assert!(skip.source().is_some());
        assert_eq!(skip.reason.code(), "unreadable");
    }

    #[test]
    fn advice_follows_the_kind_of_a_binary_file() {
        let binary = |advice| SkipReason::Binary { kind: "a PNG image", advice }.to_string();
        assert_eq!(binary(None), "a PNG image, not text");
        assert_eq!(binary(Some("convert it")), "a PNG image, not text; convert it");
    }

    #[test]
    fn limits_survive_the_passage_through_io_errors() {
        let error = io::Error::from(LimitExceeded::Record(16));
        assert_eq!(SkipReason::from(error).code(), "record-too-large");
        let error = io::Error::new(io::ErrorKind::UnexpectedEof, "gzip");
        assert_eq!(SkipReason::from(error).code(), "damaged-compression");
    }
}

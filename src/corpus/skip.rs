//! What was left out, and why.
//!
//! A reason has a code for machines, which never changes, and a message for people, which says what
//! to do where something can be done. Reasons are values of one type, so that a report can count them.

use std::error::Error;
use std::{fmt, io};

/// A file or a record that was left out.
#[derive(Debug)]
pub struct Skip {
    /// The number of the record within the file, from 1; `None` where it is the whole file.
    pub record: Option<u32>,
    /// Where in the file, such as "line 17", if that is known.
    pub place: Option<String>,
    /// Why it was left out.
    pub reason: SkipReason,
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.record, &self.place) {
            (Some(record), Some(place)) => write!(f, "record {record}, {place}: ")?,
            (Some(record), None) => write!(f, "record {record}: ")?,
            (None, Some(place)) => write!(f, "{place}: ")?,
            (None, None) => {}
        }
        write!(f, "{}", self.reason)
    }
}

impl Error for Skip {
    // The reason is part of this message, so the chain goes on with what lies behind the reason.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.reason.source()
    }
}

impl From<SkipReason> for Skip {
    /// Returns the skip of a whole file.
    fn from(reason: SkipReason) -> Self {
        Self { record: None, place: None, reason }
    }
}

impl From<io::Error> for Skip {
    /// Returns the skip of a whole file.
    fn from(error: io::Error) -> Self {
        SkipReason::from(error).into()
    }
}

/// Why a file or a record was left out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SkipReason {
    /// The operating system would not let it be read.
    #[error("the file cannot be read; check that it exists and that you may read it")]
    Unreadable(#[source] io::Error),
    /// A folder, a pipe, a device.
    #[error("this is not a regular file")]
    NotAFile,
    /// The include and exclude patterns of the file's folder.
    #[error("the include and exclude patterns of its folder leave this file out")]
    Excluded,
    /// There are no bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// More bytes on disk than the options allow.
    #[error("the file has {bytes} bytes, more than the {limit} allowed; raise the limit on file size to read it")]
    FileTooLarge {
        /// The size on disk.
        bytes: u64,
        /// The limit that the options set.
        limit: u64,
    },
    /// Bytes that are no text.
    #[error("this is {kind}, not text; {advice}")]
    Binary {
        /// What it seems to be.
        kind: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// Text in a format that no reader knows.
    #[error("{found} is a format that is not read yet; if it is one of {known}, name the format")]
    UnknownFormat {
        /// What it seems to be.
        found: String,
        /// The formats that can be named.
        known: String,
    },
    /// The compressed data breaks off or contradicts itself.
    #[error("the compressed data is damaged or cut short; get the file again")]
    DamagedCompression(#[source] io::Error),
    /// A small file that unpacks to a huge one.
    #[error(
        "the file unpacks to more than {limit} bytes, far more than text would; unpack it by hand if it is genuine"
    )]
    Explodes {
        /// How many bytes were unpacked before giving up.
        limit: u64,
    },
    /// One article of impossible length.
    #[error(
        "one article would be longer than {limit} bytes; split it, or name another format if this is a list of articles"
    )]
    RecordTooLarge {
        /// The most bytes that one article may have.
        limit: usize,
    },
    /// The format's own rules are broken.
    #[error("this is not valid {format}: {detail}")]
    Malformed {
        /// The name of the format.
        format: &'static str,
        /// What the parser found.
        detail: String,
    },
    /// Brackets or elements inside each other without end.
    #[error("{what} are nested too deeply to be news")]
    NestedTooDeeply {
        /// What is nested.
        what: &'static str,
    },
    /// A list has a member without named fields.
    #[error("an article must be an object with named fields, and this is {found}")]
    NotAnObject {
        /// What it is instead.
        found: &'static str,
    },
    /// There is neither a headline nor a lead nor a body.
    #[error("no text: neither headline nor lead nor body; if its fields have other names, map them")]
    NoText,
    /// The file is in order and lists no article.
    #[error("no articles in this file")]
    NoArticles,
    /// A library that a reader calls gave up.
    #[error("the {format} reader failed on this file; please report it")]
    ReaderFailed {
        /// The name of the format.
        format: &'static str,
    },
}

impl SkipReason {
    /// Returns the code that names this kind of reason in reports, the same in every version.
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
            Self::Explodes { .. } => "explodes",
            Self::RecordTooLarge { .. } => "record-too-large",
            Self::Malformed { .. } => "malformed",
            Self::NestedTooDeeply { .. } => "nested-too-deeply",
            Self::NotAnObject { .. } => "not-an-object",
            Self::NoText => "no-text",
            Self::NoArticles => "no-articles",
            Self::ReaderFailed { .. } => "reader-failed",
        }
    }
}

/// The limits of this room reach their callers through `io::Error`, because `Read` knows no other.
#[derive(Debug, thiserror::Error)]
pub(super) enum LimitReached {
    /// See [`SkipReason::Explodes`].
    #[error("unpacks to more than {0} bytes")]
    Unpacked(u64),
    /// See [`SkipReason::RecordTooLarge`].
    #[error("a record of more than {0} bytes")]
    Record(usize),
}

impl From<LimitReached> for io::Error {
    fn from(limit: LimitReached) -> Self {
        Self::other(limit)
    }
}

impl From<io::Error> for SkipReason {
    /// Tells a limit, a disk that fails and a decoder that fails apart: only the operating system's errors have a number.
    fn from(error: io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        match inner {
            Some(LimitReached::Unpacked(limit)) => Self::Explodes { limit: *limit },
            Some(LimitReached::Record(limit)) => Self::RecordTooLarge { limit: *limit },
            None if error.raw_os_error().is_some() => Self::Unreadable(error),
            None => Self::DamagedCompression(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_says_where_and_why_and_keeps_the_cause_apart() {
        let cause = io::Error::from_raw_os_error(13);
        let skip = Skip { record: Some(4), place: Some("line 17".into()), reason: cause.into() };
        assert!(skip.to_string().starts_with("record 4, line 17: the file cannot be read"));
        assert!(skip.source().is_some());
        assert_eq!(skip.reason.code(), "unreadable");
    }

    #[test]
    fn limits_come_back_out_of_io_errors() {
        let error = io::Error::from(LimitReached::Record(16));
        assert_eq!(SkipReason::from(error).code(), "record-too-large");
        let error = io::Error::new(io::ErrorKind::UnexpectedEof, "gzip");
        assert_eq!(SkipReason::from(error).code(), "damaged-compression");
    }
}

//! The in-process engine: a tantivy index in a folder of its store.
//!
//! Analysis happens outside tantivy: `text` makes the tokens and stems, [`indexing`] builds whole segments from them, and tantivy merges, deletes
//! from and searches these. The modules are listed from the bottom up; each imports only from those before it, which a test enforces.

mod collecting;
mod counting;
mod damage;
mod engine;
mod indexing;
mod lookup;
mod lowering;
mod open_index;
mod positional;
mod postings;
mod schema;
mod segment_io;
mod stored;

pub(super) use indexing::TantivyWriter;
pub(super) use open_index::TantivyEngine;
pub(super) use stored::Verification;

use super::EngineError;
use std::io::ErrorKind;
use std::sync::Arc;
use stored::FileDamage;
use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError};

impl From<TantivyError> for EngineError {
    /// Describes damage, of which tantivy only has the debug text.
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::OpenDirectoryError(error) => error.into(),
            TantivyError::OpenReadError(error) => unreadable(error),
            TantivyError::IoError(error) => {
                damage_in(&error).unwrap_or_else(|| Arc::into_inner(error).map_or_else(some_file, Self::from))
            }
            TantivyError::DataCorruption(corruption) => {
                // The fields of the error are private, and its comment contains the file.
                let text = format!("{corruption:?}");
                let file = text.split_once("(in file `\"").and_then(|(_, rest)| rest.split_once("\"`"));
                file.map_or_else(some_file, |(file, _)| Self::Corrupt(format!("its file {file} cannot be parsed")))
            }
            TantivyError::IncompatibleIndex(_) => Self::Corrupt("a file has the format of another version".to_owned()),
            TantivyError::DeserializeError(_) => some_file(),
            TantivyError::SystemError(text) => Self::Thread(std::io::Error::other(text)),
            other => Self::Index(Box::new(other)),
        }
    }
}

impl From<OpenDirectoryError> for EngineError {
    fn from(error: OpenDirectoryError) -> Self {
        match error {
            OpenDirectoryError::DoesNotExist(path) | OpenDirectoryError::NotADirectory(path) => {
                Self::Corrupt(format!("its folder {} is missing", path.display()))
            }
            other => Self::Index(Box::new(other)),
        }
    }
}

impl From<std::io::Error> for EngineError {
    /// Converts an error from reading the postings of the index.
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::UnexpectedEof | ErrorKind::InvalidData => damage_in(&error).unwrap_or_else(some_file),
            _ => Self::Index(Box::new(error)),
        }
    }
}

/// Returns the error for a file that cannot be opened. An error that does not come from the operating system is damage.
fn unreadable(error: OpenReadError) -> EngineError {
    match error {
        OpenReadError::FileDoesNotExist(path) => {
            EngineError::Corrupt(format!("its file {} is missing", path.display()))
        }
        OpenReadError::IoError { io_error, filepath } if io_error.raw_os_error().is_none() => {
            let cut_short =
                || EngineError::Corrupt(format!("its file {} is cut short or has changed", filepath.display()));
            damage_in(&io_error).unwrap_or_else(cut_short)
        }
        OpenReadError::IoError { io_error, filepath } => {
            EngineError::io("read", &filepath)(std::io::Error::new(io_error.kind(), io_error))
        }
        OpenReadError::IncompatibleIndex(_) => {
            EngineError::Corrupt("a file has the format of another version".to_owned())
        }
    }
}

/// Returns the damage that a checksum has detected.
fn damage_in(error: &std::io::Error) -> Option<EngineError> {
    let damage = error.get_ref()?.downcast_ref::<FileDamage>()?;
    Some(EngineError::Corrupt(damage.to_string()))
}

/// Returns the error for damage in a file whose name is unknown.
fn some_file() -> EngineError {
    EngineError::Corrupt("one of its files is cut short or has changed".to_owned())
}

//! Reports errors: what failed and why, then the command to type next.

use super::address_space::AddressSpaceError;
use super::args::Args;
use super::credentials::CredentialsError;
use super::exit::Exit;
use super::hints;
use super::output_error::OutputError;
use super::usage_error::UsageError;
use crate::library::{EngineError, Error, IngestError, SearchError, VocabularyError};
use crate::output::messages::{
    known_item_error_text, query_error_message, search_error_text, time_limit_text, topic_search_error_text,
};
use crate::output::{sanitize_line, sanitize_text};
use clap::Parser;
use std::ffi::OsString;
use std::io::Write;

/// Prints the help text or the error of the argument parser.
pub(super) fn usage(error: &clap::Error, arguments: &[OsString]) -> Exit {
    // If printing fails too, the exit code still reports the error.
    if !error.use_stderr() {
        return match error.print() {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Exit::Output,
            _ => Exit::Done,
        };
    }
    // The messages of the parser quote the arguments and contain colour codes, which sanitizing would remove. So the arguments are sanitized instead, and
    // parsed again.
    let sanitized = arguments.iter().map(|argument| sanitize_line(&argument.to_string_lossy()).into_owned());
    let _ = match Args::try_parse_from(sanitized) {
        Err(same) if same.kind() == error.kind() => same.print(),
        _ => write!(std::io::stderr(), "{}", sanitize_text(&error.to_string())),
    };
    Exit::Usage
}

/// Prints an error and returns the exit status of the command.
pub(super) fn report(error: &anyhow::Error) -> Exit {
    let broken_pipe = error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    });
    if broken_pipe {
        // The reader of the output, such as `head`, closed it early.
        return Exit::Done;
    }
    let (exit, text) = describe(error);
    let _ = writeln!(std::io::stderr(), "dateline: {text}");
    exit
}

/// Returns the exit code and the full text of an error: the chain of causes on one line, hints on indented lines.
pub(super) fn describe(error: &anyhow::Error) -> (Exit, String) {
    let (exit, hint) = classify(error);
    let mut text = error.chain().map(unwrapped).map(message).collect::<Vec<_>>().join(": ");
    for line in hint.iter().flat_map(|hint| hint.lines()) {
        text.push_str("\n  ");
        text.push_str(line);
    }
    (exit, sanitize_text(&text).into_owned())
}

/// Returns the error inside a transparent wrapper of the library, which does not itself appear in the chain of causes.
fn unwrapped<'a>(cause: &'a (dyn std::error::Error + 'static)) -> &'a (dyn std::error::Error + 'static) {
    match cause.downcast_ref::<Error>() {
        Some(Error::Query(error)) => error,
        Some(Error::Date(error)) => error,
        Some(Error::Search(error)) => error,
        Some(Error::Ingest(error)) => error,
        Some(Error::Engine(error)) => error,
        _ => cause,
    }
}

/// Returns the message for one error of a chain. Errors that carry only data are worded by `output`.
fn message(cause: &(dyn std::error::Error + 'static)) -> String {
    if let Some(error) = cause.downcast_ref() {
        search_error_text(error)
    } else if let Some(VocabularyError::TimeLimit(reached)) = cause.downcast_ref() {
        time_limit_text(reached)
    } else if let Some(error) = cause.downcast_ref() {
        known_item_error_text(error)
    } else if let Some(error) = cause.downcast_ref() {
        topic_search_error_text(error)
    } else if let Some(error) = cause.downcast_ref() {
        // The text of a filter, which the previous message quotes.
        query_error_message(error, "")
    } else if cause.is::<toml::de::Error>() {
        // Includes the line of the configuration file.
        cause.to_string()
    } else {
        // A line break in a file name must not look like another message.
        sanitize_line(&cause.to_string()).into_owned()
    }
}

/// Returns the exit code and the hint for an error.
fn classify(error: &anyhow::Error) -> (Exit, Option<String>) {
    for cause in error.chain().map(unwrapped) {
        if let Some(error) = engine_error(cause) {
            return (Exit::Index, hints::engine(error));
        }
        if let Some(error) = cause.downcast_ref::<IngestError>() {
            return (ingest_exit(error), hints::ingest(error));
        }
        if let Some(SearchError::Filter(error)) = cause.downcast_ref() {
            return (Exit::Usage, hints::filter(error));
        }
        if is_time_limit(cause) {
            return (Exit::TimeLimit, Some(hints::time_limit().to_owned()));
        }
        if let Some(SearchError::Scratch { .. }) = cause.downcast_ref() {
            return (Exit::Output, Some(hints::scratch().to_owned()));
        }
        if cause.is::<AddressSpaceError>() {
            return (Exit::Index, Some(hints::address_space().to_owned()));
        }
        if cause.is::<OutputError>() {
            return (Exit::Output, Some("make room on its disk, or write to another one".to_owned()));
        }
        if let Some(error) = cause.downcast_ref::<UsageError>() {
            return (Exit::Usage, hints::usage(*error));
        }
        if let Some(error) = cause.downcast_ref::<CredentialsError>() {
            return (Exit::Usage, hints::credentials(error));
        }
    }
    (Exit::Usage, None)
}

/// Returns whether a cause is the time limit of a search.
fn is_time_limit(cause: &(dyn std::error::Error + 'static)) -> bool {
    matches!(cause.downcast_ref(), Some(SearchError::TimeLimit(_)))
        || matches!(cause.downcast_ref(), Some(VocabularyError::TimeLimit(_)))
}

/// Returns the engine's error inside a cause. Transparent wrappers do not themselves appear in the chain of causes.
fn engine_error<'a>(cause: &'a (dyn std::error::Error + 'static)) -> Option<&'a EngineError> {
    if let Some(SearchError::Engine(error)) = cause.downcast_ref() {
        return Some(error);
    }
    if let Some(VocabularyError::Engine(error)) = cause.downcast_ref() {
        return Some(error);
    }
    if let Some(IngestError::Engine(error)) = cause.downcast_ref() {
        return Some(error);
    }
    cause.downcast_ref()
}

fn ingest_exit(error: &IngestError) -> Exit {
    match error {
        IngestError::NeedsFolder(_)
        | IngestError::RootMissing { .. }
        | IngestError::UnreadableFolder(_)
        | IngestError::UnknownRoot(_)
        | IngestError::InsideRoot { .. }
        | IngestError::BackupFolder { .. }
        | IngestError::UnknownArticle(_) => Exit::Usage,
        IngestError::Engine(_)
        | IngestError::Locked { .. }
        | IngestError::Catalogue { .. }
        | IngestError::Manifest(_)
        | IngestError::Io { .. } => Exit::Index,
    }
}

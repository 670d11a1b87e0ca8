//! Exit codes, and errors as a person reads them: what is wrong, and what to type next.

use crate::engine::EngineError;
use crate::ingest::IngestError;
use crate::output::{
    clean_text, known_item_error_text, query_error_message, search_error_text, topic_search_error_text,
};
use crate::search::{SearchError, VocabularyError};
use std::io::Write;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Hits were found, or what was asked for was done.
    Done,
    /// There are no hits.
    NoHits,
    /// The command or the query makes no sense.
    Usage,
    /// The index is missing, locked, of another version, or cannot be used.
    Index,
    /// Done, but some input was left out.
    LeftOut,
    /// Interrupted; what was done is kept.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::NoHits => 1,
            Exit::Usage => 2,
            Exit::Index => 3,
            Exit::LeftOut => 4,
            Exit::Interrupted => 130,
        })
    }
}

/// A command that makes no sense, in words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(pub String);

/// Prints what the argument parser has to say: help or an error.
pub(super) fn usage(error: &clap::Error) -> Exit {
    // If even that cannot be printed, the exit code still tells.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}

/// Prints an error and returns how the command ended.
pub(super) fn report(error: &anyhow::Error) -> Exit {
    let broken_pipe = error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    });
    if broken_pipe {
        // Whoever read the output has seen enough.
        return Exit::Done;
    }
    let (exit, hint) = judge(error);
    let mut text = error.chain().map(message).collect::<Vec<_>>().join(": ");
    if let Some(hint) = hint {
        text.push_str("\n  ");
        text.push_str(&hint);
    }
    let _ = writeln!(std::io::stderr(), "dateline: {}", clean_text(&text));
    exit
}

/// Returns the message for one error of a chain. Errors that carry only data are worded by `output`.
fn message(cause: &(dyn std::error::Error + 'static)) -> String {
    if let Some(error) = cause.downcast_ref() {
        search_error_text(error)
    } else if let Some(error) = cause.downcast_ref() {
        known_item_error_text(error)
    } else if let Some(error) = cause.downcast_ref() {
        topic_search_error_text(error)
    } else if let Some(error) = cause.downcast_ref() {
        // The text of a filter, which the message before this one quotes.
        query_error_message(error, "")
    } else {
        cause.to_string()
    }
}

/// Returns the exit code for an error, and what to type next.
fn judge(error: &anyhow::Error) -> (Exit, Option<String>) {
    for cause in error.chain() {
        if let Some(error) = cause.downcast_ref::<EngineError>() {
            return (Exit::Index, engine_hint(error));
        }
        if let Some(SearchError::Engine(error)) = cause.downcast_ref() {
            return (Exit::Index, engine_hint(error));
        }
        if let Some(VocabularyError::Engine(error)) = cause.downcast_ref() {
            return (Exit::Index, engine_hint(error));
        }
        if let Some(error) = cause.downcast_ref::<IngestError>() {
            return ingest_hint(error);
        }
    }
    (Exit::Usage, None)
}

fn engine_hint(error: &EngineError) -> Option<String> {
    match error {
        EngineError::Missing(_) => {
            Some("make one with: dateline index FOLDER (or name another with --index DIR or DATELINE_INDEX)".to_owned())
        }
        EngineError::OtherVersion { folder, .. } => Some(format!(
            "build it anew, the old one stays until it is done: dateline index --rebuild --index {}",
            folder.display()
        )),
        EngineError::Damaged { folder, .. } => {
            Some(format!("build it anew from its folders: dateline index --rebuild --index {}", folder.display()))
        }
        EngineError::Io { .. } | EngineError::Index(_) => None,
    }
}

fn ingest_hint(error: &IngestError) -> (Exit, Option<String>) {
    match error {
        IngestError::Engine(error) => (Exit::Index, engine_hint(error)),
        IngestError::Locked { .. } => (Exit::Index, Some("wait until it is done, or search meanwhile".to_owned())),
        IngestError::RootMissing { held: 0, .. } => (Exit::Usage, Some("name a folder of articles".to_owned())),
        IngestError::RootMissing { folder, .. } => {
            let folder = folder.display();
            let hint = format!(
                "nothing was changed; if its disk is not mounted, mount it; if the articles are really gone: dateline index {folder} \
                 --allow-empty, or dateline forget {folder}"
            );
            (Exit::Usage, Some(hint))
        }
        IngestError::ClosedFolder(_) => {
            (Exit::Usage, Some("nothing was changed; make the folder readable first".to_owned()))
        }
        IngestError::UnknownRoot(_) => (Exit::Usage, Some("dateline stats lists the folders".to_owned())),
        IngestError::InsideRoot { root, .. } => (
            Exit::Usage,
            Some(format!(
                "leave the reading options out, or set them for the folder: dateline index {} …",
                root.display()
            )),
        ),
        IngestError::UnknownArticle(_) => {
            (Exit::Usage, Some("dateline search prints ids with --format ids".to_owned()))
        }
        IngestError::Catalogue { .. } => {
            (Exit::Index, Some("restore it from a backup, or remove it and index the folders again".to_owned()))
        }
        IngestError::Manifest(_) | IngestError::Io { .. } => (Exit::Index, None),
    }
}

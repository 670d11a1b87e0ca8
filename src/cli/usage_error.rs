//! Errors of a command line as a whole.

/// An invalid command line that the argument parser accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum UsageError {
    #[error("options for reading files apply to a folder, and none is named")]
    ReadingOptionsWithoutFolder,
    #[error("the archive has no folders yet")]
    NoFolders,
    #[error("standard input (-) cannot be combined with other paths")]
    StandardInputWithPaths,
    #[error("only one of the files can be standard input (-)")]
    StandardInputTwice,
}

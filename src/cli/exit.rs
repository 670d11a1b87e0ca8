//! Exit codes.

use std::process::ExitCode;

/// The exit status of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Success; for a search, there are hits.
    Done,
    /// There are no hits.
    NoHits,
    /// The command line or the query is invalid.
    Usage,
    /// The index is missing, locked, incompatible or damaged.
    Index,
    /// Done, but some input was skipped.
    Skipped,
    /// The output cannot be written, for example because the disk is full.
    Output,
    /// A search took longer than its time limit.
    TimeLimit,
    /// The program failed in an unexpected way.
    Fault,
    /// Interrupted; finished work is kept.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::NoHits => 1,
            Exit::Usage => 2,
            Exit::Index => 3,
            Exit::Skipped => 4,
            Exit::Output => 5,
            Exit::TimeLimit => 6,
            Exit::Fault => 70,
            Exit::Interrupted => 130,
        })
    }
}

//! Lines and errors of the files of an evaluation: topics, judgments, runs.

/// The maximum number of characters of a line quoted in an error.
const MAX_QUOTED: usize = 60;

/// A file of topics, judgments or a run that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvalFileError {
    /// A line is invalid.
    #[error("line {line}: expected {expected}, not {found:?}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// The expected content.
        expected: &'static str,
        /// The beginning of the line, or its invalid part.
        found: String,
    },
    /// The file lacks something.
    #[error("expected {expected}")]
    Missing {
        /// The expected content.
        expected: String,
    },
}

impl EvalFileError {
    /// Returns the error for a line. `found` is cut if it is long.
    pub(super) fn line(line: usize, expected: &'static str, found: &str) -> Self {
        let mut quoted: String = found.trim().chars().take(MAX_QUOTED).collect();
        if found.trim().chars().nth(MAX_QUOTED).is_some() {
            quoted.push('…');
        }
        Self::Line { line, expected, found: quoted }
    }

    /// Returns the error for a file without the expected content.
    pub(super) fn missing(expected: impl Into<String>) -> Self {
        Self::Missing { expected: expected.into() }
    }
}

/// Returns the non-blank lines, each with its number from 1. A byte order mark is dropped.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.trim_start_matches('\u{FEFF}');
    text.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.trim().is_empty())
}

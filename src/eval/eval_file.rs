//! What can be wrong with a file of topics, judgments or a run.

/// The most characters of a line that a message quotes.
const QUOTED: usize = 60;

/// A line of a file is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum EvalFileError {
    /// One line makes no sense.
    #[error("line {line}: expected {expected}, not {found}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// What should stand there.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// The file as a whole makes no sense.
    #[error("expected {0}")]
    Whole(String),
}

impl EvalFileError {
    /// Returns the error for a line, which it quotes. `line` is its number, from 1.
    pub(super) fn line(line: usize, expected: impl Into<String>, found: &str) -> Self {
        let mut quoted: String = found.trim().chars().take(QUOTED).collect();
        if found.trim().chars().nth(QUOTED).is_some() {
            quoted.push('…');
        }
        Self::Line { line, expected: expected.into(), found: format!("{quoted:?}") }
    }
}

/// Returns the lines that have anything on them, each with its number from 1.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.trim_start_matches('\u{FEFF}');
    text.lines().enumerate().map(|(place, line)| (place + 1, line)).filter(|(_, line)| !line.trim().is_empty())
}

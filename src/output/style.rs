//! How text is dressed for the place where it is read.

use std::path::PathBuf;

/// How to dress text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour. Without colour, matches are set between asterisks.
    pub color: bool,
    /// Whether to link paths to their files, as terminals can (OSC 8).
    pub hyperlinks: bool,
    /// How wide a line is, in columns; `None` not to break lines.
    pub width: Option<usize>,
    /// The folder from which paths are shown: the one the reader is in.
    pub base: PathBuf,
}

impl Style {
    pub(super) fn bold(&self, text: &str) -> String {
        self.dress("1", text)
    }

    pub(super) fn dim(&self, text: &str) -> String {
        self.dress("2", text)
    }

    pub(super) fn mark(&self, text: &str) -> String {
        if self.color { self.dress("1;33", text) } else { format!("**{text}**") }
    }

    fn dress(&self, code: &str, text: &str) -> String {
        if self.color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

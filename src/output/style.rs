//! Colour, links and line width of the output.

use std::path::PathBuf;

/// How to render text for a terminal or a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colour. Without it, highlighted text is set between double asterisks.
    pub color: bool,
    /// Whether to turn paths into terminal hyperlinks (OSC 8).
    pub hyperlinks: bool,
    /// The line width in columns; `None` disables wrapping.
    pub width: Option<usize>,
    /// Paths below this folder are shown relative to it.
    pub base: PathBuf,
}

impl Style {
    pub(super) fn bold(&self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(super) fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }

    pub(super) fn highlight(&self, text: &str) -> String {
        if self.color { self.paint("1;33", text) } else { format!("**{text}**") }
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

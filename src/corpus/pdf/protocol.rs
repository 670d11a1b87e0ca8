//! The messages of the child process: one JSON object per line, each after a record separator (RFC 7464).
//!
//! Libraries may also print to standard output. Anything before the last separator of a line is noise, and so is a line without a separator.

use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// The character before a message.
const SEPARATOR: char = '\u{1E}';

/// A message of the child process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PdfMessage {
    /// The metadata of the file; comes first.
    Head(PdfHead),
    /// A page, in the order of the file.
    Page(PdfPage),
    /// The file needs a password.
    Encrypted,
    /// The file cannot be read at all, with the reason.
    Damaged(String),
    /// There are no more pages.
    End,
}

/// The metadata of a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::corpus) struct PdfHead {
    pub(in crate::corpus) title: String,
    pub(in crate::corpus) author: String,
    pub(in crate::corpus) keywords: String,
    /// The date of creation in ISO 8601.
    pub(in crate::corpus) created: String,
    pub(in crate::corpus) language: String,
    /// The number of pages.
    pub(in crate::corpus) pages: u32,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::corpus) struct PdfPage {
    /// The number of the page, from 1.
    pub(in crate::corpus) number: u32,
    /// The height of the page in points.
    pub(in crate::corpus) height: f32,
    /// The lines in reading order.
    pub(in crate::corpus) lines: Vec<PdfLine>,
    /// Whether it has pictures or letters that cannot be decoded.
    pub(in crate::corpus) has_pictures: bool,
}

/// A line of text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::corpus) struct PdfLine {
    pub(in crate::corpus) text: String,
    /// The left and right end, in points.
    pub(in crate::corpus) left: f32,
    pub(in crate::corpus) right: f32,
    /// The distance of the baseline from the top of the page, in points.
    pub(in crate::corpus) base: f32,
    /// The font size in points.
    pub(in crate::corpus) size: f32,
}

impl PdfMessage {
    /// Writes the message.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let json = serde_json::to_string(self)?;
        writeln!(out, "{SEPARATOR}{json}")
    }

    /// Reads the message in a line; `None` for noise.
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let at = memchr::memrchr(SEPARATOR as u8, line)?;
        serde_json::from_slice(line.get(at + 1..)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_around_messages_is_ignored() {
        let page = PdfPage {
            number: 2,
            lines: vec![PdfLine { text: "a\u{1E}\n".into(), ..PdfLine::default() }],
            ..PdfPage::default()
        };
        let message = PdfMessage::Page(page);
        let mut told = Vec::new();
        message.write(&mut told).expect("a message");
        assert_eq!(PdfMessage::parse(told.trim_ascii_end()), Some(message.clone()));
        let noisy = [b"unknown glyph \x1E{}", told.trim_ascii_end()].concat();
        assert_eq!(PdfMessage::parse(&noisy), Some(message));
        assert_eq!(PdfMessage::parse(b"unknown glyph"), None);
        assert_eq!(PdfMessage::parse(b"\x1E{\"head\""), None);
    }
}

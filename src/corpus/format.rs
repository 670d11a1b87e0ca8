//! The formats as users name them: handles to the entries of the reader registry.

use super::reader::{FormatSample, Reader};
use super::readers::{self, FormatRow, READERS};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A supported file format.
///
/// ```
/// use dateline::corpus::Format;
/// let format: Format = "json-lines".parse()?;
/// assert_eq!(format.to_string(), "json-lines");
/// # Ok::<(), dateline::corpus::UnknownFormatName>(())
/// ```
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Format(&'static dyn Reader);

impl Format {
    /// Returns all formats, in the order in which detection tries them.
    pub fn all() -> impl Iterator<Item = Self> {
        READERS.iter().map(|reader| Self(*reader))
    }

    /// Returns the default format of standard input: one JSON object per line.
    pub fn json_lines() -> Self {
        Self(readers::JSON_LINES)
    }

    /// Returns the format of articles built in memory: one serialized [`Article`](crate::article::Article) per line.
    pub fn article_lines() -> Self {
        Self(readers::ARTICLE_LINES)
    }

    /// Returns the name of the format.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Returns the description of the format: its extensions, its files and the fields read from them.
    pub fn row(self) -> FormatRow {
        let unknown = FormatRow { name: self.name(), extensions: &[], files: "", read: "" };
        readers::row_of(self.name()).copied().unwrap_or(unknown)
    }

    /// Returns the first format of text that recognises `sample`.
    pub(super) fn recognised(sample: &FormatSample<'_>) -> Option<Self> {
        Self::all().find(|format| !format.0.is_binary() && format.0.recognises(sample))
    }

    /// Returns the reader of the format.
    pub(super) fn reader(self) -> &'static dyn Reader {
        self.0
    }
}

/// The text is not the name of a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown format {0:?}; {hint}", hint = similar_formats(.0))]
pub struct UnknownFormatName(String);

/// Returns a hint with the formats that have this extension, part of their name or word of their description, or with the command that lists all.
fn similar_formats(unknown: &str) -> String {
    /// The maximum number of formats in a hint.
    const MOST: usize = 6;
    let unknown = unknown.trim().trim_start_matches('.').to_lowercase();
    let is_word = |word: &str| word.to_lowercase() == unknown;
    let is_similar = |format: &Format| {
        let row = format.row();
        row.extensions.contains(&&*unknown)
            || row.name.contains(&unknown)
            || row.files.split(|c: char| !c.is_alphanumeric()).any(is_word)
    };
    let similar: Vec<&str> = Format::all().filter(is_similar).map(Format::name).collect();
    if similar.is_empty() || similar.len() > MOST || unknown.is_empty() {
        return "list them with dateline formats".to_owned();
    }
    format!("did you mean {}?", similar.join(" or "))
}

impl FromStr for Format {
    type Err = UnknownFormatName;

    fn from_str(text: &str) -> Result<Self, UnknownFormatName> {
        let format = Self::all().find(|format| format.name() == text.trim());
        format.ok_or_else(|| UnknownFormatName(text.to_owned()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Format({})", self.name())
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Format {}

impl From<Format> for String {
    fn from(format: Format) -> Self {
        format.name().to_owned()
    }
}

impl TryFrom<String> for Format {
    type Error = UnknownFormatName;

    fn try_from(text: String) -> Result<Self, UnknownFormatName> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_suggest_formats() {
        for (unknown, hint) in [
            (".XLSX", "did you mean spreadsheet?"),
            ("europress", "did you mean europresse?"),
            ("excel", "did you mean spreadsheet?"),
            ("xyz", "list them with dateline formats"),
            ("", "list them with dateline formats"),
        ] {
            assert_eq!(similar_formats(unknown), hint, "{unknown}");
        }
    }
}

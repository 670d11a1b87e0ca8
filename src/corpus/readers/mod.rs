//! The formats, one file each.
//!
//! A reader turns the content of a file into drafts and decides nothing that concerns all formats.
//! A new format is a new file here, a row in [`READERS`] and a fixture in `tests/fixtures/readers`.

mod agency;
mod front_matter;
mod html;
mod html_metadata;
mod json;
mod json_lines;
mod markdown;
mod text;

use super::draft::Draft;
use super::field_map::FieldMap;
use super::input::Input;
use super::skip::{Skip, SkipReason};
use super::sniff::Sample;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::ControlFlow;
use std::str::FromStr;

/// Every reader, in the order in which they are asked; plain text takes what is left.
static READERS: &[&dyn Reader] = &[&json_lines::JsonLines, &json::Json, &html::Html, &markdown::Markdown, &text::Text];

/// One format: how to know it and how to read it.
pub(super) trait Reader: Sync {
    /// Returns the name of the format, as users write it.
    fn name(&self) -> &'static str;

    /// Returns whether a file that begins like this is in this format.
    fn recognises(&self, sample: &Sample<'_>) -> bool;

    /// Hands over the articles of a file, one by one, until there are no more or `records` breaks off.
    fn read(&self, input: Input<'_>, context: &Context<'_>, records: &mut Records<'_>) -> Result<(), Skip>;
}

/// What the options say to readers.
pub(super) struct Context<'a> {
    /// The user's own names for fields.
    pub(super) map: &'a FieldMap,
}

/// What a reader found in one record.
pub(super) struct Found {
    /// The line on which the record stands, where the format has records on lines.
    pub(super) line: Option<u64>,
    /// The article, or why there is none.
    pub(super) draft: Result<Draft, SkipReason>,
}

/// Takes records as they are read.
pub(super) type Records<'a> = dyn FnMut(Found) -> ControlFlow<()> + 'a;

/// Hands over the only article of a file.
fn hand_over(draft: Draft, records: &mut Records<'_>) -> Result<(), Skip> {
    // Nothing follows that could be broken off.
    let _ = records(Found { line: None, draft: Ok(draft) });
    Ok(())
}

/// A format that can be named.
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
    /// Returns every format, in the order in which they are tried.
    pub fn all() -> impl Iterator<Item = Self> {
        READERS.iter().map(|reader| Self(*reader))
    }

    /// Returns the format of standard input unless another is named: one JSON object a line.
    pub fn json_lines() -> Self {
        Self(&json_lines::JsonLines)
    }

    /// Returns the name of the format.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Returns the first format whose reader takes a file that begins like `sample`.
    pub(super) fn recognised(sample: &Sample<'_>) -> Option<Self> {
        Self::all().find(|format| format.0.recognises(sample))
    }

    /// Returns the reader of the format.
    pub(super) fn reader(self) -> &'static dyn Reader {
        self.0
    }
}

/// The text names no format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {0:?}; the formats are {known}", known = Format::all().map(Format::name).collect::<Vec<_>>().join(", "))]
pub struct UnknownFormatName(String);

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

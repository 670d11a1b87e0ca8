//! The interface between the format readers and the rest of the room.
//!
//! A reader turns the content of one file into drafts and applies no rule that concerns all formats. The registry of readers (`readers/`) and format
//! detection (`detect_format`) both depend on this file, so that they need not import each other.

use super::draft::Draft;
use super::field_map::FieldMap;
use super::input::Input;
use super::neighbours::Neighbours;
use super::ocr::OcrRequest;
use super::reading_limits::ReadingLimits;
use super::skip::{Skip, SkipReason};
use std::ops::ControlFlow;
use std::path::Path;

/// Detects and parses one format.
pub(super) trait Reader: Sync {
    /// Returns the name of the format, as users write it.
    fn name(&self) -> &'static str;

    /// Returns whether a file that begins with `sample` is in this format.
    fn recognises(&self, sample: &FormatSample<'_>) -> bool;

    /// Returns whether the format is not text, such as a ZIP archive, so that only the `bytes` identify it.
    fn is_binary(&self) -> bool {
        false
    }

    /// Returns the measured memory that the largest record takes until it is indexed, in bytes per byte of the record.
    fn memory_factor(&self) -> u64;

    /// Returns whether records are read one by one, so that a file takes only the memory of its largest record.
    fn is_streamed(&self) -> bool {
        false
    }

    /// Returns whether a file in the format may be a page of an issue that another file describes, and is then read with that.
    fn is_part(&self) -> bool {
        false
    }

    /// Returns whether a file in the format describes an issue whose pages are other files.
    fn is_issue(&self) -> bool {
        false
    }

    /// Returns whether a file in the format may be the text of an article that another file describes, and is then read with that.
    fn may_be_named(&self) -> bool {
        false
    }

    /// Returns whether a file in the format may name other files that contain the texts of its articles.
    fn names_texts(&self) -> bool {
        false
    }

    /// Returns the names of the files that a file in the format names as parts of its issue, or as texts of its articles.
    fn named_parts(&self, _input: Input<'_>, _context: &ReaderContext<'_>) -> Vec<String> {
        Vec::new()
    }

    /// Passes the records of a file to `sink` one by one, until the file ends or `sink` returns `Break`.
    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip>;
}

/// The options and limits that concern readers.
pub(super) struct ReaderContext<'a> {
    /// Field names given by the user.
    pub(super) map: &'a FieldMap,
    /// The memory and time that reading may take.
    pub(super) limits: &'a ReadingLimits<'a>,
    /// The path that identifies the file, including the path inside a container.
    pub(super) path: &'a Path,
    /// The files next to it.
    pub(super) neighbours: &'a dyn Neighbours,
    /// How to recognise pages without text, if OCR is enabled.
    pub(super) ocr: Option<OcrRequest<'a>>,
}

#[cfg(test)]
impl<'a> ReaderContext<'a> {
    /// Returns the context of a file that stands alone.
    pub(super) fn alone(map: &'a FieldMap, limits: &'a ReadingLimits<'a>) -> Self {
        Self { map, limits, path: Path::new(""), neighbours: &super::neighbours::NoNeighbours, ocr: None }
    }
}

/// One record of a file.
pub(super) struct ReadRecord {
    /// The line of the record, in formats that keep each record on one line.
    pub(super) line: Option<u64>,
    /// The fields of the article, or the reason for skipping the record.
    pub(super) draft: Result<Draft, SkipReason>,
}

/// Receives records as they are parsed.
pub(super) type RecordSink<'a> = dyn FnMut(ReadRecord) -> ControlFlow<()> + 'a;

/// Emits the draft of a file that holds a single article.
pub(super) fn emit_single(draft: Draft, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
    // There is nothing to stop: this was the only record.
    let _ = sink(ReadRecord { line: None, draft: Ok(draft) });
    Ok(())
}

/// The beginning of a file, by which its format is detected.
pub(super) struct FormatSample<'a> {
    /// The decoded text, without a byte-order mark and leading white space.
    pub(super) text: &'a str,
    /// The bytes, decompressed but not decoded.
    pub(super) bytes: &'a [u8],
    /// The file extension in lower case, without that of a compression; empty if there is none.
    pub(super) extension: &'a str,
}

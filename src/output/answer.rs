//! An answer in the format that was asked for.

use super::style::Style;
use super::{human, json, table};
use crate::search::SearchResults;
use std::io::{self, Write};

/// How an answer is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AnswerFormat {
    /// Hits to read.
    #[default]
    Human,
    /// One JSON object.
    Json,
    /// A JSON object a hit, one a line.
    JsonLines,
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header.
    Tsv,
    /// The ids, one a line.
    Ids,
    /// The paths of the files, each once, one a line.
    Paths,
    /// The paths of the files, each once and byte for byte, with a NUL after each, as `xargs -0` reads them.
    PathsNul,
}

/// Writes the answer.
///
/// # Errors
/// If `out` does not take it.
pub fn write_answer(
    answer: &SearchResults,
    format: AnswerFormat,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        AnswerFormat::Human => human::write_hits(answer, style, out),
        AnswerFormat::Json => json::write_answer(answer, out),
        AnswerFormat::JsonLines => json::write_hits(answer, out),
        AnswerFormat::Csv => table::write_hits(answer, b',', out),
        AnswerFormat::Tsv => table::write_hits(answer, b'\t', out),
        AnswerFormat::Ids => answer.hits.iter().try_for_each(|hit| writeln!(out, "{}", hit.article.id)),
        AnswerFormat::Paths => table::write_paths(answer, style, out),
        AnswerFormat::PathsNul => table::write_raw_paths(answer, out),
    }
}

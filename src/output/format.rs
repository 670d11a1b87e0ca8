//! The output formats, and search results in each of them.

use super::style::Style;
use super::{delimited, hits, json};
use crate::library::SearchResults;
use std::io::{self, Write};

/// The format of results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// Text for people.
    #[default]
    Human,
    /// One JSON object.
    Json,
    /// One JSON object per line and hit.
    JsonLines,
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header.
    Tsv,
    /// Article ids, one per line.
    Ids,
    /// Paths of the files, each once, one per line.
    Paths,
    /// Paths of the files, each once, unchanged and terminated by NUL for `xargs -0`.
    PathsNul,
}

/// Writes search results.
///
/// # Errors
/// If writing fails.
pub fn write_results(
    results: &SearchResults,
    format: OutputFormat,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        OutputFormat::Human => hits::write_hits(results, style, out),
        OutputFormat::Json => json::write_results(results, out),
        OutputFormat::JsonLines => json::write_hits(results, out),
        OutputFormat::Csv => delimited::write_hits(results, b',', out),
        OutputFormat::Tsv => delimited::write_hits(results, b'\t', out),
        OutputFormat::Ids => results.hits.iter().try_for_each(|hit| writeln!(out, "{}", hit.article.id)),
        OutputFormat::Paths => delimited::write_paths(results, style, out),
        OutputFormat::PathsNul => delimited::write_raw_paths(results, out),
    }
}

//! The output formats.

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

//! The list of formats.

use super::json::to_text;
use super::style::Style;
use crate::library::FormatRow;
use serde::Serialize;
use std::io;

/// The indent of descriptions.
const INDENT: &str = "    ";

/// Returns the formats for people: name, extensions and description of each.
pub fn formats_text(rows: &[FormatRow], style: &Style) -> String {
    let lines = rows.iter().map(|row| {
        let extensions: Vec<String> = row.extensions.iter().map(|extension| format!(".{extension}")).collect();
        let about = format!("{}: {}", row.files, row.read);
        let about = match style.width {
            Some(width) => {
                let options = textwrap::Options::new(width).initial_indent(INDENT).subsequent_indent(INDENT);
                textwrap::wrap(&about, options).join("\n")
            }
            None => format!("{INDENT}{about}"),
        };
        format!("{}  {}\n{about}", style.bold(row.name), style.dim(&extensions.join(" ")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[derive(Serialize)]
struct RowJson {
    name: &'static str,
    extensions: &'static [&'static str],
    files: &'static str,
    read: &'static str,
}

/// Returns the formats as one JSON list.
///
/// # Errors
/// Never for the formats of the program.
pub fn formats_json(rows: &[FormatRow]) -> io::Result<String> {
    let rows =
        rows.iter().map(|row| RowJson { name: row.name, extensions: row.extensions, files: row.files, read: row.read });
    to_text(&rows.collect::<Vec<_>>())
}

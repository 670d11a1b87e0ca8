//! Answers as tables and lists.

use super::clean::clean_line;
use super::human::shown_path;
use super::json::byline;
use super::style::Style;
use crate::article::{FilePath, Language};
use crate::matching::text_of;
use crate::search::SearchResults;
use std::collections::HashSet;
use std::io::{self, Write};

const COLUMNS: [&str; 11] =
    ["rank", "id", "score", "published", "source", "byline", "section", "lang", "headline", "snippet", "path"];

pub(super) fn write_hits(answer: &SearchResults, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    write_row(COLUMNS, delimiter, out)?;
    for hit in &answer.hits {
        let article = &hit.article;
        let snippets: Vec<&str> = hit
            .passages
            .iter()
            .filter_map(|passage| text_of(article, passage.field).get(passage.range.clone()))
            .collect();
        let row = [
            hit.rank.to_string(),
            article.id.to_string(),
            hit.score.to_string(),
            article.published.map(|published| published.date.to_string()).unwrap_or_default(),
            article.source.clone().unwrap_or_default(),
            byline(article).unwrap_or_default(),
            article.section.clone().unwrap_or_default(),
            article.language.as_ref().map(Language::code).unwrap_or_default().to_owned(),
            article.headline.clone(),
            snippets.join(" … "),
            article.file.to_string(),
        ];
        write_row(row, delimiter, out)?;
    }
    Ok(())
}

/// Writes one row of a table, its values made harmless.
pub(super) fn write_row(
    values: impl IntoIterator<Item = impl AsRef<str>>,
    delimiter: u8,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).buffer_capacity(1 << 10).from_writer(Vec::new());
    let values = values.into_iter().map(|value| spreadsheet_safe(&clean_line(value.as_ref())));
    table.write_record(values).map_err(plain_error)?;
    out.write_all(&table.into_inner().map_err(|error| io::Error::other(error.to_string()))?)
}

/// Returns the error of the output itself, so that a closed pipe is known as one.
fn plain_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Returns a value that no spreadsheet takes for a formula: a leading sign that begins one is set behind an apostrophe.
fn spreadsheet_safe(value: &str) -> String {
    let begins_formula =
        value.starts_with(['=', '@', '\t', '\r']) || (value.starts_with(['+', '-']) && value.parse::<f64>().is_err());
    if begins_formula { format!("'{value}") } else { value.to_owned() }
}

pub(super) fn write_paths(answer: &SearchResults, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = HashSet::new();
    let mut files = answer.hits.iter().map(|hit| &hit.article.file).filter(|file| seen.insert(*file));
    files.try_for_each(|file| writeln!(out, "{}", shown_path(file, &style.base)))
}

pub(super) fn write_raw_paths(answer: &SearchResults, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = HashSet::new();
    let mut files = answer.hits.iter().map(|hit| &hit.article.file).filter(|file| seen.insert(*file));
    files.try_for_each(|file| write_raw_path(file, out))
}

/// Writes the path of a file byte for byte, with a NUL after it.
pub(super) fn write_raw_path(file: &FilePath, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(file.to_path_buf().as_os_str().as_encoded_bytes())?;
    out.write_all(&[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_becomes_a_formula() {
        for (value, safe) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5.2", "-5.2"), ("-cmd", "'-cmd"), ("Flood", "Flood")]
        {
            assert_eq!(spreadsheet_safe(value), safe);
        }
    }
}

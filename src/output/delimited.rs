//! Hits as rows of CSV and TSV, and unchanged paths.

use super::headline::ListedHeadline;
use super::json::byline;
use super::sanitize::sanitize_line;
use crate::library::{FilePath, Language, RankedHit, text_of};
use std::io::{self, Write};

const COLUMNS: [&str; 18] = [
    "rank",
    "id",
    "score",
    "published",
    "source",
    "byline",
    "section",
    "page",
    "edition",
    "lang",
    "headline",
    "snippet",
    "incomplete",
    "superseded",
    "kind",
    "ocr",
    "retrieved",
    "path",
];

/// Writes the header row of hits.
pub(super) fn write_hit_columns(delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    write_row(COLUMNS, delimiter, out)
}

/// Writes a hit as a row.
pub(super) fn write_hit_row(hit: &RankedHit, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let article = &hit.article;
    let snippets: Vec<&str> =
        hit.passages.iter().filter_map(|passage| text_of(article, passage.field).get(passage.range.clone())).collect();
    let row = [
        hit.rank.to_string(),
        article.id.to_string(),
        hit.score.to_string(),
        article.published.map(|published| published.date.to_string()).unwrap_or_default(),
        article.source.clone().unwrap_or_default(),
        byline(article).unwrap_or_default(),
        article.section.clone().unwrap_or_default(),
        article.page.clone().unwrap_or_default(),
        article.edition.clone().unwrap_or_default(),
        article.language.as_ref().map(Language::code).unwrap_or_default().to_owned(),
        ListedHeadline::of(&article.headline).with_ellipsis(),
        snippets.join(" … "),
        article.incomplete.to_string(),
        article.superseded.to_string(),
        article.kind.map(|kind| kind.to_string()).unwrap_or_default(),
        article.ocr.map(|percent| percent.to_string()).unwrap_or_default(),
        article.retrieved.map(|date| date.to_string()).unwrap_or_default(),
        article.path().to_string(),
    ];
    write_row(row, delimiter, out)
}

/// Writes one CSV or TSV row, its values sanitized.
pub(super) fn write_row(
    values: impl IntoIterator<Item = impl AsRef<str>>,
    delimiter: u8,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).buffer_capacity(1 << 10).from_writer(Vec::new());
    let values = values.into_iter().map(|value| spreadsheet_safe(&sanitize_line(value.as_ref())));
    table.write_record(values).map_err(plain_error)?;
    out.write_all(&table.into_inner().map_err(|error| io::Error::other(error.to_string()))?)
}

/// Returns the underlying I/O error, so that callers can detect a broken pipe.
fn plain_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// The characters that begin a formula, also in the full-width and small forms, which spreadsheets treat alike. `+` and `-` are not included, because they
/// also begin numbers.
const FORMULA_SIGNS: [char; 10] = ['=', '＝', '﹦', '@', '＠', '﹫', '＋', '﹢', '－', '﹣'];

/// Returns the value with an apostrophe in front if a spreadsheet would evaluate it as a formula.
fn spreadsheet_safe(value: &str) -> String {
    let begins_formula =
        value.starts_with(FORMULA_SIGNS) || (value.starts_with(['+', '-']) && value.parse::<f64>().is_err());
    if begins_formula { format!("'{value}") } else { value.to_owned() }
}

/// Writes the path of a file unchanged, terminated by NUL.
pub(super) fn write_raw_path(file: &FilePath, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(file.to_path_buf().as_os_str().as_encoded_bytes())?;
    out.write_all(&[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_escaped_and_numbers_are_not() {
        for value in ["=1+1", "@x", "-cmd", "+cmd", "＝1+1", "＠x", "＋cmd", "－cmd", "﹦1", "﹫x"] {
            assert_eq!(spreadsheet_safe(value), format!("'{value}"));
        }
        for value in ["-5.2", "+1", "Flood", "a＝b", "", "—cmd"] {
            assert_eq!(spreadsheet_safe(value), value);
        }
    }
}

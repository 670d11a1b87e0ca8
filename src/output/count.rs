//! The result of `count`.

use super::columns::{columns, left_aligned, right_aligned};
use super::date::month_text;
use super::delimited::write_row;
use super::format::OutputFormat;
use super::json::{FORMAT_VERSION, to_text};
use super::messages::{count_summary, search_note_texts};
use super::numbers::count_text;
use super::sanitize::sanitize_line;
use super::style::Style;
use crate::library::{ArticleGroup, CountResults, CountRow, Grouping};
use serde::Serialize;
use std::io::{self, Write};

/// Writes a count. Formats that list articles (ids, paths) fall back to text for people.
///
/// # Errors
/// If writing fails.
pub fn write_count(count: &CountResults, format: OutputFormat, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        OutputFormat::Json => writeln!(out, "{}", to_text(&count_json(count))?),
        OutputFormat::JsonLines if count.by.is_none() => writeln!(out, "{}", to_text(&count_json(count))?),
        OutputFormat::JsonLines => count.rows.iter().try_for_each(|row| writeln!(out, "{}", to_text(&row_json(row))?)),
        OutputFormat::Csv => write_table(count, b',', out),
        OutputFormat::Tsv => write_table(count, b'\t', out),
        _ => write_human(count, style, out),
    }
}

fn write_human(count: &CountResults, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(by) = count.by else {
        return writeln!(out, "{}", count_summary(count));
    };
    let mut rows: Vec<[String; 3]> = Vec::with_capacity(count.rows.len() + 2);
    let number = |matches: Option<u64>| matches.map(count_text).unwrap_or_default();
    let heading = if count.matches.is_some() { "matches" } else { "" };
    let name = if by == Grouping::Language { "language" } else { grouping_name(by) };
    rows.push([name.to_owned(), "articles".to_owned(), heading.to_owned()]);
    rows.extend(count.rows.iter().map(|row| [label(row, by), count_text(row.articles), number(row.matches)]));
    rows.push(["total".to_owned(), count_text(count.articles), number(count.matches)]);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell)).max();
    let widths = [0, 1, 2].map(|column| width(column).unwrap_or(0));
    let last = rows.len() - 1;
    for (position, [name, articles, matches]) in rows.iter().enumerate() {
        let [name_width, articles_width, matches_width] = widths;
        let line = format!(
            "{}  {}  {}",
            left_aligned(name, name_width),
            right_aligned(articles, articles_width),
            right_aligned(matches, matches_width)
        );
        let line = line.trim_end();
        let is_edge = position == 0 || position == last;
        writeln!(out, "{}", if is_edge { style.bold(line) } else { line.to_owned() })?;
    }
    Ok(())
}

/// Returns the name of a grouping in JSON and CSV, the same as on the command line.
fn grouping_name(by: Grouping) -> &'static str {
    match by {
        Grouping::Source => "source",
        Grouping::Year => "year",
        Grouping::Month => "month",
        Grouping::Language => "lang",
        Grouping::Section => "section",
    }
}

fn label(row: &CountRow, by: Grouping) -> String {
    match (&row.group, by) {
        (ArticleGroup::Year(year), Grouping::Month) => format!("{year} (month unknown)"),
        (ArticleGroup::Year(year), _) => year.to_string(),
        (ArticleGroup::Month(year, month), _) => month_text(*year, *month),
        (ArticleGroup::Name(name), _) => sanitize_line(name).into_owned(),
        (ArticleGroup::Language(language), _) => language.english_name(),
        (ArticleGroup::None, Grouping::Source) => "(no source)".to_owned(),
        (ArticleGroup::None, Grouping::Section) => "(no section)".to_owned(),
        (ArticleGroup::None, Grouping::Language) => "(unknown language)".to_owned(),
        (ArticleGroup::None, Grouping::Year | Grouping::Month) => "(undated)".to_owned(),
    }
}

/// Returns the value of a group in JSON and CSV: ISO 8601 dates, language codes.
fn value(group: &ArticleGroup) -> Option<String> {
    match group {
        ArticleGroup::Year(year) => Some(format!("{year:04}")),
        ArticleGroup::Month(year, month) => Some(format!("{year:04}-{month:02}")),
        ArticleGroup::Name(name) => Some(name.clone()),
        ArticleGroup::Language(language) => Some(language.code().to_owned()),
        ArticleGroup::None => None,
    }
}

fn write_table(count: &CountResults, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let number = |matches: Option<u64>| matches.map(|matches| matches.to_string()).unwrap_or_default();
    let Some(by) = count.by else {
        write_row(["articles", "matches"], delimiter, out)?;
        return write_row([count.articles.to_string(), number(count.matches)], delimiter, out);
    };
    write_row([grouping_name(by), "articles", "matches"], delimiter, out)?;
    count.rows.iter().try_for_each(|row| {
        let name = value(&row.group).unwrap_or_default();
        write_row([name, row.articles.to_string(), number(row.matches)], delimiter, out)
    })
}

#[derive(Serialize)]
struct CountJson<'a> {
    format_version: u32,
    query: &'a str,
    articles: u64,
    matches: Option<u64>,
    by: Option<&'static str>,
    rows: Vec<CountRowJson>,
    seconds: f64,
    notes: Vec<String>,
    suggestion: Option<&'a str>,
}

#[derive(Serialize)]
struct CountRowJson {
    value: Option<String>,
    articles: u64,
    matches: Option<u64>,
}

fn count_json(count: &CountResults) -> CountJson<'_> {
    CountJson {
        format_version: FORMAT_VERSION,
        query: &count.query,
        articles: count.articles,
        matches: count.matches,
        by: count.by.map(grouping_name),
        rows: count.rows.iter().map(row_json).collect(),
        seconds: count.seconds,
        notes: search_note_texts(&count.notes),
        suggestion: count.suggestion.as_deref(),
    }
}

fn row_json(row: &CountRow) -> CountRowJson {
    CountRowJson { value: value(&row.group), articles: row.articles, matches: row.matches }
}

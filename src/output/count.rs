//! Counts, and the words of the archive, told.

use super::answer::AnswerFormat;
use super::clean::clean_line;
use super::columns::{columns, left_aligned, right_aligned};
use super::date::month_text;
use super::json::{FORMAT_VERSION, to_text};
use super::messages::search_note_texts;
use super::report::{count_text, plural};
use super::style::Style;
use super::table::write_row;
use crate::article::{ArticleGroup, Grouping};
use crate::search::{CountResults, CountRow};
use serde::Serialize;
use std::io::{self, Write};

/// Writes a count. Lists of articles make no sense of it: formats that are such lists are written for people.
///
/// # Errors
/// If `out` does not take it.
pub fn write_tally(tally: &CountResults, format: AnswerFormat, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        AnswerFormat::Json => writeln!(out, "{}", to_text(&tally_json(tally))?),
        AnswerFormat::JsonLines if tally.by.is_none() => writeln!(out, "{}", to_text(&tally_json(tally))?),
        AnswerFormat::JsonLines => tally.rows.iter().try_for_each(|row| writeln!(out, "{}", to_text(&row_json(row))?)),
        AnswerFormat::Csv => write_table(tally, b',', out),
        AnswerFormat::Tsv => write_table(tally, b'\t', out),
        _ => write_human(tally, style, out),
    }
}

/// Returns the totals of a count as a person says them.
pub fn tally_text(tally: &CountResults) -> String {
    let articles = plural(tally.articles, "article", "articles");
    match tally.matches {
        Some(matches) => format!("{} in {articles}", plural(matches, "match", "matches")),
        None => articles,
    }
}

fn write_human(tally: &CountResults, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(by) = tally.by else {
        return writeln!(out, "{}", tally_text(tally));
    };
    let mut rows: Vec<[String; 3]> = Vec::with_capacity(tally.rows.len() + 2);
    let number = |matches: Option<u64>| matches.map(count_text).unwrap_or_default();
    let heading = if tally.matches.is_some() { "matches" } else { "" };
    let name = if by == Grouping::Language { "language" } else { grouping_name(by) };
    rows.push([name.to_owned(), "articles".to_owned(), heading.to_owned()]);
    rows.extend(tally.rows.iter().map(|row| [label(row, by), count_text(row.articles), number(row.matches)]));
    rows.push(["total".to_owned(), count_text(tally.articles), number(tally.matches)]);
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

/// Returns what programs call a grouping, which is what is typed for it.
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
        (ArticleGroup::Name(name), _) => clean_line(name).into_owned(),
        (ArticleGroup::Language(language), _) => language.english_name(),
        (ArticleGroup::None, Grouping::Source) => "(no source stated)".to_owned(),
        (ArticleGroup::None, Grouping::Section) => "(no section stated)".to_owned(),
        (ArticleGroup::None, Grouping::Language) => "(unknown)".to_owned(),
        (ArticleGroup::None, Grouping::Year | Grouping::Month) => "(undated)".to_owned(),
    }
}

/// Returns what programs call a group: dates in ISO 8601 as precisely as they are known, languages by code.
fn value(group: &ArticleGroup) -> Option<String> {
    match group {
        ArticleGroup::Year(year) => Some(format!("{year:04}")),
        ArticleGroup::Month(year, month) => Some(format!("{year:04}-{month:02}")),
        ArticleGroup::Name(name) => Some(name.clone()),
        ArticleGroup::Language(language) => Some(language.code().to_owned()),
        ArticleGroup::None => None,
    }
}

fn write_table(tally: &CountResults, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let number = |matches: Option<u64>| matches.map(|matches| matches.to_string()).unwrap_or_default();
    let Some(by) = tally.by else {
        write_row(["articles", "matches"], delimiter, out)?;
        return write_row([tally.articles.to_string(), number(tally.matches)], delimiter, out);
    };
    write_row([grouping_name(by), "articles", "matches"], delimiter, out)?;
    tally.rows.iter().try_for_each(|row| {
        let name = value(&row.group).unwrap_or_default();
        write_row([name, row.articles.to_string(), number(row.matches)], delimiter, out)
    })
}

#[derive(Serialize)]
struct TallyJson<'a> {
    format_version: u32,
    query: &'a str,
    articles: u64,
    matches: Option<u64>,
    by: Option<&'static str>,
    rows: Vec<RowJson>,
    seconds: f64,
    notes: Vec<String>,
    suggestion: Option<&'a str>,
}

#[derive(Serialize)]
struct RowJson {
    value: Option<String>,
    articles: u64,
    matches: Option<u64>,
}

fn tally_json(tally: &CountResults) -> TallyJson<'_> {
    TallyJson {
        format_version: FORMAT_VERSION,
        query: &tally.query,
        articles: tally.articles,
        matches: tally.matches,
        by: tally.by.map(grouping_name),
        rows: tally.rows.iter().map(row_json).collect(),
        seconds: tally.seconds,
        notes: search_note_texts(&tally.notes),
        suggestion: tally.suggestion.as_deref(),
    }
}

fn row_json(row: &CountRow) -> RowJson {
    RowJson { value: value(&row.group), articles: row.articles, matches: row.matches }
}

//! The concordance: one line a match, written as it is found.

use super::answer::AnswerFormat;
use super::clean::clean_line;
use super::columns::{beginning, columns, ending, left_aligned, right_aligned};
use super::date::date_text;
use super::human::{link, shown_path};
use super::json::{FORMAT_VERSION, to_text};
use super::messages::search_note_texts;
use super::style::Style;
use super::table::{write_raw_path, write_row};
use crate::search::{Concordance, ConcordanceLine, LineArticle};
use serde::Serialize;
use std::collections::HashSet;
use std::io::{self, Write};

/// The columns that a date takes.
const DATE: usize = 11;

/// The columns between the parts of a line.
const GAP: &str = "  ";

/// How much longer than the context on its right the match and that together may be, where no terminal sets the width.
const MATCH: usize = 20;

/// How the parts of a line share its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineLayout {
    /// The columns before the match.
    left: usize,
    /// The columns for the match and what comes after it.
    right: usize,
    /// The columns for the source; as many as it takes if there is no limit.
    source: Option<usize>,
}

impl LineLayout {
    /// Returns the layout that fits a terminal so many columns wide.
    pub fn of_terminal(width: usize) -> Self {
        let source = (width / 6).clamp(10, 28);
        let text = width.saturating_sub(DATE + source + 2 * GAP.len()).max(30);
        let left = text * 2 / 5;
        Self { left, right: text - left, source: Some(source) }
    }

    /// Returns the layout for so many columns of context on each side; a match that is very long takes some of those on the right.
    pub fn of_context(width: usize) -> Self {
        Self { left: width, right: width + MATCH, source: None }
    }

    /// Returns how many characters of context a line can show on the wider side.
    pub fn context(&self) -> usize {
        self.left.max(self.right)
    }
}

/// Writes the lines of a concordance one after the other.
pub struct LineWriter<'a> {
    format: AnswerFormat,
    layout: LineLayout,
    style: &'a Style,
    /// The articles or files that were listed.
    listed: HashSet<String>,
    lines: usize,
}

impl<'a> LineWriter<'a> {
    /// Returns a writer that has written nothing yet.
    pub fn new(format: AnswerFormat, layout: LineLayout, style: &'a Style) -> Self {
        Self { format, layout, style, listed: HashSet::new(), lines: 0 }
    }

    /// Writes one line.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn write(&mut self, line: &ConcordanceLine, out: &mut dyn Write) -> io::Result<()> {
        let origin = &line.article;
        match self.format {
            AnswerFormat::Human => writeln!(out, "{}", human_line(line, &self.layout, self.style))?,
            AnswerFormat::Json => {
                let before = if self.lines == 0 { self.json_head() } else { ",\n".to_owned() };
                write!(out, "{before}{}", to_text(&line_json(line))?)?;
            }
            AnswerFormat::JsonLines => writeln!(out, "{}", to_text(&line_json(line))?)?,
            AnswerFormat::Csv | AnswerFormat::Tsv => {
                if self.lines == 0 {
                    write_row(COLUMNS, self.delimiter(), out)?;
                }
                write_row(table_row(line), self.delimiter(), out)?;
            }
            AnswerFormat::Ids => {
                if self.listed.insert(origin.id.to_string()) {
                    writeln!(out, "{}", origin.id)?;
                }
            }
            AnswerFormat::Paths => {
                if self.listed.insert(origin.file.as_str().to_owned()) {
                    writeln!(out, "{}", shown_path(&origin.file, &self.style.base))?;
                }
            }
            AnswerFormat::PathsNul => {
                if self.listed.insert(origin.file.as_str().to_owned()) {
                    write_raw_path(&origin.file, out)?;
                }
            }
        }
        self.lines += 1;
        Ok(())
    }

    /// Writes what comes after the last line.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn finish(self, concordance: &Concordance, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            AnswerFormat::Json => {
                let before = if self.lines == 0 { self.json_head() } else { String::new() };
                let rest = to_text(&ConcordanceJson {
                    query: &concordance.query,
                    matches: concordance.lines,
                    articles: concordance.articles,
                    more: concordance.has_more,
                    seconds: concordance.seconds,
                    notes: search_note_texts(&concordance.notes),
                    suggestion: concordance.suggestion.as_deref(),
                })?;
                // The object goes on: what is known only now comes after the lines.
                writeln!(out, "{before}],{}", rest.trim_start_matches('{'))
            }
            AnswerFormat::Csv | AnswerFormat::Tsv if self.lines == 0 => write_row(COLUMNS, self.delimiter(), out),
            _ => Ok(()),
        }
    }

    fn json_head(&self) -> String {
        format!("{{\"format_version\":{FORMAT_VERSION},\"lines\":[")
    }

    fn delimiter(&self) -> u8 {
        if self.format == AnswerFormat::Tsv { b'\t' } else { b',' }
    }
}

/// Returns text as one line without runs of spaces.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in clean_line(text).chars() {
        let is_space = character.is_whitespace();
        if !is_space {
            line.push(character);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

fn human_line(line: &ConcordanceLine, layout: &LineLayout, style: &Style) -> String {
    let left = one_line(line.left());
    let left = right_aligned(ending(&left, layout.left), layout.left);
    let matched = one_line(line.matched());
    let marks = columns(&style.mark("")) * usize::from(!style.color);
    let matched = beginning(&matched, layout.right.saturating_sub(marks));
    let room = layout.right.saturating_sub(marks + columns(matched));
    let right = one_line(line.right());
    let right = left_aligned(beginning(&right, room), room);
    let origin = &line.article;
    let date = origin.published.map_or_else(|| "undated".to_owned(), date_text);
    let date = style.dim(&right_aligned(&date, DATE));
    format!("{left}{}{right}{GAP}{date}{GAP}{}", style.mark(matched), whence(origin, layout, style))
}

/// Returns the source of an article, or its file where none is stated.
fn whence(origin: &LineArticle, layout: &LineLayout, style: &Style) -> String {
    let most = layout.source.unwrap_or(usize::MAX);
    let name = match &origin.source {
        Some(source) => {
            let source = one_line(source);
            if columns(&source) <= most { source } else { format!("{}…", beginning(&source, most.saturating_sub(1))) }
        }
        None => {
            let path = shown_path(&origin.file, &style.base);
            // The end of a path says more than its beginning.
            if columns(&path) <= most { path } else { format!("…{}", ending(&path, most.saturating_sub(1))) }
        }
    };
    let dim = style.dim(&name);
    if style.hyperlinks { link(&dim, &origin.file) } else { dim }
}

#[derive(Serialize)]
struct LineJson<'a> {
    id: &'a str,
    headline: &'a str,
    source: Option<&'a str>,
    published: Option<String>,
    path: String,
    record: u32,
    field: &'static str,
    left: &'a str,
    #[serde(rename = "match")]
    matched: &'a str,
    right: &'a str,
    offset: usize,
}

#[derive(Serialize)]
struct ConcordanceJson<'a> {
    query: &'a str,
    matches: usize,
    articles: usize,
    more: bool,
    seconds: f64,
    notes: Vec<String>,
    suggestion: Option<&'a str>,
}

fn line_json(line: &ConcordanceLine) -> LineJson<'_> {
    let origin = &line.article;
    LineJson {
        id: origin.id.as_str(),
        headline: &origin.headline,
        source: origin.source.as_deref(),
        published: origin.published.map(|published| published.to_string()),
        path: origin.file.to_string(),
        record: origin.record,
        field: line.field.name(),
        left: line.left(),
        matched: line.matched(),
        right: line.right(),
        offset: line.offset,
    }
}

const COLUMNS: [&str; 11] =
    ["id", "published", "source", "headline", "field", "left", "match", "right", "offset", "path", "record"];

fn table_row(line: &ConcordanceLine) -> [String; 11] {
    let origin = &line.article;
    [
        origin.id.to_string(),
        origin.published.map(|published| published.to_string()).unwrap_or_default(),
        origin.source.clone().unwrap_or_default(),
        origin.headline.clone(),
        line.field.name().to_owned(),
        one_line(line.left()),
        one_line(line.matched()),
        one_line(line.right()),
        line.offset.to_string(),
        origin.file.to_string(),
        origin.record.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_fits_its_terminal() {
        for width in [60, 80, 110, 200] {
            let layout = LineLayout::of_terminal(width);
            let source = layout.source.unwrap();
            assert_eq!(layout.left + layout.right + DATE + source + 2 * GAP.len(), width);
        }
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(one_line("a\n\nb\t c \u{1b}[31m"), "a b c \u{FFFD}[31m");
    }
}

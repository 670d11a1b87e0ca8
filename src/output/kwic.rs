//! The lines of a concordance (KWIC), written as the matches are found.

use super::columns::{columns, left_aligned, prefix, right_aligned, suffix};
use super::date::date_text;
use super::delimited::{write_raw_path, write_row};
use super::format::OutputFormat;
use super::headline::ListedHeadline;
use super::hits::{link, shown_path};
use super::json::{FORMAT_VERSION, to_text};
use super::messages::search_note_texts;
use super::sanitize::sanitize_line;
use super::style::Style;
use crate::library::{Concordance, ConcordanceLine, LineArticle};
use serde::Serialize;
use std::collections::HashSet;
use std::io::{self, Write};

/// The width of the date column.
const DATE: usize = 11;

/// The gap between columns.
const GAP: &str = "  ";

/// The room for the match itself, added to the right context, when the terminal does not set the width.
const MATCH: usize = 20;

/// The widths of the parts of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineLayout {
    /// The width of the left context.
    left: usize,
    /// The width of the match and the right context together.
    right: usize,
    /// The width of the source; `None` for no limit.
    source: Option<usize>,
}

impl LineLayout {
    /// Returns the layout for a terminal `width` columns wide.
    pub fn of_terminal(width: usize) -> Self {
        let source = (width / 6).clamp(10, 28);
        let text = width.saturating_sub(DATE + source + 2 * GAP.len()).max(30);
        let left = text * 2 / 5;
        Self { left, right: text - left, source: Some(source) }
    }

    /// Returns the layout with `width` columns of context on each side. A very long match shortens the right context.
    pub fn of_context(width: usize) -> Self {
        Self { left: width, right: width + MATCH, source: None }
    }

    /// Returns the width of the wider of the two contexts.
    pub fn context(&self) -> usize {
        self.left.max(self.right)
    }
}

/// Writes concordance lines one at a time.
pub struct LineWriter<'a> {
    format: OutputFormat,
    layout: LineLayout,
    style: &'a Style,
    /// The ids or paths already listed.
    listed: HashSet<String>,
    lines: usize,
}

impl<'a> LineWriter<'a> {
    /// Returns a writer for the format.
    pub fn new(format: OutputFormat, layout: LineLayout, style: &'a Style) -> Self {
        Self { format, layout, style, listed: HashSet::new(), lines: 0 }
    }

    /// Writes one line.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(&mut self, line: &ConcordanceLine, out: &mut dyn Write) -> io::Result<()> {
        let origin = &line.article;
        match self.format {
            OutputFormat::Human => writeln!(out, "{}", human_line(line, &self.layout, self.style))?,
            OutputFormat::Json => {
                let before = if self.lines == 0 { self.json_head() } else { ",\n".to_owned() };
                write!(out, "{before}{}", to_text(&line_json(line))?)?;
            }
            OutputFormat::JsonLines => writeln!(out, "{}", to_text(&line_json(line))?)?,
            OutputFormat::Csv | OutputFormat::Tsv => {
                if self.lines == 0 {
                    write_row(COLUMNS, self.delimiter(), out)?;
                }
                write_row(table_row(line), self.delimiter(), out)?;
            }
            OutputFormat::Ids => {
                if self.listed.insert(origin.id.to_string()) {
                    writeln!(out, "{}", origin.id)?;
                }
            }
            OutputFormat::Paths => {
                if self.listed.insert(origin.file.as_str().to_owned()) {
                    writeln!(out, "{}", shown_path(&origin.file, &self.style.base))?;
                }
            }
            OutputFormat::PathsNul => {
                if self.listed.insert(origin.file.as_str().to_owned()) {
                    write_raw_path(&origin.file, out)?;
                }
            }
        }
        self.lines += 1;
        Ok(())
    }

    /// Completes the output after the last line.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finish(self, concordance: &Concordance, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            OutputFormat::Json => {
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
                // Totals are known only now, so they follow the lines in the same object.
                writeln!(out, "{before}],{}", rest.trim_start_matches('{'))
            }
            OutputFormat::Csv | OutputFormat::Tsv if self.lines == 0 => write_row(COLUMNS, self.delimiter(), out),
            _ => Ok(()),
        }
    }

    fn json_head(&self) -> String {
        format!("{{\"format_version\":{FORMAT_VERSION},\"lines\":[")
    }

    fn delimiter(&self) -> u8 {
        if self.format == OutputFormat::Tsv { b'\t' } else { b',' }
    }
}

/// Returns text as one line with white space collapsed.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in sanitize_line(text).chars() {
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
    let left = right_aligned(suffix(&left, layout.left), layout.left);
    let matched = one_line(line.matched());
    let markers = columns(&style.highlight("")) * usize::from(!style.color);
    let matched = prefix(&matched, layout.right.saturating_sub(markers));
    let room = layout.right.saturating_sub(markers + columns(matched));
    let right = one_line(line.right());
    let right = left_aligned(prefix(&right, room), room);
    let origin = &line.article;
    let date = origin.published.map_or_else(|| "undated".to_owned(), date_text);
    let date = style.dim(&right_aligned(&date, DATE));
    format!("{left}{}{right}{GAP}{date}{GAP}{}", style.highlight(matched), origin_text(origin, layout, style))
}

/// Returns the source of an article, or its path if it has none.
fn origin_text(origin: &LineArticle, layout: &LineLayout, style: &Style) -> String {
    let most = layout.source.unwrap_or(usize::MAX);
    let name = match &origin.source {
        Some(source) => {
            let source = one_line(source);
            if columns(&source) <= most { source } else { format!("{}…", prefix(&source, most.saturating_sub(1))) }
        }
        None => {
            let path = shown_path(&origin.path, &style.base);
            // The end of a path identifies the file better than its beginning.
            if columns(&path) <= most { path } else { format!("…{}", suffix(&path, most.saturating_sub(1))) }
        }
    };
    let dim = style.dim(&name);
    if style.hyperlinks { link(&dim, &origin.file) } else { dim }
}

#[derive(Serialize)]
struct LineJson<'a> {
    id: &'a str,
    headline: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    headline_cut: bool,
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
    let headline = ListedHeadline::of(&origin.headline);
    LineJson {
        id: origin.id.as_str(),
        headline: headline.text,
        headline_cut: headline.cut,
        source: origin.source.as_deref(),
        published: origin.published.map(|published| published.to_string()),
        path: origin.path.to_string(),
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
        ListedHeadline::of(&origin.headline).with_ellipsis(),
        line.field.name().to_owned(),
        one_line(line.left()),
        one_line(line.matched()),
        one_line(line.right()),
        line.offset.to_string(),
        origin.path.to_string(),
        origin.record.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_fills_the_terminal() {
        for width in [60, 80, 110, 200] {
            let layout = LineLayout::of_terminal(width);
            let source = layout.source.unwrap();
            assert_eq!(layout.left + layout.right + DATE + source + 2 * GAP.len(), width);
        }
    }

    #[test]
    fn line_breaks_and_controls_are_removed() {
        assert_eq!(one_line("a\n\nb\t c \u{1b}[31m"), "a b c \u{FFFD}[31m");
    }
}

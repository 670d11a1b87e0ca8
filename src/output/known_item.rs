//! A test with known articles, told.

use super::answer::AnswerFormat;
use super::evaluation::write_lines;
use super::json::{FORMAT_VERSION, to_text};
use super::report::count_text;
use super::style::Style;
use super::table::write_row;
use crate::article::Language;
use crate::eval::{KnownItemKind, KnownItemReport, KnownItemScores};
use serde::Serialize;
use std::io::{self, Write};

/// Writes how an archive did in a test with known articles.
///
/// # Errors
/// If `out` does not take it.
pub fn write_known_item(
    report: &KnownItemReport,
    format: AnswerFormat,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        AnswerFormat::Json => {
            let json = ReportJson {
                format_version: FORMAT_VERSION,
                known_item: kind_name(report.kind),
                articles: report.articles,
                scores: rows(report),
            };
            writeln!(out, "{}", to_text(&json)?)
        }
        AnswerFormat::JsonLines => rows(report).iter().try_for_each(|row| writeln!(out, "{}", to_text(row)?)),
        AnswerFormat::Csv => write_table(report, b',', out),
        AnswerFormat::Tsv => write_table(report, b'\t', out),
        _ => write_human(report, style, out),
    }
}

#[derive(Serialize)]
struct ReportJson {
    format_version: u32,
    known_item: &'static str,
    articles: usize,
    scores: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// A code, `unknown`, or `all`.
    lang: String,
    queries: usize,
    recip_rank: f64,
    success_1: f64,
    success_10: f64,
}

fn kind_name(kind: KnownItemKind) -> &'static str {
    match kind {
        KnownItemKind::Headline => "headline",
        KnownItemKind::Sentence => "sentence",
    }
}

/// Returns the rows of the languages, if there are several, and that of all.
fn rows(report: &KnownItemReport) -> Vec<Row> {
    let row = |lang: &str, scores: KnownItemScores| Row {
        lang: lang.to_owned(),
        queries: scores.queries,
        recip_rank: scores.mrr,
        success_1: scores.success_1,
        success_10: scores.success_10,
    };
    let code =
        |language: &Option<Language>| language.map_or("unknown".to_owned(), |language| language.code().to_owned());
    let languages = report.languages.iter().map(|(language, scores)| row(&code(language), *scores));
    let mut rows: Vec<Row> = if report.languages.len() > 1 { languages.collect() } else { Vec::new() };
    rows.push(row("all", report.all));
    rows
}

fn write_table(report: &KnownItemReport, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    write_row(["lang", "queries", "recip_rank", "success_1", "success_10"], delimiter, out)?;
    rows(report).into_iter().try_for_each(|row| {
        let Row { lang, queries, recip_rank, success_1, success_10 } = row;
        let figures = [recip_rank, success_1, success_10].map(|figure| figure.to_string());
        write_row([lang, queries.to_string()].into_iter().chain(figures), delimiter, out)
    })
}

fn write_human(report: &KnownItemReport, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let by = match report.kind {
        KnownItemKind::Headline => "by headline",
        KnownItemKind::Sentence => "by late sentence",
    };
    let heading = [by, "queries", "MRR", "success@1", "success@10"].map(str::to_owned);
    let mut table = vec![heading.to_vec()];
    table.extend(rows(report).into_iter().map(|row| {
        let name = Language::parse(&row.lang).filter(|_| !["all", "unknown"].contains(&row.lang.as_str()));
        let name = name.map_or(row.lang, |language| language.english_name());
        let figures = [row.recip_rank, row.success_1, row.success_10].map(|figure| format!("{figure:.4}"));
        [name, count_text(row.queries as u64)].into_iter().chain(figures).collect()
    }));
    write_lines(&table, style, out)
}

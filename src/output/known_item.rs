//! The result of a known-item test.

use super::columns::columns;
use super::delimited::write_row;
use super::format::OutputFormat;
use super::json::{FORMAT_VERSION, to_text};
use super::numbers::count_text;
use super::style::Style;
use super::table::{aligned, write_aligned};
use crate::library::{KnownItemKind, KnownItemReport, KnownItemResult, KnownItemScores, Language};
use serde::Serialize;
use std::io::{self, Write};

/// Writes the scores of a known-item test, by language and in total.
///
/// # Errors
/// If writing fails.
pub fn write_known_item(
    report: &KnownItemReport,
    format: OutputFormat,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        OutputFormat::Json => {
            let json = KnownItemJson {
                format_version: FORMAT_VERSION,
                known_item: kind_name(report.kind),
                articles: report.articles,
                scores: rows(report),
            };
            writeln!(out, "{}", to_text(&json)?)
        }
        OutputFormat::JsonLines => rows(report).iter().try_for_each(|row| writeln!(out, "{}", to_text(row)?)),
        OutputFormat::Csv => write_table(report, b',', out),
        OutputFormat::Tsv => write_table(report, b'\t', out),
        _ => write_human(report, style, out),
    }
}

#[derive(Serialize)]
struct KnownItemJson {
    format_version: u32,
    known_item: &'static str,
    articles: usize,
    scores: Vec<KnownItemRow>,
}

#[derive(Serialize)]
struct KnownItemRow {
    /// A language code, `unknown`, or `all`.
    lang: String,
    queries: usize,
    #[serde(flatten)]
    figures: Figures,
    baseline: Option<Figures>,
}

#[derive(Serialize)]
struct Figures {
    recip_rank: f64,
    success_1: f64,
    success_10: f64,
}

impl Figures {
    fn of(scores: KnownItemScores) -> Self {
        Self { recip_rank: scores.mrr, success_1: scores.success_1, success_10: scores.success_10 }
    }
}

impl KnownItemRow {
    fn new(lang: &str, figures: KnownItemResult) -> Self {
        let KnownItemResult { scores, baseline } = figures;
        let (figures, baseline) = (Figures::of(scores), baseline.map(Figures::of));
        Self { lang: lang.to_owned(), queries: scores.queries, figures, baseline }
    }

    /// Returns the figures, followed by those of the baseline.
    fn all_figures(&self) -> impl Iterator<Item = f64> {
        let figures = std::iter::once(&self.figures).chain(&self.baseline);
        figures.flat_map(|figures| [figures.recip_rank, figures.success_1, figures.success_10])
    }
}

fn kind_name(kind: KnownItemKind) -> &'static str {
    match kind {
        KnownItemKind::Headline => "headline",
        KnownItemKind::Sentence => "sentence",
    }
}

/// Returns a row per language if there are several, then the total.
fn rows(report: &KnownItemReport) -> Vec<KnownItemRow> {
    let code =
        |language: &Option<Language>| language.map_or("unknown".to_owned(), |language| language.code().to_owned());
    let languages = report.languages.iter().map(|(language, figures)| KnownItemRow::new(&code(language), *figures));
    let mut rows: Vec<KnownItemRow> = if report.languages.len() > 1 { languages.collect() } else { Vec::new() };
    rows.push(KnownItemRow::new("all", report.all));
    rows
}

fn write_table(report: &KnownItemReport, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let mut heading = vec!["lang", "queries", "recip_rank", "success_1", "success_10"];
    if report.all.baseline.is_some() {
        heading.extend(["baseline_recip_rank", "baseline_success_1", "baseline_success_10"]);
    }
    write_row(heading, delimiter, out)?;
    rows(report).into_iter().try_for_each(|row| {
        let figures: Vec<String> = row.all_figures().map(|figure| figure.to_string()).collect();
        write_row([row.lang, row.queries.to_string()].into_iter().chain(figures), delimiter, out)
    })
}

fn write_human(report: &KnownItemReport, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let by = match report.kind {
        KnownItemKind::Headline => "by headline",
        KnownItemKind::Sentence => "by sentence",
    };
    let measures = ["MRR", "success@1", "success@10"].map(str::to_owned);
    let heading: Vec<String> = [by, "queries"].map(str::to_owned).into_iter().chain(measures.clone()).collect();
    let ours = heading.len();
    let mut table = vec![heading];
    table.extend(rows(report).into_iter().map(|row| {
        let figures: Vec<String> = row.all_figures().map(|figure| format!("{figure:.4}")).collect();
        [name(row.lang), count_text(row.queries as u64)].into_iter().chain(figures).collect()
    }));
    if report.all.baseline.is_some() {
        let of_ours: Vec<_> = table.iter().map(|row| row.iter().take(ours).cloned().collect()).collect();
        let before = aligned(&of_ours).first().map_or(0, |line| columns(line));
        writeln!(out, "{}  {}", " ".repeat(before), style.bold("baseline (no analysis)"))?;
        table.iter_mut().take(1).for_each(|heading| heading.extend(measures.clone()));
    }
    write_aligned(&table, style, out)
}

/// Returns the English name of the language of a row.
fn name(lang: String) -> String {
    let language = Language::parse(&lang).filter(|_| !["all", "unknown"].contains(&lang.as_str()));
    language.map_or(lang, |language| language.english_name())
}

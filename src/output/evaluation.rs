//! The measures of one TREC run, or of two compared.

use super::delimited::write_row;
use super::format::OutputFormat;
use super::json::{FORMAT_VERSION, to_text};
use super::numbers::plural;
use super::sanitize::sanitize_line;
use super::style::Style;
use super::table::write_aligned;
use crate::library::{ComparedRun, EvaluationReport, Measure};
use serde::Serialize;
use std::io::{self, Write};

/// Writes the mean measures, preceded by those of every topic if `per_query` is set.
///
/// # Errors
/// If writing fails.
pub fn write_evaluation(
    evaluation: &EvaluationReport,
    per_query: bool,
    format: OutputFormat,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        OutputFormat::Json => {
            let topics = per_query.then(|| rows_of_topics(evaluation));
            let json = EvaluationJson {
                format_version: FORMAT_VERSION,
                runs: names(evaluation),
                topics: evaluation.run.measures.topics.len(),
                measures: rows_of_means(evaluation),
                per_query: topics,
            };
            writeln!(out, "{}", to_text(&json)?)
        }
        OutputFormat::JsonLines => {
            rows(evaluation, per_query).iter().try_for_each(|row| writeln!(out, "{}", to_text(row)?))
        }
        OutputFormat::Csv => write_table(evaluation, per_query, b',', out),
        OutputFormat::Tsv => write_table(evaluation, per_query, b'\t', out),
        _ => write_human(evaluation, per_query, style, out),
    }
}

#[derive(Serialize)]
struct EvaluationJson<'a> {
    format_version: u32,
    runs: Vec<&'a str>,
    topics: usize,
    measures: Vec<MeasureRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_query: Option<Vec<MeasureRow<'a>>>,
}

/// One measure, of one topic or averaged over all.
#[derive(Serialize)]
struct MeasureRow<'a> {
    measure: String,
    #[serde(skip)]
    label: String,
    topic: &'a str,
    value: f64,
    #[serde(flatten)]
    other: Option<OtherValue>,
}

#[derive(Serialize, Clone, Copy)]
struct OtherValue {
    other: f64,
    difference: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<f64>,
}

fn names(evaluation: &EvaluationReport) -> Vec<&str> {
    let other = evaluation.other.iter().map(|other| other.run.name.as_str());
    std::iter::once(evaluation.run.name.as_str()).chain(other).collect()
}

fn rows(evaluation: &EvaluationReport, per_query: bool) -> Vec<MeasureRow<'_>> {
    let mut rows = if per_query { rows_of_topics(evaluation) } else { Vec::new() };
    rows.extend(rows_of_means(evaluation));
    rows
}

fn rows_of_means(evaluation: &EvaluationReport) -> Vec<MeasureRow<'_>> {
    let other = evaluation.other.as_ref().map(|ComparedRun { run, p }| (run.measures.means(), Some(*p)));
    rows_of("all", &evaluation.run.measures.means(), other)
}

fn rows_of_topics(evaluation: &EvaluationReport) -> Vec<MeasureRow<'_>> {
    let others = evaluation.other.iter().flat_map(|other| &other.run.measures.topics).map(Some);
    let others = others.chain(std::iter::repeat(None));
    let topics = evaluation.run.measures.topics.iter().zip(others);
    topics
        .flat_map(|(topic, other)| rows_of(&topic.topic, &topic.values, other.map(|other| (other.values, None))))
        .collect()
}

type Values = [f64; Measure::ALL.len()];

fn rows_of<'a>(topic: &'a str, values: &Values, other: Option<(Values, Option<Values>)>) -> Vec<MeasureRow<'a>> {
    let others = (0..).map(|index: usize| {
        let (others, p) = other.as_ref()?;
        let p = p.and_then(|p| p.get(index).copied());
        others.get(index).map(|other| (*other, p))
    });
    let rows = Measure::ALL.into_iter().zip(values).zip(others);
    rows.map(|((measure, value), other)| MeasureRow {
        measure: measure.name(),
        label: measure.label(),
        topic,
        value: *value,
        other: other.map(|(other, p)| OtherValue { other, difference: other - value, p }),
    })
    .collect()
}

fn write_table(evaluation: &EvaluationReport, per_query: bool, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    let is_pair = evaluation.other.is_some();
    let heading = ["measure", "topic", "value", "other", "difference", "p"];
    write_row(heading.iter().take(if is_pair { 6 } else { 3 }), delimiter, out)?;
    rows(evaluation, per_query).iter().try_for_each(|row| {
        let mut cells = vec![row.measure.clone(), row.topic.to_owned(), row.value.to_string()];
        if let Some(OtherValue { other, difference, p }) = row.other {
            cells.extend([other.to_string(), difference.to_string(), p.map(|p| p.to_string()).unwrap_or_default()]);
        }
        write_row(cells, delimiter, out)
    })
}

fn write_human(evaluation: &EvaluationReport, per_query: bool, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if per_query {
        write_aligned(&topic_cells(evaluation), style, out)?;
        writeln!(out)?;
    }
    let topics = plural(evaluation.run.measures.topics.len() as u64, "topic", "topics");
    let mut heading = vec![topics];
    heading.extend(names(evaluation).into_iter().map(|name| sanitize_line(name).into_owned()));
    if evaluation.other.is_some() {
        heading.extend(["difference".to_owned(), "p".to_owned()]);
    }
    let mut table = vec![heading];
    table.extend(rows_of_means(evaluation).into_iter().map(|row| {
        let mut cells = vec![row.label, format!("{:.4}", row.value)];
        if let Some(OtherValue { other, difference, p }) = row.other {
            cells.extend([format!("{other:.4}"), format!("{difference:+.4}")]);
            cells.extend(p.map(|p| format!("{p:.4}")));
        }
        cells
    }));
    write_aligned(&table, style, out)
}

/// Returns a table row per topic with all its measures, or one per topic and run if there are two.
fn topic_cells(evaluation: &EvaluationReport) -> Vec<Vec<String>> {
    let is_pair = evaluation.other.is_some();
    let mut table = vec![vec!["topic".to_owned()]];
    let runs = std::iter::once(&evaluation.run).chain(evaluation.other.iter().map(|other| &other.run));
    let runs: Vec<_> = runs.collect();
    if let Some(heading) = table.first_mut() {
        heading.extend(is_pair.then(|| "run".to_owned()));
        heading.extend(Measure::ALL.map(Measure::label));
    }
    for index in 0..evaluation.run.measures.topics.len() {
        for run in &runs {
            let Some(scores) = run.measures.topics.get(index) else { continue };
            let mut cells = vec![sanitize_line(&scores.topic).into_owned()];
            cells.extend(is_pair.then(|| sanitize_line(&run.name).into_owned()));
            cells.extend(scores.values.map(|value| format!("{value:.4}")));
            table.push(cells);
        }
    }
    table
}

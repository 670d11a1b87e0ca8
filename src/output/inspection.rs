//! The articles and fields that a reader finds in a file.

use super::json::to_text;
use super::numbers::plural;
use super::sanitize::sanitize_line;
use super::style::Style;
use crate::library::{Article, DroppedValue, FieldOrigin, InspectedContent, InspectedRecord, Inspection, Skip};
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

/// The maximum number of characters of a text shown to people.
const SHOWN: usize = 160;

/// Writes the articles of an inspected file for people.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_inspection_text(file: &Path, found: &Inspection, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", style.bold(&sanitize_line(&file.to_string_lossy())))?;
    for content in &found.contents {
        writeln!(out, "{}", content_line(content))?;
    }
    for record in &found.records {
        match &record.article {
            Ok(article) => write_article(article, record, style, out)?,
            Err(skip) => writeln!(out, "\n  {}", left_out(skip))?,
        }
    }
    if let Some(failure) = &found.failure {
        writeln!(out, "\n  {}", left_out(failure))?;
    }
    let shown = found.records.len() as u64;
    let all = found.articles + found.left_out;
    if all > shown {
        writeln!(out, "\n  {} more; -n shows them", plural(all - shown, "record", "records"))?;
    }
    Ok(())
}

fn content_line(content: &InspectedContent) -> String {
    let member = content.member.as_ref().map(|member| format!("{}: ", sanitize_line(member))).unwrap_or_default();
    let encoding = content.encoding.map(|encoding| format!(", {encoding}")).unwrap_or_default();
    let passed_over = content.passed_over.iter().map(|(what, count)| format!("; passed over: {what}, {count}"));
    let passed_over = passed_over.collect::<String>();
    format!("  {member}{}{encoding}, {}{passed_over}", content.format, plural(content.records, "record", "records"))
}

fn left_out(skip: &Skip) -> String {
    let member = skip.member.as_ref().map(|member| format!("{member}: ")).unwrap_or_default();
    let cause = skip.reason.source().map(|cause| format!(" ({cause})")).unwrap_or_default();
    format!("left out: {}", sanitize_line(&format!("{member}{skip}{cause}")))
}

fn write_article(article: &Article, record: &InspectedRecord, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let member = article.member.as_ref().map(|member| format!(" of {}", sanitize_line(member))).unwrap_or_default();
    writeln!(out, "\n  {}", style.dim(&format!("record {}{member}", article.record)))?;
    for FieldText { name, text, .. } in field_texts(article) {
        let names: Vec<&str> = record
            .origins
            .iter()
            .filter(|origin| origin.field.name() == name)
            .map(|origin| origin.name.as_str())
            .collect();
        let from = match names.is_empty() {
            true => String::new(),
            false => style.dim(&format!("  ({})", sanitize_line(&names.join(", ")))),
        };
        let short: String = text.chars().take(SHOWN).collect();
        let ellipsis = if short.len() < text.len() { "…" } else { "" };
        writeln!(out, "    {name:<10} {}{ellipsis}{from}", sanitize_line(&short))?;
    }
    for DroppedValue { field, value } in &record.dropped {
        writeln!(out, "    {}", style.dim(&format!("dropped {field}: {}", sanitize_line(value))))?;
    }
    Ok(())
}

struct FieldText {
    name: &'static str,
    text: String,
}

/// Returns the fields that an article has, in reading order.
fn field_texts(article: &Article) -> Vec<FieldText> {
    let language = article.language.map(|language| {
        let how = if article.language_stated { "stated" } else { "detected" };
        format!("{} ({how})", language.code())
    });
    let published = article.published.map(|published| {
        let origin = serde_json::to_value(published.origin).unwrap_or_default();
        format!("{} ({})", published.date, origin.as_str().unwrap_or_default())
    });
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let fields = [
        ("headline", text(&article.headline)),
        ("lead", article.lead.clone()),
        ("body", text(&article.body)),
        ("source", article.source.clone()),
        ("edition", article.edition.clone()),
        ("page", article.page.clone()),
        ("provider", article.provider.clone()),
        ("byline", text(&article.bylines.join("; "))),
        ("section", article.section.clone()),
        ("place", article.place.clone()),
        ("topics", text(&article.topics.join("; "))),
        ("published", published),
        ("retrieved", article.retrieved.map(|date| date.to_string())),
        ("embargo", article.embargo.map(|date| date.to_string())),
        ("version", article.version.clone()),
        ("withdrawn", article.withdrawn.then(|| "yes".to_owned())),
        ("incomplete", article.incomplete.then(|| "yes".to_owned())),
        ("kind", article.kind.map(|kind| kind.to_string())),
        ("ocr", article.ocr.map(|percent| percent.to_string())),
        ("language", language),
        ("url", article.url.clone()),
        ("id", article.own_id.clone()),
    ];
    fields.into_iter().filter_map(|(name, text)| Some(FieldText { name, text: text? })).collect()
}

#[derive(Serialize)]
struct InspectionJson<'a> {
    file: String,
    contents: Vec<ContentJson<'a>>,
    articles: u64,
    left_out: u64,
    records: Vec<RecordJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<SkipJson<'a>>,
}

#[derive(Serialize)]
struct ContentJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    records: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    passed_over: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct RecordJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<&'a Article>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<SkipJson<'a>>,
    origins: Vec<OriginJson<'a>>,
    dropped: Vec<DroppedJson<'a>>,
}

#[derive(Serialize)]
struct OriginJson<'a> {
    field: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct DroppedJson<'a> {
    field: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct SkipJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    reason: &'static str,
    message: String,
}

/// Writes the articles of an inspected file as one JSON object on one line.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_inspection_json(file: &Path, found: &Inspection, out: &mut dyn Write) -> io::Result<()> {
    let contents = found.contents.iter().map(|content| ContentJson {
        member: content.member.as_deref(),
        format: content.format.name(),
        encoding: content.encoding,
        records: content.records,
        passed_over: content.passed_over.iter().copied().collect(),
    });
    let value = InspectionJson {
        file: file.to_string_lossy().into_owned(),
        contents: contents.collect(),
        articles: found.articles,
        left_out: found.left_out,
        records: found.records.iter().map(record_json).collect(),
        failure: found.failure.as_ref().map(skip_json),
    };
    writeln!(out, "{}", to_text(&value)?)
}

fn record_json(record: &InspectedRecord) -> RecordJson<'_> {
    let origin = |origin: &'_ FieldOrigin| origin.field.name();
    RecordJson {
        article: record.article.as_ref().ok(),
        left_out: record.article.as_ref().err().map(skip_json),
        origins: record.origins.iter().map(|found| OriginJson { field: origin(found), name: &found.name }).collect(),
        dropped: record.dropped.iter().map(|found| DroppedJson { field: found.field, value: &found.value }).collect(),
    }
}

fn skip_json(skip: &Skip) -> SkipJson<'_> {
    SkipJson {
        member: skip.member.as_deref(),
        record: skip.record,
        line: skip.line,
        reason: skip.reason.code(),
        message: skip.reason.to_string(),
    }
}

//! What the archive holds, told.

use super::clean::clean_line;
use super::date::civil_text;
use super::human::shown_path;
use super::json::to_text;
use super::report::{count_text, plural, size_text};
use super::style::Style;
use crate::article::{FilePath, Language};
use crate::search::ArchiveSummary;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// How many sources and languages people are shown; programs get all.
const SHOWN: usize = 10;

/// Returns the holdings, and the folders that they are from, as lines for people.
pub fn stats_text(holdings: &ArchiveSummary, folders: &[FilePath], style: &Style) -> String {
    let articles = plural(holdings.articles, "article", "articles");
    let files = plural(holdings.files, "file", "files");
    let size = format!("{} on disk", size_text(holdings.bytes));
    let mut lines = vec![style.bold(&format!("{articles} from {files}, {size}"))];
    lines.push(match holdings.days {
        Some((first, last)) => format!("published: {} to {}", civil_text(first), civil_text(last)),
        None => "published: no dates known".to_owned(),
    });
    lines.push(format!("undated: {}", count_text(holdings.undated)));
    lines.push(String::new());
    lines.push(style.bold("folders"));
    lines.extend(folders.iter().map(|folder| format!("  {}", shown_path(folder, &style.base))));
    lines.push(String::new());
    lines.extend(table(
        "sources",
        holdings.sources.iter().map(|(name, count)| (clean_line(name).into_owned(), *count)),
        style,
    ));
    if holdings.without_source > 0 {
        lines.push(row(holdings.without_source, "(no source stated)"));
    }
    lines.push(String::new());
    let languages = holdings.languages.iter().map(|(language, count)| (language_name(*language), *count));
    lines.extend(table("languages", languages, style));
    lines.join("\n")
}

fn table(title: &str, rows: impl Iterator<Item = (String, u64)>, style: &Style) -> Vec<String> {
    let rows: Vec<_> = rows.collect();
    let mut lines = vec![style.bold(title)];
    lines.extend(rows.iter().take(SHOWN).map(|(name, count)| row(*count, name)));
    if rows.len() > SHOWN {
        let rest = rows.iter().skip(SHOWN).map(|(_, count)| count).sum();
        lines.push(row(rest, &format!("in {} others", rows.len() - SHOWN)));
    }
    lines
}

fn row(count: u64, name: &str) -> String {
    format!("{:>10}  {name}", count_text(count))
}

fn language_name(language: Option<Language>) -> String {
    language.map_or_else(|| "(unknown)".to_owned(), |language| language.english_name())
}

#[derive(Serialize)]
struct StatsJson<'a> {
    articles: u64,
    files: u64,
    bytes: u64,
    first_day: Option<String>,
    last_day: Option<String>,
    undated: u64,
    folders: Vec<String>,
    without_source: u64,
    sources: BTreeMap<&'a str, u64>,
    languages: BTreeMap<&'a str, u64>,
}

/// Returns the holdings, and the folders that they are from, as one JSON object.
///
/// # Errors
/// Never for holdings that an engine counted.
pub fn stats_json(holdings: &ArchiveSummary, folders: &[FilePath]) -> io::Result<String> {
    to_text(&StatsJson {
        articles: holdings.articles,
        files: holdings.files,
        bytes: holdings.bytes,
        first_day: holdings.days.map(|(first, _)| first.to_string()),
        last_day: holdings.days.map(|(_, last)| last.to_string()),
        undated: holdings.undated,
        folders: folders.iter().map(ToString::to_string).collect(),
        without_source: holdings.without_source,
        sources: holdings.sources.iter().map(|(name, count)| (name.as_str(), *count)).collect(),
        languages: holdings
            .languages
            .iter()
            .map(|(language, count)| (language.as_ref().map_or("und", Language::code), *count))
            .collect(),
    })
}

//! Statistics of the archive.

use super::date::civil_text;
use super::hits::shown_path;
use super::json::to_text;
use super::numbers::{count_text, plural, size_text};
use super::sanitize::sanitize_line;
use super::style::Style;
use crate::library::{ArchiveSummary, ClusterSummary, FilePath, Language};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// The maximum number of sources and languages listed in text; JSON lists all.
const SHOWN: usize = 10;

/// Returns the statistics and the indexed folders as lines for people.
pub fn stats_text(stats: &ArchiveSummary, folders: &[FilePath], style: &Style) -> String {
    let articles = plural(stats.articles, "article", "articles");
    let files = plural(stats.files, "file", "files");
    let size = format!("{} on disk", size_text(stats.bytes));
    let mut lines = vec![style.bold(&format!("{articles} from {files}, {size}"))];
    lines.push(match stats.days {
        Some((first, last)) => format!("published: {} to {}", civil_text(first), civil_text(last)),
        None => "published: no dates".to_owned(),
    });
    lines.push(format!("undated: {}", count_text(stats.undated)));
    if stats.incomplete > 0 {
        lines.push(format!("incomplete: {} (only a summary or a part of the text)", count_text(stats.incomplete)));
    }
    if stats.superseded > 0 {
        let superseded = count_text(stats.superseded);
        lines.push(format!(
            "superseded: {superseded} (earlier versions and withdrawn articles; found with --all-versions)"
        ));
    }
    for (kind, count) in stats.kinds.iter().filter(|(_, count)| *count > 0) {
        lines.push(format!("{kind}: {} (left out of searches without kind:)", count_text(*count)));
    }
    if let Some(cluster) = &stats.cluster {
        lines.push(format!("cluster: {}", cluster_text(cluster)));
    }
    lines.push(String::new());
    lines.push(style.bold("folders"));
    lines.extend(folders.iter().map(|folder| format!("  {}", shown_path(folder, &style.base))));
    lines.push(String::new());
    lines.extend(table(
        "sources",
        stats.sources.iter().map(|(name, count)| (sanitize_line(name).into_owned(), *count)),
        style,
    ));
    if stats.without_source > 0 {
        lines.push(row(stats.without_source, "(no source)"));
    }
    lines.push(String::new());
    let languages = stats.languages.iter().map(|(language, count)| (language_name(*language), *count));
    lines.extend(table("languages", languages, style));
    lines.join("\n")
}

fn cluster_text(cluster: &ClusterSummary) -> String {
    let ClusterSummary { version, health, nodes, shards, replicas } = cluster;
    let (version, health) = (sanitize_line(version), sanitize_line(health));
    let (shards, nodes) = (plural(*shards, "shard", "shards"), plural(*nodes, "node", "nodes"));
    format!("{version}, {health}, {shards} with {} on {nodes}", plural(*replicas, "replica", "replicas"))
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
    language.map_or_else(|| "(unknown language)".to_owned(), |language| language.english_name())
}

#[derive(Serialize)]
struct StatsJson<'a> {
    articles: u64,
    files: u64,
    bytes: u64,
    first_day: Option<String>,
    last_day: Option<String>,
    undated: u64,
    incomplete: u64,
    superseded: u64,
    kinds: BTreeMap<&'a str, u64>,
    folders: Vec<String>,
    without_source: u64,
    sources: BTreeMap<&'a str, u64>,
    languages: BTreeMap<&'a str, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<ClusterJson<'a>>,
}

#[derive(Serialize)]
struct ClusterJson<'a> {
    version: &'a str,
    health: &'a str,
    nodes: u64,
    shards: u64,
    replicas: u64,
}

/// Returns the statistics and the indexed folders as one JSON object.
///
/// # Errors
/// Never for statistics read from an archive.
pub fn stats_json(stats: &ArchiveSummary, folders: &[FilePath]) -> io::Result<String> {
    to_text(&StatsJson {
        articles: stats.articles,
        files: stats.files,
        bytes: stats.bytes,
        first_day: stats.days.map(|(first, _)| first.to_string()),
        last_day: stats.days.map(|(_, last)| last.to_string()),
        undated: stats.undated,
        incomplete: stats.incomplete,
        superseded: stats.superseded,
        kinds: stats.kinds.iter().map(|(kind, count)| (kind.name(), *count)).collect(),
        folders: folders.iter().map(ToString::to_string).collect(),
        without_source: stats.without_source,
        sources: stats.sources.iter().map(|(name, count)| (name.as_str(), *count)).collect(),
        languages: stats
            .languages
            .iter()
            .map(|(language, count)| (language.as_ref().map_or("und", Language::code), *count))
            .collect(),
        cluster: stats.cluster.as_ref().map(|ClusterSummary { version, health, nodes, shards, replicas }| {
            ClusterJson { version, health, nodes: *nodes, shards: *shards, replicas: *replicas }
        }),
    })
}

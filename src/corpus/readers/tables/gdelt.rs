//! GDELT: rows of the Global Knowledge Graph 2.1, which describe articles; its tables of events and mentions do not.

use crate::article::Language;
use crate::corpus::dates;
use crate::corpus::draft::Draft;
use crate::corpus::fields;
use std::collections::HashSet;

/// The number of columns of the knowledge graph 2.1.
const COLUMNS: usize = 27;

/// A table of GDELT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GdeltTable {
    KnowledgeGraph,
    /// A table without articles, by its name.
    Refused(&'static str),
}

/// Recognises a table of GDELT by its first row, which is not a header unless somebody added one.
pub(super) fn table_of(row: &[String]) -> Option<GdeltTable> {
    let first = row.first()?;
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let is = |name: &str| first.trim().eq_ignore_ascii_case(name);
    let has = |name: &str| row.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name));
    let cell = |at: usize| row.get(at).map(|cell| cell.trim()).unwrap_or_default();
    let is_id = first.split_once('-').is_some_and(|(time, number)| digits(time, 14) && number.len() <= 8);
    if is("GKGRECORDID") || is_id && row.len() >= COLUMNS - 2 {
        return Some(GdeltTable::KnowledgeGraph);
    }
    if has("MentionIdentifier") || digits(cell(1), 14) && digits(cell(2), 14) && (14..=17).contains(&row.len()) {
        return Some(GdeltTable::Refused("GDELT mentions"));
    }
    let is_event = digits(cell(1), 8) && digits(cell(2), 6) && digits(cell(3), 4) && (57..=61).contains(&row.len());
    if is_event || is("GLOBALEVENTID") {
        return Some(GdeltTable::Refused("GDELT events"));
    }
    (has("NUMARTS") && has("CLOUDS") || is("DATE") && has("NUMARTS"))
        .then_some(GdeltTable::Refused("the GDELT knowledge graph 1.0"))
}

/// Reads a row of the knowledge graph. The time in its id is that of the batch, so only a date in the page itself is used.
pub(super) fn draft(cells: &[&str]) -> Draft {
    let cell = |at: usize| cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let extras = cell(26).unwrap_or_default();
    let tag = |name: &str| {
        let (_, rest) = extras.split_once(&format!("<{name}>"))?;
        let (text, _) = rest.split_once(&format!("</{name}>"))?;
        Some(fields::plain(text).trim().to_owned()).filter(|text| !text.is_empty())
    };
    let translated = cell(25).and_then(|info| info.split(';').find_map(|part| part.trim().strip_prefix("srclc:")));
    let source = cell(3).map(str::to_owned);
    let headline = tag("PAGE_TITLE").map(|title| fields::strip_site_name(&title, source.as_deref()).to_owned());
    let mut draft = Draft {
        own_id: cell(0).map(str::to_owned),
        headline,
        bylines: tag("PAGE_AUTHORS").map(|names| names.split(';').map(str::to_owned).collect()).unwrap_or_default(),
        topics: themes(cell(7).or_else(|| cell(8)).unwrap_or_default()),
        language: translated.and_then(Language::parse),
        url: cell(4).filter(|url| url.starts_with("http")).map(str::to_owned),
        source,
        incomplete: true,
        ..Draft::default()
    };
    draft.add_date(tag("PAGE_PRECISEPUBTIMESTAMP").and_then(|time| dates::parse_any_order(&time)));
    draft
}

/// Returns the distinct themes, without their positions in the text.
fn themes(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let themes = text.split(';').map(|theme| theme.split(',').next().unwrap_or_default().trim());
    themes.filter(|theme| !theme.is_empty() && seen.insert(*theme)).map(str::to_owned).collect()
}

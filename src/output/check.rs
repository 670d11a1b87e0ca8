//! The result of `dateline check`.

use super::hits::shown_path;
use super::json::to_text;
use super::numbers::{count_text, plural};
use super::sanitize::sanitize_line;
use super::style::Style;
use crate::library::{ArchiveFault, CheckReport, CheckedFolder, Notice, SharedId};
use std::io;

/// The maximum number of faults and notices of a kind that are listed in text; JSON lists all.
const SHOWN: usize = 20;

/// Returns the result of a check as lines for people: faults, notices, folders, then the verdict.
pub fn check_text(report: &CheckReport, style: &Style) -> String {
    let mut lines = listed(report.faults.iter().map(|fault| fault_text(fault, style)));
    lines.extend(listed(report.notices.iter().map(|notice| notice_text(notice, style))));
    lines.extend(listed(report.shared_ids.iter().map(shared_text)));
    lines.extend(report.folders.iter().filter_map(|folder| folder_text(folder, style)));
    let contents =
        format!("{} from {}", plural(report.articles, "article", "articles"), plural(report.files, "file", "files"));
    lines.push(style.bold(&match report.faults.len() {
        0 if report.deep => format!("sound: {contents}, every article read"),
        0 => format!("sound: {contents}"),
        count => format!("not sound: {}", plural(count as u64, "fault", "faults")),
    }));
    lines.join("\n")
}

/// Returns the first lines and the number of the others.
fn listed(lines: impl ExactSizeIterator<Item = String>) -> Vec<String> {
    let rest = lines.len().saturating_sub(SHOWN);
    let mut lines: Vec<String> = lines.take(SHOWN).collect();
    if rest > 0 {
        lines.push(format!("… and {} more", count_text(rest as u64)));
    }
    lines
}

fn fault_text(fault: &ArchiveFault, style: &Style) -> String {
    match fault {
        ArchiveFault::Index { what } => format!("the index is damaged: {}", sanitize_line(what)),
        ArchiveFault::Articles { file, listed, indexed } => format!(
            "{}: the index has {}, the list of indexed files {}",
            shown_path(file, &style.base),
            plural((*indexed).into(), "article", "articles"),
            count_text((*listed).into())
        ),
        ArchiveFault::Twice { file, id } => {
            format!("{}: the index has the article {} twice", shown_path(file, &style.base), sanitize_line(id))
        }
        ArchiveFault::AddedCopy { file, is_missing } => format!(
            "{}: the copy of what was added {}; the index still has its articles",
            sanitize_line(file.as_str()),
            if *is_missing { "is missing" } else { "has changed" }
        ),
    }
}

fn notice_text(notice: &Notice, style: &Style) -> String {
    match notice {
        Notice::Interrupted => "an indexing run was interrupted; the next one completes it".to_owned(),
        Notice::Unfinished => "an addition or a removal was interrupted; the next run completes it".to_owned(),
        Notice::Leftover { path } => {
            let path = path.strip_prefix(&style.base).unwrap_or(path);
            format!("{} is left of an interrupted run; the next one removes it", sanitize_line(&path.to_string_lossy()))
        }
    }
}

/// Returns the line for an id that different articles share.
fn shared_text(shared: &SharedId) -> String {
    format!(
        "{} articles without a version share the id {id}: dateline show {id}",
        count_text(shared.articles.into()),
        id = sanitize_line(shared.id.as_str())
    )
}

/// Returns the line for a folder whose changes are not in the index.
fn folder_text(checked: &CheckedFolder, style: &Style) -> Option<String> {
    let folder = shown_path(&checked.folder, &style.base);
    if checked.is_missing {
        return Some(format!("{folder} is missing or empty; the archive keeps its articles"));
    }
    let counts = [("new", checked.new), ("changed", checked.changed), ("gone", checked.gone)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(name, count)| format!("{} {name}", count_text(count))).collect();
    (!counts.is_empty()).then(|| format!("{folder} has files that are not indexed as they are: {}", counts.join(", ")))
}

/// Returns the result of a check as one JSON object.
///
/// # Errors
/// Never for the result of a check.
pub fn check_json(report: &CheckReport) -> io::Result<String> {
    to_text(&CheckJson { sound: report.is_sound(), report })
}

#[derive(serde::Serialize)]
struct CheckJson<'a> {
    sound: bool,
    #[serde(flatten)]
    report: &'a CheckReport,
}

//! The report of an indexing run.

use super::json::to_text;
use super::numbers::{count_text, plural, size_text};
use super::sanitize::sanitize_line;
use crate::library::{BackupReport, Reject, Report, ReportCounts};
use std::io;
use std::time::Duration;

/// Returns the report as lines for people: files, articles, then time and speed.
pub fn report_text(report: &Report) -> String {
    let mut lines = vec![counts_line("files", report.files), counts_line("articles", report.articles)];
    if report.formats.len() > 1 {
        let mut formats: Vec<_> = report.formats.iter().collect();
        formats.sort_by_key(|counted| (std::cmp::Reverse(counted.articles), counted.format));
        lines.extend(formats.iter().map(|counted| {
            let files = plural(counted.files, "file", "files");
            format!("  {}: {} in {files}", counted.format, plural(counted.articles, "article", "articles"))
        }));
    }
    if report.moved > 0 {
        lines.push(format!("{} of the added files were moved or renamed", count_text(report.moved)));
    }
    if report.altered > 0 {
        let files = plural(report.altered, "changed file", "changed files");
        lines.push(format!("{files} had the same size and times as before"));
    }
    if report.parts > 0 {
        let files = plural(report.parts, "file was read", "files were read");
        lines.push(format!("{files} as part of an issue or article that another file describes"));
    }
    if report.passed_over > 0 {
        let files = plural(report.passed_over, "file", "files");
        lines.push(format!("{files} ignored (images, style sheets, symlink loops and the like)"));
    }
    if let Some(damage) = &report.old_index_damage {
        lines.push(format!(
            "{}; all that could be read of it, and everything in the folders, is in the new one",
            sanitize_line(damage)
        ));
    }
    if report.interrupted {
        lines.push("interrupted; everything done so far is kept, and the next run continues from here".to_owned());
    }
    lines.push(if report.dry_run {
        "dry run: nothing was changed".to_owned()
    } else {
        effort_text("read", report.seconds, report.bytes)
    });
    lines.join("\n")
}

/// Returns the report of a backup as lines for people.
pub fn backup_text(report: &BackupReport) -> String {
    let BackupReport { files, seconds, .. } = report;
    let parts = [("kept", files.kept), ("linked", files.linked), ("copied", files.copied)];
    format!("files: {}\n{}", counts_text(parts), effort_text("copied", *seconds, files.bytes))
}

/// Returns the report of a backup as one JSON object.
///
/// # Errors
/// Never for the report of a backup.
pub fn backup_json(report: &BackupReport) -> io::Result<String> {
    to_text(report)
}

/// Returns the time taken, the bytes read or copied if any, and the speed of a run of at least one second.
fn effort_text(done: &str, seconds: f64, bytes: u64) -> String {
    let mut parts = vec![format!("{seconds:.2} s")];
    if bytes > 0 {
        parts.push(format!("{} {done}", size_text(bytes)));
        if seconds >= 1.0 {
            parts.push(format!("{}/s", size_text((bytes as f64 / seconds) as u64)));
        }
    }
    parts.join(", ")
}

/// Returns one line on the progress of an indexing run: files and bytes done, speed, time left.
///
/// `files` and `bytes` are the numbers done and planned.
pub fn progress_line(files: (u64, u64), bytes: (u64, u64), elapsed: Duration) -> String {
    let mut parts = vec![
        format!("indexing: {} of {}", count_text(files.0), plural(files.1, "file", "files")),
        format!("{} of {}", size_text(bytes.0), size_text(bytes.1)),
    ];
    let speed = bytes.0 as f64 / elapsed.as_secs_f64().max(0.001);
    parts.push(format!("{}/s", size_text(speed as u64)));
    if speed >= 1.0 {
        parts.push(format!("about {} left", duration_text(bytes.1.saturating_sub(bytes.0) as f64 / speed)));
    }
    parts.join(", ")
}

/// Returns a duration rounded up to seconds, minutes or hours.
fn duration_text(seconds: f64) -> String {
    match seconds {
        ..60.0 => format!("{seconds:.0} s"),
        60.0..3600.0 => format!("{:.0} min", (seconds / 60.0).ceil()),
        _ => format!("{:.1} h", seconds / 3600.0),
    }
}

/// Returns the report as one JSON object.
///
/// # Errors
/// Never for the report of an indexing run.
pub fn report_json(report: &Report) -> io::Result<String> {
    to_text(report)
}

/// Returns a skipped file or record as one JSON object on one line.
///
/// # Errors
/// Never for the rejects of an indexing run.
pub fn reject_json(reject: &Reject) -> io::Result<String> {
    to_text(reject)
}

/// Returns one line for a skipped file or record: its location and the reason.
pub fn reject_line(reject: &Reject) -> String {
    let mut line = sanitize_line(&reject.file.to_string()).into_owned();
    if let Some(record) = reject.record {
        line.push_str(&format!(":{record}"));
    }
    if let Some(place) = &reject.place {
        line.push_str(&format!(" ({})", sanitize_line(place)));
    }
    line.push_str(&format!(": {}", sanitize_line(&reject.message)));
    if reject.kept > 0 {
        let articles = plural(reject.kept, "article", "articles");
        line.push_str(&format!("; keeping {articles} from an earlier run"));
    }
    line
}

fn counts_line(what: &str, counts: ReportCounts) -> String {
    let parts = [
        ("added", counts.added),
        ("changed", counts.changed),
        ("unchanged", counts.unchanged),
        ("removed", counts.removed),
        ("skipped", counts.skipped),
    ];
    format!("{what}: {}", counts_text(parts))
}

/// Returns the counts that are not zero, with their names.
fn counts_text<const N: usize>(counts: [(&str, u64); N]) -> String {
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{} {name}", count_text(count)))
        .collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_has_amount_speed_and_time_left() {
        let line = progress_line((1_200, 16_000), (10_000_000, 130_000_000), Duration::from_secs(2));
        assert_eq!(line, "indexing: 1,200 of 16,000 files, 10.0 MB of 130.0 MB, 5.0 MB/s, about 24 s left");
        let line = progress_line((0, 1), (0, 130), Duration::ZERO);
        assert_eq!(line, "indexing: 0 of 1 file, 0.0 kB of 0.1 kB, 0.0 kB/s");
    }

    #[test]
    fn bytes_are_shown_if_any_were_read_and_speed_from_one_second_on() {
        assert_eq!(effort_text("read", 0.004, 0), "0.00 s");
        assert_eq!(effort_text("read", 0.25, 61_440), "0.25 s, 61.4 kB read");
        assert_eq!(effort_text("read", 20.0, 2_500_000_000), "20.00 s, 2.5 GB read, 125.0 MB/s");
    }
}

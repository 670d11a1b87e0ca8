//! What a run did, told.

use super::clean::clean_line;
use super::json::to_text;
use crate::ingest::{Reject, Report, ReportCounts};
use std::io;

/// Returns the report as lines for people.
pub fn report_text(report: &Report) -> String {
    let mut lines = vec![counts_line("files", report.files), counts_line("articles", report.articles)];
    if report.moved > 0 {
        lines.push(format!("{} of the files added were moved or renamed", count_text(report.moved)));
    }
    if report.passed_over > 0 {
        let files = plural(report.passed_over, "file", "files");
        lines.push(format!("{files} passed over (pictures, style sheets, links in a circle and the like)"));
    }
    if report.interrupted {
        lines.push("stopped before the end; what is done is kept, and the next run goes on from there".to_owned());
    }
    lines.push(if report.dry_run {
        "nothing was changed (dry run)".to_owned()
    } else {
        effort_text(report.seconds, report.bytes)
    });
    lines.join("\n")
}

/// Returns how long it took, what was read, and how fast, as far as each means anything.
fn effort_text(seconds: f64, bytes: u64) -> String {
    let mut parts = vec![format!("{seconds:.2} s")];
    if bytes > 0 {
        parts.push(format!("{} read", size_text(bytes)));
        if seconds >= 1.0 {
            parts.push(format!("{}/s", size_text((bytes as f64 / seconds) as u64)));
        }
    }
    parts.join(", ")
}

/// Returns the report as one JSON object.
///
/// # Errors
/// Never for a report that a run made.
pub fn report_json(report: &Report) -> io::Result<String> {
    to_text(report)
}

/// Returns a file or record that was left out as one line: where, why.
pub fn reject_line(reject: &Reject) -> String {
    let mut line = clean_line(&reject.file.to_string()).into_owned();
    if let Some(record) = reject.record {
        line.push_str(&format!(":{record}"));
    }
    if let Some(place) = &reject.place {
        line.push_str(&format!(" ({})", clean_line(place)));
    }
    line.push_str(&format!(": {}", clean_line(&reject.message)));
    if reject.kept > 0 {
        let articles = plural(reject.kept, "article", "articles");
        line.push_str(&format!("; {articles} of an earlier reading kept"));
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
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{} {name}", count_text(count)))
        .collect();
    let parts = if parts.is_empty() { "none".to_owned() } else { parts.join(", ") };
    format!("{what}: {parts}")
}

/// Returns a number with its thousands set apart, such as `12,345`.
pub fn count_text(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a count with its noun.
pub fn plural(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", count_text(count), if count == 1 { one } else { many })
}

/// Returns a number of bytes in the unit that makes it short.
pub(super) fn size_text(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1_000_000 => (1e3, "kB"),
        1_000_000..1_000_000_000 => (1e6, "MB"),
        1_000_000_000.. => (1e9, "GB"),
    };
    format!("{:.1} {name}", bytes as f64 / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count_text), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn only_what_was_read_is_told_and_only_a_long_run_has_a_speed() {
        assert_eq!(effort_text(0.004, 0), "0.00 s");
        assert_eq!(effort_text(0.25, 61_440), "0.25 s, 61.4 kB read");
        assert_eq!(effort_text(20.0, 2_500_000_000), "20.00 s, 2.5 GB read, 125.0 MB/s");
    }
}

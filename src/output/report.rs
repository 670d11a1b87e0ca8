//! What a run did, told.

use super::clean::clean_line;
use super::json::to_text;
use crate::ingest::{Counts, Reject, Report};
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
    let speed = if report.seconds > 0.0 { megabytes(report.bytes) / report.seconds } else { 0.0 };
    if report.interrupted {
        lines.push("stopped before the end; what is done is kept, and the next run goes on from there".to_owned());
    }
    lines.push(if report.dry_run {
        "nothing was changed (dry run)".to_owned()
    } else {
        format!("{:.2} s, {:.1} MB read, {speed:.1} MB/s", report.seconds, megabytes(report.bytes))
    });
    lines.join("\n")
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

fn counts_line(what: &str, counts: Counts) -> String {
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

/// Returns bytes in millions; exact enough to be read by a person.
pub(super) fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count_text), ["0", "999", "1,000", "1,234,567"]);
    }
}

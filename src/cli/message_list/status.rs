//! Status lines, reports and errors of the argument parser.

use crate::cli::args::Args;
use crate::library::{
    BackupReport, Concordance, CountResults, Report, ReportCounts, SearchResults, SharedFiles, VocabularyList,
};
use crate::output::messages::{
    backup_without_manifest, concordance_summary, count_summary, did_you_mean, few_known_items,
    judged_topics_without_hits, no_results, search_summary, skipped_records_removed, topics_without_hits,
    unjudged_topics, update_impossible, update_skipped, vocabulary_summary, waiting_for,
};
use crate::output::{backup_text, progress_line, report_text};
use clap::Parser;
use std::time::Duration;

/// Returns the errors of the argument parser for one invalid value of each option that has its own parser.
pub(super) fn value_errors() -> Vec<String> {
    let commands = [
        "dateline index news --lang xx-invalid",
        "dateline index news --max-file-size 5X",
        "dateline index news --read-as word",
        "dateline index news --source-from up",
        "dateline index news --map title",
        "dateline index news --map title=headline",
        "dateline index news --format word",
        "dateline search flood --recent=5x",
        "dateline run topics.tsv --tag two words",
        "dateline run topics.tsv --fields summary",
    ];
    let errors = commands.iter().filter_map(|command| {
        // The last value may contain a space.
        let arguments = command.splitn(5, ' ');
        let error = Args::try_parse_from(arguments).err()?.to_string();
        error.lines().next().map(str::to_owned)
    });
    errors.collect()
}

pub(super) fn status_lines() -> Vec<String> {
    let results = |total, offset, shown| SearchResults {
        query: "flood".into(),
        total,
        total_with_all: total,
        offset,
        shown,
        seconds: 0.0031,
        notes: Vec::new(),
        suggestion: None,
        hits: Vec::new(),
    };
    let concordance = |has_more| Concordance {
        query: "flood".into(),
        lines: 20,
        articles: 1,
        has_more,
        notes: Vec::new(),
        suggestion: None,
        seconds: 0.0031,
    };
    let count = |matches| CountResults {
        query: "flood".into(),
        articles: 1_200,
        matches,
        by: None,
        rows: Vec::new(),
        notes: Vec::new(),
        suggestion: None,
        seconds: 0.0031,
    };
    let words = |has_more| VocabularyList { query: "flo*".into(), entries: Vec::new(), has_more };
    vec![
        search_summary(&results(1, 0, 1)),
        search_summary(&results(1_200, 10, 10)),
        search_summary(&results(1_200, 2_000, 0)),
        concordance_summary(&concordance(false)),
        concordance_summary(&concordance(true)),
        count_summary(&count(Some(1))),
        count_summary(&count(None)),
        vocabulary_summary(&words(false)),
        vocabulary_summary(&words(true)),
        no_results("articles", None),
        no_results("articles", Some("flood defences")),
        did_you_mean("flood defences"),
        update_impossible(),
        update_skipped("dateline index (process 4711) since 2026-11-27 03:10"),
        backup_without_manifest(None),
        backup_without_manifest(Some("dateline index (process 4711) since 2026-11-27 03:10")),
        waiting_for("dateline index (process 4711) since 2026-11-27 03:10"),
        skipped_records_removed(1, false),
        skipped_records_removed(1_200, true),
        topics_without_hits(1, 3),
        judged_topics_without_hits("run.txt", 1, 3),
        unjudged_topics("run.txt", 1),
        few_known_items(0),
        few_known_items(1),
        few_known_items(320),
        progress_line((1_200, 16_000), (10_000_000, 130_000_000), Duration::from_secs(2)),
    ]
}

pub(super) fn reports() -> Vec<String> {
    let report = Report {
        files: ReportCounts { added: 1_200, changed: 3, unchanged: 20, removed: 1, skipped: 2 },
        articles: ReportCounts { added: 1_500, ..ReportCounts::default() },
        moved: 2,
        altered: 1,
        passed_over: 7,
        parts: 3,
        seconds: 12.0,
        bytes: 48_000_000,
        ..Report::default()
    };
    let interrupted = Report { interrupted: true, bytes: 0, ..Report::default() };
    let dry_run = Report { dry_run: true, ..Report::default() };
    let damaged = Report {
        old_index_damage: Some("the archive in index is damaged: its file a.fast is missing".into()),
        ..Report::default()
    };
    let backup = BackupReport {
        files: SharedFiles { kept: 120, linked: 12, copied: 2, bytes: 48_000_000 },
        has_manifest: true,
        seconds: 2.0,
        ..BackupReport::default()
    };
    let indexing = [report, interrupted, dry_run, damaged];
    let texts = indexing.iter().map(report_text).chain([backup_text(&backup), backup_text(&BackupReport::default())]);
    texts.map(|text| format!("{text}\n")).collect()
}

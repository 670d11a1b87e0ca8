//! Every reader does linear work: of a hostile file twice as long, it allocates at most 2.2 times as often, as much in all and as much at once.
//!
//! The files are those of `scripts/bench-readers`. Allocations are counted, not time, so that the result is the same on every machine, busy or
//! not. They do not cover all work: code that scans the same text repeatedly without allocating only shows in the times of
//! `scripts/bench-readers`. This is a separate test program because the counter is the allocator of the whole program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use allocation_counter::{AllocationInfo, measure};
use dateline::corpus::{Format, ReadingLimits, ReadingOptions, read_file};
use std::collections::BTreeSet;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The minimum length of the shorter file of each pair, in bytes: long enough that a reader's one-time allocations do not count.
const LENGTH: &str = "16000";

/// The maximum factor of work for twice the length.
const MOST: f64 = 2.2;

/// The readers, by the extensions of the files.
const READERS: &[(&str, &str)] = &[
    ("articles", "article-lines"),
    ("bookmarks", "bookmarks"),
    ("csv", "csv"),
    ("xlsx", "spreadsheet"),
    ("html", "html"),
    ("json", "json"),
    ("jsonl", "json-lines"),
    ("md", "markdown"),
    ("rst", "rst"),
    ("org", "org"),
    ("olive", "olive"),
    ("alto2txt", "alto2txt"),
    ("gallica-text", "gallica-text"),
    ("txt", "text"),
    ("nexis-text", "nexis-text"),
    ("nexis-html", "nexis-html"),
    ("nexis-uni", "docx"),
    ("rtf", "rtf"),
    ("odt", "odt"),
    ("fodt", "fodt"),
    ("epub", "epub"),
    ("factiva-html", "factiva-html"),
    ("factiva-text", "factiva-text"),
    ("proquest-text", "proquest-text"),
    ("proquest-html", "proquest-html"),
    ("europresse", "europresse"),
    ("kikuzo", "kikuzo"),
    ("yomidasu", "yomidasu"),
    ("integrum", "integrum"),
    ("genios", "genios"),
    ("ris", "ris"),
    ("mail", "mail"),
    ("mbox", "mbox"),
    ("text-lines", "text-lines"),
    ("nitf", "nitf"),
    ("newsml", "newsml"),
    ("newsml-g2", "newsml-g2"),
    ("iptc-7901", "iptc-7901"),
    ("anpa-1312", "anpa-1312"),
    ("rss", "rss"),
    ("atom", "atom"),
    ("json-feed", "json-feed"),
    ("news-sitemap", "news-sitemap"),
    ("wordpress", "wordpress"),
    ("factiva-xml", "factiva-xml"),
    ("trafilatura-xml", "trafilatura-xml"),
    ("tei", "tei"),
    ("enex", "enex"),
    ("zotero-rdf", "zotero-rdf"),
    ("solr-xml", "solr-xml"),
    ("oai-pmh", "oai-pmh"),
    ("endnote-xml", "endnote-xml"),
    ("rcv1", "rcv1"),
    ("reuters-21578", "reuters-21578"),
    ("trec", "trec"),
    ("alto", "alto"),
    ("page-xml", "page-xml"),
    ("hocr", "hocr"),
    ("abbyy", "abbyy"),
    ("tetml", "tetml"),
    ("djvu-xml", "djvu-xml"),
    ("miniocr", "miniocr"),
    ("mets", "mets"),
    ("didl", "didl"),
    ("didl-text", "didl-text"),
    ("newspaper-xml", "newspaper-xml"),
    ("warc", "warc"),
    ("arc", "arc"),
    ("mhtml", "mhtml"),
    ("webarchive", "webarchive"),
];

/// Writes the hostile files of two lengths below `folder`. Without Python, prints a `SKIPPED` line and returns `false`.
fn write_files(folder: &Path) -> bool {
    if Command::new("python3").arg("--version").output().is_err() {
        assert!(env::var_os("CI").is_none(), "Python 3 is required in CI");
        // Bypasses the harness, which hides the output of passing tests.
        let _ = writeln!(std::io::stderr(), "SKIPPED: python3 is not installed, so a test has checked nothing");
        return false;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/bench-readers");
    let written = Command::new("python3").arg(script).arg("--write").arg(folder).args(["--bytes", LENGTH]).output();
    let written = written.unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    true
}

/// Returns the allocations while a file is read. Articles are dropped at once; whether the file has any does not matter.
fn work_of_reading(file: &Path, format: Format) -> AllocationInfo {
    let options = ReadingOptions { format: Some(format), ..ReadingOptions::default() };
    measure(|| {
        let _ = read_file(file, None, &options, &ReadingLimits::default(), &mut |_| ControlFlow::Continue(()));
    })
}

/// A kind of work, and a function that returns its amount.
type Kind = (&'static str, fn(&AllocationInfo) -> u64);

/// Returns the kinds of work that grow faster than the length of the input, with their growth for each doubling.
fn growing(works: [AllocationInfo; 2], lengths: [u64; 2]) -> Vec<(&'static str, f64)> {
    let doublings = lengths[1] as f64 / lengths[0] as f64 / 2.0;
    let kinds: [Kind; 3] = [
        ("allocations", |work| work.count_total),
        ("bytes in all", |work| work.bytes_total),
        ("bytes at once", |work| work.bytes_max),
    ];
    let ratios = kinds.map(|(kind, of)| (kind, of(&works[1]) as f64 / of(&works[0]) as f64 / doublings.max(1.0)));
    ratios.into_iter().filter(|(_, ratio)| *ratio > MOST).collect()
}

#[test]
fn every_reader_does_linear_work_on_hostile_files() {
    let folder = tempfile::tempdir().unwrap();
    if !write_files(folder.path()) {
        return;
    }
    let files: Vec<PathBuf> = fs::read_dir(folder.path().join("N")).unwrap().map(|file| file.unwrap().path()).collect();
    let mut used = BTreeSet::new();
    let mut faults = Vec::new();
    for short in files {
        let extension = short.extension().unwrap().to_str().unwrap();
        let (_, format) = READERS.iter().find(|(known, _)| *known == extension).unwrap();
        used.insert(*format);
        let format: Format = format.parse().unwrap();
        let long = folder.path().join("2N").join(short.file_name().unwrap());
        // Tables and other data made once and kept are not work of the file.
        work_of_reading(&short, format);
        let works = [&short, &long].map(|file| work_of_reading(file, format));
        let lengths = [&short, &long].map(|file| fs::metadata(file).unwrap().len());
        let name = short.file_stem().unwrap().to_string_lossy().into_owned();
        faults.extend(growing(works, lengths).iter().map(|(kind, ratio)| format!("{name}: {kind} times {ratio:.2}")));
    }
    assert!(faults.is_empty(), "for twice the length:\n{}", faults.join("\n"));
    // PDF is read by a separate process, which is stopped at its limits.
    let all: BTreeSet<&str> = Format::all().map(Format::name).filter(|format| *format != "pdf").collect();
    assert_eq!(used, all, "readers without a hostile file in scripts/bench-readers");
}

#[test]
fn work_that_is_not_linear_is_found() {
    let lengths = [1_000, 2_000];
    let works = |work: fn(usize)| [1_000, 2_000].map(|length| measure(|| work(length)));
    let growing = |work| growing(works(work), lengths).iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
    assert_eq!(growing(|length| drop(vec![0_u8; length])), [""; 0]);
    assert_eq!(growing(|length| (0..length).for_each(|at| drop(vec![0_u8; at + 1]))), ["bytes in all"]);
    assert_eq!(growing(|length| drop(vec![0_u8; length * length])), ["bytes in all", "bytes at once"]);
    assert_eq!(growing(|length| (0..length * length).for_each(|_| drop(vec![0_u8]))), ["allocations", "bytes in all"]);
}

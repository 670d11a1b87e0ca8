//! `dateline index`: the archive follows its folders.

use crate::support::{Case, copy_folder, counts};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// A folder with three articles, indexed.
fn indexed() -> Case {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose quickly overnight.");
    case.article("sub/b.txt", "Ferry strike ends", "Crews went back to work on Monday.");
    case.article("c.txt", "Council elections", "Votes were counted in the town hall.");
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [3, 0, 0, 0, 0]);
    assert_eq!(counts(&report, "articles"), [3, 0, 0, 0, 0]);
    case
}

#[test]
fn an_unchanged_folder_is_not_read() {
    let case = indexed();
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [0, 0, 3, 0, 0]);
    assert_eq!(counts(&report, "articles"), [0, 0, 3, 0, 0]);
    assert_eq!(report["bytes"], 0);
}

#[test]
fn edited_new_and_deleted_files_are_followed() {
    let case = indexed();
    case.article("a.txt", "Flood warning lifted", "The river fell again.");
    case.article("d.txt", "Museum reopens", "A collection of maps is on show.");
    fs::remove_file(case.news().join("c.txt")).unwrap();
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [1, 1, 1, 1, 0]);
    assert_eq!(counts(&report, "articles"), [1, 1, 1, 1, 0]);
    assert_eq!(case.headlines("river"), ["Flood warning lifted"]);
    assert_eq!(case.headlines("overnight"), [""; 0]);
    assert_eq!(case.headlines("votes"), [""; 0]);
    assert_eq!(case.headlines("maps"), ["Museum reopens"]);
    assert_eq!(counts(&case.index(0), "files"), [0, 0, 3, 0, 0]);
}

#[test]
fn a_touched_file_is_read_once_and_found_unchanged() {
    let case = indexed();
    let file = fs::File::options().append(true).open(case.news().join("a.txt")).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [0, 0, 3, 0, 0]);
    assert!(report["bytes"].as_u64().unwrap() > 0);
    assert_eq!(case.index(0)["bytes"], 0);
}

#[test]
fn a_moved_file_keeps_the_day_it_was_added() {
    let case = indexed();
    let added = |case: &Case| {
        let id = case.run(&["search", "river", "--format", "ids"]).stdout;
        case.run(&["show", id.trim(), "--format", "json"]).json()["added"].as_i64().unwrap()
    };
    let before = added(&case);
    std::thread::sleep(Duration::from_millis(1100));
    fs::rename(case.news().join("a.txt"), case.news().join("sub/renamed.txt")).unwrap();
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [1, 0, 2, 1, 0]);
    assert_eq!(report["moved"], 1);
    assert_eq!(added(&case), before);
    assert_eq!(case.run(&["search", "river", "--format", "paths"]).stdout, "news/sub/renamed.txt\n");
}

#[test]
fn records_of_one_file_are_followed_one_by_one() {
    let case = Case::new();
    let record = |id: &str, headline: &str| {
        format!("{{\"id\":\"story-{id}\",\"headline\":\"{headline}\",\"body\":\"Some text.\"}}\n")
    };
    case.write("export.jsonl", [record("1", "Alpha"), record("2", "Beta"), record("3", "Gamma")].concat());
    assert_eq!(counts(&case.index(0), "articles"), [3, 0, 0, 0, 0]);
    case.write("export.jsonl", [record("1", "Alpha"), record("3", "Gamma rays"), record("4", "Delta")].concat());
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [0, 1, 0, 0, 0]);
    assert_eq!(counts(&report, "articles"), [1, 1, 1, 1, 0]);
    assert_eq!(case.headlines("beta"), [""; 0]);
    assert_eq!(case.headlines("rays"), ["Gamma rays"]);
}

#[test]
fn bad_input_is_reported_and_the_rest_goes_on() {
    let case = Case::new();
    case.article("good.txt", "Good news", "All is well.");
    case.write("noise.txt", [0u8, 159, 146, 150, 0, 0, 1, 2, 3]);
    case.write(
        "export.jsonl",
        "{\"headline\":\"One\",\"body\":\"text\"}\n{broken\n{\"headline\":\"Two\",\"body\":\"text\"}\n",
    );
    let outcome = case.expect(4, &["index", "news", "--rejects", "rejects.jsonl"]);
    assert!(outcome.stderr.contains("noise.txt"), "{}", outcome.stderr);
    let rejects = fs::read_to_string(case.root().join("rejects.jsonl")).unwrap();
    let rejects: Vec<serde_json::Value> = rejects.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rejects.len(), 2, "{rejects:?}");
    let bad_line = rejects.iter().find(|reject| reject["place"] == "line 2").expect("the broken line");
    assert!(bad_line["file"].as_str().unwrap().ends_with("export.jsonl"));
    let stats = case.run(&["stats", "--format", "json"]).json();
    assert_eq!(stats["articles"], 3);
    // Skipped files and records are reported again without being read.
    let report = case.index(4);
    assert_eq!(counts(&report, "files"), [0, 0, 2, 0, 1]);
    assert_eq!(counts(&report, "articles"), [0, 0, 3, 0, 1]);
    assert_eq!(report["bytes"], 0);
}

#[test]
fn a_file_that_becomes_unreadable_keeps_its_articles() {
    let case = indexed();
    case.write("a.txt", [0u8; 64]);
    assert_eq!(counts(&case.index(4), "files"), [0, 0, 2, 0, 1]);
    assert_eq!(case.headlines("overnight"), ["Flood warning"]);
}

#[test]
fn a_missing_or_empty_folder_never_empties_the_archive() {
    let case = indexed();
    let away = case.root().join("away");
    fs::rename(case.news(), &away).unwrap();
    let outcome = case.expect(2, &["index"]);
    assert!(outcome.stderr.contains("--allow-empty"), "{}", outcome.stderr);
    fs::create_dir(case.news()).unwrap();
    case.expect(2, &["index"]);
    assert_eq!(case.headlines("river"), ["Flood warning"]);
    let report = case.expect(0, &["index", "--allow-empty", "--format", "json"]).json();
    assert_eq!(counts(&report, "articles"), [0, 0, 0, 3, 0]);
    fs::remove_dir(case.news()).unwrap();
    fs::rename(&away, case.news()).unwrap();
    assert_eq!(counts(&case.index(0), "articles"), [3, 0, 0, 0, 0]);
}

#[cfg(unix)]
#[test]
fn hard_links_invalid_names_and_loops_are_handled() {
    use std::os::unix::ffi::OsStrExt;
    let case = Case::new();
    case.article("a.txt", "Linked story", "Some text about lighthouses.");
    fs::hard_link(case.news().join("a.txt"), case.news().join("b.txt")).unwrap();
    std::os::unix::fs::symlink(case.news(), case.news().join("loop")).unwrap();
    let odd = case.news().join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"));
    fs::write(&odd, "Odd name\n\nSome text about coffee.\n").unwrap();
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [3, 0, 0, 0, 0]);
    assert_eq!(case.headlines("lighthouses").len(), 2);
    let output = case.command(&["search", "coffee", "--format", "paths0"]).output().unwrap();
    assert_eq!(output.stdout, [odd.as_os_str().as_bytes(), b"\0"].concat());
    fs::remove_file(&odd).unwrap();
    assert_eq!(counts(&case.index(0), "files"), [0, 0, 2, 1, 0]);
}

#[test]
fn folders_and_their_options_are_remembered_until_forgotten() {
    let case = indexed();
    case.expect(0, &["index", "news", "--source", "The Gazette"]);
    // Later options are added to the earlier ones.
    case.expect(0, &["index", "news", "--lang", "en"]);
    case.article("e.txt", "Harbour fair", "Stalls opened at noon.");
    case.expect(0, &["index"]);
    assert_eq!(case.headlines("source:gazette harbour"), ["Harbour fair"]);
    assert_eq!(case.headlines("source:gazette").len(), 4);
    case.expect(2, &["forget", "elsewhere"]);
    case.expect(0, &["forget", "news"]);
    assert_eq!(case.run(&["stats", "--format", "json"]).json()["articles"], 0);
    case.expect(2, &["index"]);
}

#[test]
fn a_size_limit_can_be_set_back_to_the_default() {
    let case = Case::new();
    case.article("long.txt", "Long report", &"The river rose again. ".repeat(60_000));
    case.article("short.txt", "Short report", "The ferry was late.");
    let index = |arguments: &[&str], code| {
        let arguments = [&["index", "news", "--format", "json"], arguments].concat();
        counts(&case.expect(code, &arguments).json(), "files")
    };
    assert_eq!(index(&["--max-file-size", "1M"], 4), [1, 0, 0, 0, 1]);
    assert_eq!(index(&["--source", "The Gazette"], 4), [0, 1, 0, 0, 1]);
    assert_eq!(index(&["--max-file-size", "256M"], 0), [0, 2, 0, 0, 0]);
    assert_eq!(case.headlines("river"), ["Long report"]);
    assert_eq!(index(&["--max-file-size", "256M"], 0), [0, 0, 2, 0, 0]);
}

/// Indexes the folder with more arguments and returns the counts of files.
fn index_with(case: &Case, arguments: &[&str]) -> [u64; 5] {
    counts(&case.expect(0, &[&["index", "news", "--format", "json"], arguments].concat()).json(), "files")
}

#[test]
fn include_and_exclude_patterns_are_remembered_and_replaced() {
    let case = indexed();
    case.article("sub/drafts/d.txt", "Draft budget", "Figures are missing.");
    case.write("page.html", "<title>Harbour fair</title><p>Stalls opened at noon.</p>");
    assert_eq!(index_with(&case, &["--exclude", "drafts", "--exclude", "*.html"]), [0, 0, 3, 0, 0]);
    assert_eq!(counts(&case.expect(0, &["index", "--format", "json"]).json(), "files"), [0, 0, 3, 0, 0]);
    // New patterns replace the old ones, and unchanged files are not read again.
    let dry = index_with(&case, &["--exclude", "/c.txt", "--include", "*.txt", "--dry-run"]);
    assert_eq!(dry, [1, 0, 2, 1, 0]);
    assert_eq!(case.headlines("votes"), ["Council elections"]);
    assert_eq!(index_with(&case, &["--exclude", "/c.txt", "--include", "*.txt"]), [1, 0, 2, 1, 0]);
    assert_eq!(case.headlines("votes"), [""; 0]);
    assert_eq!(case.headlines("draft"), ["Draft budget"]);
    assert_eq!(index_with(&case, &["--exclude", ""]), [1, 0, 3, 0, 0]);
    assert_eq!(index_with(&case, &["--include", ""]), [1, 0, 4, 0, 0]);
    assert_eq!(case.headlines("harbour"), ["Harbour fair"]);
}

#[test]
fn patterns_that_would_empty_the_archive_are_refused() {
    let case = indexed();
    let outcome = case.expect(2, &["index", "news", "--include", "*.xml"]);
    assert!(outcome.stderr.contains("--allow-empty"), "{}", outcome.stderr);
    assert_eq!(index_with(&case, &[]), [0, 0, 3, 0, 0]);
    assert_eq!(index_with(&case, &["--include", "*.xml", "--allow-empty"]), [0, 0, 0, 3, 0]);
    let outcome = case.expect(2, &["index", "news", "--exclude", "x["]);
    assert!(outcome.stderr.contains("x["), "{}", outcome.stderr);
}

#[test]
fn excluded_parts_of_a_folder_stay_excluded() {
    let case = indexed();
    assert_eq!(index_with(&case, &["--exclude", "sub/"]), [0, 0, 2, 1, 0]);
    let report = case.expect(0, &["index", "news/sub", "--format", "json"]).json();
    assert_eq!(counts(&report, "files"), [0, 0, 0, 0, 0]);
    let outcome = case.expect(4, &["add", "news/sub/b.txt"]);
    assert!(outcome.stderr.contains("exclude patterns"), "{}", outcome.stderr);
    case.expect(0, &["add", "news"]);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("ferry"), [""; 0]);
    // With its own options the folder becomes a root, which is no longer excluded.
    case.expect(0, &["index", "news/sub", "--source", "The Courier"]);
    assert_eq!(case.headlines("ferry"), ["Ferry strike ends"]);
}

#[test]
fn a_file_that_vanishes_and_comes_back_is_followed() {
    let case = indexed();
    fs::rename(case.news().join("a.txt"), case.root().join("a.txt")).unwrap();
    assert_eq!(index_with(&case, &[]), [0, 0, 2, 1, 0]);
    fs::rename(case.root().join("a.txt"), case.news().join("a.txt")).unwrap();
    assert_eq!(index_with(&case, &[]), [1, 0, 2, 0, 0]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let case = indexed();
    case.article("d.txt", "Museum reopens", "A collection of maps.");
    fs::remove_file(case.news().join("c.txt")).unwrap();
    let report = case.expect(0, &["index", "--dry-run", "--format", "json"]).json();
    assert_eq!(counts(&report, "files"), [1, 0, 2, 1, 0]);
    assert_eq!(case.headlines("votes"), ["Council elections"]);
    assert_eq!(case.headlines("maps"), [""; 0]);
}

#[test]
fn a_second_writer_is_refused_with_the_holder_of_the_lock() {
    let case = indexed();
    let lock = fs::File::options().read(true).write(true).open(case.root().join("index/writer.lock")).unwrap();
    lock.lock().unwrap();
    let outcome = case.expect(3, &["index", "news"]);
    assert!(
        outcome.stderr.contains("being written by") && outcome.stderr.contains("dateline index"),
        "{}",
        outcome.stderr
    );
    // Searching still works.
    assert_eq!(case.headlines("river"), ["Flood warning"]);
    let outcome = case.expect(0, &["search", "--in", "news", "river"]);
    assert!(outcome.stderr.contains("not updated first"), "{}", outcome.stderr);
}

#[test]
fn an_index_of_another_version_is_refused_and_rebuilt() {
    let case = indexed();
    case.expect(0, &["index", "news", "--source", "The Gazette"]);
    let stamp = case.root().join("index/archive.json");
    let other = fs::read_to_string(&stamp).unwrap().replace("\"format_version\": ", "\"format_version\": 9");
    fs::write(&stamp, other).unwrap();
    for arguments in [&["search", "river"][..], &["index", "news"], &["stats"]] {
        let outcome = case.expect(3, arguments);
        assert!(outcome.stderr.contains("dateline index --rebuild"), "{}", outcome.stderr);
    }
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("source:gazette river"), ["Flood warning"]);
}

#[test]
fn archives_of_every_earlier_format_are_refused_and_rebuilt() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    for format in ["1", "2", "3", "5", "6", "7"] {
        let case = Case::new();
        copy_folder(&fixtures.join(format), &case.root().join("index"));
        for arguments in [&["search", "river"][..], &["count", "river"], &["stats"], &["index", "news"]] {
            let outcome = case.expect(3, arguments);
            assert!(outcome.stderr.contains(&format!("it has format {format}, ")), "{}", outcome.stderr);
        }
        case.expect(0, &["index", "--rebuild"]);
        assert_eq!(case.headlines("closed"), ["Harbour closed"], "format {format}");
        assert_eq!(case.headlines("source:gazette date:2015-11-14"), ["Flood warning"], "format {format}");
    }
}

#[test]
fn a_missing_index_suggests_the_index_command() {
    let case = Case::new();
    let outcome = case.expect(3, &["search", "river"]);
    assert!(outcome.stderr.contains("dateline index FOLDER"), "{}", outcome.stderr);
    case.expect(3, &["stats"]);
    case.expect(2, &["index", "no-such-folder"]);
    case.expect(2, &["search", "--in", "no-such-folder", "river"]);
    case.expect(0, &["index", "news", "--dry-run"]);
    assert!(!case.root().join("index").exists(), "no command should have created an index");
}

#[test]
fn the_index_inside_the_folder_is_not_indexed() {
    let case = Case::new();
    case.article("a.txt", "Flood warning", "The river rose.");
    case.expect(0, &["index", "news", "--index", "news/index"]);
    let report = case.expect(0, &["index", "news", "--index", "news/index", "--format", "json"]).json();
    assert_eq!(counts(&report, "files"), [0, 0, 1, 0, 0]);
}

#[test]
fn a_subfolder_can_have_its_own_source() {
    let case = indexed();
    case.expect(0, &["index", "news/sub", "--source", "The Courier"]);
    assert_eq!(case.headlines("source:courier"), ["Ferry strike ends"]);
    assert_eq!(counts(&case.expect(0, &["index", "--format", "json"]).json(), "files"), [0, 0, 3, 0, 0]);
    assert_eq!(case.headlines("source:courier"), ["Ferry strike ends"]);
}

#[test]
fn names_of_publications_can_come_from_folders() {
    let case = Case::new();
    case.article("The Courier/2015-11-14-flood.txt", "Flood warning", "The river rose.");
    case.expect(0, &["index", "news", "--source-from", "dir", "--lang", "en"]);
    let hits = case.run(&["search", "source:courier date:2015-11-14", "--format", "json"]).json();
    assert_eq!(hits["total"], 1);
    assert_eq!(hits["hits"][0]["lang"], "en");
}

//! Indexing runs that are killed, interrupted or find a damaged archive lose no article and duplicate none.

use crate::support::{Case, copy_folder, counts, say_skipped};
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

const ARTICLES: usize = 400;

/// Returns a folder with many articles, not yet indexed.
fn many() -> Case {
    let case = Case::new();
    for number in 0..ARTICLES {
        let body = format!(
            "Report number {number} from the harbour.\n\n{}",
            "The tide came in and went out again. ".repeat(80)
        );
        case.article(&format!("{}/{number}.txt", number % 7), &format!("Story {number}"), &body);
    }
    case
}

fn spawn(case: &Case, arguments: &[&str]) -> std::process::Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("dateline"));
    command.args(arguments).current_dir(case.root()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

fn article_count(case: &Case) -> u64 {
    case.run(&["stats", "--format", "json"]).json()["articles"].as_u64().unwrap()
}

#[test]
fn the_next_run_completes_a_killed_one() {
    let case = many();
    for wait in [5, 30, 60, 120, 200, 350] {
        let mut run = spawn(&case, &["index", "news"]);
        std::thread::sleep(Duration::from_millis(wait));
        // The run may have finished already.
        let _ = run.kill();
        run.wait().unwrap();
        case.article("3/3.txt", &format!("Edited {wait}"), "An edited report.");
    }
    case.index(0);
    assert_eq!(article_count(&case), ARTICLES as u64);
    assert_eq!(case.headlines("headline:edited"), ["Edited 350"]);
    assert_eq!(counts(&case.index(0), "files"), [0, 0, ARTICLES as u64, 0, 0]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_its_progress() {
    let case = many();
    let mut run = spawn(&case, &["index", "news", "--jobs", "1"]);
    // Signals are handled once the archive exists.
    let stamp = case.root().join("index/archive.json");
    let waited = (0..2_000).find(|_| {
        std::thread::sleep(Duration::from_millis(5));
        stamp.exists()
    });
    assert!(waited.is_some(), "the run created no archive");
    std::thread::sleep(Duration::from_millis(60));
    Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    let status = run.wait().unwrap();
    // On a fast machine the run has finished by now.
    if status.code() != Some(0) {
        assert_eq!(status.code(), Some(130));
    }
    let before = article_count(&case);
    let report = case.index(0);
    assert_eq!(counts(&report, "articles")[0], ARTICLES as u64 - before);
    assert_eq!(article_count(&case), ARTICLES as u64);
}

#[test]
fn an_outdated_or_damaged_manifest_causes_no_duplicates() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    case.index(0);
    let manifest = case.root().join("index/store-1/manifest.redb");
    let earlier = fs::read(&manifest).unwrap();
    case.article("b.txt", "Beta", "Tide tables.");
    fs::remove_file(case.news().join("a.txt")).unwrap();
    case.index(0);
    fs::write(&manifest, earlier).unwrap();
    case.index(0);
    assert_eq!(case.headlines("tide"), ["Beta"]);
    for damaged in [None, Some("begun and not ended")] {
        match damaged {
            Some(text) => fs::write(&manifest, text).unwrap(),
            None => fs::remove_file(&manifest).unwrap(),
        }
        case.index(0);
        assert_eq!(case.headlines("tide"), ["Beta"]);
    }
}

#[test]
fn an_index_without_its_last_commit_is_completed() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    case.article("b.txt", "Beta", "Tide tables.");
    case.index(0);
    let index = case.root().join("index/store-1/index");
    copy_folder(&index, &case.root().join("earlier"));
    case.article("c.txt", "Gamma", "Tide tables.");
    fs::remove_file(case.news().join("b.txt")).unwrap();
    case.index(0);
    fs::remove_dir_all(&index).unwrap();
    copy_folder(&case.root().join("earlier"), &index);
    case.index(0);
    let mut headlines = case.headlines("tide");
    headlines.sort();
    assert_eq!(headlines, ["Alpha", "Gamma"]);
}

#[test]
fn an_unfinished_add_is_completed() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    case.index(0);
    fs::write(case.root().join("single.txt"), "Single\n\nTide tables.\n").unwrap();
    case.expect(0, &["add", "single.txt"]);
    // As if the run had been killed after recording its intent.
    fs::remove_dir_all(case.root().join("index/store-1")).unwrap();
    fs::remove_file(case.root().join("index/archive.json")).unwrap();
    case.index(0);
    assert_eq!(case.headlines("tide").len(), 2);
}

#[test]
fn a_rebuild_that_would_lose_a_folder_is_refused() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    case.index(0);
    let away = case.root().join("away");
    fs::rename(case.news(), &away).unwrap();
    case.expect(2, &["index", "--rebuild"]);
    fs::create_dir(case.news()).unwrap();
    case.expect(2, &["index", "--rebuild"]);
    assert_eq!(case.headlines("tide"), ["Alpha"]);
    case.expect(0, &["index", "--rebuild", "--allow-empty"]);
    assert_eq!(article_count(&case), 0);
}

#[test]
fn a_rebuild_keeps_indexing_times_and_unreadable_articles() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    case.article("b.txt", "Beta", "Tide tables.");
    case.index(0);
    let article = |case: &Case, word: &str| {
        let id = case.run(&["search", word, "--format", "ids"]).stdout;
        case.run(&["show", id.trim(), "--format", "json"]).json()
    };
    let before = article(&case, "alpha");
    std::thread::sleep(Duration::from_millis(1100));
    case.write("b.txt", [0u8; 64]);
    case.expect(4, &["index", "--rebuild"]);
    assert_eq!(article(&case, "alpha"), before);
    assert_eq!(article(&case, "beta")["headline"], "Beta");
    // The next run finds nothing new.
    assert_eq!(counts(&case.index(4), "articles"), [0, 0, 2, 0, 0]);
}

#[test]
fn unrelated_folders_named_like_stores_are_kept() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    fs::create_dir_all(case.root().join("index/store-7")).unwrap();
    fs::write(case.root().join("index/store-7/mine.txt"), "x").unwrap();
    case.index(0);
    case.expect(0, &["index", "--rebuild"]);
    assert!(case.root().join("index/store-7/mine.txt").exists());
    fs::write(case.root().join("index/archive.json"), "damaged").unwrap();
    let outcome = case.expect(3, &["search", "tide"]);
    assert!(outcome.stderr.contains("--rebuild"), "{}", outcome.stderr);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(case.headlines("tide"), ["Alpha"]);
}

#[test]
fn a_file_written_during_indexing_ends_up_current() {
    let case = many();
    let path = case.news().join("growing.txt");
    let writer = std::thread::spawn({
        let path = path.clone();
        move || {
            for number in 0..200 {
                fs::write(&path, format!("Growing story\n\nVersion v{number}x of the story.\n")).unwrap();
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    });
    while !writer.is_finished() {
        // A run that reads the file between truncation and writing skips it as empty.
        assert!([0, 4].contains(&case.run(&["index", "news", "--quiet"]).code));
    }
    writer.join().unwrap();
    case.expect(0, &["index", "news", "--quiet"]);
    assert_eq!(case.headlines("v199x"), ["Growing story"]);
    assert_eq!(case.headlines("headline:growing").len(), 1);
}

#[cfg(unix)]
#[test]
fn a_folder_without_read_permission_keeps_its_articles() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new();
    case.article("open/a.txt", "Alpha", "Tide tables.");
    case.article("closed/b.txt", "Beta", "Tide tables.");
    case.index(0);
    let closed = case.news().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        say_skipped("this user can read every folder");
        return;
    }
    let report = case.index(4);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(counts(&report, "files"), [0, 0, 1, 0, 1]);
    assert_eq!(case.headlines("tide").len(), 2);
}

#[cfg(unix)]
#[test]
fn archive_files_are_readable_by_other_users() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    case.index(0);
    let index = case.root().join("index/store-1/index");
    fs::set_permissions(&index, fs::Permissions::from_mode(0o755)).unwrap();
    case.article("b.txt", "Beta", "Tide tables.");
    case.index(0);
    for file in ["meta.json", ".managed.json"] {
        let mode = fs::metadata(index.join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644, "{file}");
    }
}

#[test]
fn a_file_with_a_broken_record_loses_no_article() {
    let record =
        |number: u32| format!("{{\"id\": \"{number}\", \"title\": \"Story {number}\", \"body\": \"Tide tables.\"}}\n");
    let lines = |numbers: std::ops::RangeInclusive<u32>| numbers.map(record).collect::<String>();
    let whole = lines(1..=9);
    let without_text = format!("{}{{\"id\": \"3\"}}\n{}", lines(1..=2), lines(4..=9));
    let rest_only = lines(8..=9);
    for (damaged, remaining) in [
        // Truncated, broken in the middle, and a broken line among the last.
        (whole[..whole.len() / 2].to_owned(), 9),
        (whole.replacen("\"title\": \"Story 3\"", "\"title: Story 3\"", 1), 9),
        (format!("{{broken\n{rest_only}"), 9),
        // Nothing is broken, so the articles that the file no longer contains are removed.
        (without_text, 8),
        (rest_only.clone(), 2),
    ] {
        let case = Case::new();
        case.write("export.jsonl", &whole);
        case.index(0);
        case.write("export.jsonl", &damaged);
        let report = case.run(&["index", "--rejects", "rejects.jsonl"]);
        assert_eq!(case.headlines("tide").len(), remaining, "{damaged}");
        let rejects = fs::read_to_string(case.root().join("rejects.jsonl")).unwrap_or_default();
        assert_eq!(rejects.contains("\"kept\":"), remaining == 9, "{rejects}\n{}", report.stderr);
        case.run(&["index", "--rebuild"]);
        assert_eq!(case.headlines("tide").len(), remaining, "rebuilt: {damaged}");
        // Once the file is intact again, its content applies.
        case.write("export.jsonl", lines(1..=4)).index(0);
        assert_eq!(case.headlines("tide").len(), 4);
    }
}

#[test]
fn a_rebuild_keeps_articles_of_a_damaged_stream() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.").index(0);
    let stream = "{\"id\": \"s1\", \"title\": \"One\", \"body\": \"Tide.\"}\n{\"id\": \"s2\", \"title\": \"Two\", \"body\": \"Tide.\"}\n";
    case.command(&["add", "-"]).write_stdin(stream).assert().success();
    let added = case.root().join("index/added");
    let saved = fs::read_dir(&added).unwrap().next().unwrap().unwrap().path();
    for damaged in ["", &stream[..60], "no JSON"] {
        fs::write(&saved, damaged).unwrap();
        case.run(&["index", "--rebuild"]);
        assert_eq!(case.headlines("tide").len(), 3, "{damaged:?}");
    }
    fs::remove_file(&saved).unwrap();
    case.run(&["index", "--rebuild"]);
    assert_eq!(case.headlines("tide").len(), 3);
    let ids = case.run(&["search", "--format", "ids", "headline:one"]).stdout;
    case.expect(0, &["remove", ids.trim()]);
    case.run(&["index", "--rebuild"]);
    assert_eq!(case.headlines("tide").len(), 2);
}

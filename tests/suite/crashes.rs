//! Runs that are killed, stopped or find the archive half written lose nothing and double nothing.

use crate::support::{Case, counts, say_skipped};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const ARTICLES: usize = 400;

/// A folder with many articles, not indexed yet.
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

fn held(case: &Case) -> u64 {
    case.run(&["stats", "--format", "json"]).json()["articles"].as_u64().unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_killed_run_is_completed_by_the_next() {
    let case = many();
    for wait in [5, 30, 60, 120, 200, 350] {
        let mut run = spawn(&case, &["index", "news"]);
        std::thread::sleep(Duration::from_millis(wait));
        // It may have come to its end already.
        let _ = run.kill();
        run.wait().unwrap();
        case.article("3/3.txt", &format!("Edited {wait}"), "An edited report.");
    }
    case.index(0);
    assert_eq!(held(&case), ARTICLES as u64);
    assert_eq!(case.headlines("headline:edited"), ["Edited 350"]);
    assert_eq!(counts(&case.index(0), "files"), [0, 0, ARTICLES as u64, 0, 0]);
}

#[cfg(unix)]
#[test]
fn a_stopped_run_keeps_what_is_done() {
    let case = many();
    let mut run = spawn(&case, &["index", "news", "--jobs", "1"]);
    // Once there is an archive, the run listens.
    let stamp = case.root().join("index/archive.json");
    let waited = (0..2_000).find(|_| {
        std::thread::sleep(Duration::from_millis(5));
        stamp.exists()
    });
    assert!(waited.is_some(), "the run made no archive");
    std::thread::sleep(Duration::from_millis(60));
    Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap();
    let status = run.wait().unwrap();
    // On a fast machine it was done by then.
    if status.code() != Some(0) {
        assert_eq!(status.code(), Some(130));
    }
    let before = held(&case);
    let report = case.index(0);
    assert_eq!(counts(&report, "articles")[0], ARTICLES as u64 - before);
    assert_eq!(held(&case), ARTICLES as u64);
}

#[test]
fn an_index_that_is_ahead_of_its_manifest_is_read_again_without_doubles() {
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
fn an_index_that_lost_its_last_commit_is_completed() {
    let case = Case::new();
    case.article("a.txt", "Alpha", "Tide tables.");
    case.article("b.txt", "Beta", "Tide tables.");
    case.index(0);
    let index = case.root().join("index/store-1/index");
    copy(&index, &case.root().join("earlier"));
    case.article("c.txt", "Gamma", "Tide tables.");
    fs::remove_file(case.news().join("b.txt")).unwrap();
    case.index(0);
    fs::remove_dir_all(&index).unwrap();
    copy(&case.root().join("earlier"), &index);
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
    // As if the run had been killed after it had noted what it was to do.
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
    assert_eq!(held(&case), 0);
}

#[test]
fn a_rebuild_keeps_times_of_addition_and_unreadable_files() {
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
    // And the next run sees nothing new in it.
    assert_eq!(counts(&case.index(4), "articles"), [0, 0, 2, 0, 0]);
}

#[test]
fn folders_that_only_look_like_stores_are_left_alone() {
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
fn a_file_that_changes_while_it_is_read_is_right_in_the_end() {
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
        // Caught between being emptied and being filled, the file counts as empty and is left out.
        assert!([0, 4].contains(&case.run(&["index", "news", "--quiet"]).code));
    }
    writer.join().unwrap();
    case.expect(0, &["index", "news", "--quiet"]);
    assert_eq!(case.headlines("v199x"), ["Growing story"]);
    assert_eq!(case.headlines("headline:growing").len(), 1);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_keeps_its_articles() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new();
    case.article("open/a.txt", "Alpha", "Tide tables.");
    case.article("closed/b.txt", "Beta", "Tide tables.");
    case.index(0);
    let closed = case.news().join("closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        say_skipped("this user may look into every folder");
        return;
    }
    let report = case.index(4);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(counts(&report, "files"), [0, 0, 1, 0, 1]);
    assert_eq!(case.headlines("tide").len(), 2);
}

#[cfg(unix)]
#[test]
fn an_archive_can_be_read_by_whoever_may_read_its_folder() {
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

//! A full or read-only disk, a lock, a damaged archive: each is reported in one line, and the rest of the work is done.

use crate::support::{Case, Outcome, counts};
use std::fs;

#[cfg(target_os = "linux")]
#[test]
fn output_on_a_full_disk_is_an_error_of_its_own() {
    let case = Case::new();
    case.article("a.txt", "Flood", "The river rose.");
    case.index(0);
    let commands: [&[&str]; 10] = [
        &["search", "flood"],
        &["search", "flood", "--format", "json"],
        &["kwic", "flood"],
        &["count", "flood"],
        &["show", "nothing", "--format", "json"],
        &["stats"],
        &["index", "news"],
        &["help", "query"],
        &["--help"],
        &["completions", "bash"],
    ];
    for arguments in commands {
        let binary = assert_cmd::cargo::cargo_bin("dateline");
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = std::process::Command::new(binary).args(arguments).current_dir(case.root()).stdout(full).output();
        let output = output.unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{arguments:?}: {stderr}");
        assert!(arguments == ["--help"] || stderr.contains("cannot write the output"), "{arguments:?}: {stderr}");
    }
}

/// Makes an archive read-only, runs commands as a user who cannot write to it, and returns their results.
#[cfg(target_os = "linux")]
fn run_read_only(case: &Case, commands: &[&[&str]]) -> Vec<(Option<i32>, String, String)> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    // The articles stay as they are: other permissions are a change of a file.
    let allow = |mode: &str| {
        let mut chmod = std::process::Command::new("chmod");
        assert!(chmod.args(["-R", mode, "index"]).current_dir(case.root()).status().unwrap().success());
    };
    fs::set_permissions(case.root(), fs::Permissions::from_mode(0o755)).unwrap();
    allow("a+rX,a-w");
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let run = |arguments: &&[&str]| {
        let binary = assert_cmd::cargo::cargo_bin("dateline");
        let mut command = std::process::Command::new(binary);
        command
            .args(*arguments)
            .current_dir(case.root())
            .env_clear()
            .env("XDG_CONFIG_HOME", case.root().join("config"));
        if is_root {
            // Permissions do not bind root.
            command.uid(65_534);
        }
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let results = commands.iter().map(run).collect();
    allow("u+w");
    results
}

#[cfg(target_os = "linux")]
#[test]
fn an_archive_that_can_only_be_read_is_searched_and_dry_runs_work() {
    let case = Case::new();
    case.article("a.txt", "Flood", "The river rose.");
    case.index(0);
    case.article("b.txt", "Storm", "The wind rose.");
    let results = run_read_only(
        &case,
        &[
            &["search", "flood", "--in", "news"],
            &["index", "news", "--dry-run", "--format", "json"],
            &["remove", "--skipped", "--dry-run"],
            &["index", "news"],
        ],
    );
    let [search, dry, remove, index] = &results[..] else { panic!("{results:?}") };
    assert_eq!(search.0, Some(0), "{search:?}");
    assert!(search.1.contains("Flood") && search.2.contains("can only be read"), "{search:?}");
    assert_eq!(dry.0, Some(0), "{dry:?}");
    let report: serde_json::Value = serde_json::from_str(&dry.1).unwrap();
    assert_eq!(counts(&report, "files"), [1, 0, 1, 0, 0]);
    assert_eq!(remove.0, Some(0), "{remove:?}");
    assert_eq!(index.0, Some(3), "{index:?}");
}

#[test]
fn a_dry_run_takes_no_lock_and_writes_nothing() {
    let case = Case::new();
    case.article("a.txt", "Flood", "The river rose.");
    case.index(0);
    let leftover = case.root().join("index/store-9");
    fs::create_dir(&leftover).unwrap();
    let lock = fs::File::options().write(true).open(case.root().join("index/writer.lock")).unwrap();
    lock.lock().unwrap();
    let manifest = case.root().join("index/store-1/manifest.redb");
    let before = fs::read(&manifest).unwrap();
    case.expect(0, &["index", "news", "--dry-run"]);
    case.expect(0, &["remove", "--skipped", "--dry-run"]);
    assert!(leftover.exists() && fs::read(&manifest).unwrap() == before);
    case.expect(3, &["index", "news"]);
}

#[test]
fn damage_is_reported_in_a_line_with_the_file_and_the_advice_to_rebuild() {
    let case = Case::new();
    case.article("a.txt", "Flood", "The river rose.");
    case.index(0);
    let index = case.root().join("index");
    let segment = |extension: &str| {
        let files = fs::read_dir(index.join("store-1/index")).unwrap().map(|entry| entry.unwrap().path());
        files.into_iter().find(|path| path.extension().is_some_and(|found| found == extension)).unwrap()
    };
    let inside = index.join("store-1/index");
    let damages = [
        (inside.join("meta.json"), Some(&b"{\"index_settings\":"[..])),
        (inside.join("meta.json"), None),
        (inside.join(".managed.json"), Some(b"[\"")),
        (segment("fast"), Some(b"")),
        (segment("term"), None),
        (segment("idx"), Some(b"short")),
        (segment("pos"), None),
        (index.join("archive.json"), Some(b"\xff")),
        (index.join("archive.json"), Some(b"{")),
    ];
    for (file, contents) in damages {
        let before = fs::read(&file).unwrap();
        match contents {
            Some(contents) => fs::write(&file, contents).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        for command in [&["search", "flood"][..], &["count", "river"], &["stats"]] {
            let outcome = case.expect(3, command);
            let (line, hint) = outcome.stderr.split_once('\n').unwrap();
            let name = file.file_name().unwrap().to_string_lossy();
            assert!(line.contains(&*name) && line.contains("damaged"), "{name}: {line}");
            assert!(hint.contains("dateline index --rebuild"), "{name}: {hint}");
            assert!(!line.contains(['{', '`', '"']), "Rust debug text: {line}");
        }
        fs::write(&file, before).unwrap();
    }
    fs::remove_dir_all(&inside).unwrap();
    let outcome = case.expect(3, &["search", "flood"]);
    assert!(outcome.stderr.contains("is missing") && outcome.stderr.contains("--rebuild"), "{}", outcome.stderr);
    case.expect(0, &["index", "--rebuild"]);
    case.expect(0, &["search", "flood"]);
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_address_space_for_indexing_is_an_error_and_not_an_abort() {
    let case = Case::new();
    case.article("a.txt", "Flood", "The river rose.");
    case.index(0);
    let binary = assert_cmd::cargo::cargo_bin("dateline");
    let within = |megabytes: u32, arguments: &[&str]| {
        let mut command = assert_cmd::Command::new("sh");
        command.current_dir(case.root()).env_clear().env("XDG_CONFIG_HOME", case.root().join("config"));
        command.args(["-c", &format!("ulimit -v {} && exec \"$0\" \"$@\"", megabytes * 1024)]).arg(&binary);
        Outcome::of(command.args(arguments))
    };
    let commands: [&[&str]; 5] = [
        &["index", "news"],
        &["index", "--rebuild", "--jobs", "1", "--memory", "20M"],
        &["add", "news/a.txt"],
        &["remove", "news/a.txt"],
        &["forget", "news"],
    ];
    for (megabytes, arguments) in [100, 120, 150].into_iter().flat_map(|limit| commands.map(|command| (limit, command)))
    {
        let outcome = within(megabytes, arguments);
        assert_eq!(outcome.code, 3, "{megabytes} MB, {arguments:?}: {}", outcome.stderr);
        assert!(
            outcome.stderr.contains(&format!("the address space is limited to {megabytes} MB")),
            "{}",
            outcome.stderr
        );
    }
    // Nothing was changed, and without the limit the run succeeds.
    assert_eq!(case.headlines("flood"), ["Flood"]);
    assert_eq!(counts(&case.index(0), "files"), [0, 0, 1, 0, 0]);
}

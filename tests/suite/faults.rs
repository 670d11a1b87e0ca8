//! Each command is stopped before each of its durable steps, or the disk fails there. The next run completes the work: nothing is lost, duplicated or restored.
//!
//! Debug builds inject the faults (`src/durable/fault.rs`).

use crate::support::{Case, copy_folder};
use dateline::library::check;
use dateline::{Archive, Query};
use std::fs;
use std::path::Path;

/// More durable steps than any command here takes.
const MAX_STEPS: u32 = 200;

/// Ends the process at the step.
const KILLED: &[&str] = &[""];

/// System errors that steps fail with, in turn: no space left on the device, too many open files, input or output error.
const FAILING: &[&str] = &[":28", ":24", ":5"];

/// A command on an archive that was prepared for it.
struct Scenario {
    prepare: fn(&Case),
    /// Changes the folder before the command.
    change: fn(&Case),
    arguments: &'static [&'static str],
    input: &'static str,
    /// Changes the folder between the fault and the next run.
    change_back: fn(&Case),
    /// The next run.
    completion: &'static [&'static str],
    /// The headlines of the archive after the next run: one of these, and the last if the command succeeds.
    expected: &'static [&'static [&'static str]],
    /// Whether the catalogue changes, so that a rebuild has to end with the same articles.
    rebuild: bool,
}

impl Scenario {
    /// A command on four indexed articles; a rebuild afterwards finds the same.
    const ON_INDEXED: Self = Self {
        prepare: |case| drop(case.index(0)),
        change: |_| (),
        arguments: &[],
        input: "",
        change_back: |_| (),
        completion: &["index", "news"],
        expected: &[ALL],
        rebuild: true,
    };

    /// Stops the command at each of its steps, with one fault after the other.
    fn fails_at_every_step(&self, faults: &[&str]) {
        let case = Case::in_memory();
        for number in 1..=4 {
            case.article(&format!("{number}.txt"), &format!("Story {number}"), "The tide came in.");
        }
        (self.prepare)(&case);
        let (index, before) = (case.root().join("index"), case.root().join("before"));
        copy_folder(&index, &before);
        for (step, fault) in (1..MAX_STEPS).zip(faults.iter().cycle()) {
            (self.change)(&case);
            let mut command = case.command(self.arguments);
            command.env("DATELINE_FAULT", format!("{step}{fault}")).write_stdin(self.input);
            let code = command.output().unwrap().status.code();
            assert!(!matches!(code, Some(70 | 101)), "a panic at step {step}{fault} of {:?}", self.arguments);
            let assert_sound = |when: &str| {
                let report = check(&index, false, "a test").unwrap();
                assert!(report.is_sound(), "{:?} {when} at step {step}{fault}: {report:?}", self.arguments);
            };
            if index.join("archive.json").exists() {
                assert_sound("stopped");
            }
            (self.change_back)(&case);
            case.expect(0, self.completion);
            assert_sound("completed after a fault");
            let after = headlines(&index);
            assert!(
                self.expected.iter().any(|expected| after == *expected),
                "{:?} at step {step}: {after:?}",
                self.arguments
            );
            if self.rebuild {
                case.expect(0, &["index", "--rebuild"]);
                assert_eq!(headlines(&index), after, "rebuilt after {:?} at step {step}", self.arguments);
            }
            let leftovers = names(&index).filter(|name| name.starts_with("store-")).count();
            assert_eq!(leftovers, 1, "stores left after {:?} at step {step}", self.arguments);
            fs::remove_dir_all(&index).unwrap();
            copy_folder(&before, &index);
            if code == Some(0) {
                assert!(
                    self.expected.last().is_some_and(|expected| after == *expected),
                    "{:?} has succeeded",
                    self.arguments
                );
                assert!(step > 4, "{:?} has only {step} steps", self.arguments);
                return;
            }
        }
        panic!("{:?} has more than {MAX_STEPS} steps", self.arguments);
    }
}

fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().into_string().unwrap())
}

/// Returns the headlines of all articles, sorted.
fn headlines(index: &Path) -> Vec<String> {
    let archive = Archive::open(index).unwrap();
    let page = archive.search(&Query::parse("words:>=0").unwrap()).limit(100).run().unwrap();
    let mut headlines: Vec<String> = page.hits().map(|hit| hit.article().headline.clone()).collect();
    headlines.sort();
    headlines
}

const ALL: &[&str] = &["Story 1", "Story 2", "Story 3", "Story 4"];
const WITHOUT_THIRD: &[&str] = &["Story 1", "Story 2", "Story 4"];

#[test]
fn a_first_run_is_completed() {
    let scenario = Scenario {
        prepare: |case| fs::create_dir(case.root().join("index")).unwrap(),
        arguments: &["index", "news"],
        rebuild: false,
        ..Scenario::ON_INDEXED
    };
    scenario.fails_at_every_step(KILLED);
    scenario.fails_at_every_step(FAILING);
}

#[test]
fn an_update_is_completed() {
    let scenario = Scenario {
        prepare: |case| {
            case.index(0);
            case.article("1.txt", "Edited 1", "The tide went out.").article("5.txt", "Story 5", "The tide came in.");
            fs::remove_file(case.news().join("2.txt")).unwrap();
        },
        arguments: &["index"],
        expected: &[&["Edited 1", "Story 3", "Story 4", "Story 5"]],
        rebuild: false,
        ..Scenario::ON_INDEXED
    };
    scenario.fails_at_every_step(KILLED);
    scenario.fails_at_every_step(FAILING);
}

#[test]
fn a_folder_that_was_away_comes_back() {
    let scenario = Scenario {
        prepare: |case| drop(case.article("sub/5.txt", "Story 5", "The tide came in.").index(0)),
        change: |case| fs::rename(case.news().join("sub"), case.root().join("away")).unwrap(),
        arguments: &["index"],
        // As it was: its files look unchanged.
        change_back: |case| fs::rename(case.root().join("away"), case.news().join("sub")).unwrap(),
        expected: &[&["Story 1", "Story 2", "Story 3", "Story 4", "Story 5"]],
        rebuild: false,
        ..Scenario::ON_INDEXED
    };
    scenario.fails_at_every_step(KILLED);
}

#[test]
fn a_forgotten_folder_can_be_indexed_again() {
    let scenario = Scenario { arguments: &["forget", "news"], rebuild: false, ..Scenario::ON_INDEXED };
    scenario.fails_at_every_step(KILLED);
}

#[test]
fn a_removal_is_done_or_not() {
    let scenario =
        Scenario { arguments: &["remove", "news/3.txt"], expected: &[ALL, WITHOUT_THIRD], ..Scenario::ON_INDEXED };
    scenario.fails_at_every_step(KILLED);
    scenario.fails_at_every_step(FAILING);
}

#[test]
fn an_article_added_again_stays() {
    let scenario = Scenario {
        prepare: |case| {
            case.index(0);
            case.expect(0, &["remove", "news/3.txt"]);
        },
        arguments: &["add", "news/3.txt"],
        expected: &[WITHOUT_THIRD, ALL],
        ..Scenario::ON_INDEXED
    };
    scenario.fails_at_every_step(KILLED);
}

#[test]
fn a_new_version_from_a_stream_replaces_the_old_one() {
    const STREAM: &str = "{\"id\": \"s\", \"title\": \"First\", \"body\": \"The tide came in.\"}\n";
    const LATER: &str = "{\"id\": \"s\", \"title\": \"Second\", \"body\": \"The tide came in.\"}\n";
    let scenario = Scenario {
        prepare: |case| {
            case.index(0);
            case.command(&["add", "-"]).write_stdin(STREAM).assert().success();
        },
        arguments: &["add", "-"],
        input: LATER,
        expected: &[
            &["First", "Story 1", "Story 2", "Story 3", "Story 4"],
            &["Second", "Story 1", "Story 2", "Story 3", "Story 4"],
        ],
        ..Scenario::ON_INDEXED
    };
    scenario.fails_at_every_step(KILLED);
    scenario.fails_at_every_step(FAILING);
}

#[test]
fn a_stream_with_a_removed_article_is_added_whole() {
    const STREAM: &str = "{\"id\": \"s\", \"title\": \"First\", \"body\": \"Tide.\"}\n{\"id\": \"t\", \"title\": \"Third\", \"body\": \"Tide.\"}\n";
    const LATER: &str = "{\"id\": \"s\", \"title\": \"Second\", \"body\": \"Tide.\"}\n{\"id\": \"t\", \"title\": \"Fourth\", \"body\": \"Tide.\"}\n";
    for completion in [&["index"][..], &["index", "--rebuild"]] {
        let scenario = Scenario {
            prepare: |case| {
                case.index(0);
                case.command(&["add", "-"]).write_stdin(STREAM).assert().success();
                let id = case.run(&["search", "headline:first", "--format", "ids"]).stdout;
                case.expect(0, &["remove", id.trim()]);
            },
            arguments: &["add", "-"],
            input: LATER,
            completion,
            expected: &[
                &["Story 1", "Story 2", "Story 3", "Story 4", "Third"],
                &["Fourth", "Second", "Story 1", "Story 2", "Story 3", "Story 4"],
            ],
            ..Scenario::ON_INDEXED
        };
        scenario.fails_at_every_step(KILLED);
    }
}

#[test]
fn a_rebuild_completes_a_removal() {
    let scenario = Scenario {
        prepare: |case| {
            case.index(0);
            // Stopped once the intent is recorded.
            let mut remove = case.command(&["remove", "news/3.txt"]);
            remove.env("DATELINE_FAULT", "4").assert().failure();
            let catalogue = fs::read_to_string(case.root().join("index/catalogue.json")).unwrap();
            assert!(catalogue.contains("removing"), "{catalogue}");
        },
        arguments: &["index", "--rebuild"],
        expected: &[WITHOUT_THIRD],
        ..Scenario::ON_INDEXED
    };
    scenario.fails_at_every_step(KILLED);
    scenario.fails_at_every_step(FAILING);
}

#[test]
fn skipped_records_are_removed_without_their_neighbours() {
    let scenario = Scenario {
        prepare: |case| {
            case.index(0);
            let stream = "{\"title\": \"First\", \"body\": \"The tide came in.\"}\n{broken\n{\"title\": \"Third\", \"body\": \"The tide.\"}\n";
            case.command(&["add", "-"]).write_stdin(stream).assert().code(4);
        },
        arguments: &["remove", "--skipped"],
        expected: &[&["First", "Story 1", "Story 2", "Story 3", "Story 4", "Third"]],
        ..Scenario::ON_INDEXED
    };
    scenario.fails_at_every_step(KILLED);
    scenario.fails_at_every_step(FAILING);
}

#[test]
fn a_backup_is_whole_or_as_it_was() {
    let case = Case::in_memory();
    for number in 1..=2 {
        case.article(&format!("{number}.txt"), &format!("Story {number}"), "The tide came in.");
    }
    case.index(0);
    let add = |headline: &str| {
        let stream = format!("{{\"id\": \"{headline}\", \"title\": \"{headline}\", \"body\": \"The tide.\"}}\n");
        case.command(&["add", "-"]).write_stdin(stream).assert().success();
    };
    add("Earlier");
    let [index, backup, before] = ["index", "backup", "before"].map(|name| case.root().join(name));
    let earlier = headlines(&index);
    for is_first in [true, false] {
        if !is_first {
            // A state that differs in the store, the streams and the catalogue.
            case.expect(0, &["backup", "backup"]);
            copy_folder(&backup, &before);
            case.article("3.txt", "Story 3", "The tide came in.");
            case.expect(0, &["index"]);
            add("Later");
            case.expect(0, &["remove", "news/1.txt"]);
        }
        let now = headlines(&index);
        let errors: &[&str] = if is_first { KILLED } else { &["", ":28"] };
        for error in errors {
            let mut step = 0;
            loop {
                step += 1;
                assert!(step < MAX_STEPS, "a backup has more than {MAX_STEPS} steps");
                let _ = fs::remove_dir_all(&backup);
                if !is_first {
                    copy_folder(&before, &backup);
                }
                let mut command = case.command(&["backup", "backup"]);
                let code = command.env("DATELINE_FAULT", format!("{step}{error}")).output().unwrap().status.code();
                assert_ne!(code, Some(101), "a panic at step {step}");
                assert_eq!(headlines(&index), now, "the archive after step {step}{error}");
                let is_there = backup.join("archive.json").exists();
                assert!(is_there || is_first, "no backup after step {step}{error}");
                let found = if is_there { headlines(&backup) } else { now.clone() };
                assert!(found == now || found == earlier && !is_first, "{found:?} after step {step}{error}");
                // The catalogue is moved in the steps after the switch.
                let is_switching = names(&backup).any(|name| backup.join(name).join("catalogue.json").exists());
                if is_there && (is_switching || step % 8 == 0) {
                    // Whatever its state, catalogue, streams and index agree. That makes it a separate archive.
                    let restored = case.root().join("restored");
                    copy_folder(&backup, &restored);
                    case.expect(0, &["index", "--rebuild", "--index", "restored"]);
                    let expected = if found == now { now.clone() } else { with_third(&earlier) };
                    assert_eq!(headlines(&restored), expected, "rebuilt after step {step}{error}");
                    fs::remove_dir_all(&restored).unwrap();
                }
                case.expect(0, &["backup", "backup"]);
                assert_eq!(headlines(&backup), now, "the next backup after step {step}{error}");
                let stores = names(&backup).filter(|name| name.starts_with("store-")).count();
                let streams = names(&backup.join("added")).count();
                assert_eq!((stores, streams), (1, names(&index.join("added")).count()), "after step {step}{error}");
                if code == Some(0) {
                    break;
                }
            }
            assert!(step > 10, "a backup has only {step} steps");
        }
    }
}

/// Returns the headlines of the earlier state after an update, which finds the third story.
fn with_third(earlier: &[String]) -> Vec<String> {
    let mut headlines = [earlier, &["Story 3".to_owned()]].concat();
    headlines.sort();
    headlines
}

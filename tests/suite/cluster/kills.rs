//! The client or a node is killed with SIGKILL; the next run completes the work, and all copies of the index agree.

use super::pair::Pair;
use super::test_cluster::{TestCluster, cluster, cluster_to_kill, share};
use crate::support::{Case, Outcome};
use dateline::{Archive, Query};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// More durable steps than any command here takes.
const MAX_STEPS: usize = 120;

/// Words of the articles here.
const WORDS: &[&str] = &["tide", "harbour", "story", "edited", "report", "again"];

/// A command that is stopped at each of its durable steps.
struct Stopped {
    /// Changes the folder before the command, given the number of the step.
    change: fn(&Case, usize),
    arguments: &'static [&'static str],
    /// The standard input, given the number of the step.
    input: &'static str,
    /// Restores the archive to a state in which the command has something to do.
    undo: &'static [&'static str],
}

impl Stopped {
    fn at_every_step(&self) {
        let Some(cluster) = cluster() else { return };
        if !cfg!(debug_assertions) {
            return;
        }
        let (pair, index) = Pair::new(&cluster);
        for number in 1..=6 {
            pair.case.article(
                &format!("{number}.txt"),
                &format!("Story {number}"),
                "The tide came in over the harbour wall.",
            );
        }
        pair.same(&["index", "news", "--format", "json"]);
        let [local, clustered] = &pair.archives;
        for step in (1..MAX_STEPS).step_by(share()) {
            (self.change)(&pair.case, step);
            let before = headlines(local);
            let run = |archive: &Path, fault: &str| {
                let mut command = pair.case.command(self.arguments);
                if !fault.is_empty() {
                    command.env("DATELINE_FAULT", fault);
                }
                Outcome::of(command.env("DATELINE_INDEX", archive).write_stdin(format!("{}{step}\"}}\n", self.input)))
            };
            let expected = run(local, "");
            assert_eq!(expected.code, 0, "{}", expected.stderr);
            let after = headlines(local);
            let stopped = run(clustered, &step.to_string());
            assert!(![70, 101].contains(&stopped.code), "a panic at step {step}: {}", stopped.stderr);
            let found = headlines(clustered);
            assert!(
                found == before || found == after,
                "{:?} stopped at step {step} shows {found:?}, which is neither {before:?} nor {after:?}",
                self.arguments
            );
            if stopped.code != 0 {
                let completed = pair.case.run(&["index", "--index", clustered.to_str().unwrap()]);
                assert_eq!(completed.code, 0, "after step {step}: {}", completed.stderr);
            }
            let found = headlines(clustered);
            if found == before && before != after {
                // Nothing was recorded before the command was stopped.
                assert_ne!(self.arguments[0], "index", "the run after step {step} has not completed the update");
                assert_eq!(run(clustered, "").code, 0, "again after step {step}");
            }
            assert_eq!(headlines(clustered), after, "{:?} completed after step {step}", self.arguments);
            if stopped.code == 0 || step % 8 == 0 {
                pair.assert_same_contents();
                cluster.assert_copies_agree(&index, WORDS);
                assert_one_index(&cluster, &index);
            }
            if stopped.code == 0 {
                assert!(step > 4, "{:?} has only {step} steps", self.arguments);
                return;
            }
            if !self.undo.is_empty() {
                pair.same(self.undo);
            }
        }
        panic!("{:?} has more than {MAX_STEPS} steps", self.arguments);
    }
}

/// Returns the headlines of all articles, sorted.
fn headlines(archive: &Path) -> Vec<String> {
    let archive = Archive::open(archive).unwrap();
    let page = archive.search(&Query::parse("words:>=0").unwrap()).limit(10_000).run().unwrap();
    let mut headlines: Vec<String> = page.hits().map(|hit| hit.article().headline.clone()).collect();
    headlines.sort();
    headlines
}

/// Asserts that rebuilds have left no index.
fn assert_one_index(cluster: &TestCluster, index: &str) {
    let indexes = cluster.request("GET", &format!("/_cat/indices/{index}-*?format=json&expand_wildcards=all"), None);
    assert_eq!(indexes.as_array().map(Vec::len), Some(1), "{indexes}");
}

#[test]
fn an_update_stopped_anywhere_is_completed() {
    let stopped = Stopped {
        change: |case, step| {
            case.article("1.txt", &format!("Edited {step}"), "The tide went out.");
            case.article(&format!("new-{step}.txt"), &format!("New {step}"), "A report of the tide.");
            let _ = fs::remove_file(case.news().join(format!("new-{}.txt", step - 1)));
        },
        arguments: &["index"],
        input: "",
        undo: &[],
    };
    stopped.at_every_step();
}

#[test]
fn a_rebuild_stopped_anywhere_is_completed() {
    let stopped = Stopped {
        change: |case, step| {
            case.article("1.txt", &format!("Edited {step}"), "The tide went out.");
        },
        arguments: &["index", "--rebuild"],
        input: "",
        undo: &[],
    };
    stopped.at_every_step();
}

#[test]
fn a_removal_stopped_anywhere_is_done_or_not() {
    let stopped = Stopped {
        change: |_, _| (),
        arguments: &["remove", "news/3.txt"],
        input: "",
        undo: &["add", "news/3.txt", "-q"],
    };
    stopped.at_every_step();
}

#[test]
fn an_addition_stopped_anywhere_is_done_or_not() {
    let stopped = Stopped {
        change: |_, _| (),
        arguments: &["add", "-"],
        input: "{\"id\": \"s\", \"body\": \"A report of the tide.\", \"title\": \"Streamed ",
        undo: &[],
    };
    stopped.at_every_step();
}

/// Two archives of several hundred articles, not yet indexed.
fn many(cluster: &TestCluster) -> (Pair, String) {
    let (pair, index) = Pair::new(cluster);
    for number in 0..400 {
        let body =
            format!("Report {number} from the harbour.\n\n{}", "The tide came in and went out again. ".repeat(15));
        pair.case.article(&format!("{}/{number}.txt", number % 7), &format!("Story {number}"), &body);
    }
    (pair, index)
}

fn spawn(pair: &Pair, arguments: &[&str]) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("dateline"));
    command.args(arguments).env("DATELINE_INDEX", &pair.archives[1]).current_dir(pair.case.root());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn clients_killed_at_any_moment_lose_nothing() {
    let Some(cluster) = cluster() else { return };
    let (pair, index) = many(&cluster);
    for wait in [20, 100, 200, 400, 700, 1_000] {
        let arguments = if wait == 400 { &["index", "--rebuild", "-q"][..] } else { &["index", "news", "-q"] };
        let mut run = spawn(&pair, arguments);
        std::thread::sleep(Duration::from_millis(wait));
        // It may have ended by now.
        let _ = run.kill();
        run.wait().unwrap();
        pair.case.article("3/3.txt", &format!("Edited {wait}"), "An edited report.");
        fs::remove_file(pair.case.news().join(format!("0/{}.txt", wait / 20 * 7))).unwrap();
    }
    for archive in &pair.archives {
        pair.case.expect(0, &["index", "news", "--index", archive.to_str().unwrap()]);
    }
    pair.assert_same_contents();
    cluster.assert_copies_agree(&index, WORDS);
    assert_one_index(&cluster, &index);
}

#[test]
fn killed_nodes_lose_nothing() {
    let Some(cluster) = cluster_to_kill() else { return };
    let (pair, index) = many(&cluster);
    let clustered = pair.archives[1].to_str().unwrap();
    let commands = [&["index", "news"][..], &["index", "--rebuild"]];
    for (node, arguments) in (1..).zip(commands) {
        // Something to do.
        pair.case.article("3/3.txt", &format!("Edited {node}"), "An edited report.");
        let mut run = spawn(&pair, arguments);
        std::thread::sleep(Duration::from_millis(600));
        cluster.kill(node);
        std::thread::sleep(Duration::from_secs(2));
        // A shard whose other copy was incomplete only returns with the node.
        cluster.start(node);
        let status = run.wait().unwrap();
        assert!(matches!(status.code(), Some(0..=9)), "{arguments:?} while node {node} was killed: {status}");
        cluster.wait_until_green();
        pair.same(&["index", "news", "-q"]);
        pair.assert_same_contents();
        cluster.assert_copies_agree(&index, WORDS);
        assert_one_index(&cluster, &index);
    }
    // A search is answered by the other copies, or fails; it is never wrong.
    let archive = Archive::open(clustered).unwrap();
    let queries =
        ["tide harbour", "words:>=0", "\"came in\"", "edited OR report"].map(|text| Query::parse(text).unwrap());
    let totals = || queries.each_ref().map(|query| archive.search(query).run().map(|page| page.total()));
    let expected = totals().map(Result::unwrap);
    cluster.kill(3);
    let mut answered = 0;
    for _ in 0..8 {
        for (total, expected) in totals().into_iter().zip(expected) {
            if let Ok(total) = total {
                assert_eq!(total, expected, "while a node was away");
                answered += 1;
            }
        }
    }
    assert!(answered > 16, "only {answered} of 32 searches were answered while a node was away");
    cluster.start(3);
    cluster.wait_until_green();
    assert_eq!(totals().map(Result::unwrap), expected);
}

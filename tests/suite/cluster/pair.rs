//! A local archive and one on the cluster, with the same articles.

use super::test_cluster::TestCluster;
use crate::support::{Case, Outcome};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The maximum difference of scores that count as equal.
pub(super) const SAME_SCORE: f64 = 1e-6;

/// Differences allowed between two archives with the same articles.
const DIFFERENT: &[&str] = &["seconds", "bytes", "cluster"];

/// Two archives with the same articles.
pub(super) struct Pair {
    pub(super) case: Case,
    /// The local archive and the archive on the cluster.
    pub(super) archives: [PathBuf; 2],
}

impl Pair {
    /// Returns two archives that do not exist yet, and the name of the index.
    pub(super) fn new(cluster: &TestCluster) -> (Self, String) {
        let case = Case::new();
        let archives = ["local", "clustered"].map(|name| case.root().join(name));
        fs::create_dir(&archives[0]).unwrap();
        let index = cluster.prepare(&archives[1]);
        (Self { case, archives }, index)
    }

    /// Returns two archives that exist.
    pub(super) fn of(archives: [&Path; 2]) -> Self {
        Self { case: Case::new(), archives: archives.map(Path::to_owned) }
    }

    /// Runs a command on both archives, asserts that their output is the same, and returns it.
    pub(super) fn same(&self, arguments: &[&str]) -> Outcome {
        self.same_with_input(arguments, "")
    }

    pub(super) fn same_with_input(&self, arguments: &[&str], input: &str) -> Outcome {
        let [expected, got] = [0, 1].map(|at| {
            let archive = &self.archives[at];
            let mut command = self.case.command(arguments);
            command.env("DATELINE_INDEX", archive).env("COLUMNS", "100").write_stdin(input);
            let outcome = Outcome::of(&mut command);
            let without_place = |text: &str| text.replace(archive.to_str().unwrap(), "ARCHIVE");
            Outcome { stdout: without_place(&outcome.stdout), stderr: without_place(&outcome.stderr), ..outcome }
        });
        let what = format!("dateline {arguments:?}");
        assert_eq!(expected.code, got.code, "exit codes of {what}: {}\n{}", expected.stderr, got.stderr);
        assert_same_text(&what, &untimed(&expected.stderr), &untimed(&got.stderr));
        let objects = |text: &str| text.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>();
        match (objects(&expected.stdout), objects(&got.stdout)) {
            (Ok(expected), Ok(got)) => assert_same_values(&what, &expected.into(), &got.into()),
            _ => assert_same_text(&what, &untimed(&expected.stdout), &untimed(&got.stdout)),
        }
        expected
    }

    /// Asserts that both have the same articles, and that both are sound.
    pub(super) fn assert_same_contents(&self) {
        self.same(&["search", "words:>=0", "--format", "jsonl", "-n", "1000", "--sort", "oldest"]);
        self.same(&["stats", "--format", "json"]);
        self.same(&["check", "--deep", "--format", "json"]);
        self.same(&["terms", "*", "-n", "50"]);
        for query in ["tide", "tide harbour report", "headline:story -edited", "\"came in\" OR out"] {
            self.same(&["search", query, "--format", "json", "--explain-score"]);
            self.same(&["count", query, "--by", "source", "--format", "json"]);
        }
    }
}

/// Removes durations, words in front of `ms` and `s`, and the lines that state how much was read in what time.
fn untimed(text: &str) -> String {
    let text: String = text.split_inclusive('\n').filter(|line| !line.trim_end().contains(" read")).collect();
    let text = text.as_str();
    let is_unit = |word: &str| ["ms", "s"].contains(&word.trim_end_matches([')', ',']));
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let nexts = words.iter().skip(1).map(|word| word.trim_end()).chain([""]);
    words.iter().zip(nexts).filter(|(_, next)| !is_unit(next)).map(|(word, _)| *word).collect()
}

fn is_same_number(expected: f64, got: f64) -> bool {
    (expected - got).abs() <= SAME_SCORE * expected.abs().max(1.0)
}

/// Compares word by word, numbers as scores.
fn assert_same_text(what: &str, expected: &str, got: &str) {
    let is_same = |one: &str, other: &str| {
        one == other || matches!((one.parse(), other.parse()), (Ok(one), Ok(other)) if is_same_number(one, other))
    };
    let separators = |text: char| text.is_whitespace() || ",:()".contains(text);
    let (ours, theirs): (Vec<_>, Vec<_>) = (expected.split(separators).collect(), got.split(separators).collect());
    let same = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(one, other)| is_same(one, other));
    assert!(same, "{what}\nexpected:\n{expected}\ngot:\n{got}");
}

/// Compares values, numbers as scores, and names the first that differs.
pub(super) fn assert_same_values(what: &str, expected: &Value, got: &Value) {
    if let Some((path, expected, got)) = first_difference(expected, got) {
        panic!("{what}: at {path}\nexpected: {expected}\ngot:      {got}");
    }
}

fn first_difference(expected: &Value, got: &Value) -> Option<(String, String, String)> {
    let within =
        |step: &str, (path, one, other): (String, String, String)| Some((format!("{step}/{path}"), one, other));
    match (expected, got) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let mut keys: Vec<&String> = ours.keys().chain(theirs.keys()).collect();
            // Totals are more informative than the first hit.
            keys.sort_by_key(|key| ours.get(*key).is_some_and(|value| value.is_array() || value.is_object()));
            keys.into_iter().filter(|key| !DIFFERENT.contains(&key.as_str())).find_map(|key| {
                let [one, other] = [ours, theirs].map(|object| object.get(key).unwrap_or(&Value::Null));
                first_difference(one, other).and_then(|difference| within(key, difference))
            })
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            let items = ours.iter().zip(theirs).enumerate();
            let mut differences = items.filter_map(|(at, (one, other))| {
                first_difference(one, other).and_then(|difference| within(&at.to_string(), difference))
            });
            let length = || {
                let lengths = (ours.len() != theirs.len()).then(|| (ours.len().to_string(), theirs.len().to_string()));
                lengths.map(|(one, other)| ("length".to_owned(), one, other))
            };
            differences.next().or_else(length)
        }
        (Value::Number(one), Value::Number(other)) if is_same_number(one.as_f64()?, other.as_f64()?) => None,
        _ if expected == got => None,
        _ => Some((String::new(), expected.to_string(), got.to_string())),
    }
}

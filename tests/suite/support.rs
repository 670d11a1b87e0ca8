//! Helpers: a temporary folder with articles and an index, and the binary to run on it.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A temporary folder with articles and an index, deleted when the test ends.
pub struct Case {
    folder: TempDir,
}

/// The output and exit code of a command.
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Case {
    pub fn new() -> Self {
        Self::of(tempfile::tempdir())
    }

    /// Returns a case whose folder is in memory where Linux has such a folder: for tests with thousands of syncs.
    pub fn in_memory() -> Self {
        Self::of(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()))
    }

    fn of(folder: std::io::Result<TempDir>) -> Self {
        let case = Self { folder: folder.unwrap() };
        fs::create_dir(case.news()).unwrap();
        case
    }

    /// Returns the folder of the articles.
    pub fn news(&self) -> PathBuf {
        self.root().join("news")
    }

    /// Returns the canonical path of the temporary folder.
    pub fn root(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap()
    }

    /// Writes a file into the folder of the articles.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> &Self {
        let path = self.news().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
        self
    }

    /// Writes a plain-text article.
    pub fn article(&self, name: &str, headline: &str, body: &str) -> &Self {
        self.write(name, format!("{headline}\n\n{body}\n"))
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("dateline").unwrap();
        command.current_dir(self.root()).args(arguments).env_clear().env("XDG_CONFIG_HOME", self.root().join("config"));
        command
    }

    /// Runs a command in the temporary folder; the index is its default, `index`.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(&mut self.command(arguments))
    }

    /// Runs a command and asserts its exit code.
    pub fn expect(&self, code: i32, arguments: &[&str]) -> Outcome {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, code, "dateline {arguments:?}\n{}\n{}", outcome.stdout, outcome.stderr);
        outcome
    }

    /// Indexes the folder of the articles and returns the report.
    pub fn index(&self, code: i32) -> Value {
        self.expect(code, &["index", "news", "--format", "json"]).json()
    }

    /// Returns the headlines of the hits for a query, in order.
    pub fn headlines(&self, query: &str) -> Vec<String> {
        let outcome = self.run(&["search", "--format", "json", "-n", "100", "--", query]);
        let hits = outcome.json()["hits"].as_array().unwrap().clone();
        hits.iter().map(|hit| hit["headline"].as_str().unwrap().to_owned()).collect()
    }
}

impl Outcome {
    pub fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap_or(-1),
        }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.stdout, self.stderr))
    }
}

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns the numbers added, changed, unchanged, removed and skipped in a part of a report.
pub fn counts(report: &Value, part: &str) -> [u64; 5] {
    ["added", "changed", "unchanged", "removed", "skipped"].map(|name| report[part][name].as_u64().unwrap())
}

/// Returns a folder of the shared corpora; if it is missing, prints a `SKIPPED` line and returns `None`.
pub fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(part);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "the shared corpora are required in CI, but {} does not exist",
        path.display()
    );
    say_skipped(&format!("{} does not exist", path.display()));
    None
}

/// Reports that a test has checked nothing, bypassing the harness, which hides the output of passing tests.
pub fn say_skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}, so a test has checked nothing");
}

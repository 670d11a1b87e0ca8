//! A folder of articles, an index beside it, and the binary.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder of articles and an index, both gone when the test ends.
pub struct Case {
    folder: TempDir,
}

/// What a command printed and how it ended.
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Case {
    pub fn new() -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(case.news()).unwrap();
        case
    }

    /// The folder of articles.
    pub fn news(&self) -> PathBuf {
        self.root().join("news")
    }

    /// The folder that everything is in, as the system itself calls it.
    pub fn root(&self) -> PathBuf {
        fs::canonicalize(self.folder.path()).unwrap()
    }

    /// Writes a file of the folder of articles.
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

    /// Runs a command; the index is the folder `index` beside the articles.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(&mut self.command(arguments))
    }

    /// Runs a command that has to end with this code.
    pub fn expect(&self, code: i32, arguments: &[&str]) -> Outcome {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, code, "dateline {arguments:?}\n{}\n{}", outcome.stdout, outcome.stderr);
        outcome
    }

    /// Indexes the folder of articles and returns the report.
    pub fn index(&self, code: i32) -> Value {
        self.expect(code, &["index", "news", "--format", "json"]).json()
    }

    /// The headlines of the hits for a query, in order.
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

/// The numbers added, changed, unchanged, removed and skipped of a part of a report.
pub fn counts(report: &Value, part: &str) -> [u64; 5] {
    ["added", "changed", "unchanged", "removed", "skipped"].map(|name| report[part][name].as_u64().unwrap())
}

/// The shared corpora, or a visible line and nothing.
pub fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(part);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "CI has the shared corpora, but {} is not there", path.display());
    say_skipped(&format!("{} is not there", path.display()));
    None
}

/// Says that a test has checked nothing, past the harness, which keeps back what passing tests print.
pub fn say_skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}, so a test has checked nothing");
}

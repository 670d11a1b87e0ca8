//! The documents tell the truth: every command and format is in the README or the help.

use crate::support::{Case, Outcome};
use std::fs;
use std::path::Path;

fn document(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn every_command_is_in_the_readme() {
    let help = Case::new().expect(0, &["--help"]).stdout;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "help")
        .collect();
    assert!(commands.len() >= 9, "{commands:?}");
    let readme = document("README.md");
    for command in commands {
        assert!(readme.contains(&format!("dateline {command}")), "the README does not mention {command}");
    }
}

#[test]
fn every_exit_code_is_in_the_readme_and_the_help() {
    let help = Case::new().expect(0, &["--help"]).stdout;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let readme = document("README.md");
    for (code, meaning) in
        [("1", "no hits"), ("2", "invalid"), ("3", "locked"), ("4", "skipped"), ("130", "interrupted")]
    {
        assert!(help.contains(code) && help.contains(meaning), "{code} {meaning}");
        assert!(readme.contains(&format!("| {code} |")), "the README does not explain exit code {code}");
    }
}

#[test]
fn manual_page_and_completions_are_printed() {
    let case = Case::new();
    assert!(case.expect(0, &["man"]).stdout.contains(".TH dateline"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(case.expect(0, &["completions", shell]).stdout.contains("dateline"), "{shell}");
    }
    case.expect(2, &["no-such-command"]);
}

#[test]
fn the_readme_shows_what_the_first_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let index = tempfile::tempdir().unwrap();
    let case = Case::new();
    let mut command = case.command(&["search", "--in", "corpus", "flood defences"]);
    command.current_dir(root).env("DATELINE_INDEX", index.path());
    let outcome = Outcome::of(&mut command);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let readme = document("README.md");
    let shown =
        readme.split("<!-- first-search -->\n```text\n").nth(1).and_then(|rest| rest.split("\n\n…\n```").next());
    let shown = shown.expect("the README shows the first search");
    assert!(outcome.stdout.starts_with(shown), "the README shows\n{shown}\nand the command prints\n{}", outcome.stdout);
}

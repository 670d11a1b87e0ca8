//! The documentation is true: its commands run, its output is current, its options and links exist.
//!
//! `console` blocks show commands with their output on the sample archive; a line `…` stands for any number of lines. After a change of
//! wording, `UPDATE_DOCS=1 cargo test --test suite documents` writes the new output into the pages. The commands of `sh` blocks are run.

use crate::markdown::{Page, code_spans};
use crate::support::{Case, Outcome, say_skipped};
use assert_cmd::Command;
use dateline::query::Field;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn binary() -> PathBuf {
    assert_cmd::cargo::cargo_bin("dateline")
}

/// The index of the sample archive, made once for all tests of this file.
fn sample_index() -> &'static Path {
    static INDEX: OnceLock<PathBuf> = OnceLock::new();
    INDEX.get_or_init(|| {
        let folder = project().join("target/tmp/documents-index");
        let _ = fs::remove_dir_all(&folder);
        let mut command = Command::new(binary());
        command.args(["index", "corpus", "--index"]).arg(&folder).current_dir(project());
        command.assert().success();
        folder
    })
}

/// Returns a shell that runs one line in a folder, with `dateline` on its path.
fn shell(line: &str, folder: &Path, home: &Path, index: &Path) -> Command {
    let mut command = Command::new("bash");
    let path = std::env::join_paths(
        [binary().parent().unwrap().to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    command.args(["-o", "pipefail", "-c", line]).current_dir(folder);
    command.env_clear().env("PATH", path.unwrap()).env("HOME", home).env("DATELINE_INDEX", index);
    command
}

/// The names of all commands.
fn commands() -> Vec<String> {
    let help = Case::new().expect(0, &["--help"]).stdout;
    let listed = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let commands: Vec<String> = listed
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "help")
        .map(str::to_owned)
        .collect();
    assert!(commands.len() >= 9, "{commands:?}");
    commands
}

/// The long options of each command, as its help lists them.
fn options() -> BTreeMap<String, BTreeSet<String>> {
    let case = Case::new();
    let of = |command: &String| {
        let help = case.expect(0, &[command, "--help"]).stdout;
        let options = help.lines().filter(|line| line.trim_start().starts_with('-')).flat_map(options_in);
        (command.clone(), options.collect())
    };
    commands().iter().map(of).collect()
}

/// Returns the name at the beginning of a text.
fn option_name(text: &str) -> &str {
    text.split(|c: char| !(c.is_ascii_lowercase() || c == '-')).next().unwrap_or_default()
}

/// Returns the long options in a command line.
fn options_in(line: &str) -> impl Iterator<Item = String> {
    line.split_whitespace()
        .filter_map(|word| Some(format!("--{}", option_name(word.strip_prefix("--")?))))
        .filter(|name| name != "--")
}

#[test]
fn every_command_has_a_row_in_the_readme() {
    let rows = Page::read("README.md").first_cells("command");
    for command in commands() {
        let row = format!("`dateline {command}");
        assert!(rows.iter().any(|cell| cell.starts_with(&row)), "the README has no row for {command}");
    }
}

#[test]
fn every_option_is_documented() {
    let text: String = Page::all().into_iter().map(|page| page.text).collect();
    for (command, options) in options() {
        for option in options.iter().filter(|option| !["--help", "--version"].contains(&option.as_str())) {
            assert!(text.contains(option.as_str()), "no page mentions {option} of dateline {command}");
        }
    }
}

#[test]
fn documented_commands_and_options_exist() {
    let options = options();
    let any: BTreeSet<&String> = options.values().flatten().collect();
    for page in Page::all() {
        for span in page.code_spans() {
            if let Some(line) = span.strip_prefix("dateline ") {
                let command = line.split(' ').next().unwrap_or_default();
                if ["help", "COMMAND"].contains(&command) || command.starts_with('-') {
                    continue;
                }
                let known = options.get(command).unwrap_or_else(|| panic!("{}: `{span}`", page.name));
                let unknown: Vec<String> = options_in(line).filter(|option| !known.contains(option)).collect();
                assert!(unknown.is_empty(), "{}: `{span}`: {unknown:?}", page.name);
            } else if span.starts_with("--") {
                let unknown: Vec<String> = options_in(&span).filter(|option| !any.contains(option)).collect();
                assert!(unknown.is_empty(), "{}: `{span}`", page.name);
            } else if let Some(script) = span.strip_prefix("scripts/") {
                let name = script.split(' ').next().unwrap_or_default();
                assert!(project().join("scripts").join(name).exists(), "{}: `{span}`", page.name);
            }
        }
    }
}

#[test]
fn every_exit_code_is_documented() {
    let help = Case::new().expect(0, &["--help"]).stdout;
    let codes = help.split_once("Exit codes:").expect("the help lists exit codes").1;
    // The help breaks lines anywhere.
    let codes = codes.split_whitespace().collect::<Vec<_>>().join(" ");
    let documented = Page::read("docs/scripting.md").first_cells("exit code");
    assert_eq!(documented, ["0", "1", "2", "3", "4", "5", "6", "70", "130"]);
    for code in documented {
        assert!(codes.contains(&format!("{code} ")), "the help does not explain exit code {code}");
    }
}

#[test]
fn every_field_is_documented() {
    let cells = Page::read("docs/query-language.md").prose();
    for name in Field::names() {
        assert!(cells.contains(&format!("`{name}:`")), "docs/query-language.md does not mention {name}:");
    }
}

#[test]
fn documented_queries_are_accepted() {
    let case = Case::new();
    for page in Page::all() {
        let cells = page.first_cells("query").into_iter().chain(page.first_cells("you type"));
        for query in cells.flat_map(|cell| code_spans(&cell)) {
            let outcome = case.run(&["search", "--explain-query", "--", &query]);
            assert_eq!(outcome.code, 0, "{}: `{query}`\n{}", page.name, outcome.stderr);
        }
    }
}

#[cfg(unix)]
#[test]
fn console_blocks_show_what_the_commands_print() {
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    for page in Page::all() {
        let mut updated = page.text.clone();
        for block in page.blocks().iter().filter(|block| block.language == "console") {
            let mut fresh = String::new();
            let mut matches = true;
            for example in block.text.split("$ ").skip(1) {
                let (command, shown) = example.split_once('\n').unwrap();
                let outcome = Outcome::of(&mut shell(command, project(), project(), sample_index()));
                let code = command.split_once("# exits with ").map_or(0, |(_, code)| code.parse().unwrap());
                assert_eq!(outcome.code, code, "{}: {command}\n{}", page.name, outcome.stderr);
                let printed = if outcome.stdout.is_empty() { outcome.stderr } else { outcome.stdout };
                matches &= is_like(shown, &printed);
                assert!(
                    update || matches,
                    "{}, line {}: {command}\nprints now\n{printed}\n(UPDATE_DOCS=1 writes it into the page)",
                    page.name,
                    block.line
                );
                fresh.push_str(&format!("$ {command}\n{printed}"));
            }
            if !matches && !block.text.contains("\n…\n") {
                updated = updated.replace(block.text, &fresh);
            }
        }
        if updated != page.text {
            fs::write(&page.path, updated).unwrap();
        }
    }
}

/// Returns whether a text is as shown; a line `…` matches any number of lines.
fn is_like(shown: &str, text: &str) -> bool {
    let mut rest = text;
    let mut parts = format!("\n{shown}").split("\n…\n").map(str::to_owned).collect::<Vec<_>>();
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() {
        return shown == text;
    }
    for (number, part) in parts.iter().enumerate() {
        let part = part.trim_start_matches('\n');
        match rest.find(part) {
            Some(at) if number > 0 || at == 0 => rest = &rest[at + part.len()..],
            _ => return false,
        }
    }
    rest.ends_with(&last)
}

#[test]
fn elided_lines_match_any_lines() {
    assert!(is_like("a\n", "a\n") && !is_like("a\n", "a\nb\n"));
    assert!(is_like("a\n…\n", "a\nb\n") && !is_like("b\n…\n", "a\nb\n"));
    assert!(is_like("a\n…\nd\n", "a\nb\nc\nd\n") && !is_like("a\n…\nd\n", "a\nb\n"));
}

/// The files that commands of `sh` blocks name: a home folder with clippings, an export, topics, judgments.
fn world() -> tempfile::TempDir {
    let world = tempfile::tempdir().unwrap();
    let page = "<html><head><title>Bridge reopens</title></head><body><article><h1>Bridge reopens</h1><p>The harbour bridge has \
                reopened after repairs that took three months, the council said.</p></article></body></html>";
    for (name, contents) in [
        ("clippings/gazette/ferry.txt", "Ferry strike ends\n\nCrews went back to work on Monday.\n"),
        ("Downloads/article.html", page),
        ("export.json", r#"{"articles": [{"id": "e1", "title": "Quay sold", "text": "The quay was sold."}]}"#),
        ("topics.tsv", "1\tferry strike\n2\tflood defences\n"),
        ("qrels.txt", "1 0 5f1vc17dcs1y69d3 1\n2 0 5f1vc17dcs1y69d3 0\n"),
    ] {
        let path = world.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(project().join("corpus"), world.path().join("corpus")).unwrap();
    world
}

#[cfg(unix)]
#[test]
fn commands_of_shell_blocks_run() {
    for page in Page::all() {
        let blocks = page.blocks();
        let lines: Vec<&str> =
            blocks.iter().filter(|block| block.language == "sh").flat_map(|block| block.text.lines()).collect();
        if !lines.iter().any(|line| line.contains("dateline ")) {
            continue;
        }
        let world = world();
        let index = world.path().join("index");
        let run = |line: &str| Outcome::of(&mut shell(line, world.path(), world.path(), &index));
        assert_eq!(run("dateline index corpus").code, 0);
        for line in lines.into_iter().filter(|line| line.contains("dateline ")) {
            if line.contains("jq ") && run("command -v jq").code != 0 {
                say_skipped("jq is not installed");
                continue;
            }
            let outcome = run(line);
            assert!([0, 1, 4].contains(&outcome.code), "{}: {line}\n{}\n{}", page.name, outcome.code, outcome.stderr);
        }
    }
}

#[test]
fn documented_configuration_is_accepted() {
    let case = Case::new();
    let page = Page::read("docs/configuration.md");
    let block = page.blocks().into_iter().find(|block| block.language == "toml").expect("a configuration").text;
    fs::write(case.root().join("config.toml"), block.replace("/home/me/archive", "no-such-index")).unwrap();
    case.expect(3, &["stats", "--config", "config.toml"]);
    fs::write(case.root().join("config.toml"), "colour = true\n").unwrap();
    case.expect(2, &["stats", "--config", "config.toml"]);
}

#[test]
fn links_lead_to_files() {
    let others = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];
    for page in Page::all().into_iter().chain(others.map(Page::read)) {
        for link in page.links().iter().filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let file = link.split('#').next().unwrap_or_default();
            assert!(page.path.parent().unwrap().join(file).exists(), "{}: {link}", page.name);
        }
    }
}

#[test]
fn files_named_in_the_project_exist() {
    let mut named = String::new();
    for name in ["README.md", "CONTRIBUTING.md", "SECURITY.md", "justfile", ".ci/run", ".github/workflows/ci.yml"] {
        let text = fs::read_to_string(project().join(name)).unwrap();
        let is_end = |c: char| !(c.is_ascii_alphanumeric() || "_-./".contains(c));
        for path in text.split(is_end).map(|word| word.trim_end_matches('.')).filter(|word| {
            ["src/", "scripts/", "tests/", "docs/"].iter().any(|folder| word.starts_with(folder))
                && !word.contains("NAME")
        }) {
            assert!(project().join(path).exists(), "{name} names {path}, which does not exist");
        }
        named.push_str(&text);
    }
    for script in fs::read_dir(project().join("scripts")).unwrap().map(|entry| entry.unwrap()) {
        let name = script.file_name().into_string().unwrap();
        let is_file = script.file_type().unwrap().is_file();
        assert!(!is_file || named.contains(&format!("scripts/{name}")), "no page mentions scripts/{name}");
    }
}

#[test]
fn glossary_is_sorted_and_has_each_term_once() {
    let terms = Page::read("docs/glossary.md").first_cells("term");
    let keys: Vec<String> = terms.iter().map(|term| term.to_lowercase()).collect();
    let unsorted = keys.windows(2).find(|pair| pair[0] >= pair[1]);
    assert!(terms.len() > 50 && unsorted.is_none(), "{unsorted:?}");
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
fn every_format_has_its_row_in_the_documentation() {
    let page = fs::read_to_string(project().join("docs/formats.md")).unwrap();
    for row in dateline::corpus::Format::all().map(dateline::corpus::Format::row) {
        let line = format!("| `{}` | {} | {} |", row.name, row.files, row.read);
        assert!(page.lines().any(|found| found == line), "docs/formats.md lacks this line:\n{line}");
    }
}

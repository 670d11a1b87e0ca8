//! Control characters of articles, file names and arguments never reach a terminal.

use crate::support::Case;

#[test]
fn control_characters_are_not_printed() {
    let case = Case::new();
    case.article("a.txt", "Red \u{1b}[31malert\u{9b}2J", "Text with \u{202e}override and \u{7}bell about volcanoes.");
    case.index(0);
    for format in ["human", "json", "jsonl", "csv", "tsv"] {
        let outcome = case.expect(0, &["search", "volcanoes", "--color", "never", "--format", format]);
        let harmful = |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}';
        assert!(!outcome.stdout.contains(harmful), "{format}: {:?}", outcome.stdout);
    }
    let coloured = case.run(&["search", "volcanoes", "--color", "always"]).stdout;
    assert!(coloured.contains("\u{1b}[") && !coloured.contains("[31m\u{1b}") && !coloured.contains('\u{9b}'));
}

#[test]
fn control_characters_of_arguments_and_file_names_are_not_printed() {
    let case = Case::new();
    let hostile = "a\u{9b}31m\r\u{1b}[2J\u{202e}\u{2066}\n";
    case.article("a.txt", "Flood", "The river rose.");
    case.write(&format!("{hostile}.txt"), "");
    let harmful =
        |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let outcome = case.expect(4, &["index", "news", "--rejects", "rejects.jsonl"]);
    assert!(!outcome.stderr.contains(harmful), "{:?}", outcome.stderr);
    let rejects = std::fs::read_to_string(case.root().join("rejects.jsonl")).unwrap();
    assert!(!rejects.contains(harmful), "{rejects:?}");
    let reject: serde_json::Value = serde_json::from_str(rejects.trim_end()).unwrap();
    assert!(reject["file"].as_str().unwrap().ends_with(&format!("{hostile}.txt")));
    let option = format!("--{hostile}");
    let commands: [&[&str]; 15] = [
        &[hostile],
        &[&option],
        &["help", hostile],
        &["search", "x", "--lang", hostile],
        &["search", "x", "--format", hostile],
        &["search", "x", "--since", hostile],
        &["search", "x", "--index", hostile],
        &["search", "x", "--config", hostile],
        &["search", "xyzzy", "--source", hostile],
        &["search", hostile, "(", "date:2015-13"],
        &["search", "flood", "--in", hostile],
        &["show", hostile],
        &["forget", hostile],
        &["run", hostile],
        &["index", "news", "--map", hostile],
    ];
    for arguments in commands {
        for color in ["--color=never", "--color=always"] {
            let outcome = case.run(&[arguments, &[color]].concat());
            let typed = format!("{}{}", outcome.stdout, outcome.stderr);
            assert!(outcome.code != 0 && !typed.is_empty(), "{arguments:?}");
            assert!(!typed.contains(harmful), "{arguments:?}: {typed:?}");
        }
    }
}

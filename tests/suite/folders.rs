//! Folders as people have them: files moved over others, links upwards, the archive among the articles, a home folder in the settings.

use crate::support::{Case, Outcome, counts};
use std::fs;

#[cfg(unix)]
#[test]
fn a_file_moved_over_another_of_equal_size_and_time_is_read() {
    let case = Case::new();
    case.article("a.txt", "One", "alpha text").article("b.txt", "Two", "bravo text");
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_447_495_200);
    for name in ["a.txt", "b.txt"] {
        fs::File::options().write(true).open(case.news().join(name)).unwrap().set_modified(time).unwrap();
    }
    case.index(0);
    fs::rename(case.news().join("b.txt"), case.news().join("a.txt")).unwrap();
    assert_eq!(counts(&case.index(0), "files"), [0, 1, 0, 1, 0]);
    assert_eq!(case.headlines("bravo"), ["Two"]);
    assert_eq!(counts(&case.index(0), "files"), [0, 0, 1, 0, 0]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_adds_nothing() {
    let case = Case::new();
    case.article("a.txt", "One", "alpha text");
    std::os::unix::fs::symlink("..", case.news().join("up")).unwrap();
    std::os::unix::fs::symlink(case.root().join("index"), case.news().join("archive")).unwrap();
    for _ in 0..2 {
        case.index(0);
        assert_eq!(case.headlines("words:>=0"), ["One"]);
    }
}

#[test]
fn an_archive_in_the_folder_of_its_articles_does_not_read_itself() {
    let case = Case::new();
    case.article("a.txt", "One", "alpha text").article("store-9/b.txt", "Two", "bravo text");
    let added = Outcome::of(case.command(&["--index", "news", "add", "-"]).write_stdin("{\"headline\":\"Three\"}\n"));
    assert_eq!(added.code, 0, "{}", added.stderr);
    for arguments in [&["index", "news"][..], &["index"], &["add", "news"], &["index", "--rebuild"], &["index"]] {
        case.expect(0, &[&["--index", "news"], arguments].concat());
        let found = case.expect(0, &["--index", "news", "search", "words:>=0", "--format", "ids", "-q"]).stdout;
        assert_eq!(found.lines().count(), 3, "{arguments:?}");
    }
}

#[test]
fn what_a_stream_lacked_is_reported_once() {
    let case = Case::new();
    case.article("a.txt", "One", "alpha text").index(0);
    let add = |input: &str| Outcome::of(case.command(&["add", "-"]).write_stdin(input)).code;
    assert_eq!(add("this is no JSON"), 4);
    assert_eq!(add(""), 4);
    assert_eq!(fs::read_dir(case.root().join("index/added")).unwrap().count(), 0);
    assert_eq!(add("{\"headline\":\"Two\"}\nno JSON\n{\"headline\":\"Three\"}\n"), 4);
    for _ in 0..2 {
        let rebuilt = case.expect(0, &["index", "--rebuild", "--format", "json"]).json();
        assert_eq!(counts(&rebuilt, "articles"), [3, 0, 0, 0, 0]);
    }
}

#[test]
fn the_home_folder_is_expanded_and_an_empty_variable_is_unset() {
    let case = Case::new();
    case.article("a.txt", "One", "alpha text");
    let config = case.root().join("config/dateline");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "index = \"~/one\"").unwrap();
    let index = |arguments: &[&str], variable: Option<&str>| {
        let mut command = case.command(&[arguments, &["index", "news", "-q"]].concat());
        command.env("HOME", case.root().join("home")).envs(variable.map(|value| ("DATELINE_INDEX", value)));
        Outcome::of(&mut command)
    };
    for (arguments, variable, expected) in [
        (&[][..], None, "one"),
        (&[], Some(""), "one"),
        (&[], Some("~/two"), "two"),
        (&["--index=~/three"], None, "three"),
    ] {
        let outcome = index(arguments, variable);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(case.root().join("home").join(expected).join("archive.json").exists(), "{expected}");
        let _ = fs::remove_dir_all(case.root().join("home"));
    }
    assert_eq!(index(&["--index", ""], None).code, 2);
    assert_ne!(index(&[], Some("~nobody/x")).code, 0);
    assert!(!case.root().join("~nobody").exists() && !case.root().join("~").exists());
}

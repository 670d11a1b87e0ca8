//! The arrows between the rooms: a room imports only from rooms before it, and a library stays in its room.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the bottom up (ARCHITECTURE.md).
const ROOMS: [&str; 12] = [
    "article", "text", "query", "matching", "corpus", "engine", "ingest", "ranking", "search", "eval", "output", "cli",
];

/// Arrows that the order would allow and the design does not.
const FORBIDDEN: [(&str, &str); 4] =
    [("corpus", "query"), ("corpus", "matching"), ("output", "engine"), ("engine", "corpus")];

/// Libraries and the only folders whose files may name them.
const LIBRARIES: [(&str, &[&str]); 12] = [
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("terminal_size", &["cli"]),
    ("tantivy", &["engine/embedded"]),
    ("tantivy_fst", &["engine/embedded"]),
    ("unicode_width", &["output"]),
    ("frostem", &["text"]),
    ("regex_automata", &["text"]),
    ("walkdir", &["corpus"]),
    ("globset", &["corpus"]),
    ("redb", &["ingest"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a line of code names, as `crate::room` or in a list `crate::{room, …}`.
fn rooms_named(line: &str) -> Vec<&'static str> {
    let code = line.split("//").next().unwrap_or_default();
    let mut named = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let listed = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or(list));
        let names: Vec<&str> = if rest.starts_with('{') { listed.split(',').collect() } else { vec![rest] };
        for name in names {
            let word = name.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
            named.extend(ROOMS.iter().find(|room| **room == word));
        }
    }
    named
}

/// What is wrong with one line of a file, if anything is.
fn faults(file: &Path, line: &str) -> Vec<String> {
    let room = file.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
    let place = |name: &str| ROOMS.iter().position(|room| *room == name);
    let mut faults = Vec::new();
    if let Some(here) = place(room) {
        for named in rooms_named(line) {
            let wrong_way = place(named).is_some_and(|there| there > here);
            if wrong_way || FORBIDDEN.contains(&(room, named)) {
                faults.push(format!("`{room}` must not import from `{named}`"));
            }
        }
    }
    let code = line.split("//").next().unwrap_or_default();
    for (library, homes) in LIBRARIES {
        let names_it = code.contains(&format!("{library}::")) || code.contains(&format!("use {library};"));
        let is_part_of_a_name = code.contains(&format!("_{library}::"));
        if names_it && !is_part_of_a_name && !homes.iter().any(|home| file.starts_with(home)) {
            faults.push(format!("`{library}` belongs in {homes:?} alone"));
        }
    }
    faults
}

#[test]
fn every_arrow_points_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    assert!(files.len() > ROOMS.len(), "no sources found");
    let mut wrong = Vec::new();
    for path in files {
        let file = path.strip_prefix(&root).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            !text.contains("use crate::{\n"),
            "src/{}: one `use` a room, so that arrows can be read",
            file.display()
        );
        for (number, line) in text.lines().enumerate() {
            for fault in faults(file, line) {
                wrong.push(format!("src/{}:{}: {fault}", file.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point the wrong way:\n{}", wrong.join("\n"));
}

#[test]
fn wrong_arrows_are_seen() {
    let wrong = [
        ("text/mod.rs", "use crate::query::Query;"),
        ("corpus/discover.rs", "    let x = crate::query::parse(text);"),
        ("article/mod.rs", "use crate::{text, cli::run};"),
        ("search/mod.rs", "use tantivy::Index;"),
        ("ingest/update.rs", "use anyhow::Result;"),
    ];
    for (file, line) in wrong {
        assert_eq!(faults(Path::new(file), line).len(), if line.contains('{') { 2 } else { 1 }, "{file}: {line}");
    }
    let right = [
        ("query/mod.rs", "use crate::text::token_count;"),
        ("engine/embedded/reader.rs", "use tantivy::Index;"),
        ("text/mod.rs", "// crate::cli is none of our business"),
    ];
    for (file, line) in right {
        assert_eq!(faults(Path::new(file), line), Vec::<String>::new(), "{file}: {line}");
    }
}

#[test]
fn every_room_is_in_the_list_and_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut rooms: Vec<String> = fs::read_dir(&root)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    rooms.sort();
    let mut listed = ROOMS.map(str::to_owned);
    listed.sort();
    assert_eq!(rooms, listed);
}

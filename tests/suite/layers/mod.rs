//! The arrows between the rooms: a room imports only from rooms before it, a library stays in its room, and no files import in a circle.

mod source_tree;

use source_tree::{ModulePath, SourceTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the bottom up (ARCHITECTURE.md).
const ROOMS: [&str; 16] = [
    "durable", "parallel", "article", "text", "query", "matching", "corpus", "scoring", "engine", "ingest", "ranking",
    "search", "eval", "library", "output", "cli",
];

/// The rooms within each engine, from the bottom up.
const ENGINE_ROOMS: [(&str, &[&str]); 2] = [
    (
        "tantivy",
        &[
            "schema",
            "stored",
            "postings",
            "segment_io",
            "lookup",
            "open_index",
            "indexing",
            "positional",
            "lowering",
            "collecting",
            "counting",
            "damage",
            "engine",
        ],
    ),
    (
        "opensearch",
        &[
            "client",
            "settings",
            "tokens",
            "mapping",
            "meta",
            "search_answer",
            "summary",
            "commit",
            "lock",
            "store",
            "read_article",
            "article_cache",
            "open_index",
            "reading",
            "lowering",
            "vocabulary",
            "counting",
            "ranking",
            "compounds",
            "indexing",
            "engine",
        ],
    ),
];

/// Arrows that the order would allow and the design does not.
const FORBIDDEN: [(&str, &str); 6] = [
    ("corpus", "query"),
    ("corpus", "matching"),
    ("output", "engine"),
    ("engine", "corpus"),
    ("scoring", "query"),
    ("scoring", "corpus"),
];

/// Libraries and the only folders or files that may name them.
const LIBRARIES: [(&str, &[&str]); 13] = [
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("terminal_size", &["cli"]),
    ("tantivy", &["engine/tantivy"]),
    ("tantivy_fst", &["engine/tantivy"]),
    ("ureq", &["engine/opensearch"]),
    ("unicode_width", &["output"]),
    ("frostem", &["text"]),
    ("regex_automata", &["text"]),
    ("walkdir", &["corpus"]),
    ("globset", &["corpus"]),
    ("redb", &["ingest"]),
];

/// tantivy's serializers and its undocumented functions, which only one room may name.
const SEGMENT_IO: [&str; 7] = [
    ".add_segment(",
    "with_delete_meta",
    "InvertedIndexSerializer",
    "FieldSerializer",
    "FieldNormsSerializer",
    "FastFieldsWriter",
    "StoreWriter",
];

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn position(rooms: &[&str], module: &[String], depth: usize) -> Option<usize> {
    rooms.iter().position(|room| module.get(depth).is_some_and(|name| name == room))
}

/// Returns the fault of an arrow between two modules, if any.
fn fault(from: &[String], to: &[String]) -> Option<String> {
    let (here, there) = (position(&ROOMS, from, 0)?, position(&ROOMS, to, 0)?);
    let (room, named) = (ROOMS[here], ROOMS[there]);
    if there > here || FORBIDDEN.contains(&(room, named)) {
        return Some(format!("`{room}` must not import from `{named}`"));
    }
    let engine = |module: &[String]| {
        let name = module.get(1).filter(|_| module[0] == "engine")?;
        ENGINE_ROOMS.iter().find(|(engine, _)| engine == name)
    };
    let (engine, rooms) = engine(from).filter(|of_engine| engine(to) == Some(of_engine))?;
    let (here, there) = (position(rooms, from, 2)?, position(rooms, to, 2)?);
    (there > here).then(|| format!("`engine/{engine}/{}` must not import from `{}`", rooms[here], rooms[there]))
}

/// Returns the faults of all arrows of a tree, each with its file and line.
fn wrong_arrows(tree: &SourceTree) -> Vec<String> {
    let mut wrong = Vec::new();
    for (module, file) in tree.files() {
        for import in tree.imports(module) {
            if let Some(fault) = fault(module, &import.defined_in) {
                wrong.push(format!("src/{}:{}: {fault}", file.display(), import.line));
            }
        }
    }
    wrong
}

/// Returns the groups of files that import one another in a circle, outside their tests.
fn circles(tree: &SourceTree) -> Vec<Vec<String>> {
    let edges: BTreeMap<&ModulePath, BTreeSet<ModulePath>> = tree
        .files()
        .map(|(module, _)| {
            let imports = tree.imports(module).into_iter().filter(|import| !import.is_test && !import.is_reexport);
            (module, imports.map(|import| import.defined_in).collect())
        })
        .collect();
    let reachable = |start: &ModulePath| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(module) = open.pop() {
            for next in edges.get(module).into_iter().flatten() {
                if seen.insert(next) {
                    open.push(next);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&ModulePath, BTreeSet<&ModulePath>> =
        edges.keys().map(|module| (*module, reachable(module))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, from_here) in reached.iter().filter(|(module, from_here)| from_here.contains(*module)) {
        let others = from_here.iter().filter(|other| reached.get(**other).is_some_and(|back| back.contains(module)));
        circles.insert(others.map(|other| other.join("::")).collect());
    }
    circles.into_iter().collect()
}

/// Returns the libraries that a line of a file must not name.
fn misplaced_libraries(file: &Path, line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let mut faults = Vec::new();
    for (library, homes) in LIBRARIES {
        let is_named = code.contains(&format!("{library}::")) || code.contains(&format!("use {library};"));
        let is_part_of_a_name = ["_", "::"].iter().any(|before| code.contains(&format!("{before}{library}::")));
        if is_named && !is_part_of_a_name && !homes.iter().any(|home| file.starts_with(home)) {
            faults.push(format!("`{library}` belongs in {homes:?} alone"));
        }
    }
    if !file.starts_with("engine/tantivy/segment_io") {
        let named = SEGMENT_IO.iter().filter(|name| code.contains(*name));
        faults.extend(named.map(|name| format!("`{name}` belongs in engine/tantivy/segment_io alone")));
    }
    faults
}

#[test]
fn every_arrow_points_down() {
    let tree = SourceTree::read(&source_folder());
    assert!(tree.files().count() > ROOMS.len(), "no sources found");
    let wrong = wrong_arrows(&tree);
    assert!(wrong.is_empty(), "arrows that point the wrong way:\n{}", wrong.join("\n"));
}

/// Returns the rooms below the facade that a line of `cli` or `output` names.
fn past_the_facade(line: &str) -> Vec<&'static str> {
    let code = line.split("//").next().unwrap_or_default();
    let below = ROOMS.iter().take_while(|room| **room != "library");
    below.filter(|room| code.contains(&format!("crate::{room}"))).copied().collect()
}

#[test]
fn the_faces_import_from_the_facade_alone() {
    let root = source_folder();
    let mut wrong = Vec::new();
    let tree = SourceTree::read(&root);
    let faces = tree.files().filter(|(_, file)| file.starts_with("cli") || file.starts_with("output"));
    for (_, file) in faces {
        let text = fs::read_to_string(root.join(file)).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let rooms = past_the_facade(line);
            wrong.extend(rooms.iter().map(|room| format!("src/{}:{number}: `{room}`", file.display())));
        }
    }
    assert!(wrong.is_empty(), "imports past `library`:\n{}", wrong.join("\n"));
    assert_eq!(past_the_facade("use crate::search::SearchOptions;"), ["search"]);
    assert_eq!(past_the_facade("use crate::library::SearchOptions;"), [""; 0]);
}

#[test]
fn no_files_import_in_a_circle() {
    let circles = circles(&SourceTree::read(&source_folder()));
    let lines: Vec<String> = circles.iter().map(|circle| circle.join(" <-> ")).collect();
    assert!(lines.is_empty(), "circles of imports:\n{}", lines.join("\n"));
}

#[test]
fn every_type_name_has_one_meaning() {
    let root = source_folder();
    let mut defined: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for (_, file) in SourceTree::read(&root).files() {
        let text = fs::read_to_string(root.join(file)).unwrap();
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        for line in code.lines() {
            let words: Vec<&str> = line.split(|c: char| !(c.is_alphanumeric() || "_(:/".contains(c))).collect();
            let keyword = words.iter().position(|word| ["struct", "enum", "trait"].contains(word));
            let is_definition = |at: usize| {
                words[..at].iter().all(|word| word.is_empty() || word.starts_with("pub") || word.starts_with("crate::"))
            };
            let Some(at) = keyword.filter(|at| is_definition(*at)) else { continue };
            let name = words.get(at + 1).map(|name| name.split('(').next().unwrap_or_default());
            defined.entry(name.unwrap_or_default().to_owned()).or_default().insert(file.clone());
        }
    }
    assert!(defined.len() > 200, "no types found");
    let twice: Vec<_> = defined.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "type names with several meanings: {twice:#?}");
}

#[test]
fn libraries_stay_in_their_rooms() {
    let root = source_folder();
    let mut wrong = Vec::new();
    for (_, file) in SourceTree::read(&root).files() {
        let text = fs::read_to_string(root.join(file)).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let faults = misplaced_libraries(file, line);
            wrong.extend(faults.into_iter().map(|fault| format!("src/{}:{number}: {fault}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "libraries outside their rooms:\n{}", wrong.join("\n"));
}

/// Paths and their texts.
type Files<'a> = &'a [(&'a str, &'a str)];

/// A tree of files given as text.
fn tree(files: Files<'_>) -> SourceTree {
    SourceTree::new(files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())))
}

#[test]
fn wrong_arrows_are_found() {
    let cases: [(&str, Files<'_>, usize); 8] = [
        ("upwards", &[("text/mod.rs", "use crate::query::Query;"), ("query/mod.rs", "")], 1),
        ("in an expression", &[("corpus/a.rs", "    let x = crate::query::parse(text);"), ("query/mod.rs", "")], 1),
        (
            "in a list over several lines",
            &[
                ("article/mod.rs", "use crate::{\n    text,\n    cli::run,\n};"),
                ("text/mod.rs", ""),
                ("cli/mod.rs", ""),
            ],
            2,
        ),
        (
            "through a re-export",
            &[
                ("search/mod.rs", "pub use crate::engine::Group;"),
                ("engine/mod.rs", "mod counts;\npub use counts::Group;"),
                ("engine/counts.rs", "pub enum Group {}"),
                ("output/count.rs", "use crate::search::Group;"),
            ],
            1,
        ),
        (
            "within the engine",
            &[
                ("engine/tantivy/schema/mod.rs", "use crate::engine::tantivy::lowering::Lowering;"),
                ("engine/tantivy/lowering/mod.rs", ""),
            ],
            1,
        ),
        ("downwards", &[("query/mod.rs", "use crate::text::tokens;"), ("text/mod.rs", "")], 0),
        ("in a comment", &[("text/mod.rs", "// crate::cli is not our concern"), ("cli/mod.rs", "")], 0),
        ("from a library", &[("text/mod.rs", "use std::query::Query;"), ("query/mod.rs", "")], 0),
    ];
    for (name, files, expected) in cases {
        let wrong = wrong_arrows(&tree(files));
        assert_eq!(wrong.len(), expected, "{name}: {wrong:?}");
    }
}

#[test]
fn circles_are_found_and_reexports_and_tests_make_none() {
    let found = circles(&tree(&[
        ("query/mod.rs", "mod a;\nmod b;\npub use a::A;"),
        ("query/a.rs", "use super::b::B;"),
        ("query/b.rs", "use super::A;"),
    ]));
    assert_eq!(found, [["query::a", "query::b"]]);
    let none = circles(&tree(&[
        ("query/mod.rs", "mod a;\nmod b;\npub use a::A;\npub use b::B;"),
        ("query/a.rs", "use super::B;"),
        ("query/b.rs", "pub struct B;\n#[cfg(test)]\nmod tests {\n    use super::super::A;\n}"),
    ]));
    assert_eq!(none, Vec::<Vec<String>>::new());
}

#[test]
fn misplaced_libraries_are_found() {
    for (file, line) in [
        ("search/mod.rs", "use tantivy::Index;"),
        ("ingest/update.rs", "use anyhow::Result;"),
        ("engine/tantivy/indexing/writer.rs", "use tantivy::postings::InvertedIndexSerializer;"),
    ] {
        assert_eq!(misplaced_libraries(Path::new(file), line).len(), 1, "{file}: {line}");
    }
    for (file, line) in
        [("engine/tantivy/engine.rs", "use tantivy::Index;"), ("engine/open.rs", "use super::tantivy::TantivyEngine;")]
    {
        assert_eq!(misplaced_libraries(Path::new(file), line), Vec::<String>::new(), "{file}: {line}");
    }
}

#[test]
fn every_room_is_listed_and_exists() {
    let names = |folder: PathBuf| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().trim_end_matches(".rs").to_owned());
        names.filter(|name| !["lib", "main", "mod"].contains(&name.as_str())).collect()
    };
    assert_eq!(names(source_folder()), ROOMS.iter().map(|room| (*room).to_owned()).collect());
    for (engine, rooms) in ENGINE_ROOMS {
        let found = names(source_folder().join("engine").join(engine));
        assert_eq!(found, rooms.iter().map(|room| (*room).to_owned()).collect(), "{engine}");
    }
}

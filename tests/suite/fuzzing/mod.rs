//! A bounded run of the fuzz targets (`fuzz/`) on stable Rust: the kept corpus, its mutations and random input.
//!
//! Without settings, the inputs are few and always the same. `scripts/fuzz` runs for a given time with a new seed, through the environment:
//! `DATELINE_FUZZ_SECONDS` is the time for each target, `DATELINE_FUZZ_SEED` the seed. A failing input is kept in `fuzz/failures`.

mod mutation;
mod random;
mod run;

pub(crate) use random::Random;

use crate::fuzz_targets::TARGETS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One test per target, so that each has a name and can run alone.
macro_rules! targets {
    ($($test:ident $target:literal,)*) => {
        $(#[test]
        fn $test() {
            run::fuzz($target);
        })*

        const TESTED: &[&str] = &[$($target,)*];
    };
}

targets! {
    fuzz_article_lines "article-lines",
    fuzz_compression "compression",
    fuzz_damage "damage",
    fuzz_dates "dates",
    fuzz_encodings "encodings",
    fuzz_formats "formats",
    fuzz_front_matter "front-matter",
    fuzz_html "html",
    fuzz_indexing "indexing",
    fuzz_json "json",
    fuzz_json_lines "json-lines",
    fuzz_markdown "markdown",
    fuzz_matching "matching",
    fuzz_queries "queries",
    fuzz_results "results",
    fuzz_text "text",
    fuzz_words "words",
}

/// Returns the folder of the fuzz targets.
fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// Returns the names in a folder of `fuzz/`, without their extensions.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(home().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| path.file_stem().unwrap().to_str().unwrap().replace('_', "-")).collect()
}

#[test]
fn every_fuzz_target_has_a_test_a_program_a_corpus_and_a_dictionary() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(targets, TESTED.iter().map(|name| (*name).to_owned()).collect());
    for folder in ["fuzz_targets", "corpus", "dictionaries"] {
        assert_eq!(targets, names(folder), "fuzz/{folder}");
    }
    let manifest = fs::read_to_string(home().join("Cargo.toml")).unwrap();
    for name in &targets {
        let file = name.replace('-', "_");
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{file}.rs\"")), "{name}");
        let program = fs::read_to_string(home().join("fuzz_targets").join(format!("{file}.rs"))).unwrap();
        assert!(program.contains(&format!("dateline_fuzz::fuzz_{file}(data)")), "{name}");
    }
}

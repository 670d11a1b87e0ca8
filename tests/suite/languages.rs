//! The languages of short texts, one per file: they follow the sure languages of their source, folder and archive.

use crate::support::{Case, Outcome, copy_folder};
use dateline::{Archive, Article, Query};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Short texts whose language cannot be detected, or is detected wrongly.
const SHORT: [&str; 3] = ["Qoxt zzurb plimf", "Stadtrat tagt", "Torjubel Zweitligist"];

const GERMAN: &str = "Der Stadtrat hat den Hochwasserschutz nach langer Debatte beschlossen und das ist gut so.";
const ENGLISH: &str = "The council approved the flood barrier after a long debate, and it was the worst of the year.";
const FRENCH: &str = "Le conseil a approuvé la digue après un long débat, et les habitants de la ville sont contents.";

/// Returns the language of each article, or `-`, by its file.
fn languages(index: &Path) -> BTreeMap<String, String> {
    let archive = Archive::open(index).unwrap();
    let page = archive.search(&Query::parse("words:>=0").unwrap()).limit(1_000).run().unwrap();
    let language = |article: &Article| article.language.map_or("-".to_owned(), |language| language.to_string());
    let name = |article: &Article| {
        let file = article.file.to_string();
        file.rsplit_once("/news/").map_or(file.clone(), |(_, name)| name.to_owned())
    };
    page.hits().map(|hit| (name(hit.article()), language(hit.article()))).collect()
}

fn languages_of(case: &Case) -> BTreeMap<String, String> {
    languages(&case.root().join("index"))
}

/// Writes an article of a source as JSON.
fn of_source(case: &Case, name: &str, source: &str, headline: &str) {
    case.write(name, serde_json::json!({ "headline": headline, "source": source }).to_string());
}

#[test]
fn short_texts_follow_the_sure_ones_of_their_folder_and_source() {
    let case = Case::new();
    for number in 1..=3 {
        case.write(&format!("de/long-{number}.txt"), GERMAN);
        case.write(&format!("mixed/long-{number}.txt"), [GERMAN, ENGLISH, FRENCH][number - 1]);
    }
    for (number, short) in SHORT.iter().enumerate() {
        case.write(&format!("de/short-{number}.txt"), short);
        case.write(&format!("mixed/short-{number}.txt"), short);
        of_source(&case, &format!("de/courier-{number}.json"), "Courier", short);
        of_source(&case, &format!("en/courier-{number}.json"), "Courier", short);
    }
    of_source(&case, "en/courier-long.json", "Courier", ENGLISH);
    case.index(0);
    let found = languages_of(&case);
    for (name, language) in &found {
        let expected = match name.split_once('/') {
            Some((_, file)) if file.starts_with("courier") => "en",
            Some(("de", _) | ("mixed", "long-1.txt")) => "de",
            Some(("mixed", "long-2.txt")) => "en",
            Some(("mixed", "long-3.txt")) => "fr",
            _ => continue,
        };
        assert_eq!(language, expected, "{name}");
    }
    assert_eq!(found.get("mixed/short-0.txt").map(String::as_str), Some("-"));
    // The inflected form is found by the German stem, and the output does not show how the language was determined.
    let shown = case.expect(0, &["show", "--format", "json", &ids(&case, "qoxt path:short-0 path:de")]).json();
    assert_eq!((shown["language"].as_str(), shown.get("language_guess")), (Some("de"), None));
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(languages_of(&case), found);
}

fn ids(case: &Case, query: &str) -> String {
    case.expect(0, &["search", "--format", "ids", "--", query]).stdout.trim().to_owned()
}

#[test]
fn short_texts_follow_when_the_sure_ones_change() {
    let case = Case::new();
    let short = || languages_of(&case).get("short.txt").cloned().unwrap_or_default();
    case.write("short.txt", SHORT[0]);
    case.index(0);
    assert_eq!(short(), "-");
    let added = || case.expect(0, &["show", "--format", "json", &ids(&case, "qoxt")]).json()["added"].clone();
    let first_added = added();
    for (text, expected) in [(GERMAN, "de"), (ENGLISH, "en"), ("12", "-"), (FRENCH, "fr")] {
        for number in 1..=3 {
            case.write(&format!("long-{number}.txt"), text);
        }
        let report = case.index(0);
        assert_eq!(short(), expected, "{text}");
        // The article itself has not changed.
        assert_eq!(report["articles"]["unchanged"], 1, "{report}");
        assert_eq!(case.index(0)["articles"]["unchanged"], 4);
    }
    assert_eq!(added(), first_added);
    case.expect(0, &["remove", "news/long-1.txt"]);
    assert_eq!(short(), "-");
    case.expect(0, &["add", "news/long-1.txt"]);
    assert_eq!(short(), "fr");
    case.expect(0, &["check"]);
}

#[test]
fn articles_from_streams_follow_as_well() {
    let case = Case::new();
    let add = |headline: &str, source: &str| {
        let line = serde_json::json!({ "headline": headline, "source": source }).to_string();
        let outcome = Outcome::of(case.command(&["add", "-"]).write_stdin(line));
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    };
    let all = || languages_of(&case).into_values().collect::<Vec<_>>();
    add(SHORT[0], "Zeitung");
    assert_eq!(all(), ["-"]);
    add(GERMAN, "Zeitung");
    assert_eq!(all(), ["de", "de"]);
    case.expect(0, &["index", "--rebuild"]);
    assert_eq!(all(), ["de", "de"]);

    // Articles added through the library follow, too.
    add(ENGLISH, "Courier");
    let mut writer = Archive::open(case.root().join("index")).unwrap().writer().unwrap();
    writer.add(Article::builder(SHORT[1]).source("Courier").build()).unwrap();
    writer.commit().unwrap();
    let mut found = all();
    found.sort();
    assert_eq!(found, ["de", "de", "en", "en"]);
}

#[test]
fn a_run_stopped_at_any_step_is_completed_by_the_next() {
    let case = Case::in_memory();
    case.write("short-1.txt", SHORT[0]).write("short-2.txt", SHORT[1]);
    case.index(0);
    let (index, before) = (case.root().join("index"), case.root().join("before"));
    copy_folder(&index, &before);
    for number in 1..=3 {
        case.write(&format!("long-{number}.txt"), GERMAN);
    }
    for step in 1..200 {
        let mut command = case.command(&["index", "news"]);
        let code = command.env("DATELINE_FAULT", step.to_string()).output().unwrap().status.code();
        case.index(0);
        assert_eq!(languages_of(&case).into_values().collect::<Vec<_>>(), ["de"; 5], "step {step}");
        case.expect(0, &["check"]);
        fs::remove_dir_all(&index).unwrap();
        copy_folder(&before, &index);
        if code == Some(0) {
            assert!(step > 10, "only {step} steps");
            return;
        }
    }
    panic!("the command never ended");
}

/// An article: its file, source and text.
type Story = (String, String, &'static str);

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let text = prop::sample::select(vec![
        GERMAN,
        ENGLISH,
        GERMAN,
        GERMAN,
        SHORT[0],
        SHORT[1],
        SHORT[2],
        "Flood warning",
        "洪水警報",
        "市議会は長い議論の末、防潮堤を承認した。",
    ]);
    let folder = prop::sample::select(vec!["", "a/", "a/b/", "c/"]);
    let source = prop::sample::select(vec!["", "", "Zeitung", "Courier"]);
    prop::collection::vec((folder, source, text), 1..30).prop_map(|stories| {
        let numbered = stories.into_iter().enumerate();
        numbered
            .map(|(number, (folder, source, text))| (format!("{folder}{number}.json"), source.into(), text))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn languages_depend_on_the_set_of_articles_alone(
        (first, second) in (stories(), stories().prop_shuffle()),
        removed in 0..30_usize,
        runs in 1..4_usize,
    ) {
        let case = Case::in_memory();
        let index = case.root().join("index");
        // The traces of the first stories in the archive must not matter.
        for stories in first.chunks(first.len().div_ceil(runs)).chain(second.chunks(second.len().div_ceil(runs))) {
            for (name, source, text) in stories {
                of_source(&case, name, source, text);
            }
            case.index(0);
        }
        if first.len().max(second.len()) > 1 {
            let _ = fs::remove_file(case.news().join(&second[removed % second.len()].0));
            case.expect(0, &["index", "--allow-empty"]);
        }
        let updated = languages(&index);
        let fresh = case.root().join("fresh");
        case.expect(0, &["index", "news", "--index", "fresh"]);
        prop_assert_eq!(&languages(&fresh), &updated);
        case.expect(0, &["index", "--rebuild"]);
        prop_assert_eq!(&languages(&index), &updated);
    }
}

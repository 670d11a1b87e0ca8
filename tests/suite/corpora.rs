//! Indexing and searching the real corpora in `../shared`.

use crate::support::{Case, counts, shared};
use std::fs;
use std::path::Path;

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

#[test]
fn the_seed_article_is_found_with_its_fields() {
    let Some(seed) = shared("seed") else { return };
    let case = Case::new();
    let article =
        fs::read_dir(seed).unwrap().flatten().find(|entry| entry.path().extension().is_some_and(|e| e == "txt"));
    fs::copy(article.unwrap().path(), case.news().join("iraq-warning.txt")).unwrap();
    case.index(0);
    let answer = case.run(&["search", "france warned", "--format", "json"]).json();
    let hit = &answer["hits"][0];
    assert_eq!(hit["headline"], "Iraqi intelligence says it warned France of imminent attacks");
    assert_eq!(hit["source"], "Press Association");
    assert_eq!(hit["lang"], "en");
    assert!(!hit["snippets"][0]["spans"].as_array().unwrap().is_empty());
}

#[test]
fn the_bbc_folder_is_indexed_and_updated() {
    let Some(bbc) = shared("bbc-news/dataset/data_files") else { return };
    let case = Case::new();
    copy_tree(&bbc, &case.news());
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [2225, 0, 0, 0, 0]);
    assert_eq!(counts(&report, "articles"), [2225, 0, 0, 0, 0]);
    let report = case.index(0);
    assert_eq!(counts(&report, "articles"), [0, 0, 2225, 0, 0]);
    assert_eq!(report["bytes"], 0);

    // The only file that is not UTF-8.
    let hit = &case.run(&["search", "mutu cocaine transfer fee", "--format", "json"]).json()["hits"][0];
    assert!(hit["path"].as_str().unwrap().ends_with("sport/199.txt"));
    let id = hit["id"].as_str().unwrap();
    assert!(case.run(&["show", id]).stdout.contains("£15.8m"));

    fs::write(case.news().join("tech/001.txt"), "Edited headline\n\nAn entirely new zyzzyva.\n").unwrap();
    fs::remove_file(case.news().join("sport/001.txt")).unwrap();
    fs::rename(case.news().join("politics/001.txt"), case.news().join("politics/renamed.txt")).unwrap();
    case.article("business/new.txt", "New headline", "Another zyzzyva.");
    let report = case.index(0);
    assert_eq!(counts(&report, "files"), [2, 1, 2222, 2, 0]);
    assert_eq!(report["moved"], 1);
    assert_eq!(case.headlines("zyzzyva").len(), 2);
    assert_eq!(case.run(&["stats", "--format", "json"]).json()["articles"], 2225);
}

#[test]
fn word_counts_of_bbc_equal_those_of_its_files() {
    let Some(bbc) = shared("bbc-news/dataset/data_files") else { return };
    let case = Case::new();
    let index = ["index", bbc.to_str().unwrap()];
    case.expect(0, &index);
    let mut texts = Vec::new();
    for folder in fs::read_dir(&bbc).unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        for file in fs::read_dir(folder.path()).unwrap().flatten() {
            texts.push(String::from_utf8_lossy(&fs::read(file.path()).unwrap()).to_lowercase());
        }
    }
    let has_word = |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|token| token == word);
    // Words that never occur inside a longer token, so that any way of splitting gives the same count.
    for word in ["parliament", "chelsea", "broadband", "inflation", "oscar"] {
        let expected = texts.iter().filter(|text| has_word(text, word)).count();
        let total =
            case.run(&["search", &format!("\"{word}\""), "-n", "1", "--format", "json"]).json()["total"].clone();
        assert_eq!(total, expected, "{word}");
    }
    let both = texts.iter().filter(|text| text.contains("prime minister")).count();
    let total = case
        .run(&["search", "\"prime minister\" OR \"prime ministers\" OR \"prime ministerial\"", "--format", "json"])
        .json();
    assert_eq!(total["total"], both);
}

#[test]
fn wmt_documents_are_read_in_their_languages() {
    let Some(wmt) = shared("wmt-news") else { return };
    let case = Case::new();
    let lines: usize = fs::read_dir(&wmt)
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "jsonl"))
        .map(|entry| {
            fs::copy(entry.path(), case.news().join(entry.file_name())).unwrap();
            fs::read_to_string(entry.path()).unwrap().lines().count()
        })
        .sum();
    // Two documents are skipped because they have neither title nor text.
    let report = case.index(4);
    assert_eq!(counts(&report, "articles"), [lines as u64 - 2, 0, 0, 0, 2]);
    let stats = case.run(&["stats", "--format", "json"]).json();
    assert_eq!(stats["languages"]["de"], 215);
    assert_eq!(stats["languages"]["ja"], 179);
    assert_eq!(stats["languages"]["sah"], 43);
    let total = |query: &str| case.run(&["search", query, "--format", "json"]).json()["total"].as_u64().unwrap();
    assert!(total("lang:ja 選挙") > 0);
    assert!(total("lang:zh 选举") > 0);
    assert!(total("lang:ru выборы") > 0);
    assert!(total("lang:de Wahlen") > 0);
}

#[test]
fn basil_stories_have_their_fields() {
    let Some(basil) = shared("basil/data/articles") else { return };
    let case = Case::new();
    let report = case.expect(0, &["index", basil.to_str().unwrap(), "--format", "json"]).json();
    assert_eq!(counts(&report, "articles"), [300, 0, 0, 0, 0]);
    let stats = case.run(&["stats", "--format", "json"]).json();
    assert_eq!(stats["sources"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>(), 300);
    // Four stories have the source in capitals; search ignores case.
    assert_eq!(stats["sources"]["nyt"], 96);
    assert_eq!(case.headlines("source:nyt").len(), 100);
    assert_eq!(stats["undated"], 0);
    let total = |query: &str| case.run(&["search", query, "--format", "json"]).json()["total"].as_u64().unwrap();
    assert_eq!((2010..=2019).map(|year| total(&format!("date:{year}"))).sum::<u64>(), 300);
}

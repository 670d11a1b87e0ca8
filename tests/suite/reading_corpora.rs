//! Reading real news in `../shared`; without it, each test prints a `SKIPPED` line and passes.

use crate::support::shared;
use dateline::article::Article;
use dateline::corpus::{FileRead, ReadingLimits, ReadingOptions, Skip, read_file};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> (Vec<Article>, Vec<Skip>, Result<FileRead, Skip>) {
    let (mut articles, mut skips) = (Vec::new(), Vec::new());
    let read = read_file(path, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |found| {
        match found {
            Ok(article) => articles.push(article),
            Err(skip) => skips.push(skip),
        }
        ControlFlow::Continue(())
    });
    (articles, skips, read.map_err(|unread| *unread.skip))
}

/// Reads the articles of a file and asserts that no record is skipped.
fn articles(path: &Path) -> Vec<Article> {
    let (articles, skips, read) = read(path);
    assert!(skips.is_empty(), "{}: {}", path.display(), skips[0]);
    read.unwrap_or_else(|skip| panic!("{}: {skip}", path.display()));
    articles
}

fn article(path: &Path) -> Article {
    let mut articles = articles(path);
    assert_eq!(articles.len(), 1, "{}", path.display());
    articles.remove(0)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.to_string_lossy().ends_with(extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn bbc_headlines_are_first_lines() {
    let Some(folder) = shared("bbc-news/dataset") else { return };
    let files = files(&folder, ".txt");
    assert_eq!(files.len(), 2_225);
    for path in &files {
        let article = article(path);
        let bytes = fs::read(path).expect("a file");
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let first = String::from_utf8_lossy(first).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(article.headline, first, "{}", path.display());
        assert!(!article.body.is_empty() && article.source.is_none(), "{}", path.display());
        assert!(!article.body.contains(['\u{FFFD}', '\u{C2}']), "{}", path.display());
        assert_eq!(article.published, None);
    }
    let mutu = article(&folder.join("data_files/sport/199.txt"));
    assert!(mutu.body.contains("a £15.8m signing"), "{}", mutu.body);
}

#[test]
fn the_seed_article_is_read() {
    let Some(folder) = shared("seed") else { return };
    let article = article(&files(&folder, ".txt")[0]);
    assert_eq!(article.headline, "Iraqi intelligence says it warned France of imminent attacks");
    assert!(article.body.starts_with("French official says French intelligence receives"));
    assert!(article.body.contains("\n\nREAD MORE\n\n‘Every day’\n\n"));
    assert_eq!(article.source.as_deref(), Some("Press Association"));
}

#[test]
fn basil_is_read_completely() {
    let Some(folder) = shared("basil/data") else { return };
    let files = files(&folder, ".json");
    assert_eq!(files.len(), 300);
    let mut without_headline = 0;
    for path in &files {
        let article = article(path);
        without_headline += usize::from(article.headline.is_empty());
        assert!(!article.body.is_empty(), "{}", path.display());
        assert!(
            matches!(article.source.as_deref(), Some("nyt" | "fox" | "hpo" | "NYT" | "FOX" | "HPO")),
            "{:?}",
            article.source
        );
        assert!(article.published.is_some() && article.url.is_some(), "{}", path.display());
    }
    // One title is empty in the data.
    assert_eq!(without_headline, 1);
}

#[test]
fn wmt_is_read_line_by_line() {
    let Some(folder) = shared("wmt-news") else { return };
    let (mut count, mut empty) = (0, 0);
    for path in files(&folder, ".jsonl") {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let (articles, skips, _) = read(&path);
        for article in articles {
            assert_eq!(article.language.map(String::from).as_deref(), Some(name.as_str()));
            assert!(!article.body.is_empty());
            count += 1;
        }
        assert!(skips.iter().all(|skip| skip.reason.code() == "no-text"));
        empty += skips.len();
    }
    // Two documents, en 320 and hr 11, have neither title nor text.
    assert_eq!((count, empty), (3_591, 2));
}

#[test]
fn exports_of_services_and_tools_are_read() {
    let Some(folder) = shared("exports") else { return };
    let service = articles(&folder.join("apis/eventregistry/articles-sample.json"));
    assert_eq!(service[0].source.as_deref(), Some("CBS Sports"));
    assert_eq!(service[0].bylines, ["Jordan Dajani"]);
    assert_eq!(service[0].language.map(String::from).as_deref(), Some("en"));
    let guardian = articles(&folder.join("apis/scout-fixtures/guardian.json"));
    assert_eq!(guardian.len(), 2);
    assert!(guardian[0].lead.is_some());
    let cloud = article(&folder.join("apis/mediacloud/story-2026-shape.json"));
    assert_eq!(cloud.source.as_deref(), Some("Tech Example"));
    let please = article(&folder.join("extractors/news-please.json"));
    assert!(please.headline.starts_with("Moscow to Kiev") && please.body.starts_with("Russia has called"));
    let json = article(&folder.join("extractors/bbc-1.trafilatura.json"));
    let markdown = article(&folder.join("extractors/bbc-1.trafilatura.markdown"));
    assert_eq!(json.headline, markdown.headline);
    assert_eq!(json.source, markdown.source);
    assert_eq!(json.published, markdown.published);
}

#[test]
fn ninjs_examples_are_read() {
    let Some(folder) = shared("formats/ninjs/examples") else { return };
    let text = article(&folder.join("1.4/ninjsExSimpleText1.json"));
    assert_eq!(text.bylines, ["Paulo Santalucia", "Frances d'Emilio"]);
    assert_eq!(text.body.split("\n\n").count(), 4);
    let swedish = article(&folder.join("2.1/tt_text_image_2.json"));
    assert_eq!(swedish.headline, "Militärövning i jätteformat hålls 2023");
    assert!(swedish.body.contains("\n\n") && !swedish.body.contains('<'));
    let german = article(&folder.join("3.0/dpa_text.json"));
    assert!(german.body.starts_with("Für Lucien Favre"));
    assert!(german.published.is_some());
}

#[test]
fn clippings_are_read() {
    let Some(folder) = shared("clippings") else { return };
    let news = article(&folder.join("obsidian-real/webclip-frontmatter-news.md"));
    assert_eq!(news.headline, "There Is Much More to Pope vs. President Than Meets the Eye");
    assert_eq!(news.bylines, ["David French"]);
    assert_eq!(news.published.map(|published| published.date.to_string()).as_deref(), Some("2026-04-23"));
    let empty = article(&folder.join("obsidian-real/webclip-empty-values.md"));
    assert_eq!(empty.published, None);
    for path in files(&folder.join("obsidian-clipper"), ".md") {
        let (articles, skips, _) = read(&path);
        assert!(articles.len() == 1 && skips.is_empty(), "{}", path.display());
    }
    for path in files(&folder.join("wallabag"), ".json") {
        let (articles, skips, read) = read(&path);
        println!(
            "{}: {} articles, {} skipped, {:?}",
            path.display(),
            articles.len(),
            skips.len(),
            read.err().map(|skip| skip.to_string())
        );
    }
}

/// The minimum F1 on every third page of the benchmark.
const THIRD_F1: f64 = 0.97;

/// Counts the sequences of four words of a text, as the benchmark does.
fn shingles(text: &str) -> HashMap<Vec<&str>, u64> {
    let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_of_word(c)).filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    for shingle in words.windows(4.min(words.len().max(1))) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

/// Returns precision and recall of a text.
fn precision_and_recall(found: &str, expected: &str) -> (f64, f64) {
    let (found, expected) = (shingles(found), shingles(expected));
    let common: u64 = found.iter().map(|(words, count)| (*count).min(expected.get(words).copied().unwrap_or(0))).sum();
    let share = |counts: &HashMap<Vec<&str>, u64>| common as f64 / counts.values().sum::<u64>().max(1) as f64;
    (share(&found), share(&expected))
}

/// `scripts/bench-extraction` measures all 181 pages, and titles, bylines and speed.
#[test]
fn article_extraction_reaches_the_expected_f1() {
    let Some(folder) = shared("formats/article-extraction-benchmark") else { return };
    let truth = fs::read(folder.join("ground-truth.json")).expect("the ground truth");
    let truth: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&truth).expect("JSON");
    let (mut precision, mut recall, mut pages) = (0.0, 0.0, 0.0);
    for (name, expected) in truth.iter().step_by(3) {
        let (articles, _, read) = read(&folder.join(format!("html/{name}.html.gz")));
        let bodies: Vec<&str> = articles.iter().map(|article| article.body.as_str()).collect();
        if let Err(skip) = read {
            println!("{name}: {skip}");
        }
        let (right, found) =
            precision_and_recall(&bodies.join("\n\n"), expected["articleBody"].as_str().unwrap_or_default());
        (precision, recall, pages) = (precision + right, recall + found, pages + 1.0);
    }
    let (precision, recall) = (precision / pages, recall / pages);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("F1 on {pages} pages: {f1:.4}, precision {precision:.3}, recall {recall:.3}");
    assert!(f1 > THIRD_F1, "{f1}");
}

#[test]
fn titles_and_dates_of_readability_pages_are_found() {
    let Some(folder) = shared("formats/readability/test-pages") else { return };
    let (mut pages, mut titles, mut dates, mut dated) = (0, 0, 0, 0);
    for path in files(&folder, "source.html") {
        let expected = fs::read(path.with_file_name("expected-metadata.json")).expect("metadata");
        let expected: serde_json::Value = serde_json::from_slice(&expected).expect("JSON");
        let (articles, _, read) = read(&path);
        if let Err(skip) = read {
            println!("{}: {skip}", path.display());
        }
        let Some(article) = articles.first() else { continue };
        pages += 1;
        let title = expected["title"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let same =
            article.headline == title || title.starts_with(&article.headline) || article.headline.starts_with(&title);
        if !same {
            println!("{}: {:?} for {title:?}", path.display(), article.headline);
        }
        titles += usize::from(same);
        if let Some(day) = expected["publishedTime"].as_str().and_then(|time| time.get(..10)) {
            dated += 1;
            let found = article.published.map(|published| published.date.to_string()).unwrap_or_default();
            let right = found.starts_with(day);
            if !right {
                println!("{}: {found:?} for {}", path.display(), expected["publishedTime"]);
            }
            dates += usize::from(right);
        }
    }
    println!("readability: {pages} pages, {titles} titles as expected, {dates} of {dated} dates");
    assert!(pages > 120 && titles * 100 > pages * 85 && dates * 100 > dated * 85);
}

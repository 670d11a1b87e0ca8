//! News in many languages has the same ten best hits in the same order, with the same scores.

use super::pair::SAME_SCORE;
use super::test_cluster::{cluster, share};
use crate::fuzzing::Random;
use crate::support::{Case, shared};
use dateline::{Archive, Query};
use std::fmt::Write;
use std::fs;
use std::process::Command;

/// The number of queries to compare that have more hits than are listed; those with fewer are compared too, but not counted.
const QUERIES: usize = 200;

/// The maximum number of queries to try for each one wanted: about two of three have enough hits.
const TRIES: usize = 5;

/// The number of Reuters articles that are indexed; all would take minutes in debug builds.
const REUTERS: usize = 1_500;

/// Writes news of three corpora in ten languages, and texts in none; returns the folder, or `None` if they are missing.
fn news() -> Option<Case> {
    let (bbc, wmt, _) = (shared("bbc-news/dataset/data_files")?, shared("wmt-news")?, shared("reuters-21578")?);
    let case = Case::new();
    let reuters = Command::new("python3").arg(wmt.join("../../tools/reuters_to_jsonl.py")).output().unwrap();
    let reuters: String = String::from_utf8(reuters.stdout).unwrap().split_inclusive('\n').take(REUTERS).collect();
    case.write("reuters.jsonl", reuters);
    for file in fs::read_dir(wmt).unwrap().flatten() {
        if file.path().extension().is_some_and(|extension| extension == "jsonl") {
            fs::copy(file.path(), case.news().join(file.file_name())).unwrap();
        }
    }
    for section in ["business", "politics"] {
        crate::support::copy_folder(&bbc.join(section), &case.news().join(section));
    }
    let mut unknown = String::new();
    let mut random = Random::new(7);
    for number in 0..300 {
        let mut word =
            || -> String { (0..random.below(7) + 2).map(|_| char::from(b'a' + random.byte() % 5)).collect() };
        let text: Vec<String> = (0..60).map(|_| word()).collect();
        let record = serde_json::json!({"id": format!("u{number}"), "headline": word(), "body": text.join(" ")});
        writeln!(unknown, "{record}").unwrap();
    }
    case.write("unknown.jsonl", unknown);
    Some(case)
}

/// Returns a query from the words of an article: some words, a sentence, a phrase, two words near each other, alternatives,
/// the prefix of many words, or a field.
fn query(words: &[&str], random: &mut Random) -> String {
    let start = random.below(words.len());
    let run = |length: usize| words.get(start..(start + length).min(words.len())).unwrap_or_default().join(" ");
    let one = |random: &mut Random| words.get(random.below(words.len())).copied().unwrap_or_default().to_owned();
    match random.below(11) {
        0 => one(random),
        1..=3 => (0..random.below(5) + 2).map(|_| one(random)).collect::<Vec<_>>().join(" "),
        4 => run(3),
        5 => run(12),
        6 => format!("\"{}\" {}", run(2), one(random)),
        7 => format!("{} NEAR/8 {}", one(random), one(random)),
        8 => format!("({} OR {}) -{}", one(random), one(random), one(random)),
        9 => {
            let letters: String = one(random).chars().take(random.below(3) + 1).collect();
            format!("{letters}* {}", if random.below(2) == 0 { one(random) } else { String::new() })
        }
        _ => format!("headline:{} {}^2 {}*", one(random), one(random), one(random)),
    }
}

#[test]
fn the_best_ten_are_the_same() {
    let Some(cluster) = cluster() else { return };
    let Some(case) = news() else { return };
    let folders = ["local", "clustered"].map(|name| case.root().join(name));
    let index = cluster.prepare(&folders[1]);
    for folder in &folders {
        case.expect(4, &["--index", folder.to_str().unwrap(), "index", "news"]);
    }
    cluster.assert_holds(&index);
    let [local, clustered] = folders.map(|folder| Archive::open(folder).unwrap());
    let all = local.search(&Query::parse("words:>=20").unwrap()).limit(usize::MAX).run().unwrap();
    let articles: Vec<_> = all.hits().map(dateline::library::Hit::article).collect();
    let mut random = Random::new(18);
    let wanted = QUERIES / share();
    let (mut found, mut tried) = (0, 0);
    let mut differences = Vec::new();
    while found < wanted && tried < wanted * TRIES {
        tried += 1;
        let article = random.pick(&articles).unwrap();
        let text = if random.below(3) == 0 { &article.headline } else { &article.body };
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let text = query(&words, &mut random);
        let Ok(query) = Query::parse(&text) else { continue };
        let Ok(expected) = local.search(&query).run() else { continue };
        let got = match clustered.search(&query).run() {
            Ok(got) => got,
            Err(error) => {
                differences.push(format!("{text}: {error}"));
                continue;
            }
        };
        found += usize::from(expected.total() > 10);
        let listed = |page: &dateline::library::Page| {
            page.hits().map(|hit| (hit.article().id.clone(), hit.score())).collect::<Vec<_>>()
        };
        let (ours, theirs) = (listed(&expected), listed(&got));
        let same_hits = ours.len() == theirs.len()
            && ours
                .iter()
                .zip(&theirs)
                .all(|(one, other)| one.0 == other.0 && (one.1 - other.1).abs() <= SAME_SCORE * one.1.abs().max(1.0));
        if !same_hits || expected.total() != got.total() {
            let totals = (expected.total(), got.total());
            differences.push(format!("{text}: totals {totals:?}\n  expected {ours:?}\n  got      {theirs:?}"));
        }
    }
    assert_eq!(found, wanted, "queries with more than ten hits, of {tried}");
    assert!(differences.is_empty(), "{} of {tried} queries:\n{}", differences.len(), differences.join("\n"));
}

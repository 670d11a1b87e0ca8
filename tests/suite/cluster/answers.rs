//! Every command that reads gives the same answer on the cluster.

use super::pair::{Pair, assert_same_values};
use super::test_cluster::{TestCluster, cluster, share};
use crate::counts;
use crate::oracle::{FIELDS_DATES_AND_SCRIPTS, SAMPLE, Sample, random_query, random_tree};
use dateline::query::{EXAMPLES, Query};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Returns the sample archive on the cluster, and the name of its index.
fn clustered(cluster: &TestCluster) -> &'static (Sample, String) {
    static CLUSTERED: OnceLock<(Sample, String)> = OnceLock::new();
    CLUSTERED.get_or_init(|| {
        let mut index = String::new();
        let sample = Sample::build(|folder| index = cluster.prepare(folder));
        cluster.assert_holds(&index);
        (sample, index)
    })
}

fn pair(cluster: &TestCluster) -> Pair {
    Pair::of([SAMPLE.folder(), clustered(cluster).0.folder()])
}

fn examples() -> impl Iterator<Item = &'static str> {
    EXAMPLES.iter().map(|example| example.query).step_by(share())
}

#[test]
fn the_same_articles_match() {
    let Some(cluster) = cluster() else { return };
    for text in examples().chain(FIELDS_DATES_AND_SCRIPTS.iter().copied()) {
        clustered(&cluster).0.assert_same_articles(text).unwrap();
    }
}

#[test]
fn the_same_articles_and_matches_are_counted() {
    let Some(cluster) = cluster() else { return };
    let sample = counts::Sample::build(false, |folder| drop(cluster.prepare(folder)));
    let texts = [counts::FILTERS, counts::WORDS, counts::PHRASES_AND_PROXIMITY].concat();
    for text in texts.into_iter().chain(examples()) {
        sample.assert_same_counts(&counts::query(text));
    }
}

/// The number of random queries of each kind.
const RANDOM: usize = 1_000;

/// Compares random queries with the archive in the process, which `oracle.rs` compares with the matcher.
fn assert_random_queries_match(queries: impl Strategy<Value = Query>) {
    let Some(cluster) = cluster() else { return };
    let mut runner = TestRunner::default();
    let mut differences = Vec::new();
    let count = RANDOM / share();
    for _ in 0..count {
        let query = queries.new_tree(&mut runner).unwrap().current();
        let (expected, got) = (SAMPLE.matching(&query).unwrap(), clustered(&cluster).0.matching(&query));
        let difference = match &got {
            Ok(got) if *got == expected => continue,
            Ok(got) => {
                let missing = expected.iter().filter(|article| !got.contains(article)).count();
                let extra = got.iter().filter(|article| !expected.contains(article)).count();
                format!("{missing} of {} articles missing, {extra} too many", expected.len())
            }
            Err(error) => error.to_string(),
        };
        differences.push(format!("{query}: {difference}"));
    }
    differences.sort_by_key(String::len);
    let shown = differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} of {count} queries, the shortest:\n{shown}", differences.len());
}

#[test]
fn random_queries_match_the_same_articles() {
    assert_random_queries_match(random_query().prop_map(|text| counts::query(&text)));
}

#[test]
fn random_trees_match_the_same_articles() {
    assert_random_queries_match(random_tree());
}

#[test]
fn every_example_has_the_same_hits() {
    let Some(cluster) = cluster() else { return };
    let pair = pair(&cluster);
    for query in examples() {
        pair.same(&["search", "--format", "json", "--explain-score", "--", query]);
    }
}

#[test]
fn every_example_has_the_same_lines_and_counts() {
    let Some(cluster) = cluster() else { return };
    let pair = pair(&cluster);
    for (query, by) in examples().zip(["source", "year", "month", "lang", "section"].iter().cycle()) {
        pair.same(&["kwic", "--format", "csv", "--", query]);
        pair.same(&["count", "--by", by, "--format", "json", "--", query]);
    }
}

#[test]
fn every_option_of_a_search_does_the_same() {
    let Some(cluster) = cluster() else { return };
    let pair = pair(&cluster);
    let queries = ["river flood defences council", "harbour OR ferry -storm", "flood", "\"the river\" strike"];
    for query in queries.into_iter().step_by(share()) {
        for options in [
            &["--no-rerank"][..],
            &["--expand"],
            &["--recent", "--explain-score"],
            &["--recent=30d"],
            &["--match", "all"],
            &["--match", "most"],
            &["--sort", "newest"],
            &["--sort", "oldest", "-n", "3", "--page", "2"],
            &["-n", "4", "--page", "3"],
            &["--lang", "en", "--since", "2015", "--until", "2020-06"],
            &["--source", "River Gazette"],
            &["--section", "News"],
            &["--literal"],
        ] {
            pair.same(&[&["search", query, "--format", "json"], options].concat());
        }
        for format in ["human", "jsonl", "csv", "ids", "paths"] {
            pair.same(&["search", query, "--format", format, "--no-pager"]);
        }
        for by in ["source", "year", "month", "lang", "section"] {
            pair.same(&["count", query, "--by", by]);
        }
        for sort in ["date", "left", "right", "source"] {
            pair.same(&["kwic", query, "--sort", sort, "--width", "30", "-n", "20"]);
        }
    }
}

#[test]
fn words_articles_and_figures_are_the_same() {
    let Some(cluster) = cluster() else { return };
    let pair = pair(&cluster);
    for pattern in
        ["flood", "flood*", "*", "*wall", "d?f*", "/defen[cs]es?/", "averliegh~", "überschw*", "zzzz*", "堤*"]
    {
        pair.same(&["terms", pattern, "--format", "json", "-n", "20"]);
    }
    // Respelled words, hints and errors.
    for query in
        ["averliegh", "flod defenses", "headlne:flood", "qqqq", "qqqq OR wwww", "zz*", "\"river river river\"", "(("]
    {
        pair.same(&["search", query]);
        pair.same(&["count", query]);
    }
    pair.same(&["stats", "--format", "json"]);
    pair.same(&["check", "--format", "json"]);
    pair.same(&["show", "nothing"]);
    let ids = pair.same(&["search", "words:>=0", "--format", "ids", "-n", "100"]).stdout;
    for id in ids.lines().step_by(7 * share()) {
        pair.same(&["show", id, "--query", "flood river", "--format", "json"]);
    }
}

#[test]
fn topics_have_the_same_runs_and_measures() {
    let Some(cluster) = cluster() else { return };
    let pair = pair(&cluster);
    let topics: String = examples().zip(1..).map(|(query, number)| format!("{number}\t{query}\n")).collect();
    let file = |name: &str, text: &str| {
        let path: PathBuf = pair.case.root().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let topics = file("topics", &topics);
    let run = pair.same(&["run", &topics, "--format", "trec", "--depth", "20"]).stdout;
    let judged = run.lines().filter_map(|line| {
        let columns: Vec<&str> = line.split_whitespace().collect();
        Some(format!("{} 0 {} {}\n", columns.first()?, columns.get(2)?, columns.get(3)?.len() % 2))
    });
    let judged = file("judged", &judged.collect::<String>());
    pair.same(&["eval", &judged, &topics, "--per-query", "--format", "json"]);
    for kind in ["headline", "sentence"] {
        pair.same(&["eval", "--known-item", kind, "--sample", "8", "--format", "json"]);
    }
}

#[test]
fn the_address_alone_reads() {
    let Some(cluster) = cluster() else { return };
    let place = cluster.place(&clustered(&cluster).1);
    let pair = Pair::of([clustered(&cluster).0.folder(), &place]);
    pair.same(&["search", "flood defences", "--format", "json", "--explain-score"]);
    pair.same(&["count", "flood", "--by", "year"]);
    pair.same(&["kwic", "\"flood gates\""]);
    pair.same(&["terms", "flood*"]);
    // The folders come from the catalogue, which is in the folder of the archive.
    let stats = pair.archives.each_ref().map(|archive| {
        let outcome = pair.case.run(&["stats", "--format", "json", "--index", archive.to_str().unwrap()]);
        let mut stats: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
        stats["folders"].take();
        stats
    });
    assert_same_values("stats", &stats[0], &stats[1]);
    for arguments in [&["index"][..], &["add", "-"], &["remove", "nothing"], &["forget", "."]] {
        let outcome = pair.case.run(&[arguments, &["--index", place.to_str().unwrap()]].concat());
        assert_ne!(outcome.code, 0, "{arguments:?} has written without the folder of the archive");
    }
}

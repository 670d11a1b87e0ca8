//! Counts computed from the index equal counts computed by reading the articles, for every grouping.

use crate::oracle::{random_query, random_tree};
use crate::support::Case;
use dateline::article::{Article, ArticleGroup, Grouping};
use dateline::corpus::ReadingOptionsPatch;
use dateline::engine::{Engine, MatchCount, Request, open_reader};
use dateline::ingest::{FolderToIndex, IndexingOptions, LockedArchive, Observer};
use dateline::matching::Matcher;
use dateline::query::{EXAMPLES, Field, ParseOptions, Query, parse};
use dateline::search::spans_of;
use dateline::text::StemCache;
use proptest::prelude::*;
use serde_json::json;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tempfile::TempDir;

struct Unwatched;

impl Observer for Unwatched {}

const GROUPINGS: [Option<Grouping>; 6] = [
    None,
    Some(Grouping::Source),
    Some(Grouping::Year),
    Some(Grouping::Month),
    Some(Grouping::Language),
    Some(Grouping::Section),
];

/// Dates of every precision, some outside the range of 64-bit nanoseconds.
const DATES: [&str; 16] = [
    "",
    "1605",
    "1605-03",
    "1605-03-01",
    "2015",
    "2015-01",
    "2015-01-01",
    "2015-12-31",
    "2015-12-31T23:30:00-05:00",
    "2016-01-01T00:30:00+02:00",
    "2016-02",
    "2016-02-29",
    "2016",
    "2262-04-12",
    "9998",
    "0001-01-01",
];

const SOURCES: [&str; 5] = ["", "Gazette", "The Gazette", "Courier", "gazette"];

const SECTIONS: [&str; 4] = ["", "City", "Sport", "Überland"];

const LANGUAGES: [&str; 4] = ["en", "de", "fr", ""];

/// Sentences that mix words, their inflections, acronyms and phrases.
const SENTENCES: [&str; 11] = [
    "The flood defences held; the floods flooded nothing.",
    "Flooding, said the WHO, who flood no one.",
    "A storm came. Then the storm went, and storms came again and again and again.",
    "Warnungen: das Hochwasser und die Warnung vor dem Hochwasser.",
    "Des inondations, encore des inondations; l'eau monte.",
    "THE COUNCIL VOTED FOR THE WALL",
    "The council and the wall and the council of the wall.",
    "洪水防御工事、洪水。",
    "Flood flood flood flood storm flood.",
    "A flood-wall and a storm-water plan: the flood-walls, pre-flood talks, wall-to-wall storms, floodwall.",
    "No man's land. The bridge trial goes on, the bridge does not.",
];

/// An archive with many dates, in several segments with deleted documents: its engine and its articles.
pub(crate) struct Sample {
    engine: Box<dyn Engine>,
    articles: Vec<Article>,
    /// Whether the index alone counts the matches of every query here.
    has_matches: bool,
    _folder: TempDir,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| Sample::build(true, |_| ()));

impl Sample {
    /// Builds the archive in a folder that was prepared.
    pub(crate) fn build(has_matches: bool, prepare: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("index")).unwrap();
        prepare(&folder.path().join("index"));
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let run = IndexingOptions::default();
        let exports: Vec<PathBuf> = (0..5).map(|number| export(folder.path(), number)).collect();
        let mut archive = LockedArchive::open(&folder.path().join("index"), "test").unwrap();
        archive.update(&[FolderToIndex::new(&corpus)], &run, &Unwatched).unwrap();
        for export in &exports {
            archive.add(std::slice::from_ref(export), &ReadingOptionsPatch::default(), &run, &Unwatched).unwrap();
        }
        archive.remove(&[exports[1].clone(), corpus.join("agency")], &run).unwrap();
        // A changed file replaces its earlier articles.
        fs::write(&exports[2], records(2).split_inclusive('\n').skip(7).collect::<String>()).unwrap();
        archive.add(&exports[2..3], &ReadingOptionsPatch::default(), &run, &Unwatched).unwrap();
        let engine = open_reader(&folder.path().join("index")).unwrap();
        let page = engine.search(&Request { limit: usize::MAX, ..Request::new(&Query::all()) }).unwrap();
        let articles: Vec<Article> = page.found.iter().map(|found| engine.article_at(found.address).unwrap()).collect();
        assert!(articles.len() > 150 && page.total == articles.len());
        Self { engine, articles, has_matches, _folder: folder }
    }

    /// Counts both ways and compares.
    pub(crate) fn assert_same_counts(&self, query: &Query) {
        let languages = self.engine.languages().unwrap();
        let matcher = Matcher::new(query, &languages);
        let mut stems = StemCache::default();
        let match_count = |article: &Article, stems: &mut _| {
            let found = matcher.matches(article, stems)?;
            Some(Field::PROSE.iter().map(|field| spans_of(&found, *field).len() as u64).sum::<u64>())
        };
        let found: Vec<(&Article, u64)> =
            self.articles.iter().filter_map(|article| Some((article, match_count(article, &mut stems)?))).collect();
        for by in GROUPINGS {
            let mut read: HashMap<ArticleGroup, MatchCount> = HashMap::new();
            for (article, matches) in &found {
                *read.entry(group(article, by)).or_default() += MatchCount { articles: 1, matches: *matches };
            }
            let mut counts = self.engine.counts(&Request::new(query), by, true).unwrap();
            assert!(counts.truncated.is_empty() && (counts.has_matches || !self.has_matches), "{query}");
            if !counts.has_matches {
                counts = self.engine.counts(&Request::new(query), by, false).unwrap();
                for counted in read.values_mut() {
                    counted.matches = 0;
                }
            }
            assert_eq!(counts.groups, read, "{query} {by:?}");
        }
        let articles = self.engine.counts(&Request::new(query), None, false).unwrap();
        let counted = articles.groups.values().map(|counted| (counted.articles, counted.matches)).collect::<Vec<_>>();
        assert!(!articles.has_matches && counted.iter().all(|(_, matches)| *matches == 0), "{query}");
        assert_eq!(counted.iter().map(|(articles, _)| *articles).sum::<u64>(), found.len() as u64, "{query}");
    }
}

fn export(folder: &Path, number: usize) -> PathBuf {
    let path = folder.join(format!("export-{number}.jsonl"));
    fs::write(&path, records(number)).unwrap();
    path
}

/// Returns thirty distinct records.
fn records(export: usize) -> String {
    let record = |number: usize| {
        let seed = export * 30 + number;
        let sentence = |step: usize| SENTENCES[(seed * 7 + step * step + step) % SENTENCES.len()];
        let body: Vec<&str> = (0..seed % 5 + 1).map(sentence).collect();
        let record = json!({
            "id": format!("c{seed}"), "headline": sentence(9), "body": body.join(if seed.is_multiple_of(3) { "\n\n" } else { " " }),
            "published": DATES[seed % DATES.len()], "source": SOURCES[seed / 2 % SOURCES.len()],
            "section": SECTIONS[seed / 3 % SECTIONS.len()], "lang": LANGUAGES[seed / 5 % LANGUAGES.len()],
            "abstract": if seed.is_multiple_of(4) { sentence(11) } else { "" },
        });
        format!("{record}\n")
    };
    (0..30).map(record).collect()
}

fn group(article: &Article, by: Option<Grouping>) -> ArticleGroup {
    let date = article.published.map(|published| published.date.to_string());
    let name = |name: &Option<String>| name.clone().map_or(ArticleGroup::None, ArticleGroup::Name);
    match by {
        None => ArticleGroup::None,
        Some(Grouping::Source) => name(&article.source),
        Some(Grouping::Section) => name(&article.section),
        Some(Grouping::Language) => article.language.map_or(ArticleGroup::None, ArticleGroup::Language),
        Some(Grouping::Year) => date.map_or(ArticleGroup::None, |date| ArticleGroup::Year(date[..4].parse().unwrap())),
        Some(Grouping::Month) => date.map_or(ArticleGroup::None, |date| {
            let year = date[..4].parse().unwrap();
            date.get(5..7).map_or(ArticleGroup::Year(year), |month| ArticleGroup::Month(year, month.parse().unwrap()))
        }),
    }
}

pub(crate) fn query(text: &str) -> Query {
    let today = jiff::civil::Date::constant(2026, 11, 22);
    parse(text, &ParseOptions::on(today)).unwrap().query
}

#[test]
fn the_sample_has_dates_of_every_precision() {
    let months = SAMPLE.engine.counts(&Request::new(&Query::all()), Some(Grouping::Month), false).unwrap().groups;
    for group in [
        ArticleGroup::None,
        ArticleGroup::Year(1605),
        ArticleGroup::Month(1605, 3),
        ArticleGroup::Year(2015),
        ArticleGroup::Month(2015, 12),
    ] {
        assert!(months.contains_key(&group), "{group:?}");
    }
    let sections = SAMPLE.engine.counts(&Request::new(&Query::all()), Some(Grouping::Section), false).unwrap().groups;
    assert!(sections.contains_key(&ArticleGroup::None) && sections.len() > 3, "{sections:?}");
}

/// Queries of filters.
pub(crate) const FILTERS: &[&str] = &[
    "words:>=0",
    "date:2015",
    "date:1605..2016",
    "date:none",
    "-date:none",
    "source:gazette",
    "section:*",
    "lang:de OR lang:fr",
    "-lang:en",
    "-flood",
    "source:courier -storm",
];

#[test]
fn filters_have_the_same_counts() {
    for text in FILTERS {
        SAMPLE.assert_same_counts(&query(text));
    }
    SAMPLE.assert_same_counts(&Query::all());
}

/// Queries of words and patterns.
pub(crate) const WORDS: &[&str] = &[
    "flood",
    "floods",
    "Flood OR floods",
    "flood floods",
    "the",
    "who",
    "WHO in the text",
    "WHO OR \"the wall\" of it",
    "\"flood\"",
    "\"flood\" OR floods",
    "flood*",
    "flood* OR f*d",
    "floodw*",
    "flood* OR floodw* OR \"wall\"",
    "flood* storm*",
    "*wall",
    "?????wall",
    "floodwal~ OR wall*",
    "/floodwalls?/",
    "headline:floodw* OR lead:wallt* OR body:stormw*",
    "floodw* NEAR/9 stormwater",
    "atleast2(floodw*)",
    "flood -floodw*",
    "\"floodw* and\"",
    "flood* flood",
    "storm -flood",
    "headline:flood",
    "headline:flood body:storm",
    "lead:flood",
    "lead:flood OR body:flood",
    "hochwasser",
    "lang:de warnung",
    "(lang:de warnung) OR flood",
    "(lang:de warnung) OR (lang:en flood)",
    "(lang:de warnung) OR (lang:de hochwasser)",
    "flood OR lang:de",
    "flood OR source:gazette",
    "flood (zebra OR -wall)",
    "\"the council\" (zebra OR NOT storm)",
    "(flood source:gazette) OR storm",
    "(flood -storm) OR bridge",
    "(flood bridge) OR storm",
    "(flood (bridge OR wall)) OR trial",
    "lang:de (hochwasser OR warnung) flood*",
    "flood -lang:en",
    "洪水",
    "水",
    "l'eau",
    "inondations",
];

#[test]
fn words_have_the_same_counts() {
    for text in WORDS {
        SAMPLE.assert_same_counts(&query(text));
    }
}

/// Queries of phrases and proximity.
pub(crate) const PHRASES_AND_PROXIMITY: &[&str] = &[
    "\"flood flood\"",
    "\"again and again\"",
    "\"flood defences\" OR flood",
    "\"flood defences\" flood",
    "\"the council\" OR \"council of the wall\"",
    "\"of the\"",
    "\"storm came\"~3",
    "\"flood storm\"~5",
    "flood NEAR/2 flood",
    "flood NEAR/9 storm",
    "(flood OR storm) NEAR/4 (came OR went)",
    "storm w/s came",
    "storm w/p again",
    "atleast2(flood)",
    "atleast2(flood) OR storm",
    "atleast3(\"and again\") OR storm",
    "flood^3 storm",
    "\"flo* def*\"",
    "flod~",
    "/flood(s|ed)/",
];

#[test]
fn phrases_and_proximity_have_the_same_counts() {
    for text in PHRASES_AND_PROXIMITY {
        SAMPLE.assert_same_counts(&query(text));
    }
}

#[test]
fn examples_of_the_query_language_have_the_same_counts() {
    for example in EXAMPLES {
        SAMPLE.assert_same_counts(&query(example.query));
    }
}

/// A pattern that matches more words than are looked up by position, combined with another word, is counted by reading the articles.
#[test]
fn patterns_with_too_many_words_are_counted_by_reading() {
    let case = Case::new();
    let words: Vec<String> = (0..10_100).map(|number| format!("zz{number} storm.")).collect();
    case.article("a.txt", "Words", &words.join(" "));
    case.article("b.txt", "Zz1 and zz2", "A storm over zz1. No zz20000 there.");
    case.index(0);
    let engine = open_reader(&case.root().join("index")).unwrap();
    let counts = |text: &str| engine.counts(&Request::new(&query(text)), Some(Grouping::Year), true).unwrap();
    for (text, is_from_index) in
        [("zz*", true), ("zz* storm", false), ("zz* NEAR/2 storm", false), ("storm w/s zz1", true)]
    {
        assert_eq!(counts(text).has_matches, is_from_index, "{text}");
        let lines = case.run(&["kwic", text, "--format", "jsonl"]).stdout.lines().count();
        let tally = case.run(&["count", text, "--by", "lang", "--format", "json"]).json();
        assert_eq!(tally["matches"], lines, "{text}");
        // A truncated pattern, and all words of several.
        let notes = usize::from(!is_from_index || text == "zz*") + usize::from(text == "zz* storm");
        let rows = tally["rows"].as_array().unwrap().iter();
        assert_eq!(rows.map(|row| row["matches"].as_u64().unwrap()).sum::<u64>(), lines as u64, "{text}");
        assert_eq!(tally["notes"].as_array().unwrap().len(), notes, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_queries_have_the_same_counts(text in random_query()) {
        SAMPLE.assert_same_counts(&query(&text));
    }

    #[test]
    fn random_trees_have_the_same_counts(tree in random_tree()) {
        SAMPLE.assert_same_counts(&tree);
    }
}

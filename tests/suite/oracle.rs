//! One tree, evaluated two ways: the engine's answer is the one that `matching` gives for every article, one by one.

use dateline::article::{Article, ArticleId, FilePath};
use dateline::engine::{Engine, Request, Sort, open_reader};
use dateline::ingest::{Archive, Folder, Observer, RunOptions};
use dateline::matching::Matcher;
use dateline::query::{EXAMPLES, ParseOptions, Query, QueryError, parse};
use dateline::text::{StemCache, Tokens};
use jiff::civil::Date;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

struct Unwatched;

impl Observer for Unwatched {}

/// The sample archive: its engine, and all its articles.
struct Sample {
    engine: Box<dyn Engine>,
    articles: Vec<Article>,
    words: Vec<String>,
    _folder: TempDir,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let run = RunOptions { jobs: 2, memory: 64 << 20, dry_run: false, allow_empty: false };
    let mut archive = Archive::open(folder.path(), "test").unwrap();
    archive.update(&[Folder { path: corpus.clone(), options: None }], &run, &Unwatched).unwrap();
    // Some articles are deleted and come again, so that there are several segments with gaps.
    archive.remove(&[corpus.join("agency"), corpus.join("exports")], &run).unwrap();
    archive.add(&[corpus.join("exports")], None, &run, &Unwatched).unwrap();
    let engine = open_reader(folder.path()).unwrap();
    let articles = answers(&*engine, &Query::all());
    assert!(articles.len() > 50);
    let mut words: Vec<String> = articles
        .iter()
        .flat_map(|article| [&article.headline, &article.body].map(|text| Tokens::of(text)))
        .flat_map(|tokens| tokens.terms().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    words.sort();
    Sample { engine, articles, words, _folder: folder }
});

fn answers(engine: &dyn Engine, query: &Query) -> Vec<Article> {
    let request = Request { query, folders: &[], sort: Sort::Relevance, offset: 0, limit: usize::MAX };
    let page = engine.search(&request).unwrap();
    assert_eq!(page.found.len(), page.total);
    page.found.into_iter().map(|found| found.article).collect()
}

/// What identifies articles, in order: an article that comes twice shows.
fn names<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<(ArticleId, FilePath, u32)> {
    let mut names: Vec<_> =
        articles.map(|article| (article.id.clone(), article.file.clone(), article.record)).collect();
    names.sort();
    names
}

/// Asks both; a query that cannot be read is returned.
fn assert_alike(text: &str) -> Result<(), QueryError> {
    let options = ParseOptions { today: Date::constant(2026, 11, 22), ..ParseOptions::default() };
    let parsed = parse(text, &options)?;
    let languages = SAMPLE.engine.languages().unwrap();
    let matcher = Matcher::new(&parsed.query, &languages);
    let mut stems = StemCache::default();
    let expected = names(SAMPLE.articles.iter().filter(|article| matcher.matches(article, &mut stems).is_some()));
    let found = answers(&*SAMPLE.engine, &parsed.query);
    assert_eq!(names(found.iter()), expected, "{text} read as {}", parsed.query);
    Ok(())
}

#[test]
fn every_example_of_the_query_language_is_answered_alike() {
    for example in EXAMPLES {
        // Some of the examples are mistakes, and refused.
        let _ = assert_alike(example.query);
    }
}

#[test]
fn fields_dates_and_scripts_are_answered_alike() {
    for text in [
        "body:flood",
        "lead:flood",
        "headline:flood",
        "headline:(flood OR storm) -body:gate",
        "body:\"flood defences\"",
        "lead:\"flood defences\"",
        "source:gazette",
        "byline:tarrow",
        "topic:*",
        "-topic:*",
        "date:2024",
        "date:2024-02-11",
        "date:none",
        "date:..2016 OR date:none",
        "lang:ja",
        "-lang:en",
        "堤防",
        "防洪",
        "洪水 堤防",
        "lead:堤防",
        "body:防",
        "path:exports",
        "url:example",
        "words:>300",
        "added:today",
        "-flood -storm",
        "(flood -gate) OR (bridge -trial)",
        "Überschwemmung OR inondations OR inundación",
        "\"l'eau\"",
        "eau",
        "наводнение",
        "taşkın",
    ] {
        assert_alike(text).unwrap();
    }
}

fn random_query() -> impl Strategy<Value = String> {
    let word = any::<prop::sample::Index>().prop_map(|index| SAMPLE.words[index.index(SAMPLE.words.len())].clone());
    let phrase = (any::<prop::sample::Index>(), 2usize..4).prop_map(|(index, length)| {
        let article = &SAMPLE.articles[index.index(SAMPLE.articles.len())];
        let tokens = Tokens::of(&article.body);
        let terms: Vec<&str> = tokens.terms().collect();
        let start = index.index(terms.len().saturating_sub(length).max(1));
        format!("\"{}\"", terms[start..(start + length).min(terms.len())].join(" "))
    });
    let leaf = prop_oneof![
        6 => word.clone(),
        3 => phrase.clone(),
        2 => (prop::sample::select(&["headline", "lead", "body"][..]), word).prop_map(|(field, word)| format!("{field}:{word}")),
        2 => (prop::sample::select(&["headline", "lead", "body"][..]), phrase).prop_map(|(field, words)| format!("{field}:{words}")),
        1 => (2012i16..2028).prop_map(|year| format!("date:{year}")),
        1 => prop::sample::select(&["lang:en", "lang:de", "source:gazette", "byline:*", "date:none", "words:>200"][..])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} {other})")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("({one} OR {other})")),
            inner.prop_map(|query| format!("NOT ({query})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_queries_are_answered_alike(text in random_query()) {
        prop_assert!(assert_alike(&text).is_ok());
    }
}

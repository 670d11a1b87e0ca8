//! The engine finds exactly the articles that `matching` matches one by one.

use dateline::article::{Article, ArticleId, FilePath};
use dateline::corpus::ReadingOptionsPatch;
use dateline::engine::{Engine, Request, open_reader};
use dateline::ingest::{FolderToIndex, IndexingOptions, LockedArchive, Observer};
use dateline::matching::Matcher;
use dateline::query::{
    CompoundGroup, EXAMPLES, Field, Node, ParseOptions, Pattern, Proximity, Query, QueryError, parse,
};
use dateline::text::{StemCache, Tokens};
use jiff::civil::Date;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

struct Unwatched;

impl Observer for Unwatched {}

/// The sample archive: its engine, its articles and their words.
struct Sample {
    engine: Box<dyn Engine>,
    articles: Vec<Article>,
    words: Vec<String>,
    _folder: TempDir,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let run = IndexingOptions::default();
    let mut archive = LockedArchive::open(folder.path(), "test").unwrap();
    archive.update(&[FolderToIndex::new(&corpus)], &run, &Unwatched).unwrap();
    // Articles are deleted and some added again, so that there are several segments with deleted documents.
    archive.remove(&[corpus.join("agency"), corpus.join("exports")], &run).unwrap();
    archive.add(&[corpus.join("exports")], &ReadingOptionsPatch::default(), &run, &Unwatched).unwrap();
    // Words of the other articles in a text whose language is unknown.
    let unknown = folder.path().join("unknown.txt");
    std::fs::write(
        &unknown,
        "Qoxt zzurb floods plimf\n\nWexx warned torg councils, party Deiche zzurb defence plimf acts qoxt.",
    )
    .unwrap();
    let labels = folder.path().join("labels.jsonl");
    let record = serde_json::json!({"headline": "Shops", "body": "A Wal-Mart opens, e-mail says. The Aids drugs of Who and AIDS tests by WHO help; she who aids us, said Who, has Aids-tests.", "source": "The Wal-Mart Times",
        "byline": "Jean-Luc O'Brien", "topics": ["e-mail", "food"], "section": "Walmart"});
    std::fs::write(&labels, format!("{record}\n")).unwrap();
    archive.add(&[labels], &ReadingOptionsPatch::default(), &run, &Unwatched).unwrap();
    archive.add(&[unknown], &ReadingOptionsPatch::default(), &run, &Unwatched).unwrap();
    let engine = open_reader(folder.path()).unwrap();
    let articles = search(&*engine, &Query::all());
    assert!(articles.len() > 50 && articles.iter().any(|article| article.language.is_none()));
    let mut words: Vec<String> = articles
        .iter()
        .flat_map(|article| [&article.headline, &article.body].map(|text| Tokens::of(text)))
        .flat_map(|tokens| tokens.terms().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    words.sort();
    Sample { engine, articles, words, _folder: folder }
});

fn search(engine: &dyn Engine, query: &Query) -> Vec<Article> {
    let request = Request { limit: usize::MAX, ..Request::new(query) };
    let page = engine.search(&request).unwrap();
    assert_eq!(page.found.len(), page.total);
    page.found.into_iter().map(|found| engine.article_at(found.address).unwrap()).collect()
}

/// Returns the sorted identities of articles, so that duplicates are visible.
fn identities<'a>(articles: impl Iterator<Item = &'a Article>) -> Vec<(ArticleId, FilePath, u32)> {
    let mut identities: Vec<_> =
        articles.map(|article| (article.id.clone(), article.file.clone(), article.record)).collect();
    identities.sort();
    identities
}

/// Parses a query and compares both evaluations.
fn assert_same_articles(text: &str) -> Result<(), QueryError> {
    let options = ParseOptions::on(Date::constant(2026, 11, 22));
    let parsed = parse(text, &options)?;
    assert_same_articles_for_tree(&parsed.query, text);
    Ok(())
}

/// Compares both evaluations of a tree and checks the highlights.
fn assert_same_articles_for_tree(query: &Query, text: &str) {
    let languages = SAMPLE.engine.languages().unwrap();
    let matcher = Matcher::new(query, &languages);
    let mut stems = StemCache::default();
    let matched: Vec<_> = SAMPLE
        .articles
        .iter()
        .filter_map(|article| matcher.matches(article, &mut stems).map(|matches| (article, matches)))
        .collect();
    let found = search(&*SAMPLE.engine, query);
    assert_eq!(
        identities(found.iter()),
        identities(matched.iter().map(|(article, _)| *article)),
        "{text} read as {query}"
    );
    for (article, matches) in matched {
        assert!(!matches.is_empty() || !requires_text_match(query), "no highlight in {} for {query}", article.id);
        for found in matches {
            let text = match found.field {
                Field::Headline => &article.headline,
                Field::Lead => article.lead.as_ref().unwrap(),
                _ => &article.body,
            };
            assert!(!text[found.range.clone()].is_empty(), "{query}");
        }
    }
}

/// Returns whether every matching article must have a match in its text.
fn requires_text_match(query: &Query) -> bool {
    match &query.node {
        Node::Word { field, .. } | Node::Phrase { field, .. } | Node::Pattern { field, .. } => Field::is_prose(*field),
        Node::Near { .. } | Node::AtLeast { .. } => true,
        Node::Boost { of, .. } => requires_text_match(of),
        Node::And(parts) => parts.iter().any(requires_text_match),
        Node::Or(parts) => parts.iter().all(requires_text_match),
        _ => false,
    }
}

#[test]
fn examples_of_the_query_language_match_the_same_articles() {
    for example in EXAMPLES {
        assert_same_articles(example.query).unwrap();
    }
}

#[test]
fn fields_dates_and_scripts_match_the_same_articles() {
    for text in [
        "body:flood",
        "lead:flood",
        "headline:flood",
        "headline:(flood OR storm) -body:gate",
        "body:\"flood defences\"",
        "lead:\"flood defences\"",
        "source:gazette",
        "byline:tarrow",
        "well-known OR well-being OR 72-hour",
        "email OR coop OR reelected OR stateoftheart",
        "headline:twoyear OR body:longterm",
        "72-hour NEAR/3 strike",
        "case:Floods",
        "case:floods -case:Floods",
        "case:THE OR case:\"The river\"",
        "case:we NEAR/10 case:(They OR the)",
        "headline:case:Flood OR lead:case:Flood OR body:case:flood",
        "atleast2(case:The)",
        "NATO (US OR IT OR WHO) lower",
        "AIDS NEAR/1 tests",
        "drugs PRE/4 AIDS",
        "drugs PRE/4 (AIDS OR qoxt)",
        "WHO PRE/4 AIDS tests",
        "(WHO OR AIDS) NEAR/2 (AIDS OR said)",
        "atleast3(WHO) says",
        "AIDS w/s aids",
        "case:McAllister OR case:iPhone",
        "source:saltmouth-courier",
        "source:walmart",
        "source:wal-mart OR section:wal-mart",
        "source:\"wal mart\"",
        "source:\"walmart\" OR byline:jeanluc OR topic:email",
        "-source:walmart byline:*",
        "source:walm*",
        "source:/wal.?mart/ OR topic:emial~ OR section:walmrt~",
        "url:floodw*",
        "walm* OR /coo.*/ OR longt*",
        "walmrt~ NEAR/4 opens",
        "\"walm* opens\"",
        "*mart -\"wal mart\"",
        "source:=courier",
        "source:=\"saltmouth courier\"",
        "-source:=\"Saltmouth Courier\"",
        "byline:=\"colm whitaker\" OR topic:=ferries OR section:=(courts OR 科学)",
        "topic:*",
        "-topic:*",
        "date:2024",
        "date:2024-02-11",
        "date:none",
        "date:..2016 OR date:none",
        "lang:ja",
        "-lang:en",
        "lang:de warning",
        "lang:en warnings",
        "(lang:de OR lang:fr) warnings",
        "(lang:en warnings) OR (lang:de warnung)",
        "lang:en -(lang:de flood) floods",
        "lang:en NOT floods",
        "floods -lang:en",
        "lang:en (floods NEAR/5 river)",
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
        assert_same_articles(text).unwrap();
    }
}

pub(crate) fn random_query() -> impl Strategy<Value = String> {
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

/// Generates a tree from 25 neighbouring words of an article, so that it often matches.
pub(crate) fn random_tree() -> impl Strategy<Value = Query> {
    (any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_flat_map(|(article, position)| {
        let article = &SAMPLE.articles[article.index(SAMPLE.articles.len())];
        let text = if position.index(4) == 0 { &article.headline } else { &article.body };
        let tokens = Tokens::of(text);
        let printed: Vec<String> = tokens.ranges().iter().map(|range| text[range.bytes()].to_owned()).collect();
        let center = position.index(printed.len().max(1));
        let from = center.saturating_sub(12);
        tree_of(printed.get(from..(from + 25).min(printed.len())).unwrap_or_default().to_vec())
    })
}

/// Generates words, phrases and patterns from these words, combined with proximity, `atleast` and boolean operators.
fn tree_of(printed: Vec<String>) -> impl Strategy<Value = Query> {
    let fields = &[None, None, None, None, None, None, Some(Field::Headline), Some(Field::Lead), Some(Field::Body)][..];
    let field = prop::sample::select(fields);
    let words = move |most: usize| {
        let printed = printed.clone();
        (any::<prop::sample::Index>(), 1..=most).prop_map(move |(at, length)| {
            let start = at.index(printed.len().saturating_sub(length).max(1));
            printed.get(start..(start + length).min(printed.len())).unwrap_or_default().to_vec()
        })
    };
    let single = words(1).prop_filter_map("a word", |words| words.into_iter().next());
    let text = (words(4), any::<prop::sample::Index>(), 0u32..5).prop_filter_map("words", |(mut words, at, how)| {
        let changed = at.index(words.len().max(1));
        let word = words.get_mut(changed)?;
        let characters: Vec<char> = word.chars().collect();
        match how {
            1 if characters.len() > 2 => *word = characters[..characters.len() / 2].iter().chain(&['*']).collect(),
            2 if characters.len() > 2 => {
                *word = characters.iter().enumerate().map(|(at, c)| if at == 1 { '?' } else { *c }).collect();
            }
            3 => words.reverse(),
            4 => *word = "*".to_owned(),
            _ => {}
        }
        Some(words.join(" "))
    });
    let two = words(2).prop_filter_map("a word", |words| {
        let mut words = words.into_iter();
        Some((words.next()?, words.next()))
    });
    let pattern = two.prop_flat_map(|(word, next)| {
        let half: String = word.chars().take(word.chars().count().div_ceil(2)).collect();
        // As if the word were the first part of a word with a hyphen.
        let joined = format!("{word}{}", next.unwrap_or_default());
        let words = vec![word.to_lowercase(), half.clone(), "floods".to_owned()];
        let compounds = CompoundGroup { of: half.clone(), words };
        prop::sample::select(vec![
            Pattern::Wildcard(format!("{half}*")),
            Pattern::Wildcard(format!("*{half}")),
            Pattern::Wildcard(format!("{half}?")),
            Pattern::Fuzzy(word.clone(), 1),
            Pattern::Fuzzy(word, 2),
            Pattern::Regex(format!("{half}[a-m].*")),
            Pattern::Wildcard(format!("{}*", joined.chars().take(half.chars().count() + 2).collect::<String>())),
            Pattern::Fuzzy(joined, 1),
            Pattern::Compounds(Box::new(compounds)),
        ])
    });
    let leaf = prop_oneof![
        4 => (single, field.clone()).prop_map(|(text, field)| Node::Word { text, field }),
        3 => (text, field.clone(), prop::sample::select(&[0u32, 0, 0, 1, 2, 5][..]), 0..8)
            .prop_map(|(text, field, slop, case)| match case {
                0 | 1 => Node::Phrase { text, field, slop, cased: true },
                2 => Node::Phrase { text: text.to_lowercase(), field, slop, cased: true },
                3 => Node::Phrase { text: text.to_uppercase(), field, slop, cased: true },
                _ => Node::Phrase { text, field, slop, cased: false },
            }),
        2 => (pattern, field).prop_map(|(pattern, field)| Node::Pattern { pattern, field }),
    ]
    .prop_map(Query::from);
    let proximity = prop_oneof![
        4 => (1u32..12, any::<bool>()).prop_map(|(most, in_order)| Proximity::Words { most, in_order }),
        1 => Just(Proximity::Sentence),
        1 => Just(Proximity::Paragraph),
    ];
    let positional = leaf.prop_recursive(3, 8, 2, move |inner| {
        prop_oneof![
            3 => (inner.clone(), inner.clone(), proximity.clone()).prop_map(|(left, right, proximity)| {
                Query::from(Node::Near { left: Box::new(left), right: Box::new(right), proximity })
            }),
            1 => (inner.clone(), inner).prop_map(|(one, other)| Query::from(Node::Or(vec![one, other]))),
        ]
    });
    let counted = (positional.clone(), 1u32..5)
        .prop_map(|(query, count)| Query::from(Node::AtLeast { count, of: Box::new(query) }));
    prop_oneof![4 => positional, 1 => counted].prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| Query::from(Node::And(vec![one, other]))),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| Query::from(Node::Or(vec![one, other]))),
            inner.prop_map(|query| Query::from(Node::Not(Box::new(query)))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_queries_match_the_same_articles(text in random_query()) {
        prop_assert!(assert_same_articles(&text).is_ok());
    }

    #[test]
    fn random_trees_match_the_same_articles(query in random_tree()) {
        assert_same_articles_for_tree(&query, "a tree");
    }
}

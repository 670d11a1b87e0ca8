//! The engine finds exactly the articles that `matching` matches one by one.

mod generator;
mod sample;

pub(crate) use generator::{random_query, random_tree};
pub(crate) use sample::{SAMPLE, Sample};

use dateline::query::EXAMPLES;
use proptest::prelude::*;

/// Queries for fields, dates and scripts.
pub(crate) const FIELDS_DATES_AND_SCRIPTS: &[&str] = &[
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
];

#[test]
fn examples_of_the_query_language_match_the_same_articles() {
    for example in EXAMPLES {
        SAMPLE.assert_same_articles(example.query).unwrap();
    }
}

#[test]
fn fields_dates_and_scripts_match_the_same_articles() {
    for text in FIELDS_DATES_AND_SCRIPTS {
        SAMPLE.assert_same_articles(text).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_queries_match_the_same_articles(text in random_query()) {
        prop_assert!(SAMPLE.assert_same_articles(&text).is_ok());
    }

    #[test]
    fn random_trees_match_the_same_articles(query in random_tree()) {
        SAMPLE.assert_same_articles_for_tree(&query, "a tree");
    }
}

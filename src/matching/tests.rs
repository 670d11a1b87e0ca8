//! What matches, what is marked, what is shown.

use super::*;
use crate::article::DateOrigin;
use crate::article::{FilePath, Published, PublishedDate};
use crate::query::{ParseOptions, parse};
use jiff::civil::Date;

fn article() -> Article {
    Article {
        headline: "Storm warning".into(),
        body: "The river rose. Engineers warned the town.\n\nFlood defences held; the floods did not spread.".into(),
        source: Some("The River Gazette".into()),
        language: Language::parse("en"),
        published: "2015-11".parse::<PublishedDate>().ok().map(|date| Published { date, origin: DateOrigin::Stated }),
        file: FilePath::from_path("/news/storm-report.txt".as_ref()),
        ..Article::default()
    }
}

fn query(text: &str) -> Query {
    let options = ParseOptions { today: Date::constant(2026, 11, 22), ..ParseOptions::default() };
    parse(text, &options).expect(text).query
}

/// The words of the article that are marked, or `None` if it does not match.
fn marked(text: &str) -> Option<Vec<String>> {
    let article = article();
    let matcher = Matcher::new(&query(text), &[Language::parse("en"), None]);
    let places = matcher.matches(&article, &mut StemCache::default())?;
    let text_of = |field| match field {
        Field::Headline => article.headline.as_str(),
        _ => article.body.as_str(),
    };
    Some(places.into_iter().map(|place| text_of(place.field)[place.range].to_owned()).collect())
}

fn assert_marked(text: &str, expected: &[&str]) {
    assert_eq!(
        marked(text).as_deref(),
        Some(&expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..]),
        "{text}"
    );
}

#[test]
fn words_match_in_any_inflection_and_phrases_as_printed() {
    assert_marked("warn", &["warning", "warned"]);
    assert_marked("flood", &["Flood", "floods"]);
    assert_marked("\"flood\"", &["Flood"]);
    assert_marked("\"flood defences\"", &["Flood defences"]);
    assert_eq!(marked("\"defences flood\""), None);
    assert_eq!(marked("\"flood defence\""), None);
}

#[test]
fn all_words_have_to_match_and_what_is_negated_is_never_marked() {
    assert_eq!(marked("river earthquake"), None);
    assert_marked("river -earthquake", &["river"]);
    assert_eq!(marked("river -town"), None);
    assert_marked("(earthquake OR river) town", &["river", "town"]);
    assert_marked("(earthquake river) OR town", &["town"]);
    assert_marked("-earthquake", &[]);
}

#[test]
fn fields_are_asked_one_by_one() {
    assert_marked("headline:storm", &["Storm"]);
    assert_eq!(marked("body:storm"), None);
    assert_marked("lead:warned", &["warned"]);
    assert_eq!(marked("lead:floods"), None);
    assert_marked("source:gazette", &[]);
    assert_marked("source:\"the river gazette\" town", &["town"]);
    assert_eq!(marked("source:guardian"), None);
    assert_marked("path:report", &[]);
    assert_marked("lang:en", &[]);
    assert_eq!(marked("lang:de"), None);
    assert_eq!(marked("byline:*"), None);
}

#[test]
fn a_month_answers_every_day_it_may_mean() {
    for asked in ["date:2015", "date:2015-11-14", "date:2015-11-30..", "date:..2015-11-01"] {
        assert_marked(asked, &[]);
    }
    for asked in ["date:2016", "date:..2015-10", "date:none"] {
        assert_eq!(marked(asked), None, "{asked}");
    }
}

fn shown(article: &Article, text: &str, options: PassageOptions) -> Vec<String> {
    let matcher = Matcher::new(&query(text), &[Language::parse("en"), None]);
    let places = matcher.matches(article, &mut StemCache::default()).expect("a match");
    passages(article, &places, options)
        .into_iter()
        .map(|passage| {
            let mut shown = article.body[passage.range].to_owned();
            for span in passage.spans.iter().rev() {
                shown.insert(span.end, ']');
                shown.insert(span.start, '[');
            }
            let dots = |cut| if cut { "…" } else { "" };
            format!("{}{shown}{}", dots(passage.cut_before), dots(passage.cut_after))
        })
        .collect()
}

#[test]
fn passages_are_whole_sentences_that_cover_the_query() {
    let options = PassageOptions { most: 2, length: 60 };
    assert_eq!(
        shown(&article(), "engineers defences", options),
        ["The river rose. [Engineers] warned the town.", "Flood [defences] held; the floods did not spread."]
    );
    assert_eq!(shown(&article(), "headline:storm", options), ["The river rose. Engineers warned the town."]);
}

#[test]
fn a_long_sentence_is_cut_at_words_around_its_match() {
    let long = Article { body: format!("{}the flood came{}", "word ".repeat(80), " again".repeat(80)), ..article() };
    let shown = shown(&long, "flood", PassageOptions { most: 1, length: 50 });
    insta::assert_debug_snapshot!(shown, @r#"
    [
        "…word word the [flood] came again again again again…",
    ]
    "#);
}

#[test]
fn scripts_without_spaces_are_matched_and_marked() {
    let japanese =
        Article {
            body: "東京都は堤防の工事を始めた。".into(), language: Language::parse("ja"), ..Article::default()
        };
    let options = PassageOptions::default();
    assert_eq!(shown(&japanese, "堤防", options), ["東京都は[堤防]の工事を始めた。"]);
    assert_eq!(shown(&japanese, "都", options), ["東京[都]は堤防の工事を始めた。"]);
}

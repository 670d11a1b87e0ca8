//! What matches, what is marked, what is shown.

use super::*;
use crate::article::DateOrigin;
use crate::article::{FilePath, Published, PublishedDate};
use crate::query::{ParseOptions, parse};
use crate::text::token_count;
use jiff::civil::Date;
use proptest::prelude::*;

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
fn every_form_marks_what_it_hit() {
    assert_marked("flo*", &["Flood", "floods"]);
    assert_marked("?loods", &["floods"]);
    assert_marked("\"engin* warned\"", &["Engineers warned"]);
    assert_marked("\"river * engineers\"", &["river rose. Engineers"]);
    assert_marked("enginers~", &["Engineers"]);
    assert_marked("engneirs~2", &["Engineers"]);
    assert_marked("/(r|t)[a-z]{3}/", &["rose", "town"]);
    assert_marked("\"town warned\"~3", &["warned", "town"]);
    assert_eq!(marked("\"town warned\"~2"), None);
    assert_marked("engineers^3", &["Engineers"]);
    // Only what is near: the second of the two is too far.
    assert_marked("flood NEAR/1 defence", &["Flood", "defences"]);
    assert_marked("defence NEAR/3 flood", &["Flood", "defences", "floods"]);
    assert_marked("flood PRE/1 defence", &["Flood", "defences"]);
    assert_eq!(marked("town PRE/5 river"), None);
    assert_marked("(river OR town) NEAR/2 (rose OR \"flood defences\")", &["river", "rose", "town", "Flood defences"]);
    assert_marked("town w/s warn", &["warned", "town"]);
    assert_eq!(marked("town w/s rose"), None);
    assert_marked("town w/p rose", &["rose", "town"]);
    assert_eq!(marked("town w/p flood"), None);
    assert_marked("atleast2(flood)", &["Flood", "floods"]);
    assert_eq!(marked("atleast3(flood)"), None);
    assert_marked("atleast2(flood OR river)", &["river", "Flood", "floods"]);
    // No word is near itself.
    assert_eq!(marked("town NEAR/5 town"), None);
    assert_eq!(marked("(town OR tow*) NEAR/5 (town OR t?wn)"), None);
    assert_marked("lead:(engineers NEAR/3 town)", &["Engineers", "town"]);
    assert_eq!(marked("lead:(defences NEAR/2 floods)"), None);
    assert_eq!(marked("storm NEAR/100 river"), None);
    assert_marked("source:\"river gaz*\" river", &["river"]);
    assert_marked("-(flood NEAR/1 river) river", &["river"]);
}

#[test]
fn capitals_among_small_letters_mean_the_acronym() {
    let article = Article {
        headline: "WHO WARNS US".into(),
        body: "The WHO knew who it was.\n\nIt told the U.S. and us.".into(),
        language: Language::parse("en"),
        ..Article::default()
    };
    let marked = |text: &str| {
        let matcher = Matcher::new(&query(text), &[Language::parse("en")]);
        matcher.matches(&article, &mut StemCache::default()).map(|places| places.len())
    };
    assert_eq!(marked("WHO knew"), Some(2));
    assert_eq!(marked("who knew"), Some(4));
    assert_eq!(marked("WHO"), Some(3));
    assert_eq!(marked("US told"), Some(2));
    assert_eq!(marked("us told"), Some(4));
    assert_eq!(marked("IT knew"), None);
    assert_eq!(marked("headline:WHO knew"), None);
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

/// Queries of every form, from words that the articles of the next test are made of.
fn any_query() -> impl Strategy<Value = String> {
    let word = prop::sample::select(&["the", "a", "Flood", "é", "WHO", "東京", "سلام", "l’eau", "x-y", "3.5", "😀"][..]);
    let leaf = prop_oneof![
        4 => word.clone().prop_map(str::to_owned),
        1 => word.clone().prop_map(|word| format!("{word}*")),
        1 => word.clone().prop_map(|word| format!("*{word}?")),
        1 => word.clone().prop_map(|word| format!("{word}~2")),
        1 => prop::sample::select(&["/.*/", "/[^a]+/", "/(a*)*/", "\"* *\"", "date:2015", "headline:a", "lead:the"][..])
            .prop_map(str::to_owned),
        2 => (word.clone(), word.clone(), 0u32..9).prop_map(|(one, other, slop)| format!("\"{one} {other}\"~{slop}")),
        1 => (word.clone(), word).prop_map(|(one, other)| format!("\"{one} * {other}*\"")),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        let operator = prop::sample::select(&[" ", " OR ", " NEAR/3 ", " PRE/99 ", " w/s ", " w/p ", " -"][..]);
        prop_oneof![
            4 => (inner.clone(), operator, inner.clone()).prop_map(|(one, how, other)| format!("({one}{how}{other})")),
            1 => inner.clone().prop_map(|query| format!("atleast2({query})")),
            1 => inner.prop_map(|query| format!("NOT ({query})")),
        ]
    })
}

fn any_article() -> impl Strategy<Value = Article> {
    let piece = prop_oneof![
        8 => prop::sample::select(&[
            "the", "a", "flood", "Flood.", "é", "WHO", "東京", "سلام", "l’eau", "x-y", "3.5", "😀", "\n\n", "\n", ". ",
            "\u{0}", "\u{202e}", "\u{301}", "。", "A", "Mr.",
        ][..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let text = || prop::collection::vec(piece.clone(), 0..30).prop_map(|pieces| pieces.join(" "));
    (text(), prop::option::of(text()), text(), prop::sample::select(&["en", "ja", "fr"][..])).prop_map(
        |(headline, lead, body, language)| Article {
            headline,
            lead,
            body,
            language: Language::parse(language),
            ..Article::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn whatever_is_asked_of_whatever_article_marks_words_of_it(text in any_query(), article in any_article()) {
        let Ok(parsed) = parse(&text, &ParseOptions::default()) else { return Ok(()) };
        let matcher = Matcher::new(&parsed.query, &[Language::parse("en"), Language::parse("ja"), Language::parse("fr")]);
        let mut stems = StemCache::default();
        let Some(places) = matcher.matches(&article, &mut stems) else { return Ok(()) };
        let mut last = (Field::Headline, 0);
        for place in &places {
            let text = match place.field {
                Field::Headline => &article.headline,
                Field::Lead => article.lead.as_ref().expect("a lead"),
                _ => &article.body,
            };
            prop_assert!(!text.get(place.range.clone()).expect("within the text").is_empty());
            prop_assert!(last <= (place.field, place.range.start));
            last = (place.field, place.range.start);
        }
        for length in [1, 20, 240] {
            let shown = passages(&article, &places, PassageOptions { most: 3, length });
let has_words = [Some(&article.body), article.lead.as_ref()].into_iter().flatten().any(|text| token_count(text) > 0);
            prop_assert!(!shown.is_empty() || !has_words);
        }
    }
}

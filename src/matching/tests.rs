//! Matching, highlighting and passages, through the public functions of the room.

use super::*;
use crate::article::DateOrigin;
use crate::article::{FilePath, Published, PublishedDate};
use crate::query::{Field, ParseOptions, parse};
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

/// Returns the highlighted texts of the article, or `None` if it does not match.
fn highlights(text: &str) -> Option<Vec<String>> {
    let article = article();
    let matcher = Matcher::new(&query(text), &[Language::parse("en"), None]);
    let matches = matcher.matches(&article, &mut StemCache::default())?;
    let text_of = |field| match field {
        Field::Headline => article.headline.as_str(),
        _ => article.body.as_str(),
    };
    Some(matches.into_iter().map(|found| text_of(found.field)[found.range].to_owned()).collect())
}

fn assert_highlights(text: &str, expected: &[&str]) {
    assert_eq!(
        highlights(text).as_deref(),
        Some(&expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..]),
        "{text}"
    );
}

#[test]
fn words_match_in_any_inflection_and_phrases_as_printed() {
    assert_highlights("warn", &["warning", "warned"]);
    assert_highlights("flood", &["Flood", "floods"]);
    assert_highlights("\"flood\"", &["Flood"]);
    assert_highlights("\"flood defences\"", &["Flood defences"]);
    assert_eq!(highlights("\"defences flood\""), None);
    assert_eq!(highlights("\"flood defence\""), None);
}

#[test]
fn other_spellings_of_a_word_match_and_are_highlighted_as_printed() {
    for (body, text, expected) in [
        ("Cut CO₂ now, over 5 km².", "co2 km2", &["CO₂", "km²"][..]),
        ("Cut CO2 now.", "CO₂", &["CO2"]),
        ("said O′Brien.", "O`Brien", &["O′Brien"]),
        ("The \u{2066}flood\u{2069} gates", "flood", &["flood"]),
        ("one\u{b}flood", "flood", &["flood"]),
        ("צה״ל הודיע", "צה\"ל", &["צה״ל"]),
        ("צה\"ל אמר וגם ארה\"ב אמרה", "ארה\"ב צה\"ל", &["צה\"ל", "ארה\"ב"]),
        ("צה\"ל הודיע", "\"צה\"ל הודיע\"", &["צה\"ל הודיע"]),
        ("हिन्दी में", "हिंदी", &["हिन्दी"]),
        ("น\u{e49}\u{e33}", "น\u{e4d}\u{e49}า", &["น\u{e49}\u{e33}"]),
    ] {
        let article = Article { body: body.into(), ..Article::default() };
        let found = Matcher::new(&query(text), &[None]).matches(&article, &mut StemCache::default());
        let found: Vec<&str> = found.iter().flatten().map(|found| &article.body[found.range.clone()]).collect();
        assert_eq!(found, expected, "{text} in {body}");
    }
}

#[test]
fn all_words_must_match_and_excluded_words_are_not_highlighted() {
    assert_eq!(highlights("river earthquake"), None);
    assert_highlights("river -earthquake", &["river"]);
    assert_eq!(highlights("river -town"), None);
    assert_highlights("(earthquake OR river) town", &["river", "town"]);
    assert_highlights("(earthquake river) OR town", &["town"]);
    assert_highlights("-earthquake", &[]);
}

#[test]
fn every_operator_highlights_its_matches() {
    assert_highlights("flo*", &["Flood", "floods"]);
    assert_highlights("?loods", &["floods"]);
    assert_highlights("\"engin* warned\"", &["Engineers warned"]);
    assert_highlights("\"river * engineers\"", &["river rose. Engineers"]);
    assert_highlights("enginers~", &["Engineers"]);
    assert_highlights("engneirs~2", &["Engineers"]);
    assert_highlights("/(r|t)[a-z]{3}/", &["rose", "town"]);
    assert_highlights("\"town warned\"~3", &["warned", "town"]);
    assert_eq!(highlights("\"town warned\"~2"), None);
    assert_highlights("engineers^3", &["Engineers"]);
    // Only the words within reach: "floods" is too far away.
    assert_highlights("flood NEAR/1 defence", &["Flood", "defences"]);
    assert_highlights("defence NEAR/3 flood", &["Flood", "defences", "floods"]);
    assert_highlights("flood PRE/1 defence", &["Flood", "defences"]);
    assert_eq!(highlights("town PRE/5 river"), None);
    assert_highlights(
        "(river OR town) NEAR/2 (rose OR \"flood defences\")",
        &["river", "rose", "town", "Flood defences"],
    );
    assert_highlights("town w/s warn", &["warned", "town"]);
    assert_eq!(highlights("town w/s rose"), None);
    assert_highlights("town w/p rose", &["rose", "town"]);
    assert_eq!(highlights("town w/p flood"), None);
    assert_highlights("atleast2(flood)", &["Flood", "floods"]);
    assert_eq!(highlights("atleast3(flood)"), None);
    assert_highlights("atleast2(flood OR river)", &["river", "Flood", "floods"]);
    // A token is not near itself.
    assert_eq!(highlights("town NEAR/5 town"), None);
    assert_eq!(highlights("(town OR tow*) NEAR/5 (town OR t?wn)"), None);
    assert_highlights("lead:(engineers NEAR/3 town)", &["Engineers", "town"]);
    assert_eq!(highlights("lead:(defences NEAR/2 floods)"), None);
    assert_eq!(highlights("storm NEAR/100 river"), None);
    assert_highlights("source:\"river gaz*\" river", &["river"]);
    assert_highlights("-(flood NEAR/1 river) river", &["river"]);
}

#[test]
fn a_word_in_capitals_matches_only_the_acronym() {
    let article = Article {
        headline: "WHO WARNS US".into(),
        body: "The WHO knew who it was.\n\nIt told the U.S. and us.".into(),
        language: Language::parse("en"),
        ..Article::default()
    };
    let highlight_count = |text: &str| {
        let matcher = Matcher::new(&query(text), &[Language::parse("en")]);
        matcher.matches(&article, &mut StemCache::default()).map(|matches| matches.len())
    };
    // In an all-capitals headline, case carries no information.
    assert_eq!(highlight_count("WHO knew"), Some(3));
    assert_eq!(highlight_count("who knew"), Some(4));
    assert_eq!(highlight_count("WHO"), Some(3));
    assert_eq!(highlight_count("US told"), Some(3));
    assert_eq!(highlight_count("us told"), Some(4));
    assert_eq!(highlight_count("IT knew"), None);
    assert_eq!(highlight_count("headline:WHO knew"), Some(2));
}

#[test]
fn field_prefixes_limit_the_search() {
    assert_highlights("headline:storm", &["Storm"]);
    assert_eq!(highlights("body:storm"), None);
    assert_highlights("lead:warned", &["warned"]);
    assert_eq!(highlights("lead:floods"), None);
    assert_highlights("source:gazette", &[]);
    assert_highlights("source:\"the river gazette\" town", &["town"]);
    assert_eq!(highlights("source:guardian"), None);
    assert_highlights("path:report", &[]);
    assert_highlights("lang:en", &[]);
    assert_eq!(highlights("lang:de"), None);
    assert_eq!(highlights("byline:*"), None);
}

#[test]
fn a_month_matches_every_day_it_can_mean() {
    for filter in ["date:2015", "date:2015-11-14", "date:2015-11-30..", "date:..2015-11-01"] {
        assert_highlights(filter, &[]);
    }
    for filter in ["date:2016", "date:..2015-10", "date:none"] {
        assert_eq!(highlights(filter), None, "{filter}");
    }
}

fn shown(article: &Article, text: &str, options: PassageOptions) -> Vec<String> {
    let matcher = Matcher::new(&query(text), &[Language::parse("en"), None]);
    let matches = matcher.matches(article, &mut StemCache::default()).expect("a match");
    passages(article, &matches, options)
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
fn passages_are_whole_sentences_and_cover_the_query() {
    let options = PassageOptions { max_count: 2, max_chars: 60 };
    assert_eq!(
        shown(&article(), "engineers defences", options),
        ["The river rose. [Engineers] warned the town.", "Flood [defences] held; the floods did not spread."]
    );
    assert_eq!(shown(&article(), "headline:storm", options), ["The river rose. Engineers warned the town."]);
}

#[test]
fn a_long_sentence_is_cut_at_word_boundaries_around_its_match() {
    let long = Article { body: format!("{}the flood came{}", "word ".repeat(80), " again".repeat(80)), ..article() };
    let shown = shown(&long, "flood", PassageOptions { max_count: 1, max_chars: 50 });
    insta::assert_debug_snapshot!(shown, @r#"
    [
        "…word word the [flood] came again again again again…",
    ]
    "#);
}

#[test]
fn a_phrase_over_the_end_of_a_paragraph_is_highlighted() {
    let body = "It began late. The word was flood\n\nDefences were late. They held.\n\nThird paragraph.";
    let article = Article { body: body.into(), ..Article::default() };
    for (query, max_chars, expected) in [
        ("\"flood defences\"", 240, "It began late. The word was [flood\n\nDefences] were late. They held."),
        ("\"flood defences\"", 60, "The word was [flood\n\nDefences] were late. They held."),
        ("\"flood defences\"", 20, "[flood\n\nDefences]…"),
        ("\"held * paragraph\"", 240, "Defences were late. They [held.\n\nThird paragraph]."),
        ("\"flood defences were late\"", 20, "[flood\n\nDefences were]…"),
    ] {
        let options = PassageOptions { max_count: 1, max_chars };
        let shown = shown(&article, query, options).concat();
        assert_eq!(shown.trim_start_matches('…'), expected, "{query}");
    }
}

#[test]
fn scripts_without_spaces_are_matched_and_highlighted() {
    let japanese =
        Article {
            body: "東京都は堤防の工事を始めた。".into(), language: Language::parse("ja"), ..Article::default()
        };
    let options = PassageOptions::default();
    assert_eq!(shown(&japanese, "堤防", options), ["東京都は[堤防]の工事を始めた。"]);
    assert_eq!(shown(&japanese, "都", options), ["東京[都]は堤防の工事を始めた。"]);
}

/// Generates queries with all operators, from words that also occur in [`any_article`].
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
    fn matches_are_sorted_non_empty_spans_of_the_text(text in any_query(), article in any_article()) {
        let Ok(parsed) = parse(&text, &ParseOptions::default()) else { return Ok(()) };
        let matcher = Matcher::new(&parsed.query, &[Language::parse("en"), Language::parse("ja"), Language::parse("fr")]);
        let mut stems = StemCache::default();
        let Some(matches) = matcher.matches(&article, &mut stems) else { return Ok(()) };
        let mut last = (Field::Headline, 0);
        for found in &matches {
            let text = match found.field {
                Field::Headline => &article.headline,
                Field::Lead => article.lead.as_ref().expect("a lead"),
                _ => &article.body,
            };
            prop_assert!(!text.get(found.range.clone()).expect("within the text").is_empty());
            prop_assert!(last <= (found.field, found.range.start));
            last = (found.field, found.range.start);
        }
        for max_chars in [1, 20, 240] {
            let shown = passages(&article, &matches, PassageOptions { max_count: 3, max_chars });
let has_words = [Some(&article.body), article.lead.as_ref()].into_iter().flatten().any(|text| token_count(text) > 0);
            prop_assert!(!shown.is_empty() || !has_words);
        }
    }
}

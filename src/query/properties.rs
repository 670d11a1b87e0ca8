//! Property tests: parsing never panics, and the canonical form of every query parses to the same query.

use super::parse::parse;
use super::parse_options::ParseOptions;
use super::span::Span;
use super::tree::{Node, Query};
use jiff::civil::date;
use proptest::prelude::*;

/// Returns a configuration that `PROPTEST_CASES` can raise.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(600), ..default }
}

fn options() -> ParseOptions {
    ParseOptions { today: date(2026, 11, 22), ..ParseOptions::default() }
}

/// Checks that a valid query prints in a canonical form that parses to the same query without a note.
fn assert_round_trip(text: &str, options: &ParseOptions) -> Result<(), TestCaseError> {
    let parsed = match parse(text, options) {
        Ok(parsed) => parsed,
        Err(error) => {
            prop_assert!(is_inside(error.span, text), "{:?} at {:?}", text, error);
            return Ok(());
        }
    };
    for note in &parsed.notes {
        prop_assert!(is_inside(note.span, text), "{:?} at {:?}", text, note);
    }
    prop_assert!(every_part(&parsed.query, &|part| is_inside(part.span, text)), "{:?}: {:?}", text, parsed.query);
    let canonical = parsed.query.to_string();
    let strict = ParseOptions { strict: true, ..self::options() };
    match parse(&canonical, &strict) {
        Ok(again) => {
            prop_assert_eq!(&again.query, &parsed.query, "{:?} printed as {:?}", text, canonical);
            prop_assert_eq!(again.query.to_string(), canonical);
        }
        Err(error) => prop_assert!(false, "{text:?} printed as {canonical:?}: {error}"),
    }
    Ok(())
}

fn is_inside(span: Span, text: &str) -> bool {
    text.get(span.start..span.end).is_some()
}

fn every_part(query: &Query, holds: &impl Fn(&Query) -> bool) -> bool {
    let below = match &query.node {
        Node::And(parts) | Node::Or(parts) => parts.len() > 1 && parts.iter().all(|part| every_part(part, holds)),
        Node::Not(of) | Node::Boost { of, .. } | Node::AtLeast { of, .. } => every_part(of, holds),
        Node::Near { left, right, .. } => every_part(left, holds) && every_part(right, holds),
        _ => true,
    };
    below && holds(query)
}

/// Text made of fragments of the query language.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&[
            "a", "storm", "Überfall", "well-known", "AT&T", "U.S.", "C++", "10/11", "O'Brien", "3.5", "北京", "e\u{301}",
            "-", "*", "?", "~", "^", "+", "!", "&", "|", ":", "/", "\\", "[", "]", "{", "}", "<", ">", "=", ".", ",", "'",
            "_", "…", "—", "😀", "\u{0}", "\n", "\u{ad}", "\u{200d}", "WHO", "U.S", "NATO", "東京", "سلام", "ß", "İ", "ﬁ",
        ][..]),
        6 => prop::sample::select(&[" ", " ", " ", "(", ")", "（", "）", "\"", "\"", "“", "”", "«", "＂"][..]),
        4 => prop::sample::select(&[
            " AND ", " OR ", " NOT ", " && ", " || ", "&&", "||", "and", "OR", "near5", " w/5 ", "/N5/", "atleast3",
            " TO ", "~1", "^2", "://", "https://example.org/a?b=c", "~", "~2", "~5^2", "^0.5", "^1000", "~5", "*", "?", "**",
            " NEAR/5 ", " PRE/2 ", " w/s ", " W/P ", " NEAR ", "NEAR", "ADJ3", "atleast2(", "ATLEAST3(", "/a.c/", "/", "\\/",
        ][..]),
        4 => prop::sample::select(&[
            "headline:", "HD:", "source:", "source:=", "by:=\"", "lang:=", "date:", "added:", "words:", "lang:", "id:", "url:", "tag:", "2015",
            "2015-11", "2015-11-14", "..", ">=", "<", "7d", "today", "none", "german", "500",
            "[2015 TO 2016]", "{200 TO 400]", "14 november 2015",
        ][..]),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A query of the grammar.
fn grammatical() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-z]{1,8}",
        4 => "[A-Z][a-z]{1,6}",
        2 => "[0-9]{1,4}",
        4 => prop::sample::select(&["AT&T", "WHO", "NATO", "U.S.", "Überfall", "près", "O'Brien", "мир"][..]).prop_map(str::to_owned),
    ];
    let wildcard = prop_oneof!["[a-z]{1,4}\\*", "\\*[A-Z][a-z]{1,3}", "[a-z]{1,3}[*?][a-z]{1,3}", "[a-z]\\?{1,3}[a-z]"];
    let fuzzy = "[A-Za-z][a-z]{2,6}~[12]?";
    let regex =
        prop::sample::select(&["/colou?r/", "/a|b/", "/(x|y)z+/", r"/a\/b/", r"/\d{4}/", "/[^a-c]x.*/", "/\"é/"][..])
            .prop_map(str::to_owned);
    let phrase =
        prop::collection::vec(prop_oneof![3 => word.clone(), 1 => wildcard.clone(), 1 => Just("*".to_owned())], 1..5)
            .prop_filter("a word", |words| words.iter().any(|word| word != "*"))
            .prop_map(|words| format!("\"{}\"", words.join(" ")));
    let phrase =
        (phrase, prop_oneof![3 => Just(String::new()), 1 => (0u32..=1000).prop_map(|slop| format!("~{slop}"))])
            .prop_map(|(phrase, slop)| phrase + &slop);
    let operand =
        prop_oneof![5 => word.clone(), 3 => phrase.clone(), 2 => wildcard.clone(), 1 => fuzzy, 1 => regex.clone()];
    let operand = (prop::sample::select(&["", "", "", "headline:", "body:"][..]), operand)
        .prop_map(|(field, operand)| format!("{field}{operand}"));
    let operand = operand.prop_recursive(3, 12, 3, |inner| {
        let near = prop::sample::select(
            &[" NEAR/5 ", " near5 ", " w/12 ", " /N3/ ", " PRE/2 ", " ADJ1 ", " w/s ", " W/P ", " OR "][..],
        );
        (inner.clone(), near, inner).prop_map(|(left, operator, right)| format!("({left}{operator}{right})"))
    });
    let day = || {
        (1i16..9999, 1i8..13, 1i8..29, 0..3).prop_map(|(year, month, day, precision)| match precision {
            0 => format!("{year:04}"),
            1 => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        })
    };
    let days = prop_oneof![
        day(),
        (day(), day()).prop_map(|(from, to)| if from[..4] < to[..4] {
            format!("{from}..{to}")
        } else {
            format!("{from}..")
        }),
        (prop::sample::select(&[">", ">=", "<", "<="][..]), day()).prop_map(|(sign, day)| format!("{sign}{day}")),
        "[1-9][0-9]{0,2}[dwmy](\\.\\.)?",
        Just("none".to_owned()),
        Just("*".to_owned()),
    ];
    let leaf = prop_oneof![
        4 => word.clone(),
        2 => phrase,
        2 => wildcard.clone(),
        1 => fuzzy,
        1 => regex,
        2 => operand.clone(),
        1 => (prop::sample::select(&["case:", "headline:case:", "case:body:", "CASE:"][..]), prop_oneof![word.clone(), Just("\"The WHO AND us\"~2".to_owned())])
            .prop_map(|(prefix, operand)| format!("{prefix}{operand}")),
        1 => (1u32..2000, operand).prop_map(|(count, operand)| format!("atleast{count}({operand})")),
        1 => (prop::sample::select(&["source:", "place:", "path:"][..]), wildcard).prop_map(|(field, word)| format!("{field}{word}")),
        2 => (prop::sample::select(&["headline", "source", "url", "by", "place"][..]), word.clone())
            .prop_map(|(field, word)| format!("{field}:{word}")),
        2 => days.prop_map(|days| format!("date:{days}")),
        1 => (prop::sample::select(&["source", "section", "by", "place", "topic"][..]), word.clone())
            .prop_map(|(field, word)| format!("{field}:=\"The {word}\"")),
        1 => (0u32..900, 900u32..2000).prop_map(|(from, to)| format!("words:{from}..{to}")),
        1 => prop::sample::select(&["lang:de", "lang:French", "id:0a1b2c", "topic:*"][..]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(6, 64, 4, |inner| {
        let operator =
            prop::sample::select(&[" ", " AND ", " OR ", " && ", " || ", " NOT ", " -", " OR NOT ", " +"][..]);
        let chain = prop::collection::vec((operator, inner.clone()), 1..4);
        prop_oneof![
            (inner.clone(), chain).prop_map(|(first, others)| {
                others.into_iter().fold(first, |query, (operator, next)| format!("{query}{operator}{next}"))
            }),
            inner.clone().prop_map(|query| format!("({query})")),
            inner.clone().prop_map(|query| format!("NOT ({query})")),
            inner.clone().prop_map(|query| format!("headline:({query})")),
            (inner, prop::sample::select(&["2", "0.5", "1", "1.125", "1000", ".001"][..]))
                .prop_map(|(query, boost)| format!("({query})^{boost}")),
        ]
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_round_trips(text in any::<String>()) {
        assert_round_trip(&text, &options())?;
    }

    #[test]
    fn pieces_of_the_language_round_trip(text in pieces()) {
        assert_round_trip(&text, &options())?;
    }

    #[test]
    fn literal_text_is_never_an_error(text in prop_oneof![any::<String>(), pieces()]) {
        let literal = ParseOptions { literal: true, ..options() };
        prop_assert!(parse(&text, &literal).is_ok());
        assert_round_trip(&text, &literal)?;
    }

    #[test]
    fn every_query_of_the_grammar_is_valid_and_round_trips(text in grammatical()) {
        prop_assert!(parse(&text, &options()).is_ok(), "{}", text);
        assert_round_trip(&text, &options())?;
    }
}

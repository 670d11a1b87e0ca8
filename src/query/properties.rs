//! Properties that hold for every query: reading never panics, and what was read prints and reads the same.

use super::{Node, ParseOptions, Query, Span, parse};
use jiff::civil::date;
use proptest::prelude::*;

fn options() -> ParseOptions {
    ParseOptions { today: date(2026, 11, 22), ..ParseOptions::default() }
}

/// Checks that `text`, if it can be read, prints as a text that reads the same without a note.
fn assert_round_trip(text: &str, options: &ParseOptions) -> Result<(), TestCaseError> {
    let parsed = match parse(text, options) {
        Ok(parsed) => parsed,
        Err(error) => {
            error.explain(text);
            prop_assert!(stands_in(error.span, text), "{:?} at {:?}", text, error);
            return Ok(());
        }
    };
    for note in &parsed.notes {
        note.message(text);
        prop_assert!(stands_in(note.span, text), "{:?} at {:?}", text, note);
    }
    prop_assert!(every_part(&parsed.query, &|part| stands_in(part.span, text)), "{:?}: {:?}", text, parsed.query);
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

fn stands_in(span: Span, text: &str) -> bool {
    text.get(span.start..span.end).is_some()
}

fn every_part(query: &Query, holds: &impl Fn(&Query) -> bool) -> bool {
    let below = match &query.node {
        Node::And(parts) | Node::Or(parts) => parts.len() > 1 && parts.iter().all(|part| every_part(part, holds)),
        Node::Not(inner) => every_part(inner, holds),
        _ => true,
    };
    below && holds(query)
}

/// Text made of pieces that mean something somewhere in the query language.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&[
            "a", "storm", "Überfall", "well-known", "AT&T", "U.S.", "C++", "10/11", "O'Brien", "3.5", "北京", "e\u{301}",
            "-", "*", "?", "~", "^", "+", "!", "&", "|", ":", "/", "\\", "[", "]", "{", "}", "<", ">", "=", ".", ",", "'",
            "_", "…", "—", "😀", "\u{0}", "\n", "\u{ad}", "\u{200d}",
        ][..]),
        6 => prop::sample::select(&[" ", " ", " ", "(", ")", "（", "）", "\"", "\"", "“", "”", "«", "＂"][..]),
        4 => prop::sample::select(&[
            " AND ", " OR ", " NOT ", " && ", " || ", "&&", "||", "and", "OR", "near5", " w/5 ", "/N5/", "atleast3",
            " TO ", "~1", "^2", "://", "https://example.org/a?b=c",
        ][..]),
        4 => prop::sample::select(&[
            "headline:", "HD:", "source:", "date:", "added:", "words:", "lang:", "id:", "url:", "tag:", "2015",
            "2015-11", "2015-11-14", "..", ">=", "<", "7d", "today", "none", "german", "500",
            "[2015 TO 2016]", "{200 TO 400]", "14 november 2015",
        ][..]),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A query as the grammar has it.
fn grammatical() -> impl Strategy<Value = String> {
    let word = prop_oneof!["[a-z]{1,8}", "[A-Z][a-z]{1,6}", "[0-9]{1,4}", Just("AT&T".to_owned())];
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
        2 => prop::collection::vec(word.clone(), 1..4).prop_map(|words| format!("\"{}\"", words.join(" "))),
        2 => (prop::sample::select(&["headline", "source", "url", "by", "place"][..]), word.clone())
            .prop_map(|(field, word)| format!("{field}:{word}")),
        2 => days.prop_map(|days| format!("date:{days}")),
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
            inner.prop_map(|query| format!("headline:({query})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_text_reads_and_prints_the_same(text in any::<String>()) {
        assert_round_trip(&text, &options())?;
    }

    #[test]
    fn any_pieces_read_and_print_the_same(text in pieces()) {
        assert_round_trip(&text, &options())?;
    }

    #[test]
    fn any_text_reads_literally(text in prop_oneof![any::<String>(), pieces()]) {
        let literal = ParseOptions { literal: true, ..options() };
        prop_assert!(parse(&text, &literal).is_ok());
        assert_round_trip(&text, &literal)?;
    }

    #[test]
    fn every_query_of_the_grammar_reads_and_prints_the_same(text in grammatical()) {
        prop_assert!(parse(&text, &options()).is_ok(), "{}", text);
        assert_round_trip(&text, &options())?;
    }
}

//! Tests of the limits with input designed to slow the parser down.

use super::error::QueryErrorKind;
use super::limits::{MAX_NESTING, MAX_PATTERNS, MAX_PROXIMITY_OPERATORS, MAX_QUERY_BYTES};
use super::parse::parse;
use super::parse_options::ParseOptions;

fn options() -> ParseOptions {
    ParseOptions { today: jiff::civil::date(2026, 11, 22), ..ParseOptions::default() }
}

fn error_of(text: &str) -> QueryErrorKind {
    parse(text, &options()).expect_err("over a limit").kind
}

#[test]
fn long_and_deep_queries_are_errors() {
    assert_eq!(error_of(&"a".repeat(MAX_QUERY_BYTES + 1)), QueryErrorKind::TooLong { canonical: false });
    let words: String = (0..MAX_QUERY_BYTES / 8).map(|number| format!("-{number:x} ")).collect();
    assert_eq!(error_of(&words), QueryErrorKind::TooLong { canonical: true });
    assert_eq!(error_of(&"(".repeat(MAX_QUERY_BYTES)), QueryErrorKind::TooDeep { canonical: false });
    // The canonical form has two parentheses for each of these.
    assert_eq!(error_of(&"x OR a (".repeat(MAX_NESTING)), QueryErrorKind::TooDeep { canonical: true });
}

#[test]
fn the_deepest_query_can_be_printed_compared_and_dropped() {
    let text = "-(a OR -(b ".repeat(MAX_NESTING / 2) + "c" + &")".repeat(MAX_NESTING);
    let query = parse(&text, &options()).expect("deep but not too deep").query;
    let again = parse(&query.to_string(), &options()).expect("its canonical form").query;
    assert_eq!(again, query.clone());
}

#[test]
fn proximity_operators_nest_like_parentheses() {
    let too_deep = QueryErrorKind::TooDeep { canonical: true };
    let chain = |count: usize| "a NEAR/5 ".repeat(count) + "a";
    let deepest = parse(&chain(MAX_NESTING), &options()).expect("as deep as allowed").query;
    assert_eq!(parse(&deepest.to_string(), &options()).expect("its canonical form").query, deepest.clone());
    assert_eq!(error_of(&chain(MAX_NESTING + 2)), too_deep);
    assert_eq!(error_of(&chain(MAX_PROXIMITY_OPERATORS)), too_deep);
    assert_eq!(error_of(&chain(100_000)), QueryErrorKind::TooManyProximityOperators);
    let groups = "(".repeat(100) + &(chain(9) + ") NEAR/5 ").repeat(100) + "a";
    assert_eq!(error_of(&groups), too_deep);
}

#[test]
fn patterns_may_be_many_or_complex_but_not_both() {
    assert!(parse(&"a* ".repeat(MAX_PATTERNS), &options()).is_ok());
    for unit in ["a* ", "/a/ ", "ab~ ", "\"a* b*\" ", "source:/a/ "] {
        assert_eq!(error_of(&unit.repeat(MAX_PATTERNS + 1)), QueryErrorKind::TooManyPatterns, "{unit}");
    }
    assert_eq!(error_of(&r"/\w{15}/ ".repeat(100)), QueryErrorKind::PatternsTooComplex);
    for long in ["a".repeat(101) + "*", "a".repeat(101) + "~", format!("/{}/", "a".repeat(1001))] {
        assert!(matches!(error_of(&long), QueryErrorKind::PatternTooLong { .. }), "{long}");
    }
}

/// Anything slower than linear would take minutes in a debug build.
#[test]
#[rustfmt::skip]
fn parsing_takes_linear_time() {
    let units = [
        "(", ")", "-", "\"", "\" ", "*", "* ", "?", "/", "/(", "[", "[ TO ]", "{a TO ", "&&", ":", "a:", "headline:",
        "date:2015 ", "NOT ", "-a ", "-(", "( ) ", "a OR ", "AND ", "((((a OR b) OR ", "(a OR b AND c) ", "headline:(a ",
        "a ", "https://example.org/(", "://(", "tag:x ", "e\u{301}", "x&y&", "U.", "a\"", "words:1..2 ", "near5 ", "a?",
        "a NEAR/5 ", "a NEAR/5 (", "(a) NEAR ", "w/s w/p ", "NEAR/0 ", "/a/ ", "/a/", "/\\(", "a* ", "a*", "\"a* ", "*a*b ", "?", "?a",
        "* a ", "\"* \" ", "\"a * b\" ", "\"a\"~5 ", "\"a b\"~5^2 ", "atleast2(", "atleast2(a) ", "atleast0(", "(a)^2 ", ")^2", "^2", "a^2^2 ", "^",
        "x~ ", "x~1", "~", "~5", "x~9 ", "\u{0}", "\u{fffd}", "\\ud800", "\u{202e}a ", "سلام ", "e\u{301}*", "\u{301}", "😀", "👩\u{200d}👩\u{200d}👧* ",
        "東*", "WHO ", "AND ", "**a** ", "a-*-", "a^2(b", "[a* TO b]^2 ", "source:a* ", "url:a?b*", "headline:/a/ ",
    ];
    for unit in units {
        let text = unit.repeat(MAX_QUERY_BYTES / 32 / unit.len());
        let start = std::time::Instant::now();
        for literal in [false, true] {
            let _ = parse(&text, &ParseOptions { literal, ..options() });
        }
        assert!(start.elapsed().as_secs() < 5, "{unit:?} took {:?}", start.elapsed());
    }
}

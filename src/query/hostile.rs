//! What the limits are for: text made to break the parser gets a clear answer, and soon.

use super::limits::{DEEPEST, LONGEST, MOST_NEAR, MOST_PATTERNS};
use super::{ParseOptions, parse};

fn options() -> ParseOptions {
    ParseOptions { today: jiff::civil::date(2026, 11, 22), ..ParseOptions::default() }
}

fn error_of(text: &str) -> String {
    parse(text, &options()).expect_err("over a limit").message
}

#[test]
fn what_is_too_long_or_too_deep_is_refused() {
    assert_eq!(error_of(&"a".repeat(LONGEST + 1)), "the query is longer than 1 MiB");
    let words: String = (0..LONGEST / 8).map(|number| format!("{number:x} ")).collect();
    let spelled_out = error_of(&words);
    assert_eq!(spelled_out, "the query, with its operators written out, is longer than 1 MiB");
    let too_deep_written_out = "the query, with its parentheses written out, has more than 200 in one another";
    let too_deep = "there are more than 200 parentheses in one another";
    assert_eq!(error_of(&"(".repeat(LONGEST)), too_deep);
    // Written out, this has two parentheses for each that is typed.
    assert_eq!(error_of(&"x OR a (".repeat(DEEPEST)), too_deep_written_out);
}

#[test]
fn the_deepest_query_is_read_printed_compared_and_dropped() {
    let text = "-(a OR -(b ".repeat(DEEPEST / 2) + "c" + &")".repeat(DEEPEST);
    let query = parse(&text, &options()).expect("deep but not too deep").query;
    let again = parse(&query.to_string(), &options()).expect("its canonical form").query;
    assert_eq!(again, query.clone());
}

#[test]
fn operators_of_distance_nest_as_parentheses_do() {
    let chain = |count: usize| "a NEAR/5 ".repeat(count) + "a";
    let deepest = parse(&chain(DEEPEST), &options()).expect("as deep as can be").query;
    assert_eq!(parse(&deepest.to_string(), &options()).expect("its canonical form").query, deepest.clone());
    let written_out = "the query, with its parentheses written out, has more than 200 in one another";
    assert_eq!(error_of(&chain(DEEPEST + 2)), written_out);
    assert_eq!(error_of(&chain(MOST_NEAR)), written_out);
    assert_eq!(error_of(&chain(100_000)), "there are more than 1000 NEAR in the query");
    let groups = "(".repeat(100) + &(chain(9) + ") NEAR/5 ").repeat(100) + "a";
    assert_eq!(error_of(&groups), written_out);
}

#[test]
fn patterns_are_many_or_large_but_not_both() {
    assert!(parse(&"a* ".repeat(MOST_PATTERNS), &options()).is_ok());
    let many = "there are more than 100 patterns in the query";
    for unit in ["a* ", "/a/ ", "ab~ ", "\"a* b*\" ", "source:/a/ "] {
        assert_eq!(error_of(&unit.repeat(MOST_PATTERNS + 1)), many, "{unit}");
    }
    let large = "the patterns of the query stand for too many different words together";
    assert_eq!(error_of(&r"/\w{15}/ ".repeat(100)), large);
    for long in ["a".repeat(101) + "*", "a".repeat(101) + "~", format!("/{}/", "a".repeat(1001))] {
        assert_eq!(error_of(&long), "the pattern is too long");
    }
}

/// In a debug build, what takes more than linear time takes minutes for so many repetitions.
#[test]
#[rustfmt::skip]
fn hostile_text_takes_linear_time() {
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
        let text = unit.repeat(LONGEST / 32 / unit.len());
        let start = std::time::Instant::now();
        for literal in [false, true] {
            if let Err(error) = parse(&text, &ParseOptions { literal, ..options() }) {
                error.explain(&text);
            }
        }
        assert!(start.elapsed().as_secs() < 5, "{unit:?} took {:?}", start.elapsed());
    }
}

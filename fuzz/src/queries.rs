//! The parser and the printer of the query language, and the wording of what the parser says.

use super::bounded_text;
use dateline::output::messages::{query_error_text, query_note_text};
use dateline::output::query_outline;
use dateline::query::{Node, ParseOptions, Query, Span, parse};
use jiff::civil::date;

/// Parses the input as a query, with operators and as literal text.
pub fn fuzz_queries(data: &[u8]) {
    let text = bounded_text(data);
    for literal in [false, true] {
        let mut options = options();
        options.literal = literal;
        match parse(&text, &options) {
            Ok(parsed) => {
                for note in &parsed.notes {
                    assert_inside(note.span, &text);
                    assert_printable(&query_note_text(note, &text));
                }
                assert_spans_inside(&parsed.query, &text);
                assert_round_trip(&parsed.query);
                assert_printable(&query_outline(&parsed.query));
            }
            Err(error) => {
                assert!(!literal || text.len() > 1024, "literal text is an error: {error:?}");
                assert_inside(error.span, &text);
                assert_printable(&query_error_text(&error, &text));
            }
        }
    }
}

/// Returns the options of all parsing here: a fixed today.
pub(super) fn options() -> ParseOptions {
    ParseOptions::on(date(2026, 11, 22))
}

fn assert_round_trip(query: &Query) {
    let printed = query.to_string();
    let mut strict = options();
    strict.strict = true;
    let again = parse(&printed, &strict).unwrap_or_else(|error| panic!("printed as {printed:?}: {error:?}"));
    assert_eq!(again.query, *query, "printed as {printed:?}");
    assert_eq!(again.query.to_string(), printed);
}

fn assert_spans_inside(query: &Query, text: &str) {
    assert_inside(query.span, text);
    match &query.node {
        Node::And(parts) | Node::Or(parts) => {
            assert!(parts.len() > 1, "{query:?}");
            for part in parts {
                assert_spans_inside(part, text);
            }
        }
        Node::Not(of) | Node::Boost { of, .. } | Node::AtLeast { of, .. } => assert_spans_inside(of, text),
        Node::Near { left, right, .. } => {
            assert_spans_inside(left, text);
            assert_spans_inside(right, text);
        }
        _ => {}
    }
}

fn assert_inside(span: Span, text: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
}

/// Fails on text that could control a terminal.
pub(super) fn assert_printable(text: &str) {
    let is_unsafe =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(!text.contains(is_unsafe), "{text:?}");
}

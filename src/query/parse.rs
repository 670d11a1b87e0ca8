//! Parses a query.
//!
//! The [lexer] splits the text into tokens, the [grammar] nests them into a tree, and the tree is [simplified](simplify()). The limits apply to the
//! canonical form as well, so that every query that was parsed can be printed and parsed again.

use super::acronyms::resolve_acronyms;
use super::characters::is_separator;
use super::error::{QueryError, QueryErrorKind};
use super::grammar::{self, GrammarOutput};
use super::lexer;
use super::limits::{MAX_NESTING, MAX_QUERY_BYTES};
use super::note::{Note, NoteKind, add_note};
use super::parse_options::ParseOptions;
use super::simplify::simplify;
use super::span::Span;
use super::tree::{Node, Query};
use std::fmt::{self, Write};

/// A parsed query.
#[derive(Debug, Clone)]
pub struct ParsedQuery {
    /// The query.
    pub query: Query,
    /// Notes on how the text was read, in the order of the text.
    pub notes: Vec<Note>,
}

/// Parses a query.
///
/// ```
/// use dateline::query::{ParseOptions, parse};
/// let parsed = parse("climate (policy OR law) -draft", &ParseOptions::default()).expect("a query");
/// assert_eq!(parsed.query.to_string(), "climate (policy OR law) NOT draft");
/// assert!(parsed.notes.is_empty());
/// ```
///
/// # Errors
/// If the query has an invalid value, such as `date:2015-13`, or exceeds a limit. Plain text is an error only in strict mode.
pub fn parse(text: &str, options: &ParseOptions) -> Result<ParsedQuery, QueryError> {
    let whole = Span { start: 0, end: text.len() };
    if text.len() > MAX_QUERY_BYTES {
        return Err(QueryError::new(QueryErrorKind::TooLong { canonical: false }, whole));
    }
    let (tokens, notes) = if options.literal { (lexer::split_words(text), Vec::new()) } else { lexer::tokenize(text)? };
    let GrammarOutput { query, mut notes, has_lowercase } = grammar::read(text, tokens, notes, options)?;
    let mut query = query.unwrap_or(Query::new(Node::All, whole));
    resolve_acronyms(&mut query, has_lowercase && !options.literal);
    // Must come after the acronyms, because words that differed only in case may now be duplicates.
    let query = simplify(query);
    if query.node == Node::All && notes.is_empty() && !text.chars().all(is_separator) {
        add_note(&mut notes, NoteKind::NoWord, whole);
    }
    check_canonical_form(&query, whole)?;
    notes.sort_by_key(|note| note.span.start);
    if options.strict && !notes.is_empty() {
        let Note { kind, span } = notes.swap_remove(0);
        return Err(QueryError::new(QueryErrorKind::Strict(kind), span));
    }
    Ok(ParsedQuery { query, notes })
}

/// Returns an error if the canonical form, with its repeated fields and added parentheses, exceeds a limit.
fn check_canonical_form(query: &Query, whole: Span) -> Result<(), QueryError> {
    // The root is printed without parentheses.
    let around = usize::from(matches!(query.node, Node::And(_) | Node::Or(_) | Node::Near { .. }));
    if nesting(query) - around > MAX_NESTING {
        return Err(QueryError::new(QueryErrorKind::TooDeep { canonical: true }, whole));
    }
    let mut room = Room(MAX_QUERY_BYTES);
    write!(room, "{query}").map_err(|_| QueryError::new(QueryErrorKind::TooLong { canonical: true }, whole))
}

/// Returns the depth of parentheses in the printed form of a query that is part of another one.
fn nesting(query: &Query) -> usize {
    match &query.node {
        Node::And(parts) | Node::Or(parts) => 1 + parts.iter().map(nesting).max().unwrap_or_default(),
        Node::Near { left, right, .. } => 1 + nesting(left).max(nesting(right)),
        // Its operand is always in parentheses.
        Node::AtLeast { of, .. } => nesting(of).max(1),
        Node::Not(of) | Node::Boost { of, .. } => nesting(of),
        _ => 0,
    }
}

/// Counts down the bytes written and fails when none are left.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> ParseOptions {
        ParseOptions { today: jiff::civil::date(2026, 11, 22), ..ParseOptions::default() }
    }

    #[test]
    fn literal_mode_disables_operators() {
        let literal = ParseOptions { literal: true, ..options() };
        for (text, canonical) in [
            ("storm -flood", "storm flood"),
            ("cats AND dogs", "cats and dogs"),
            ("\"prime minis*\"", "prime minis"),
            ("headline:storm", "\"headline:storm\""),
            ("f?x near/5 (a OR b)~2", "\"f x\" AND \"near/5\" a or \"b) 2\""),
            ("WHO says pre* word~9 word^0 AT&T", "who says pre \"word 9\" AND \"word 0\" at&t"),
            ("a NEAR b atleast3(c) /(x/", "a near b \"atleast3(c\" x"),
            ("date:2015-13 /regex/", "\"date:2015-13\" regex"),
        ] {
            let parsed = parse(text, &literal).expect(text);
            assert_eq!(parsed.query.to_string(), canonical);
            assert_eq!(parsed.notes, [], "{text}");
        }
    }

    #[test]
    fn strict_mode_turns_the_first_note_into_an_error() {
        let strict = ParseOptions { strict: true, ..options() };
        let text = "storm * OR C++ flood";
        let error = parse(text, &strict).expect_err("a note");
        let reading = "storm OR (C AND flood)".to_owned();
        assert_eq!(error.kind, QueryErrorKind::Strict(NoteKind::MixedOperators { reading }));
        assert!(parse("Who won? The U.S. did, 3.5 to 1 (AT&T said).", &strict).is_ok());
    }

    #[test]
    fn every_node_has_its_span() {
        let text = "storm  -headline:(flood \"two words\") OR date:2015";
        let conjunction = "storm  -headline:(flood \"two words\")";
        let group = "headline:(flood \"two words\")";
        let negation = "-headline:(flood \"two words\")";
        let expected = [text, conjunction, "storm", negation, group, "flood", "\"two words\"", "date:2015"];
        assert_eq!(spans(text), expected);
        let text = "(ab* NEAR/5 body:\"c d\"~2^3)";
        let error = parse(text, &options()).expect_err("a boost inside NEAR");
        assert_eq!(&text[error.span.start..error.span.end], "body:\"c d\"~2^3");
        let text = "(ab* NEAR/5 body:\"c d\"~2)^3 atleast2(/x/ OR y~ )^2";
        let near = "ab* NEAR/5 body:\"c d\"~2";
        let boosted = "(ab* NEAR/5 body:\"c d\"~2)^3";
        let expected = [
            text,
            boosted,
            near,
            "ab*",
            "body:\"c d\"~2",
            "atleast2(/x/ OR y~ )^2",
            "atleast2(/x/ OR y~ )",
            "(/x/ OR y~ )",
            "/x/",
            "y~",
        ];
        assert_eq!(spans(text), expected);
    }

    #[test]
    fn quoting_is_recorded_and_ignored_by_equality() {
        let parts = |text: &str| match parse(text, &options()).expect(text).query.node {
            Node::And(parts) => parts.iter().map(|part| part.quoted).collect::<Vec<_>>(),
            node => panic!("{node:?} is no conjunction"),
        };
        assert_eq!(parts("\"storm\" well-known \"storm surge\" flood"), [true, false, true, false]);
        assert_eq!(parts("\"WHO\" (\"a b\") headline:\"flo*\" 東京"), [true, true, true, false]);
        let read = |text: &str| parse(text, &options()).expect(text).query;
        assert_eq!(read("\"東京\""), read("東京"));
    }

    fn spans(text: &str) -> Vec<&str> {
        let query = parse(text, &options()).expect("a query").query;
        let mut parts = Vec::new();
        fn gather<'a>(query: &Query, text: &'a str, parts: &mut Vec<&'a str>) {
            parts.push(&text[query.span.start..query.span.end]);
            match &query.node {
                Node::And(children) | Node::Or(children) => {
                    for child in children {
                        gather(child, text, parts);
                    }
                }
                Node::Near { left, right, .. } => {
                    gather(left, text, parts);
                    gather(right, text, parts);
                }
                Node::Not(child) | Node::AtLeast { of: child, .. } | Node::Boost { of: child, .. } => {
                    gather(child, text, parts);
                }
                _ => {}
            }
        }
        gather(&query, text, &mut parts);
        parts
    }
}

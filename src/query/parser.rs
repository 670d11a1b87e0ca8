//! Reading a query: the one way from text to tree.
//!
//! The text is cut into [tokens](super::lexer), the [grammar] nests them, and the tree is
//! [simplified](super::simplify) and held against the limits. The limits are on the canonical form too, so that
//! whatever was read can be printed and read again.

use super::characters::is_separator;
use super::error::QueryError;
use super::limits::{DEEPEST, LONGEST};
use super::note::{self, Note, NoteKind};
use super::options::ParseOptions;
use super::simplify::simplify;
use super::span::Span;
use super::tree::{Node, Query};
use super::{acronyms, grammar, lexer};
use std::fmt::{self, Write};

/// A query as it was read.
#[derive(Debug, Clone)]
pub struct ParsedQuery {
    /// What is asked.
    pub query: Query,
    /// What to tell the person who asked about how it was read, in the order of the text.
    pub notes: Vec<Note>,
}

/// Reads a query.
///
/// ```
/// use dateline::query::{ParseOptions, parse};
/// let parsed = parse("climate (policy OR law) -draft", &ParseOptions::default()).expect("a query");
/// assert_eq!(parsed.query.to_string(), "climate AND (policy OR law) AND NOT draft");
/// assert!(parsed.notes.is_empty());
/// ```
///
/// # Errors
/// If the text cannot be meant, such as `date:2015-13`, or goes over a limit. Prose is never an error, unless
/// `strict` asks for that.
pub fn parse(text: &str, options: &ParseOptions) -> Result<ParsedQuery, QueryError> {
    let whole = Span { start: 0, end: text.len() };
    if text.len() > LONGEST {
        return Err(QueryError::new(whole, "the query is longer than 1 MiB"));
    }
    let (tokens, notes) = if options.literal { (lexer::words(text), Vec::new()) } else { lexer::tokens(text)? };
    let grammar::Reading { query, mut notes, has_small_letter } = grammar::read(text, tokens, notes, options)?;
    let mut query = query.unwrap_or(Query::new(Node::All, whole));
    acronyms::settle(&mut query, has_small_letter && !options.literal);
    // Afterwards: what was told apart by capitals alone may now be said twice.
    let query = simplify(query);
    if query.node == Node::All && notes.is_empty() && !text.chars().all(is_separator) {
        note::add(&mut notes, NoteKind::Nothing, whole);
    }
    check_canonical_form(&query, whole)?;
    notes.sort_by_key(|note| note.span.start);
    if options.strict && !notes.is_empty() {
        return Err(notes.swap_remove(0).into_error(text));
    }
    Ok(ParsedQuery { query, notes })
}

/// Refuses a query that, spelled out, goes over the limits: fields are repeated and parentheses added.
fn check_canonical_form(query: &Query, whole: Span) -> Result<(), QueryError> {
    // The query itself stands in none, if it is a group.
    let around = usize::from(matches!(query.node, Node::And(_) | Node::Or(_) | Node::Near { .. }));
    if parentheses(query) - around > DEEPEST {
        let message = format!("the query, with its parentheses written out, has more than {DEEPEST} in one another");
        return Err(QueryError::new(whole, message));
    }
    let mut room = Room(LONGEST);
    write!(room, "{query}")
        .map_err(|_| QueryError::new(whole, "the query, with its operators written out, is longer than 1 MiB"))
}

/// Returns how many parentheses are open at one place at most where the query is printed as part of another.
fn parentheses(query: &Query) -> usize {
    match &query.node {
        Node::And(parts) | Node::Or(parts) => 1 + parts.iter().map(parentheses).max().unwrap_or_default(),
        Node::Near { left, right, .. } => 1 + parentheses(left).max(parentheses(right)),
        // What it counts is in parentheses anyway.
        Node::AtLeast { of, .. } => parentheses(of).max(1),
        Node::Not(of) | Node::Boost { of, .. } => parentheses(of),
        _ => 0,
    }
}

/// Takes text as long as there is room, and keeps none of it.
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
    fn without_operators_every_word_is_a_word() {
        let literal = ParseOptions { literal: true, ..options() };
        for (text, canonical) in [
            ("storm -flood", "storm AND flood"),
            ("cats AND dogs", "cats AND and AND dogs"),
            ("\"prime minis*\"", "prime AND minis"),
            ("headline:storm", "\"headline:storm\""),
            ("f?x near/5 (a OR b)~2", "\"f x\" AND \"near/5\" AND a AND or AND \"b)~2\""),
            ("WHO says pre* word~9 word^0 AT&T", "who AND says AND pre AND \"word~9\" AND \"word^0\" AND at&t"),
            ("a NEAR b atleast3(c) /(x/", "a AND near AND b AND \"atleast3(c\" AND x"),
            ("date:2015-13 /regex/", "\"date:2015-13\" AND regex"),
        ] {
            let parsed = parse(text, &literal).expect(text);
            assert_eq!(parsed.query.to_string(), canonical);
            assert_eq!(parsed.notes, [], "{text}");
        }
    }

    #[test]
    fn whoever_wants_no_surprises_gets_an_error_for_the_first() {
        let strict = ParseOptions { strict: true, ..options() };
        let text = "storm * OR C++ flood";
        let error = parse(text, &strict).expect_err("a surprise");
        assert_eq!(error.message, "AND binds tighter than OR: read as storm OR (C AND flood)");
        assert!(parse("Who won? The U.S. did, 3.5 to 1 (AT&T said).", &strict).is_ok());
    }

    #[test]
    fn every_node_knows_where_it_stands() {
        let text = "storm  -headline:(flood \"two words\") OR date:2015";
        let conjunction = "storm  -headline:(flood \"two words\")";
        let group = "headline:(flood \"two words\")";
        let negation = "-headline:(flood \"two words\")";
        let expected = [text, conjunction, "storm", negation, group, "flood", "\"two words\"", "date:2015"];
        assert_eq!(spans(text), expected);
        let text = "(ab* NEAR/5 body:\"c d\"~2^3)";
        let error = parse(text, &options()).expect_err("a weight within");
        assert_eq!(&text[error.span.start..error.span.end], "body:\"c d\"~2^3");
        let text = "(ab* NEAR/5 body:\"c d\"~2)^3 atleast2(/x/ OR y~ )^2";
        let near = "ab* NEAR/5 body:\"c d\"~2";
        let weighted = "(ab* NEAR/5 body:\"c d\"~2)^3";
        let expected = [
            text,
            weighted,
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
        assert_eq!(read("\"well-known\""), read("well-known"));
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

//! Reading a query: the one way from text to tree.
//!
//! The text is cut into [tokens](super::lexer), the [grammar](super::grammar) nests them, and the tree is
//! [simplified](super::simplify) and held against the limits. The limits are on the canonical form too, so that
//! whatever was read can be printed and read again.

use super::note::{self, Note, NoteKind};
use super::wording::is_separator;
use super::{Node, Query, QueryError, Span, grammar, lexer, simplify::simplify};
use jiff::civil::Date;
use std::fmt::{self, Write};

/// The bytes that a query may have, as typed and in canonical form.
const LONGEST: usize = 1 << 20;
/// The parentheses that may be open at one place, as typed and in canonical form.
pub(super) const DEEPEST: usize = 200;

/// How a query is to be read.
#[derive(Debug, Clone, Default)]
pub struct ParseOptions {
    /// Without operators, quotes and fields: every word is a word.
    pub literal: bool,
    /// Without surprises: what would give a note is an error.
    pub strict: bool,
    /// The day that `today` and `7d` count from.
    pub today: Date,
}

/// A query as it was read.
#[derive(Debug, Clone)]
pub struct Parsed {
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
pub fn parse(text: &str, options: &ParseOptions) -> Result<Parsed, QueryError> {
    let whole = Span { start: 0, end: text.len() };
    if text.len() > LONGEST {
        return Err(QueryError::new(whole, "the query is longer than 1 MiB"));
    }
    let (tokens, notes) = if options.literal { (lexer::words(text), Vec::new()) } else { lexer::tokens(text)? };
    let (query, mut notes) = grammar::read(text, tokens, notes, options)?;
    let query = query.map_or(Query { node: Node::All, span: whole }, simplify);
    if query.node == Node::All && notes.is_empty() && !text.chars().all(is_separator) {
        note::add(&mut notes, NoteKind::Nothing, whole);
    }
    check_canonical_form(&query, whole)?;
    notes.sort_by_key(|note| note.span.start);
    if options.strict && !notes.is_empty() {
        return Err(notes.swap_remove(0).into_error(text));
    }
    Ok(Parsed { query, notes })
}

/// Refuses a query that, spelled out, goes over the limits: fields are repeated and parentheses added.
fn check_canonical_form(query: &Query, whole: Span) -> Result<(), QueryError> {
    if groups(query).saturating_sub(1) > DEEPEST {
        return Err(too_deep(whole));
    }
    let mut room = Room(LONGEST);
    write!(room, "{query}")
        .map_err(|_| QueryError::new(whole, "the query, with its operators written out, is longer than 1 MiB"))
}

/// Returns the error for parentheses in too many parentheses.
pub(super) fn too_deep(span: Span) -> QueryError {
    QueryError::new(span, format!("there are more than {DEEPEST} parentheses in one another"))
}

/// Returns how many groups lie in one another, the query itself being the first.
fn groups(query: &Query) -> usize {
    match &query.node {
        Node::And(parts) | Node::Or(parts) => 1 + parts.iter().map(groups).max().unwrap_or_default(),
        Node::Not(inner) => match inner.node {
            // A negated group is in parentheses even where it is the whole query.
            Node::And(_) | Node::Or(_) => 1 + groups(inner),
            _ => groups(inner),
        },
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
    use std::time::{Duration, Instant};

    fn options() -> ParseOptions {
        ParseOptions { today: jiff::civil::date(2026, 11, 22), ..ParseOptions::default() }
    }

    fn read(text: &str) -> Parsed {
        parse(text, &options()).expect(text)
    }

    #[test]
    fn a_hostile_megabyte_is_read_or_refused_in_no_time() {
        let units = [
            "(",
            ")",
            "-",
            "\"",
            "\" ",
            "!",
            "+",
            "*",
            "* ",
            "?",
            "/",
            "/(",
            "[",
            "[ TO ]",
            "{a TO ",
            "&&",
            "||",
            ":",
            "a:",
            "headline:",
            "date:2015 ",
            "NOT ",
            "-a ",
            "-(",
            "()",
            "( ) ",
            "a OR ",
            "a AND ",
            "AND ",
            "OR ",
            "((((a OR b) OR ",
            "(a b OR ",
            "(a OR b AND c) ",
            "a b OR c ",
            "headline:(a ",
            "a ",
            "\"a b\" ",
            "C++ ",
            "https://example.org/(",
            "://(",
            "tag:x ",
            "é",
            "\u{301}",
            "e\u{301} ",
            "😀 ",
            "x&y&",
            "U.",
            "a\"",
            "words:1..2 ",
            "near5 ",
            "a?",
        ];
        for unit in units {
            let text = unit.repeat(LONGEST / unit.len());
            let start = Instant::now();
            for literal in [false, true] {
                match parse(&text, &ParseOptions { literal, ..options() }) {
                    Ok(parsed) => drop(parsed.query.clone() == parsed.query),
                    Err(error) => drop(error.explain(&text)),
                }
            }
            let taken = start.elapsed();
            println!("{unit:?} {taken:?}");
            assert!(taken < Duration::from_secs(5), "{unit:?} took {taken:?} without optimisation");
        }
    }
}

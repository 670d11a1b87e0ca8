//! What a person should know about how a query was read.
//!
//! Prose is never an error, so where the reading may surprise, the parser says so in a note. Notes are data: whoever
//! asked decides whether and where to show them, and `strict` turns the first into an error.

use super::error::QueryError;
use super::excerpt::quote;
use super::span::Span;

/// Something worth saying about how the query was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is to be said.
    pub kind: NoteKind,
    /// The part of the query that it is about.
    pub span: Span,
}

/// What there is to say about a part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// It holds no word and was passed over: a lone `-` or `***`.
    Nothing,
    /// Symbols in it could have been operators; only its words count: `C++`, `What?`, an address.
    WordsOnly,
    /// An operator lacks a side to work on, and was read as an ordinary word: a trailing `AND`.
    OperatorAsWord,
    /// A name before a colon is no field, and was read as a word: `tag:storm`.
    UnknownField {
        /// The field that other search tools call so.
        instead: Option<&'static str>,
    },
    /// A field's name, but a space after the colon, so it was read as a word: `source: guardian`.
    SpaceAfterField,
    /// A quotation mark that opens nothing or is never closed was passed over.
    LoneQuote,
    /// An opening parenthesis without its closing one: it was closed at the end.
    UnclosedParenthesis,
    /// A closing parenthesis without its opening one was passed over.
    StrayParenthesis,
    /// NEAR has no number.
    DistanceAssumed {
        /// The number that was taken.
        most: u32,
    },
    /// AND and OR stand side by side without parentheses.
    Grouped {
        /// How they were read, in canonical form, cut if long.
        reading: String,
    },
}

impl Note {
    /// Returns a note on a part of the query.
    pub(super) fn new(kind: NoteKind, span: Span) -> Self {
        Self { kind, span }
    }

    /// Says it in one sentence, without the full stop; `query` is the text that was parsed.
    pub fn message(&self, query: &str) -> String {
        let part = quote(query.get(self.span.start..self.span.end).unwrap_or_default());
        match &self.kind {
            NoteKind::Nothing => format!("no word in `{part}`: passed over"),
            NoteKind::WordsOnly => format!("`{part}` was read as the words in it"),
            NoteKind::OperatorAsWord => format!("`{part}` has nothing to work on here: read as an ordinary word"),
            NoteKind::UnknownField { instead: None } => format!("`{part}` names no field: read as a word"),
            NoteKind::UnknownField { instead: Some(field) } => {
                format!("`{part}` names no field: read as a word; the field is called `{field}:` here")
            }
            NoteKind::SpaceAfterField => {
                format!("`{part}` was read as a word; to search in that field, leave no space after the colon")
            }
            NoteKind::LoneQuote => format!("the quotation mark `{part}` has no partner: passed over"),
            NoteKind::UnclosedParenthesis => "the parenthesis is never closed: it was closed at the end".to_owned(),
            NoteKind::StrayParenthesis => "the closing parenthesis closes nothing: passed over".to_owned(),
            NoteKind::DistanceAssumed { most } => {
                format!("`{part}` was read as NEAR/{most}: at most {most} words apart")
            }
            NoteKind::Grouped { reading } => format!("AND binds tighter than OR: read as {reading}"),
        }
    }

    /// Returns the note as an error, for whoever wants no surprises.
    pub(super) fn into_error(self, query: &str) -> QueryError {
        QueryError::new(self.span, self.message(query))
    }
}

/// Adds a note; where both say that the text was passed over, draws it together with the one on the text just before.
///
/// A megabyte of stray parentheses is one thing to say, not a million.
pub(super) fn add(notes: &mut Vec<Note>, kind: NoteKind, span: Span) {
    let passes_over = matches!(kind, NoteKind::Nothing | NoteKind::LoneQuote | NoteKind::StrayParenthesis);
    match notes.last_mut() {
        Some(last) if passes_over && last.kind == kind && last.span.end == span.start => last.span.end = span.end,
        _ => notes.push(Note::new(kind, span)),
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{ParseOptions, parse};

    #[test]
    fn every_surprise_is_said() {
        for (query, expected) in [
            ("storm - flood", &["no word in `-`: passed over"][..]),
            ("*** 😀", &["no word in `***`: passed over", "no word in `😀`: passed over"]),
            ("()", &["no word in `()`: passed over"]),
            ("\"\"", &["no word in `\"\"`: passed over"]),
            ("…", &["no word in `…`: passed over"]),
            ("C++", &["`C++` was read as the words in it"]),
            ("a|b ~5", &["`a|b` was read as the words in it", "`~5` was read as the words in it"]),
            ("[2015 TO 2016]", &["`[2015 TO 2016]` was read as the words in it"]),
            ("see https://example.org/a?b=c", &["`https://example.org/a?b=c` was read as the words in it"]),
            ("storm AND", &["`AND` has nothing to work on here: read as an ordinary word"]),
            ("OR storm", &["`OR` has nothing to work on here: read as an ordinary word"]),
            ("storm w/5", &["`w/5` has nothing to work on here: read as an ordinary word"]),
            ("storm NEAR", &["`NEAR` has nothing to work on here: read as an ordinary word"]),
            ("PRE/3 storm", &["`PRE/3` has nothing to work on here: read as an ordinary word"]),
            ("storm AND w/s", &["`w/s` has nothing to work on here: read as an ordinary word"]),
            ("storm near5 AND near3", &["`near5` has nothing to work on here: read as an ordinary word"]),
            ("storm NEAR flood", &["`NEAR` was read as NEAR/10: at most 10 words apart"]),
            ("storm NEAR/5 flood OR w/5", &["`w/5` has nothing to work on here: read as an ordinary word"]),
            ("a w/s b OR c", &[]),
            ("a w/s b OR c d", &["AND binds tighter than OR: read as (a w/s b) OR (c AND d)"]),
            ("**bold** x^y", &["`**bold**` was read as the words in it", "`x^y` was read as the words in it"]),
            ("東京* f?x|y", &["`東京*` was read as the words in it", "`f?x|y` was read as the words in it"]),
            ("storm &&", &["no word in `&&`: passed over"]),
            ("re:invent", &["`re:` names no field: read as a word"]),
            ("site:x", &["`site:` names no field: read as a word; the field is called `url:` here"]),
            ("By: me", &["`By:` was read as a word; to search in that field, leave no space after the colon"]),
            ("a \"b", &["the quotation mark `\"` has no partner: passed over"]),
            ("(a", &["the parenthesis is never closed: it was closed at the end"]),
            ("a))", &["the closing parenthesis closes nothing: passed over"]),
            ("a OR b c", &["AND binds tighter than OR: read as a OR (b AND c)"]),
            (
                "(a OR b c) (a OR b c)",
                &[
                    "AND binds tighter than OR: read as a OR (b AND c)",
                    "AND binds tighter than OR: read as a OR (b AND c)",
                ],
            ),
            ("a b OR (c d OR e)", &["AND binds tighter than OR: read as (a AND b) OR ((c AND d) OR e)"]),
        ] {
            let parsed = parse(query, &ParseOptions::default()).expect(query);
            let messages: Vec<_> = parsed.notes.iter().map(|note| note.message(query)).collect();
            assert_eq!(messages, expected, "{query}");
        }
    }
}

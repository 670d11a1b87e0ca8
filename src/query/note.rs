//! Notes on how a query was read, as data.
//!
//! Plain text is never an error, so the parser adds a note wherever its reading may surprise. In strict mode the first note is an
//! error.

use super::span::Span;
use crate::article::DateOrder;
use jiff::civil::Date;

/// A remark on how a part of a query was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The kind of note.
    pub kind: NoteKind,
    /// The part of the query text.
    pub span: Span,
}

/// The kinds of [`Note`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// The part contains no word and was ignored, such as a lone `-` or `***`.
    NoWord,
    /// The part contains symbols that can be query operators, but was read as literal text: `C++`, a web address.
    LiteralText,
    /// An operator lacks an operand and was read as a word, such as a trailing `AND`.
    OperatorAsWord,
    /// A name before a colon is not a field and was read as a word: `tag:storm`.
    UnknownField {
        /// The name here of a field that other search tools call by this name.
        instead: Option<&'static str>,
    },
    /// A field name followed by a colon and a space was read as a word: `source: guardian`.
    SpaceAfterField,
    /// A quotation mark without a partner was ignored.
    UnmatchedQuote,
    /// An opening parenthesis was closed at the end of the query.
    UnclosedParenthesis,
    /// A closing parenthesis without an opening one was ignored.
    UnmatchedParenthesis,
    /// A NEAR without a number got the default distance.
    DefaultDistance {
        /// The distance in words.
        most: u32,
    },
    /// Day and month of a date such as `3/4/2015` could be exchanged.
    AmbiguousDate {
        /// The day as it was read.
        date: Date,
        /// The order in which it was read.
        order: DateOrder,
    },
    /// AND and OR are mixed without parentheses.
    MixedOperators {
        /// The canonical form of the query, truncated if long.
        reading: String,
    },
}

/// Adds a note, or extends the last note if both say that adjacent text was ignored.
///
/// So a megabyte of stray parentheses gives one note rather than a million.
pub(super) fn add_note(notes: &mut Vec<Note>, kind: NoteKind, span: Span) {
    let ignores = matches!(kind, NoteKind::NoWord | NoteKind::UnmatchedQuote | NoteKind::UnmatchedParenthesis);
    match notes.last_mut() {
        Some(last) if ignores && last.kind == kind && last.span.end == span.start => last.span.end = span.end,
        _ => notes.push(Note { kind, span }),
    }
}

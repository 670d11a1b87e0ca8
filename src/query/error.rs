//! Errors of the parser, as data.
//!
//! An error carries a kind, a span and the text that would replace the span, so that callers can word and draw it in their own way. `Display` is a short
//! fallback in English.

use super::field::{Field, FieldKind};
use super::note::NoteKind;
use super::span::Span;
use crate::text::PatternError;
use std::fmt::{Display, Formatter, Result};

/// A query that cannot be parsed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{kind}")]
pub struct QueryError {
    /// The kind of error.
    pub kind: QueryErrorKind,
    /// The invalid part of the query text.
    pub span: Span,
    /// Query text that would replace the span, if there is a likely correction.
    pub suggestion: Option<String>,
}

/// The kinds of [`QueryError`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// The query is longer than [`MAX_QUERY_BYTES`](super::limits::MAX_QUERY_BYTES).
    TooLong {
        /// Whether only the canonical form is too long.
        canonical: bool,
    },
    /// Parentheses are nested deeper than [`MAX_NESTING`](super::limits::MAX_NESTING).
    TooDeep {
        /// Whether only the canonical form is too deep.
        canonical: bool,
    },
    /// There are more than [`MAX_PROXIMITY_OPERATORS`](super::limits::MAX_PROXIMITY_OPERATORS).
    TooManyProximityOperators,
    /// There are more than [`MAX_PATTERNS`](super::limits::MAX_PATTERNS).
    TooManyPatterns,
    /// The automata of all patterns together would take too much memory.
    PatternsTooComplex,
    /// A name before a colon is one or two letters from the name of a field.
    UnknownField {
        /// The name as typed.
        name: String,
    },
    /// A field of exact values has an empty value.
    EmptyValue {
        /// The field.
        field: Field,
    },
    /// A value of `lang` is not a language.
    UnknownLanguage {
        /// The value as typed.
        value: String,
    },
    /// A value of `lang` is a list of languages.
    SeveralLanguages,
    /// A field takes `yes` or `no` and has another value.
    NotYesOrNo {
        /// The field.
        field: Field,
        /// The value as typed.
        value: String,
    },
    /// A date is empty.
    MissingDate,
    /// A value is not a date.
    InvalidDate {
        /// The value as typed.
        value: String,
    },
    /// A date has a month that does not exist.
    InvalidMonth {
        /// The month as typed.
        month: String,
    },
    /// A date has a day that its month does not have.
    InvalidDay {
        /// The date as typed.
        date: String,
    },
    /// A date lies outside the years 0000 to 9999.
    DateOutOfRange,
    /// A relative date such as `0d` has no days.
    EmptyPeriod,
    /// A relative date has a minus sign: `-7d`.
    NegativePeriod,
    /// A hyphen stands between the name of a field with ranges and the value, where it may be meant as NOT, as minus or as an open range.
    HyphenBeforeValue {
        /// The field.
        field: Field,
    },
    /// A value is not a number.
    InvalidNumber {
        /// The value as typed.
        value: String,
    },
    /// A number does not fit in 63 bits.
    NumberTooLarge {
        /// The value as typed.
        value: String,
    },
    /// A range has neither a start nor an end.
    UnboundedRange {
        /// The kind of the field.
        values: FieldKind,
    },
    /// A range ends before it starts.
    ReversedRange {
        /// The kind of the field.
        values: FieldKind,
    },
    /// A range contains no value, such as the numbers below 0.
    EmptyRange {
        /// The kind of the field.
        values: FieldKind,
    },
    /// `case:` stands before a pattern.
    CaseOfPattern,
    /// `case:` stands before a value outside headline, lead and body.
    CaseOfField,
    /// A boost is not a number from 0.001 to 1000.
    InvalidBoost,
    /// Slop is not a whole number up to [`MAX_SLOP`](super::limits::MAX_SLOP).
    InvalidSlop,
    /// Slop follows a group in parentheses.
    SlopOfGroup,
    /// A phrase with slop has more than [`MAX_SLOP_WORDS`](super::limits::MAX_SLOP_WORDS).
    SlopOfLongPhrase,
    /// An edit distance is neither 1 nor 2.
    InvalidEditDistance {
        /// The distance as typed, without the `~`.
        distance: String,
    },
    /// The `~` of a fuzzy word follows more than one word.
    SeveralFuzzyWords {
        /// The words as typed.
        words: String,
    },
    /// A fuzzy word contains wildcards.
    FuzzyWildcard,
    /// A distance is not a whole number from 1 to [`MAX_DISTANCE`](super::limits::MAX_DISTANCE).
    InvalidDistance,
    /// The number of `atleast` is not from 1 to [`MAX_MATCH_COUNT`](super::limits::MAX_MATCH_COUNT).
    InvalidMatchCount,
    /// A part of the query has no positions in text, but an operator needs them.
    InvalidOperand {
        /// The operator.
        operator: PositionalOperator,
        /// The part of the query.
        operand: NonPositional,
    },
    /// A pattern is longer than [`MAX_PATTERN_CHARS`](super::limits::MAX_PATTERN_CHARS) or
    /// [`MAX_REGEX_BYTES`](super::limits::MAX_REGEX_BYTES).
    PatternTooLong {
        /// The syntax of the pattern.
        syntax: PatternSyntax,
    },
    /// A pattern does not compile.
    InvalidPattern {
        /// The syntax of the pattern.
        syntax: PatternSyntax,
        /// The pattern as typed.
        pattern: String,
        /// The error of the compiler.
        reason: Box<PatternError>,
    },
    /// A note, in strict mode.
    Strict(NoteKind),
}

/// Operators whose operands must have positions in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionalOperator {
    /// NEAR, PRE, w/s and w/p.
    Near,
    /// atleast.
    AtLeast,
}

/// Parts of a query that have no positions in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NonPositional {
    /// Words joined by AND, which may be anywhere in the article.
    Conjunction,
    /// An excluded term.
    Exclusion,
    /// A boosted term.
    Boost,
    /// An `atleast`.
    MatchCount,
    /// A word in a field that is not text.
    Field(Field),
    /// A condition on the whole article, such as a date.
    ArticleCondition,
}

/// The syntaxes of patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternSyntax {
    /// A word with `*` and `?`.
    Wildcard,
    /// A word with `~`.
    Fuzzy,
    /// A regular expression.
    Regex,
}

impl QueryError {
    /// Returns an error without a suggestion.
    pub(super) fn new(kind: QueryErrorKind, span: Span) -> Self {
        Self { kind, span, suggestion: None }
    }

    /// Sets the text that would replace the span.
    pub(super) fn suggesting(self, suggestion: impl Into<String>) -> Self {
        Self { suggestion: Some(suggestion.into()), ..self }
    }

    /// Moves the span by `offset` bytes, for an error found in a part of the query.
    pub(super) fn shifted(self, offset: usize) -> Self {
        Self { span: self.span.shifted(offset), ..self }
    }
}

impl Display for QueryErrorKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::TooLong { .. } => "query too long",
            Self::TooDeep { .. } => "parentheses nested too deep",
            Self::TooManyProximityOperators => "too many proximity operators",
            Self::TooManyPatterns => "too many patterns",
            Self::PatternsTooComplex => "patterns too complex",
            Self::UnknownField { .. } => "unknown field",
            Self::EmptyValue { .. } => "empty value",
            Self::UnknownLanguage { .. } => "unknown language",
            Self::SeveralLanguages => "several languages",
            Self::NotYesOrNo { .. } => "neither yes nor no",
            Self::MissingDate => "missing date",
            Self::InvalidDate { .. } => "invalid date",
            Self::InvalidMonth { .. } => "invalid month",
            Self::InvalidDay { .. } => "invalid day",
            Self::DateOutOfRange => "date out of range",
            Self::EmptyPeriod => "empty period",
            Self::NegativePeriod => "negative period",
            Self::HyphenBeforeValue { .. } => "hyphen before a value",
            Self::InvalidNumber { .. } => "invalid number",
            Self::NumberTooLarge { .. } => "number too large",
            Self::UnboundedRange { .. } => "unbounded range",
            Self::ReversedRange { .. } => "reversed range",
            Self::EmptyRange { .. } => "empty range",
            Self::CaseOfPattern => "letter case of a pattern",
            Self::CaseOfField => "letter case outside running text",
            Self::InvalidBoost => "invalid boost",
            Self::InvalidSlop => "invalid slop",
            Self::SlopOfGroup => "slop after a group",
            Self::SlopOfLongPhrase => "phrase too long for slop",
            Self::InvalidEditDistance { .. } => "invalid edit distance",
            Self::SeveralFuzzyWords { .. } => "fuzzy phrase",
            Self::FuzzyWildcard => "fuzzy word with wildcards",
            Self::InvalidDistance => "invalid distance",
            Self::InvalidMatchCount => "invalid match count",
            Self::InvalidOperand { .. } => "invalid operand",
            Self::PatternTooLong { .. } => "pattern too long",
            Self::InvalidPattern { .. } => "invalid pattern",
            Self::Strict(_) => "ambiguous query",
        })
    }
}

//! A token taken apart: the value that is written there, and what is written after it.

use super::characters::is_quote;
use super::error::QueryError;
use super::field::Field;
use super::lexer::{Lexeme, LexemeKind};
use super::span::Span;
use super::suffixes::{self, Suffixes};
use super::tree::BoostFactor;

/// The most words of a phrase with slack: trying which stands for which takes the cube of their number.
const MOST_SLACK_WORDS: usize = 20;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimiters {
    /// As a bare word.
    None,
    /// In quotes, with so much slack.
    Quotes {
        /// How many places the words may be off.
        slop: u32,
    },
    /// Between slashes.
    Slashes,
}

/// A value as typed: its text without quotation marks or slashes, where it stands, and the field that is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct RawValue<'a> {
    pub(super) text: &'a str,
    /// Where the text begins.
    pub(super) text_start: usize,
    pub(super) delimiters: Delimiters,
    /// Where the value stands, with all that belongs to it.
    pub(super) span: Span,
    pub(super) field: Option<Field>,
}

impl<'a> RawValue<'a> {
    /// Returns a token as a bare word, whatever signs are in it.
    pub(super) fn bare(token: Lexeme, text: &'a str, field: Option<Field>) -> Self {
        Self { text, text_start: token.span.start, delimiters: Delimiters::None, span: token.span, field }
    }

    /// Takes a token apart: its value, and the weight that it has.
    pub(super) fn from_lexeme(
        token: Lexeme,
        text: &'a str,
        field: Option<Field>,
    ) -> Result<(Self, Option<BoostFactor>), QueryError> {
        let bare = Self::bare(token, text, field);
        match token.kind {
            LexemeKind::Word => bare.taken_apart(),
            LexemeKind::Quoted => {
                let opening = text.chars().next().map_or(0, char::len_utf8);
                let closing = text.rfind(is_quote).unwrap_or(opening).max(opening);
                bare.enclosed(opening, closing)
            }
            LexemeKind::Regex => {
                let closing = text.rfind('/').unwrap_or(1).max(1);
                let (value, weight) = bare.enclosed(1, closing)?;
                if field.is_none_or(Field::has_patterns) {
                    return Ok((Self { delimiters: Delimiters::Slashes, ..value }, weight));
                }
                // The slashes are part of a path, or of what a date is not.
                let text = text.get(..=closing).unwrap_or(text);
                Ok((Self { text, delimiters: Delimiters::None, span: value.span, ..bare }, weight))
            }
            LexemeKind::Bracketed => {
                let end = text.rfind([']', '}']).map_or(text.len(), |at| at + 1);
                let (value, weight) = bare.enclosed(0, end)?;
                Ok((Self { delimiters: Delimiters::None, ..value }, weight))
            }
            _ => Ok((bare, None)),
        }
    }

    /// Takes the weight off a bare word.
    fn taken_apart(self) -> Result<(Self, Option<BoostFactor>), QueryError> {
        let Some((text, number)) = suffixes::weighted(self.text) else {
            return Ok((self, None));
        };
        let end = self.text_start + text.len();
        let sign = Span { start: end, end: end + 1 + number.len() };
        match suffixes::weight(number, sign) {
            Ok(weight) => Ok((Self { text, span: Span { end, ..self.span }, ..self }, Some(weight))),
            // A power of a number is prose: 10^9999.
            Err(_) if self.field.is_none() && !text.contains(char::is_alphabetic) => Ok((self, None)),
            Err(error) => Err(error),
        }
    }

    /// Takes apart what has a beginning and an end: the text between, and the marks after it.
    fn enclosed(self, start: usize, end: usize) -> Result<(Self, Option<BoostFactor>), QueryError> {
        let closing = self.text.get(end..).and_then(|rest| rest.chars().next());
        let marks_start = end + closing.filter(|_| start > 0).map_or(0, char::len_utf8);
        let marks = self.text.get(marks_start..).map(Suffixes::read).unwrap_or_default();
        let at = self.text_start + marks_start;
        let slack_end = at + marks.slack.map_or(0, |number| number.len() + 1);
        let slop = marks.slack.map(|number| suffixes::slack(number, Span { start: at, end: slack_end })).transpose()?;
        let words = crate::text::token_count(self.text.get(start..end).unwrap_or_default());
        if slop.is_some_and(|slop| slop > 0) && words > MOST_SLACK_WORDS {
            return Err(QueryError::new(self.span, "the phrase is too long to have slack")
                .expecting("at most 20 words in quotes, or no number after them"));
        }
        let weight_span = Span { start: slack_end, end: self.text_start + marks_start + marks.length() };
        let weight = marks.weight.map(|number| suffixes::weight(number, weight_span)).transpose()?;
        let value = Self {
            text: self.text.get(start..end).unwrap_or_default(),
            text_start: self.text_start + start,
            delimiters: Delimiters::Quotes { slop: slop.unwrap_or(0) },
            span: Span { end: slack_end, ..self.span },
            ..self
        };
        Ok((value, weight))
    }
}

//! A token taken apart: the value that is written there, and what is written after it.

use super::forms::{self, Marks};
use super::lexer::{Token, TokenKind};
use super::values::{Value, Written};
use super::wording::is_quote;
use super::{Factor, Field, QueryError, Span};

/// The most words of a phrase with slack: trying which stands for which takes the cube of their number.
const MOST_SLACK_WORDS: usize = 20;

impl<'a> Value<'a> {
    /// Returns a token as a bare word, whatever signs are in it.
    pub(super) fn bare(token: Token, text: &'a str, field: Option<Field>) -> Self {
        Self { text, text_start: token.span.start, written: Written::Bare, span: token.span, field }
    }

    /// Takes a token apart: its value, and the weight that it has.
    pub(super) fn written(
        token: Token,
        text: &'a str,
        field: Option<Field>,
    ) -> Result<(Self, Option<Factor>), QueryError> {
        let bare = Self::bare(token, text, field);
        match token.kind {
            TokenKind::Word => bare.taken_apart(),
            TokenKind::Quoted => {
                let opening = text.chars().next().map_or(0, char::len_utf8);
                let closing = text.rfind(is_quote).unwrap_or(opening).max(opening);
                bare.enclosed(opening, closing)
            }
            TokenKind::Regex => {
                let closing = text.rfind('/').unwrap_or(1).max(1);
                let (value, weight) = bare.enclosed(1, closing)?;
                if field.is_none_or(Field::has_patterns) {
                    return Ok((Self { written: Written::Expression, ..value }, weight));
                }
                // The slashes are part of a path, or of what a date is not.
                let text = text.get(..=closing).unwrap_or(text);
                Ok((Self { text, written: Written::Bare, span: value.span, ..bare }, weight))
            }
            TokenKind::Bracketed => {
                let end = text.rfind([']', '}']).map_or(text.len(), |at| at + 1);
                let (value, weight) = bare.enclosed(0, end)?;
                Ok((Self { written: Written::Bare, ..value }, weight))
            }
            _ => Ok((bare, None)),
        }
    }

    /// Takes the weight off a bare word.
    fn taken_apart(self) -> Result<(Self, Option<Factor>), QueryError> {
        let Some((text, number)) = forms::weighted(self.text) else {
            return Ok((self, None));
        };
        let end = self.text_start + text.len();
        let sign = Span { start: end, end: end + 1 + number.len() };
        match forms::weight(number, sign) {
            Ok(weight) => Ok((Self { text, span: Span { end, ..self.span }, ..self }, Some(weight))),
            // A power of a number is prose: 10^9999.
            Err(_) if self.field.is_none() && !text.contains(char::is_alphabetic) => Ok((self, None)),
            Err(error) => Err(error),
        }
    }

    /// Takes apart what has a beginning and an end: the text between, and the marks after it.
    fn enclosed(self, start: usize, end: usize) -> Result<(Self, Option<Factor>), QueryError> {
        let closing = self.text.get(end..).and_then(|rest| rest.chars().next());
        let marks_start = end + closing.filter(|_| start > 0).map_or(0, char::len_utf8);
        let marks = self.text.get(marks_start..).map(Marks::read).unwrap_or_default();
        let at = self.text_start + marks_start;
        let slack_end = at + marks.slack.map_or(0, |number| number.len() + 1);
        let slop = marks.slack.map(|number| forms::slack(number, Span { start: at, end: slack_end })).transpose()?;
        let words = crate::text::token_count(self.text.get(start..end).unwrap_or_default());
        if slop.is_some_and(|slop| slop > 0) && words > MOST_SLACK_WORDS {
            return Err(QueryError::new(self.span, "the phrase is too long to have slack")
                .expecting("at most 20 words in quotes, or no number after them"));
        }
        let weight_span = Span { start: slack_end, end: self.text_start + marks_start + marks.length() };
        let weight = marks.weight.map(|number| forms::weight(number, weight_span)).transpose()?;
        let value = Self {
            text: self.text.get(start..end).unwrap_or_default(),
            text_start: self.text_start + start,
            written: Written::Quoted { slop: slop.unwrap_or(0) },
            span: Span { end: slack_end, ..self.span },
            ..self
        };
        Ok((value, weight))
    }
}

//! Splits a token into a value and its suffixes.

use super::characters::is_quote;
use super::error::{QueryError, QueryErrorKind};
use super::field::Field;
use super::lexer::{Lexeme, LexemeKind};
use super::limits::MAX_SLOP_WORDS;
use super::span::Span;
use super::suffixes::{Suffixes, parse_boost, parse_slop, split_boost};
use super::tree::BoostFactor;
use crate::text::token_count;

/// The delimiters of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimiters {
    /// No delimiters, as for a plain word.
    None,
    /// Quotation marks.
    Quotes {
        /// The slop typed after the closing mark, or 0.
        slop: u32,
    },
    /// The slashes of a regular expression.
    Slashes,
}

/// A value as typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueSyntax<'a> {
    /// The text between the delimiters.
    pub(super) text: &'a str,
    /// The offset of the text in the query.
    pub(super) text_start: usize,
    pub(super) delimiters: Delimiters,
    /// The span with delimiters and slop, without boost.
    pub(super) span: Span,
    /// The field to search.
    pub(super) field: Option<Field>,
}

impl<'a> ValueSyntax<'a> {
    /// Returns all of a token as a plain word.
    pub(super) fn plain(token: Lexeme, text: &'a str, field: Option<Field>) -> Self {
        Self { text, text_start: token.span.start, delimiters: Delimiters::None, span: token.span, field }
    }

    /// Splits a token into its value and its boost.
    pub(super) fn split(
        token: Lexeme,
        text: &'a str,
        field: Option<Field>,
    ) -> Result<(Self, Option<BoostFactor>), QueryError> {
        let plain = Self::plain(token, text, field);
        match token.kind {
            LexemeKind::Word => plain.split_boost(),
            LexemeKind::Quoted => {
                let opening = text.chars().next().map_or(0, char::len_utf8);
                let closing = text.rfind(is_quote).unwrap_or(opening).max(opening);
                plain.split_suffixes(opening, closing)
            }
            LexemeKind::Regex => {
                let closing = text.rfind('/').unwrap_or(1).max(1);
                let (value, boost) = plain.split_suffixes(1, closing)?;
                if field.is_none_or(Field::has_patterns) {
                    return Ok((Self { delimiters: Delimiters::Slashes, ..value }, boost));
                }
                // The slashes are part of a path, or of an invalid date.
                let text = text.get(..=closing).unwrap_or(text);
                Ok((Self { text, delimiters: Delimiters::None, span: value.span, ..plain }, boost))
            }
            LexemeKind::Bracketed => {
                let end = text.rfind([']', '}']).map_or(text.len(), |at| at + 1);
                let (value, boost) = plain.split_suffixes(0, end)?;
                Ok((Self { delimiters: Delimiters::None, ..value }, boost))
            }
            _ => Ok((plain, None)),
        }
    }

    /// Splits the boost from a plain word.
    fn split_boost(self) -> Result<(Self, Option<BoostFactor>), QueryError> {
        let Some((text, number)) = split_boost(self.text) else {
            return Ok((self, None));
        };
        let end = self.text_start + text.len();
        let suffix = Span { start: end, end: end + 1 + number.len() };
        match parse_boost(number, suffix) {
            Ok(boost) => Ok((Self { text, span: Span { end, ..self.span }, ..self }, Some(boost))),
            // A power such as 10^9999 is literal text.
            Err(_) if self.field.is_none() && !text.contains(char::is_alphabetic) => Ok((self, None)),
            Err(error) => Err(error),
        }
    }

    /// Splits a token with delimiters. The text is the range from `start` to `end`; suffixes follow the closing delimiter.
    fn split_suffixes(self, start: usize, end: usize) -> Result<(Self, Option<BoostFactor>), QueryError> {
        let closing = self.text.get(end..).and_then(|rest| rest.chars().next());
        let suffixes_start = end + closing.filter(|_| start > 0).map_or(0, char::len_utf8);
        let suffixes = self.text.get(suffixes_start..).map(Suffixes::read).unwrap_or_default();
        let at = self.text_start + suffixes_start;
        let slop_end = at + suffixes.slop.map_or(0, |number| number.len() + 1);
        let slop = suffixes.slop.map(|number| parse_slop(number, Span { start: at, end: slop_end })).transpose()?;
        let text = self.text.get(start..end).unwrap_or_default();
        if slop.is_some_and(|slop| slop > 0) && token_count(text) > MAX_SLOP_WORDS {
            return Err(QueryError::new(QueryErrorKind::SlopOfLongPhrase, self.span));
        }
        let boost_span = Span { start: slop_end, end: at + suffixes.length() };
        let boost = suffixes.boost.map(|number| parse_boost(number, boost_span)).transpose()?;
        let value = Self {
            text,
            text_start: self.text_start + start,
            delimiters: Delimiters::Quotes { slop: slop.unwrap_or(0) },
            span: Span { end: slop_end, ..self.span },
            ..self
        };
        Ok((value, boost))
    }
}

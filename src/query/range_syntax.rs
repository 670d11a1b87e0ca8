//! The syntax of ranges, shared by dates and numbers: `a..b`, `a..`, `..b`, `>=a`, `<b`, `[a TO b]`.

use super::error::{QueryError, QueryErrorKind};
use super::field::FieldKind;
use super::span::Span;

/// A part of a value without surrounding spaces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fragment<'a> {
    pub(super) text: &'a str,
    /// The offset in the value.
    start: usize,
}

impl<'a> Fragment<'a> {
    /// Returns all of a value.
    pub(super) fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }.trimmed()
    }

    /// Returns the span within the value.
    pub(super) fn span(self) -> Span {
        Span { start: self.start, end: self.start + self.text.len() }
    }

    fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        Self { text: text.trim_end(), start: self.start + self.text.len() - text.len() }
    }

    fn without_prefix(self, prefix: &str) -> Option<Self> {
        let text = self.text.strip_prefix(prefix)?;
        let start = self.start + prefix.len();
        Some(Self { text, start }.trimmed())
    }

    fn split(self, separator: &str) -> Option<(Self, Self)> {
        let (first, second) = self.text.split_once(separator)?;
        let start = self.start + first.len() + separator.len();
        let first = Self { text: first, ..self };
        Some((first.trimmed(), Self { text: second, start }.trimmed()))
    }
}

/// One end of a range.
#[derive(Debug, Clone, Copy)]
struct RangeEnd<'a> {
    fragment: Fragment<'a>,
    included: bool,
}

/// A range as typed. An end that is `None` is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct RangeSyntax<'a> {
    from: Option<RangeEnd<'a>>,
    to: Option<RangeEnd<'a>>,
    whole: Fragment<'a>,
}

impl<'a> RangeSyntax<'a> {
    /// Reads a range; `None` if the value is not a range but a single date or number.
    pub(super) fn read(value: Fragment<'a>) -> Option<Self> {
        let end = |fragment: Fragment<'a>, included| {
            (!matches!(fragment.text, "" | "*")).then_some(RangeEnd { fragment, included })
        };
        let comparison = |sign, included| Some(end(value.without_prefix(sign)?, included));
        let (from, to) = if let Some((from, to, from_included, to_included)) = bracketed(value) {
            (end(from, from_included), end(to, to_included))
        } else if let Some(from) = comparison(">=", true).or_else(|| comparison(">", false)) {
            (from, None)
        } else if let Some(to) = comparison("<=", true).or_else(|| comparison("<", false)) {
            (None, to)
        } else {
            let (from, to) = value.split("..")?;
            (end(from, true), end(to, true))
        };
        Some(Self { from, to, whole: value })
    }

    /// Returns both ends, included. `read` returns the first and last value that an end can mean, such as those of a month.
    pub(super) fn resolve(
        self,
        values: FieldKind,
        mut read: impl FnMut(Fragment<'a>) -> Result<(i64, i64), QueryError>,
    ) -> Result<(Option<i64>, Option<i64>), QueryError> {
        let error = |kind| QueryError::new(kind, self.whole.span());
        let from = self.from.map(|end| {
            let (first, last) = read(end.fragment)?;
            let from = if end.included { Some(first) } else { last.checked_add(1) };
            from.ok_or_else(|| error(QueryErrorKind::EmptyRange { values }))
        });
        let to = self.to.map(|end| {
            let (first, last) = read(end.fragment)?;
            let to = if end.included { Some(last) } else { first.checked_sub(1) };
            to.ok_or_else(|| error(QueryErrorKind::EmptyRange { values }))
        });
        match (from.transpose()?, to.transpose()?) {
            (None, None) => Err(error(QueryErrorKind::UnboundedRange { values })),
            (Some(from), Some(to)) if from > to => Err(error(QueryErrorKind::ReversedRange { values })),
            ends => Ok(ends),
        }
    }
}

/// Reads `[a TO b]` as both ends and whether each is included. A brace excludes its end.
fn bracketed(value: Fragment<'_>) -> Option<(Fragment<'_>, Fragment<'_>, bool, bool)> {
    let (open, close) = (value.text.chars().next()?, value.text.chars().next_back()?);
    if !matches!((open, close), ('[' | '{', ']' | '}')) || value.text.len() < 2 {
        return None;
    }
    let inside = Fragment { text: value.text.get(1..value.text.len() - 1)?, start: value.start + 1 };
    let (from, to) = inside.split(" TO ")?;
    Some((from, to, open == '[', close == ']'))
}

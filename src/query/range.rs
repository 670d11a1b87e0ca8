//! Ranges of days and of numbers, which are written alike: `a..b`, `a..`, `..b`, `>=a`, `<b`, `[a TO b]`.

use super::error::QueryError;
use super::span::Span;

/// A part of a value and where in the value it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fragment<'a> {
    pub(super) text: &'a str,
    start: usize,
}

impl<'a> Fragment<'a> {
    /// Returns a whole value as one part, without the spaces around it.
    pub(super) fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }.trimmed()
    }

    /// Returns its place within the value.
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

/// One end of a range, and whether it belongs to the range.
#[derive(Debug, Clone, Copy)]
pub(super) struct End<'a> {
    part: Fragment<'a>,
    included: bool,
}

/// A range as written: its ends, `None` where it is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct WrittenRange<'a> {
    from: Option<End<'a>>,
    to: Option<End<'a>>,
    whole: Fragment<'a>,
}

impl<'a> WrittenRange<'a> {
    /// Reads the shape of a value; `None` if it is a single value and not a range.
    pub(super) fn read(value: Fragment<'a>) -> Option<Self> {
        let end = |part: Fragment<'a>, included| (!matches!(part.text, "" | "*")).then_some(End { part, included });
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

    /// Returns both ends included, each read by `read` as the first and the last number that it means.
    pub(super) fn resolve(
        self,
        read: impl Fn(Fragment<'a>) -> Result<(i64, i64), QueryError>,
    ) -> Result<(Option<i64>, Option<i64>), QueryError> {
        let beyond = |part: Fragment<'a>| QueryError::new(part.span(), "there is nothing beyond it");
        let from = self.from.map(|end| {
            let (first, last) = read(end.part)?;
            let from = if end.included { Some(first) } else { last.checked_add(1) };
            from.ok_or_else(|| beyond(end.part))
        });
        let to = self.to.map(|end| {
            let (first, last) = read(end.part)?;
            let to = if end.included { Some(last) } else { first.checked_sub(1) };
            to.ok_or_else(|| beyond(end.part))
        });
        match (from.transpose()?, to.transpose()?) {
            (None, None) => Err(QueryError::new(self.whole.span(), "the range has neither a beginning nor an end")),
            (Some(from), Some(to)) if from > to => {
                Err(QueryError::new(self.whole.span(), "the range ends before it begins"))
            }
            ends => Ok(ends),
        }
    }
}

/// Reads `[a TO b]`: both ends, and whether each is included; braces leave their end out.
fn bracketed(value: Fragment<'_>) -> Option<(Fragment<'_>, Fragment<'_>, bool, bool)> {
    let (open, close) = (value.text.chars().next()?, value.text.chars().next_back()?);
    if !matches!((open, close), ('[' | '{', ']' | '}')) || value.text.len() < 2 {
        return None;
    }
    let inside = Fragment { text: value.text.get(1..value.text.len() - 1)?, start: value.start + 1 };
    let (from, to) = inside.split(" TO ")?;
    Some((from, to, open == '[', close == ']'))
}

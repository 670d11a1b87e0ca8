//! What is wrong with a query, where, and what to type instead.
//!
//! A person reads these while typing, so an error is one sentence, the place, what could stand there and, where
//! one is likely, the text to type. [`QueryError::explain`] draws them; nothing here prints.

use super::Span;
use super::excerpt::point_at;

/// A query that cannot mean anything, and the place where that shows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong, in one sentence without the full stop.
    pub message: String,
    /// Where in the text of the query.
    pub span: Span,
    /// What could stand there.
    pub expected: Option<&'static str>,
    /// What was probably meant, as it has to be typed or done.
    pub suggestion: Option<String>,
}

impl QueryError {
    /// Returns an error at a place, with nothing to suggest yet.
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), span, expected: None, suggestion: None }
    }

    /// Says what could stand there.
    pub(super) fn expecting(self, expected: &'static str) -> Self {
        Self { expected: Some(expected), ..self }
    }

    /// Says what was probably meant.
    pub(super) fn suggesting(self, suggestion: impl Into<String>) -> Self {
        Self { suggestion: Some(suggestion.into()), ..self }
    }

    /// Moves the place by `offset` bytes: for an error found in a part of the query.
    pub(super) fn moved_by(self, offset: usize) -> Self {
        let span = Span { start: self.span.start + offset, end: self.span.end + offset };
        Self { span, ..self }
    }

    /// Draws the error below the text it is about: the sentence, the line with carets under the place, what was
    /// expected and what to type instead. Plain text without colour, safe to show on a terminal whatever the
    /// query holds, and short however long the query is.
    pub fn explain(&self, query: &str) -> String {
        let mut lines = vec![self.message.clone(), point_at(query, self.span)];
        lines.extend(self.expected.map(|expected| format!("expected {expected}")));
        lines.extend(self.suggestion.as_ref().map(|suggestion| format!("try {suggestion}")));
        lines.join("\n")
    }
}

//! What is wrong with a query, where, and what to type instead.
//!
//! A person reads these while typing, so an error is one sentence, the place, what could stand there and, where
//! one is likely, the text to type. [`QueryError::explain`] draws them; nothing here prints.

use super::excerpt::point_at;
use super::span::Span;

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

#[cfg(test)]
mod tests {
    use crate::query::{ParseOptions, parse};

    fn explained(query: &str) -> String {
        match parse(query, &ParseOptions::default()) {
            Ok(parsed) => format!("read as {}", parsed.query),
            Err(error) => error.explain(query),
        }
    }

    #[test]
    fn real_mistakes_are_errors_with_a_caret() {
        insta::assert_snapshot!(explained("storm date:2015-13"), @r#"
        there is no month 13
          storm date:2015-13
                     ^^^^^^^
        expected a date (2015, 2015-11, 2015-11-14, "14 november 2015", today, 7d) or a range (2015-11..2016, >=2015-11)
        "#);
        insta::assert_snapshot!(explained("date:2016..2015 flood"), @r#"
        the range ends before it begins
          date:2016..2015 flood
               ^^^^^^^^^^
        expected a date (2015, 2015-11, 2015-11-14, "14 november 2015", today, 7d) or a range (2015-11..2016, >=2015-11)
        "#);
        insta::assert_snapshot!(explained("words:abc"), @r#"
        `abc` is not a number
          words:abc
                ^^^
        expected a whole number (500) or a range (>500, 200..400)
        "#);
        insta::assert_snapshot!(explained("words:<0"), @r#"
        no number is below zero
          words:<0
                ^^
        expected a whole number (500) or a range (>500, 200..400)
        "#);
        insta::assert_snapshot!(explained("lang:germn"), @r#"
        `germn` is no known language
          lang:germn
               ^^^^^
        expected a language, by its code (de) or its name (German)
        try lang:de (German)
        "#);
        insta::assert_snapshot!(explained("lang:de,fr"), @r#"
        these are several languages
          lang:de,fr
               ^^^^^
        expected a language, by its code (de) or its name (German)
        try lang:(de OR fr)
        "#);
        insta::assert_snapshot!(explained("id:\"\""), @r#"
        `id:` has no value
          id:""
             ^^
        "#);
        insta::assert_snapshot!(explained("(autor:\"john smith\")"), @r#"
        there is no field `autor`
          (autor:"john smith")
           ^^^^^
        try author:
        "#);
    }
}

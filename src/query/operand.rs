//! What an operator works on: a word, a text in quotes, a group, and what stands before and after it.

use super::acronyms;
use super::error::QueryError;
use super::field::Field;
use super::grammar::{Parser, is_plain_word, joined};
use super::lexer::{self, Lexeme, LexemeKind};
use super::limits::DEEPEST;
use super::note::NoteKind;
use super::operators::{self, is_operator_word};
use super::proximity::check_place;
use super::raw_value::{Delimiters, RawValue};
use super::span::Span;
use super::suffixes;
use super::tree::{BoostFactor, Node, Query};

impl Parser<'_> {
    /// Reads what stands before a value, and the value; `None` if there is no word in it.
    pub(super) fn operand(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let start = self.peek().map_or(self.text.len(), |token| token.span.start);
        let mut is_negated = false;
        let mut value_start = None;
        let mut field = field;
        while let Some(token) = self.peek().filter(|_| self.operand_follows()) {
            match token.kind {
                LexemeKind::Not => is_negated = !is_negated,
                LexemeKind::Must => {}
                LexemeKind::Field(named) => {
                    field = Some(named);
                    value_start.get_or_insert(token.span.start);
                }
                _ => break,
            }
            self.at += 1;
        }
        let Some(mut query) = self.value(field)? else {
            return Ok(None);
        };
        let end = self.end_of_last();
        if let Some(start) = value_start {
            query.span = Span { start, end };
        }
        if is_negated {
            let node = Node::Not(Box::new(query));
            query = Query::new(node, Span { start, end });
        }
        Ok(Some(query))
    }

    /// Reads a word, a text in quotes or a group.
    fn value(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let Some(token) = self.peek() else {
            return Ok(None);
        };
        match token.kind {
            LexemeKind::Open => return self.group(token, field),
            LexemeKind::AtLeast => return self.at_least(token, field),
            _ => self.at += 1,
        }
        let text = self.text_of(token);
        let (value, weight) = match self.options.literal {
            true => (RawValue::bare(token, text, field), None),
            false => RawValue::from_lexeme(token, text, field)?,
        };
        match token.kind {
            LexemeKind::Bracketed if !field.is_some_and(Field::has_ranges) => return self.bracketed_words(value),
            LexemeKind::And | LexemeKind::Or | LexemeKind::Not if is_operator_word(value.text) => {
                self.note(NoteKind::OperatorAsWord, token.span);
            }
            LexemeKind::Proximity if !is_plain_word(value.text) => self.note(NoteKind::OperatorAsWord, token.span),
            LexemeKind::Field(_) => self.note(NoteKind::OperatorAsWord, token.span),
            _ => {}
        }
        let Some(node) = value.read(self.options, &mut self.patterns, &mut self.notes)? else {
            return Ok(None);
        };
        self.has_small_letter |= acronyms::has_small_letter(value.text, &node);
        let quoted = matches!(value.delimiters, Delimiters::Quotes { .. });
        let query = Query { quoted, ..Query::new(node, value.span) };
        Ok(Some(match weight {
            Some(factor) => weighted(query, factor, token.span),
            None => query,
        }))
    }

    /// Reads `[a TO b]` where there are no ranges: as the words in it.
    fn bracketed_words(&mut self, value: RawValue<'_>) -> Result<Option<Query>, QueryError> {
        self.note(NoteKind::WordsOnly, value.span);
        let mut parts = Vec::new();
        for word in lexer::words(value.text) {
            let text = value.text.get(word.span.start..word.span.end).unwrap_or_default();
            let text_start = value.text_start + word.span.start;
            let value = RawValue { text, text_start, ..value };
            // One note for all of it is enough.
            let node = value.read(self.options, &mut self.patterns, &mut Vec::new())?;
            if let Some(node) = node {
                self.has_small_letter |= acronyms::has_small_letter(text, &node);
                parts.push(Query::new(node, value.span));
            }
        }
        Ok(joined(parts, Node::And))
    }

    /// Reads `atleast3(…)`.
    fn at_least(&mut self, token: Lexeme, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let count = operators::at_least(self.text_of(token), token.span)?;
        self.at += 1;
        let Some(open) = self.peek() else {
            return Ok(None);
        };
        let Some((of, end)) = self.parenthesised(open, field)? else {
            return Ok(None);
        };
        check_place(&of)?;
        let node = Node::AtLeast { count, of: Box::new(of) };
        let query = Query::new(node, Span { end, ..token.span });
        self.with_weight(query, token.span.start).map(Some)
    }

    /// Reads a group in parentheses, which gives its field to every value in it that names none.
    fn group(&mut self, open: Lexeme, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        match self.parenthesised(open, field)? {
            Some((query, _)) => self.with_weight(query, open.span.start).map(Some),
            None => {
                // The weight of nothing.
                self.at += usize::from(self.weight_follows());
                Ok(None)
            }
        }
    }

    /// Reads what is in parentheses; returns it and where they end.
    fn parenthesised(&mut self, open: Lexeme, field: Option<Field>) -> Result<Option<(Query, usize)>, QueryError> {
        if self.depth == DEEPEST {
            return Err(too_deep(open.span));
        }
        self.at += 1;
        self.depth += 1;
        let first_inside = self.at;
        let mut query = self.alternatives(field)?;
        self.depth -= 1;
        let is_empty = self.at == first_inside;
        if self.peek().is_some() {
            self.at += 1;
        } else {
            self.note(NoteKind::UnclosedParenthesis, open.span);
        }
        let span = Span { end: self.end_of_last(), ..open.span };
        match &mut query {
            Some(Query { node: Node::And(_) | Node::Or(_), span: group, .. }) => *group = span,
            None if is_empty => self.note(NoteKind::Nothing, span),
            _ => {}
        }
        Ok(query.map(|query| (query, span.end)))
    }

    /// Returns whether the token here is the weight of the group just read.
    fn weight_follows(&self) -> bool {
        let is_weight = |token: Lexeme| token.kind == LexemeKind::Weight && token.span.start == self.end_of_last();
        self.peek().is_some_and(is_weight)
    }

    /// Reads the weight after a group that begins at `start`.
    fn with_weight(&mut self, query: Query, start: usize) -> Result<Query, QueryError> {
        let Some(token) = self.peek().filter(|_| self.weight_follows()) else {
            return Ok(query);
        };
        self.at += 1;
        let number = self.text_of(token).trim_start_matches('^');
        Ok(weighted(query, suffixes::weight(number, token.span)?, Span { start, ..token.span }))
    }
}

fn weighted(query: Query, factor: BoostFactor, span: Span) -> Query {
    Query::new(Node::Boost { of: Box::new(query), factor }, span)
}

/// Returns the error for parentheses in too many parentheses.
fn too_deep(span: Span) -> QueryError {
    QueryError::new(span, format!("there are more than {DEEPEST} parentheses in one another"))
}

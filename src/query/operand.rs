//! Operands: a word, a quoted text or a group, with the prefixes and suffixes around it.

use super::acronyms;
use super::error::{PositionalOperator, QueryError, QueryErrorKind};
use super::field::{Field, FieldKind};
use super::grammar::{Parser, is_plain_word, joined};
use super::lexer::{self, Lexeme, LexemeKind};
use super::limits::MAX_NESTING;
use super::note::NoteKind;
use super::operators::{is_boolean_operator, parse_at_least};
use super::positional_operand::check_positional_operand;
use super::span::Span;
use super::suffixes::parse_boost;
use super::tree::{BoostFactor, Node, Query};
use super::value_syntax::{Delimiters, ValueSyntax};

impl Parser<'_> {
    /// Reads prefixes and the value after them; `None` if the value contains no word.
    pub(super) fn operand(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let start = self.peek().map_or(self.text.len(), |token| token.span.start);
        let (mut is_negated, mut is_required) = (false, false);
        let mut value_start = None;
        let mut field = field;
        let outside = (self.exactly, self.cased);
        while let Some(token) = self.peek().filter(|_| self.operand_follows()) {
            match token.kind {
                LexemeKind::Not => is_negated = !is_negated,
                LexemeKind::Must => is_required = true,
                LexemeKind::Field(named) => {
                    field = Some(named);
                    self.exactly = false;
                    value_start.get_or_insert(token.span.start);
                }
                LexemeKind::Exactly => self.exactly = true,
                LexemeKind::Case => {
                    self.cased = true;
                    value_start.get_or_insert(token.span.start);
                }
                _ => break,
            }
            self.at += 1;
        }
        let value = self.value(field);
        (self.exactly, self.cased) = outside;
        let Some(mut query) = value? else {
            return Ok(None);
        };
        let end = self.end_of_last();
        if let Some(start) = value_start {
            query.span = Span { start, end };
        }
        if is_negated {
            query = Query::new(Node::Not(Box::new(query)), Span { start, end });
        }
        Ok(Some(Query { required: is_required, ..query }))
    }

    /// Reads a word, a quoted text or a group.
    fn value(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let Some(token) = self.peek() else {
            return Ok(None);
        };
        match token.kind {
            LexemeKind::Open => self.group(token, field),
            LexemeKind::AtLeast => self.at_least(token, field),
            _ => self.leaf(token, field),
        }
    }

    /// Reads a word or a quoted text. Separate from [`Parser::value`], which recurses and must use little of the stack.
    fn leaf(&mut self, token: Lexeme, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        self.at += 1;
        let text = self.text_of(token);
        let (value, boost) = match self.options.literal {
            true => (ValueSyntax::plain(token, text, field), None),
            false => ValueSyntax::split(token, text, field)?,
        };
        match token.kind {
            LexemeKind::Bracketed if !field.is_some_and(Field::has_ranges) => return self.bracketed_words(value),
            LexemeKind::And | LexemeKind::Or | LexemeKind::Not if is_boolean_operator(value.text) => {
                self.note(NoteKind::OperatorAsWord, token.span);
            }
            LexemeKind::Proximity if !is_plain_word(value.text) => self.note(NoteKind::OperatorAsWord, token.span),
            LexemeKind::Field(_) | LexemeKind::Case | LexemeKind::Exactly => {
                self.note(NoteKind::OperatorAsWord, token.span);
            }
            _ => {}
        }
        let node = match field.filter(|_| self.exactly) {
            _ if self.cased => value.cased(&mut self.notes)?,
            Some(field) if field.kind() == FieldKind::Label => Some(value.whole_value(field)?),
            _ => value.interpret(self.options, &mut self.patterns, &mut self.notes)?,
        };
        let Some(node) = node else {
            return Ok(None);
        };
        self.has_lowercase |= acronyms::has_lowercase(value.text, &node);
        let quoted = matches!(value.delimiters, Delimiters::Quotes { .. });
        let query = Query { quoted, ..Query::new(node, value.span) };
        Ok(Some(match boost {
            Some(factor) => boosted(query, factor, token.span),
            None => query,
        }))
    }

    /// Reads `[a TO b]` in a field without ranges as the words inside.
    fn bracketed_words(&mut self, value: ValueSyntax<'_>) -> Result<Option<Query>, QueryError> {
        self.note(NoteKind::LiteralText, value.span);
        let mut parts = Vec::new();
        for word in lexer::split_words(value.text) {
            let text = value.text.get(word.span.start..word.span.end).unwrap_or_default();
            let text_start = value.text_start + word.span.start;
            let value = ValueSyntax { text, text_start, ..value };
            // The note above covers all words.
            let node = match self.cased {
                true => value.cased(&mut Vec::new())?,
                false => value.interpret(self.options, &mut self.patterns, &mut Vec::new())?,
            };
            if let Some(node) = node {
                self.has_lowercase |= acronyms::has_lowercase(text, &node);
                parts.push(Query::new(node, value.span));
            }
        }
        Ok(joined(parts, Node::And))
    }

    /// Reads `atleast3(…)`.
    fn at_least(&mut self, token: Lexeme, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let count = parse_at_least(self.text_of(token), token.span)?;
        self.at += 1;
        let Some(open) = self.peek() else {
            return Ok(None);
        };
        let Some((of, end)) = self.parentheses(open, field)? else {
            return Ok(None);
        };
        check_positional_operand(PositionalOperator::AtLeast, &of)?;
        let node = Node::AtLeast { count, of: Box::new(of) };
        let query = Query::new(node, Span { end, ..token.span });
        self.with_boost(query, token.span.start).map(Some)
    }

    /// Reads a group in parentheses. `field` applies to all values in it that name no other field.
    fn group(&mut self, open: Lexeme, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        match self.parentheses(open, field)? {
            Some((query, _)) => self.with_boost(query, open.span.start).map(Some),
            None => {
                // A boost of an empty group is ignored.
                self.at += usize::from(self.boost_follows());
                Ok(None)
            }
        }
    }

    /// Reads the content of parentheses and returns it with the offset of their end.
    fn parentheses(&mut self, open: Lexeme, field: Option<Field>) -> Result<Option<(Query, usize)>, QueryError> {
        if self.depth == MAX_NESTING {
            return Err(QueryError::new(QueryErrorKind::TooDeep { canonical: false }, open.span));
        }
        self.at += 1;
        self.depth += 1;
        let first_inside = self.at;
        let mut query = self.disjunction(field)?;
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
            None if is_empty => self.note(NoteKind::NoWord, span),
            _ => {}
        }
        Ok(query.map(|query| (query, span.end)))
    }

    /// Returns whether the current token is a boost of the group just read.
    fn boost_follows(&self) -> bool {
        let is_boost = |token: Lexeme| token.kind == LexemeKind::Boost && token.span.start == self.end_of_last();
        self.peek().is_some_and(is_boost)
    }

    /// Reads the boost after a group that starts at `start`, if there is one.
    fn with_boost(&mut self, query: Query, start: usize) -> Result<Query, QueryError> {
        let Some(token) = self.peek().filter(|_| self.boost_follows()) else {
            return Ok(query);
        };
        self.at += 1;
        let number = self.text_of(token).trim_start_matches('^');
        Ok(boosted(query, parse_boost(number, token.span)?, Span { start, ..token.span }))
    }
}

fn boosted(query: Query, factor: BoostFactor, span: Span) -> Query {
    Query::new(Node::Boost { of: Box::new(query), factor }, span)
}

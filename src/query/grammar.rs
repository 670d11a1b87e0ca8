//! The grammar: from tokens to a tree.
//!
//! ```text
//! alternatives := conjunction (OR conjunction)*
//! conjunction  := operand (AND? operand)*
//! operand      := (NOT | + | field:)* (word | "phrase" | [a TO b] | "(" alternatives ")")
//! ```
//!
//! There is one recursion, at a parenthesis, and it is bounded; chains of prefixes are loops. An operator counts
//! only where it has something to work on: everywhere else it is a word of prose, and a note says so.

use super::excerpt::shortened;
use super::forms::Form;
use super::lexer::{Token, TokenKind};
use super::note::{self, Note, NoteKind};
use super::parser::{DEEPEST, ParseOptions, too_deep};
use super::values::Value;
use super::wording::{is_operator_word, is_quote, is_separator};
use super::{Field, Node, Query, QueryError, Span};

/// Reads the tokens of `text`: what is asked, if anything is, and the notes given with more of them.
pub(super) fn read(
    text: &str,
    tokens: Vec<Token>,
    notes: Vec<Note>,
    options: &ParseOptions,
) -> Result<(Option<Query>, Vec<Note>), QueryError> {
    let mut parser = Parser { text, options, tokens, at: 0, depth: 0, notes, groupings: Vec::new() };
    let query = parser.alternatives(None)?;
    parser.notes.append(&mut parser.groupings);
    Ok((query, parser.notes))
}

struct Parser<'a> {
    text: &'a str,
    options: &'a ParseOptions,
    tokens: Vec<Token>,
    at: usize,
    /// The parentheses open here.
    depth: usize,
    notes: Vec<Note>,
    /// The notes on how AND and OR were grouped, in the order of the text.
    groupings: Vec<Note>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// Returns where the token before this one ends.
    fn end_of_last(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last));
        last.map_or(0, |token| token.span.end)
    }

    /// Returns whether the token after this one begins an operand, so that this one has something to work on.
    fn operand_follows(&self) -> bool {
        let next = self.tokens.get(self.at + 1).map(|token| token.kind);
        !matches!(next, None | Some(TokenKind::Close | TokenKind::And | TokenKind::Or))
    }

    fn note(&mut self, kind: NoteKind, span: Span) {
        note::add(&mut self.notes, kind, span);
    }

    /// Reads conjunctions with OR between them, up to the end or the closing parenthesis. `field` is what the
    /// parentheses are the value of.
    fn alternatives(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let mut alternatives = Vec::new();
        let mut is_mixed = false;
        loop {
            let conjunction = self.conjunction(field)?;
            is_mixed |= conjunction.len() > 1;
            alternatives.extend(joined(conjunction, Node::And));
            if self.peek().is_none_or(|token| token.kind != TokenKind::Or) {
                break;
            }
            self.at += 1;
        }
        is_mixed &= alternatives.len() > 1;
        let query = joined(alternatives, Node::Or);
        if let Some(query) = query.as_ref().filter(|_| is_mixed) {
            self.note_grouping(query);
        }
        Ok(query)
    }

    /// Says how AND and OR were read. What was said of the groups inside is part of that.
    fn note_grouping(&mut self, query: &Query) {
        while let Some(last) = self.groupings.last()
            && last.span.start >= query.span.start
        {
            self.groupings.pop();
        }
        let reading = shortened(query);
        self.groupings.push(Note::new(NoteKind::Grouped { reading }, query.span));
    }

    /// Reads operands with AND or nothing between them, up to an OR, the end or the closing parenthesis.
    fn conjunction(&mut self, field: Option<Field>) -> Result<Vec<Query>, QueryError> {
        let mut parts = Vec::new();
        let mut has_left_side = false;
        while let Some(token) = self.peek() {
            let is_between = has_left_side && self.operand_follows();
            match token.kind {
                TokenKind::Close if self.depth == 0 => {
                    self.note(NoteKind::StrayParenthesis, token.span);
                    self.at += 1;
                    continue;
                }
                TokenKind::Close => break,
                TokenKind::Or if is_between => break,
                TokenKind::And if is_between => self.at += 1,
                TokenKind::Proximity if is_between => return Err(Form::Proximity.error(token.span)),
                TokenKind::Proximity if has_left_side => self.note(NoteKind::OperatorAsWord, token.span),
                _ => {}
            }
            parts.extend(self.operand(field)?);
            has_left_side = true;
        }
        Ok(parts)
    }

    /// Reads what stands before a value, and the value; `None` if there is no word in it.
    fn operand(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let start = self.peek().map_or(self.text.len(), |token| token.span.start);
        let mut is_negated = false;
        let mut value_start = None;
        let mut field = field;
        while let Some(token) = self.peek().filter(|_| self.operand_follows()) {
            match token.kind {
                TokenKind::Not => is_negated = !is_negated,
                TokenKind::Must => {}
                TokenKind::Field(named) => {
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
            query = Query { node, span: Span { start, end } };
        }
        Ok(Some(query))
    }

    /// Reads a word, a text in quotes or a group.
    fn value(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let Some(token) = self.peek() else {
            return Ok(None);
        };
        if token.kind == TokenKind::Open {
            return self.group(token, field);
        }
        self.at += 1;
        let text = self.text.get(token.span.start..token.span.end).unwrap_or_default();
        let mut value = Value { text, text_start: token.span.start, is_quoted: false, span: token.span, field };
        match token.kind {
            TokenKind::Unsupported(form) => return Err(form.error(token.span)),
            TokenKind::Quoted => {
                let after_mark = text.trim_start_matches(is_quote);
                value.text_start += text.len() - after_mark.len();
                value.text = after_mark.trim_end_matches(is_quote);
                value.is_quoted = true;
            }
            TokenKind::Bracketed if !field.is_some_and(Field::has_ranges) => return self.bracketed_words(value),
            TokenKind::And | TokenKind::Or | TokenKind::Not if is_operator_word(text) => {
                self.note(NoteKind::OperatorAsWord, token.span);
            }
            TokenKind::Field(_) => self.note(NoteKind::OperatorAsWord, token.span),
            _ => {}
        }
        let node = value.read(self.options, &mut self.notes)?;
        Ok(node.map(|node| Query { node, span: token.span }))
    }

    /// Reads `[a TO b]` where there are no ranges: as the words in it.
    fn bracketed_words(&mut self, value: Value<'_>) -> Result<Option<Query>, QueryError> {
        self.note(NoteKind::WordsOnly, value.span);
        let mut parts = Vec::new();
        for word in value.text.split(is_separator) {
            let node = Value { text: word, ..value }.read(self.options, &mut Vec::new())?;
            parts.extend(node.map(|node| Query { node, span: value.span }));
        }
        Ok(joined(parts, Node::And))
    }

    /// Reads a group in parentheses, which gives its field to every value in it that names none.
    fn group(&mut self, open: Token, field: Option<Field>) -> Result<Option<Query>, QueryError> {
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
            Some(Query { node: Node::And(_) | Node::Or(_), span: group }) => *group = span,
            None if is_empty => self.note(NoteKind::Nothing, span),
            _ => {}
        }
        Ok(query)
    }
}

/// Joins the parts under one node, if there are several.
fn joined(mut parts: Vec<Query>, node: fn(Vec<Query>) -> Node) -> Option<Query> {
    let last = parts.pop()?;
    let Some(first) = parts.first() else {
        return Some(last);
    };
    let span = Span { start: first.span.start, end: last.span.end };
    parts.push(last);
    Some(Query { node: node(parts), span })
}

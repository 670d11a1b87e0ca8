//! The grammar: from tokens to a tree.
//!
//! ```text
//! alternatives := conjunction (OR conjunction)*
//! conjunction  := proximity (AND? proximity)*
//! proximity    := operand (NEAR operand)*
//! operand      := (NOT | + | field:)* (word | "phrase" | /regex/ | [a TO b] | atleastN? "(" alternatives ")") ^weight?
//! ```
//!
//! There is one recursion, at a parenthesis, and it is bounded; chains of prefixes are loops. An operator counts
//! only where it has something to work on: everywhere else it is a word of prose, and a note says so.

use super::error::QueryError;
use super::excerpt::shortened;
use super::field::Field;
use super::lexer::{Lexeme, LexemeKind};
use super::limits::MOST_NEAR;
use super::note::{self, Note, NoteKind};
use super::operators;
use super::options::ParseOptions;
use super::patterns::Patterns;
use super::proximity::check_place;
use super::span::Span;
use super::tree::{Node, Proximity, Query};

/// What was read of a text.
pub(super) struct Reading {
    /// What is asked, if anything is.
    pub(super) query: Option<Query>,
    /// The notes given, with more of them.
    pub(super) notes: Vec<Note>,
    /// Whether a word, a phrase or a pattern has a small letter, so that capitals mean something.
    pub(super) has_small_letter: bool,
}

/// Reads the tokens of `text`.
pub(super) fn read(
    text: &str,
    tokens: Vec<Lexeme>,
    notes: Vec<Note>,
    options: &ParseOptions,
) -> Result<Reading, QueryError> {
    let mut parser = Parser {
        text,
        options,
        tokens,
        at: 0,
        depth: 0,
        near_count: 0,
        patterns: Patterns::default(),
        has_small_letter: false,
        notes,
        groupings: Vec::new(),
    };
    let query = parser.alternatives(None)?;
    parser.notes.append(&mut parser.groupings);
    Ok(Reading { query, notes: parser.notes, has_small_letter: parser.has_small_letter })
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) options: &'a ParseOptions,
    tokens: Vec<Lexeme>,
    pub(super) at: usize,
    /// The parentheses open here.
    pub(super) depth: usize,
    /// The operators of distance read so far.
    near_count: usize,
    pub(super) patterns: Patterns,
    pub(super) has_small_letter: bool,
    pub(super) notes: Vec<Note>,
    /// The notes on how AND and OR were grouped, in the order of the text.
    groupings: Vec<Note>,
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self) -> Option<Lexeme> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn text_of(&self, token: Lexeme) -> &'a str {
        self.text.get(token.span.start..token.span.end).unwrap_or_default()
    }

    /// Returns where the token before this one ends.
    pub(super) fn end_of_last(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last));
        last.map_or(0, |token| token.span.end)
    }

    /// Returns whether the token after this one begins an operand, so that this one has something to work on.
    pub(super) fn operand_follows(&self) -> bool {
        let next = self.tokens.get(self.at + 1).map(|token| token.kind);
        !matches!(next, None | Some(LexemeKind::Close | LexemeKind::And | LexemeKind::Or))
    }

    pub(super) fn note(&mut self, kind: NoteKind, span: Span) {
        note::add(&mut self.notes, kind, span);
    }

    /// Reads conjunctions with OR between them, up to the end or the closing parenthesis. `field` is what the
    /// parentheses are the value of.
    pub(super) fn alternatives(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let mut alternatives = Vec::new();
        let mut is_mixed = false;
        loop {
            let conjunction = self.conjunction(field)?;
            is_mixed |= conjunction.len() > 1;
            alternatives.extend(joined(conjunction, Node::And));
            if self.peek().is_none_or(|token| token.kind != LexemeKind::Or) {
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
        // Whether there is a word in what stands on the left: `***` is passed over.
        let mut has_left = false;
        while let Some(token) = self.peek() {
            let is_between = has_left_side && self.operand_follows();
            let mut proximity = None;
            match token.kind {
                LexemeKind::Close if self.depth == 0 => {
                    self.note(NoteKind::StrayParenthesis, token.span);
                    self.at += 1;
                    continue;
                }
                LexemeKind::Close => break,
                LexemeKind::Or if is_between => break,
                LexemeKind::And if is_between => self.at += 1,
                LexemeKind::Proximity if is_between => {
                    proximity = Some(self.proximity(token)?);
                    self.at += 1;
                }
                LexemeKind::Proximity if has_left_side && is_plain_word(self.text_of(token)) => {
                    self.note(NoteKind::OperatorAsWord, token.span);
                }
                _ => {}
            }
            let operand = self.operand(field)?;
            has_left_side = true;
            match (operand, proximity) {
                (Some(right), Some(proximity)) if has_left => {
                    let near = parts.pop().map(|left| near(left, right, proximity)).transpose()?;
                    parts.extend(near);
                }
                (operand, proximity) => {
                    has_left = operand.is_some() || (has_left && proximity.is_some());
                    parts.extend(operand);
                }
            }
        }
        Ok(parts)
    }

    /// Reads an operator of distance.
    fn proximity(&mut self, token: Lexeme) -> Result<Proximity, QueryError> {
        self.near_count += 1;
        if self.near_count > MOST_NEAR {
            return Err(QueryError::new(token.span, format!("there are more than {MOST_NEAR} NEAR in the query")));
        }
        let (proximity, is_assumed) = operators::proximity(self.text_of(token), token.span)?;
        if let (true, Proximity::Words { most, .. }) = (is_assumed, proximity) {
            self.note(NoteKind::DistanceAssumed { most }, token.span);
        }
        Ok(proximity)
    }
}

/// Joins both sides of an operator of distance.
fn near(left: Query, right: Query, proximity: Proximity) -> Result<Query, QueryError> {
    check_place(&left)?;
    check_place(&right)?;
    let span = Span { start: left.span.start, end: right.span.end };
    Ok(Query::new(Node::Near { left: Box::new(left), right: Box::new(right), proximity }, span))
}

/// Returns whether the name of an operator is so plain a word that, where it has nothing to work on, it needs no note: `near5`.
pub(super) fn is_plain_word(operator: &str) -> bool {
    operator.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Joins the parts under one node, if there are several.
pub(super) fn joined(mut parts: Vec<Query>, node: fn(Vec<Query>) -> Node) -> Option<Query> {
    let last = parts.pop()?;
    let Some(first) = parts.first() else {
        return Some(last);
    };
    let span = Span { start: first.span.start, end: last.span.end };
    parts.push(last);
    Some(Query::new(node(parts), span))
}

//! The grammar: from tokens to a tree.
//!
//! ```text
//! disjunction := conjunction (OR conjunction)*
//! conjunction := proximity (AND? proximity)*
//! proximity   := operand (NEAR operand)*
//! operand     := (NOT | + | field: | case:)* (word | "phrase" | /regex/ | [a TO b] | atleastN? "(" disjunction ")") ^boost?
//! ```
//!
//! Only parentheses recurse, to a bounded depth; chains of prefixes are loops. An operator without operands is read as a word and gets a note.

use super::error::{PositionalOperator, QueryError, QueryErrorKind};
use super::field::Field;
use super::lexer::{Lexeme, LexemeKind};
use super::limits::MAX_PROXIMITY_OPERATORS;
use super::note::{Note, NoteKind, add_note};
use super::operators::parse_proximity;
use super::parse_options::ParseOptions;
use super::pattern_budget::PatternBudget;
use super::positional_operand::check_positional_operand;
use super::span::Span;
use super::tree::{Node, Proximity, Query};
use super::truncate::truncated;

/// The maximum length in characters of the canonical form in a note.
const MAX_READING_CHARS: usize = 160;

/// The output of the grammar.
pub(super) struct GrammarOutput {
    /// The tree; `None` if the text contains no word.
    pub(super) query: Option<Query>,
    /// The notes of the lexer and of the grammar.
    pub(super) notes: Vec<Note>,
    /// Whether any word, phrase or pattern has a lower-case letter, so that words in capitals are acronyms.
    pub(super) has_lowercase: bool,
}

/// Reads the tokens of `text`.
pub(super) fn read(
    text: &str,
    tokens: Vec<Lexeme>,
    notes: Vec<Note>,
    options: &ParseOptions,
) -> Result<GrammarOutput, QueryError> {
    let mut parser = Parser {
        text,
        options,
        tokens,
        at: 0,
        depth: 0,
        exactly: false,
        cased: false,
        proximity_operators: 0,
        patterns: PatternBudget::default(),
        has_lowercase: false,
        notes,
        operator_notes: Vec::new(),
    };
    let query = parser.disjunction(None)?;
    parser.notes.append(&mut parser.operator_notes);
    Ok(GrammarOutput { query, notes: parser.notes, has_lowercase: parser.has_lowercase })
}

/// A recursive-descent parser.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) options: &'a ParseOptions,
    tokens: Vec<Lexeme>,
    /// The index of the current token.
    pub(super) at: usize,
    /// The number of open parentheses.
    pub(super) depth: usize,
    /// Whether values are whole values of their field, as in `source:=(BBC OR "The Times")`.
    pub(super) exactly: bool,
    /// Whether words match only in the letter case typed, as in `case:(US OR UK)`.
    pub(super) cased: bool,
    /// The number of proximity operators read so far.
    proximity_operators: usize,
    pub(super) patterns: PatternBudget,
    pub(super) has_lowercase: bool,
    pub(super) notes: Vec<Note>,
    /// The notes on mixed AND and OR, in the order of the text.
    operator_notes: Vec<Note>,
}

impl<'a> Parser<'a> {
    pub(super) fn peek(&self) -> Option<Lexeme> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn text_of(&self, token: Lexeme) -> &'a str {
        self.text.get(token.span.start..token.span.end).unwrap_or_default()
    }

    /// Returns the end of the token before the current one.
    pub(super) fn end_of_last(&self) -> usize {
        let last = self.at.checked_sub(1).and_then(|last| self.tokens.get(last));
        last.map_or(0, |token| token.span.end)
    }

    /// Returns whether the token after the current one starts an operand.
    pub(super) fn operand_follows(&self) -> bool {
        let next = self.tokens.get(self.at + 1).map(|token| token.kind);
        !matches!(next, None | Some(LexemeKind::Close | LexemeKind::And | LexemeKind::Or))
    }

    pub(super) fn note(&mut self, kind: NoteKind, span: Span) {
        add_note(&mut self.notes, kind, span);
    }

    /// Reads conjunctions with OR between them, up to the end or a closing parenthesis. `field` is the default field.
    pub(super) fn disjunction(&mut self, field: Option<Field>) -> Result<Option<Query>, QueryError> {
        let mut parts = Vec::new();
        let mut is_mixed = false;
        loop {
            let conjunction = self.conjunction(field)?;
            is_mixed |= conjunction.len() > 1;
            parts.extend(joined(conjunction, Node::And));
            if self.peek().is_none_or(|token| token.kind != LexemeKind::Or) {
                break;
            }
            self.at += 1;
        }
        is_mixed &= parts.len() > 1;
        let query = joined(parts, Node::Or);
        if let Some(query) = query.as_ref().filter(|_| is_mixed) {
            self.note_mixed_operators(query);
        }
        Ok(query)
    }

    /// Adds a note on mixed AND and OR, which replaces the notes on the groups inside.
    fn note_mixed_operators(&mut self, query: &Query) {
        while let Some(last) = self.operator_notes.last()
            && last.span.start >= query.span.start
        {
            self.operator_notes.pop();
        }
        let reading = truncated(query, MAX_READING_CHARS);
        self.operator_notes.push(Note { kind: NoteKind::MixedOperators { reading }, span: query.span });
    }

    /// Reads operands with AND, a proximity operator or nothing between them, up to an OR, the end or a closing parenthesis.
    fn conjunction(&mut self, field: Option<Field>) -> Result<Vec<Query>, QueryError> {
        let mut parts = Vec::new();
        let mut has_left_side = false;
        // Whether the left side contains a word; `***` does not.
        let mut has_left = false;
        let mut is_required = false;
        while let Some(token) = self.peek() {
            let is_infix = has_left_side && self.operand_follows();
            let mut proximity = None;
            match token.kind {
                LexemeKind::Close if self.depth == 0 => {
                    self.note(NoteKind::UnmatchedParenthesis, token.span);
                    self.at += 1;
                    continue;
                }
                LexemeKind::Close => break,
                LexemeKind::Or if is_infix => break,
                LexemeKind::And if is_infix => {
                    is_required = true;
                    self.at += 1;
                }
                LexemeKind::Proximity if is_infix => {
                    proximity = Some(self.proximity(token)?);
                    self.at += 1;
                }
                LexemeKind::Proximity if has_left_side && is_plain_word(self.text_of(token)) => {
                    self.note(NoteKind::OperatorAsWord, token.span);
                }
                _ => {}
            }
            let mut operand = self.operand(field)?;
            has_left_side = true;
            if std::mem::take(&mut is_required) {
                for side in parts.last_mut().into_iter().chain(&mut operand) {
                    side.required = true;
                }
            }
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

    /// Reads a proximity operator.
    fn proximity(&mut self, token: Lexeme) -> Result<Proximity, QueryError> {
        self.proximity_operators += 1;
        if self.proximity_operators > MAX_PROXIMITY_OPERATORS {
            return Err(QueryError::new(QueryErrorKind::TooManyProximityOperators, token.span));
        }
        let (proximity, is_default) = parse_proximity(self.text_of(token), token.span)?;
        if let (true, Proximity::Words { most, .. }) = (is_default, proximity) {
            self.note(NoteKind::DefaultDistance { most }, token.span);
        }
        Ok(proximity)
    }
}

/// Joins both sides of a proximity operator.
fn near(left: Query, right: Query, proximity: Proximity) -> Result<Query, QueryError> {
    check_positional_operand(PositionalOperator::Near, &left)?;
    check_positional_operand(PositionalOperator::Near, &right)?;
    let span = Span { start: left.span.start, end: right.span.end };
    Ok(Query::new(Node::Near { left: Box::new(left), right: Box::new(right), proximity }, span))
}

/// Returns whether the name of an operator resembles a word so much, such as `near5`, that it needs no note without operands.
pub(super) fn is_plain_word(operator: &str) -> bool {
    operator.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Joins the parts under one node if there are several.
pub(super) fn joined(mut parts: Vec<Query>, node: fn(Vec<Query>) -> Node) -> Option<Query> {
    let last = parts.pop()?;
    let Some(first) = parts.first() else {
        return Some(last);
    };
    let span = Span { start: first.span.start, end: last.span.end };
    parts.push(last);
    Some(Query::new(node(parts), span))
}

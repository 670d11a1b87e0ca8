//! A query's text in tokens.
//!
//! The tokens do not depend on what stands around them, except that an operator must stand where it can work: a hyphen inside
//! a word is part of the word. What a word means in its field, [`values`](super::values) says; what has no meaning at
//! all is noted here and left out.

use super::characters::{is_closing, is_opening, is_quote, is_separator};
use super::error::QueryError;
use super::field::Field;
use super::literal_text::is_prose_punctuation;
use super::note::{self, Note, NoteKind};
use super::operators::{self, is_operator_word};
use super::span::Span;
use super::spelling::{field_for, nearest_field};
use super::suffixes::Suffixes;
use super::token_length::{address_length, bracketed_length, regex_length, weight_length, word_length};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LexemeKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `AND`, `&&`
    And,
    /// `OR`, `||`
    Or,
    /// `NOT`, `-`, `!`
    Not,
    /// `+`: what follows is asked for, as it is anyway.
    Must,
    /// `headline:`, with its value directly after it.
    Field(Field),
    /// Text between quotation marks, which the span includes, and the marks of slack and weight after them.
    Quoted,
    /// `/regex/`, and its weight.
    Regex,
    /// A bare word, or anything else without white space.
    Word,
    /// `[a TO b]`
    Bracketed,
    /// A word that is an operator where something stands on both sides of it: `NEAR/5`.
    Proximity,
    /// `atleast3`, directly before an opening parenthesis.
    AtLeast,
    /// `^2`, directly after a closing parenthesis.
    Weight,
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    pub(super) span: Span,
}

/// Returns the tokens of a query, and notes on what was passed over.
pub(super) fn tokens(text: &str) -> Result<(Vec<Lexeme>, Vec<Note>), QueryError> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), notes: Vec::new() };
    while let Some(character) = lexer.rest().chars().next() {
        lexer.token(character)?;
    }
    Ok((lexer.tokens, lexer.notes))
}

/// Returns the tokens of a text without operators: whatever stands between white space is a word.
pub(super) fn words(text: &str) -> Vec<Lexeme> {
    let words = text.split(is_separator).filter(|word| !word.is_empty());
    let token = |word: &str| {
        // A piece that `split` returns lies within the text.
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        let end = start + word.len();
        Lexeme { kind: LexemeKind::Word, span: Span { start, end } }
    };
    words.map(token).collect()
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Lexeme>,
    notes: Vec<Note>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    /// Steps over `length` bytes and returns where they stand.
    fn step(&mut self, length: usize) -> Span {
        let start = self.at;
        self.at += length;
        Span { start, end: self.at }
    }

    fn push(&mut self, kind: LexemeKind, length: usize) {
        let span = self.step(length);
        self.tokens.push(Lexeme { kind, span });
    }

    fn pass_over(&mut self, kind: NoteKind, length: usize) {
        let span = self.step(length);
        note::add(&mut self.notes, kind, span);
    }

    /// Reads the token that begins with `first`, if anything does.
    fn token(&mut self, first: char) -> Result<(), QueryError> {
        let rest = self.rest();
        if is_separator(first) {
            self.step(first.len_utf8());
        } else if is_opening(first) {
            self.push(LexemeKind::Open, first.len_utf8());
        } else if is_closing(first) {
            self.push(LexemeKind::Close, first.len_utf8());
            self.marks_of_group()?;
        } else if is_quote(first) {
            self.quoted(first);
        } else if rest.starts_with("&&") {
            self.push(LexemeKind::And, 2);
        } else if rest.starts_with("||") {
            self.push(LexemeKind::Or, 2);
        } else if matches!(first, '-' | '!' | '+') && self.at_word_start() {
            self.prefixes();
        } else if let Some(length) = bracketed_length(rest) {
            self.push(LexemeKind::Bracketed, length + weight_length(rest, length));
        } else if let Some(length) = regex_length(rest) {
            let is_operator = rest.get(..length).is_some_and(operators::is_proximity);
            let kind = if is_operator { LexemeKind::Proximity } else { LexemeKind::Regex };
            self.push(kind, length + weight_length(rest, length));
        } else if !self.field()? {
            self.word();
        }
        Ok(())
    }

    /// Returns whether a sign here stands before what it works on, and not after something (`"Wow"!`).
    fn at_word_start(&self) -> bool {
        self.before().is_none_or(|before| !is_quote(before) && !is_closing(before))
    }

    /// Reads signs before a word; signs before nothing are passed over.
    fn prefixes(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start_matches(['-', '!', '+']);
        let signs = &rest[..rest.len() - after.len()];
        if after.chars().next().is_none_or(|next| is_separator(next) || is_closing(next)) {
            self.pass_over(NoteKind::Nothing, signs.len());
            return;
        }
        for sign in signs.chars() {
            self.push(if sign == '+' { LexemeKind::Must } else { LexemeKind::Not }, 1);
        }
    }

    /// Reads a text in quotes, or passes over a mark that opens none.
    fn quoted(&mut self, mark: char) {
        let inside = self.rest().get(mark.len_utf8()..).unwrap_or_default();
        let next = inside.chars().next();
        // The mark of inches or minutes: 6" nails.
        let is_unit = self.before().is_some_and(char::is_alphanumeric) && next.is_none_or(is_separator);
        let closing = if is_unit { None } else { inside.find(is_quote) };
        let closed = closing.and_then(|at| Some((at, inside.get(at..)?.chars().next()?)));
        let Some((length, closing_mark)) = closed else {
            self.pass_over(NoteKind::LoneQuote, mark.len_utf8());
            return;
        };
        let length = mark.len_utf8() + length + closing_mark.len_utf8();
        let after = self.rest().get(length..).unwrap_or_default();
        self.push(LexemeKind::Quoted, length + Suffixes::read(after).length());
    }

    /// Reads what stands directly after a closing parenthesis.
    fn marks_of_group(&mut self) -> Result<(), QueryError> {
        let marks = Suffixes::read(self.rest());
        if marks.slack.is_some() {
            let span = Span { start: self.at, end: self.at + marks.length() };
            let error = QueryError::new(span, "only a phrase in quotes has slack");
            return Err(error.suggesting("\"two words\"~5, or two NEAR/5 words"));
        }
        if marks.weight.is_some() {
            self.push(LexemeKind::Weight, marks.length());
        }
        Ok(())
    }

    /// Reads `name:` before a value and returns whether it did; an unknown name is noted, or refused if it is nearly
    /// known.
    fn field(&mut self) -> Result<bool, QueryError> {
        const LONGEST: usize = 24;
        let rest = self.rest();
        let name_length: usize =
            rest.chars().take(LONGEST).take_while(|letter| letter.is_alphabetic()).map(char::len_utf8).sum();
        let (name, after) = rest.split_at(name_length);
        let Some(value) = after.strip_prefix(':') else {
            return Ok(false);
        };
        if name.is_empty() || value.starts_with("//") {
            return Ok(false);
        }
        let has_value = value.chars().next().is_some_and(|next| !is_separator(next) && !is_closing(next));
        let start = self.at;
        let name_span = Span { start, end: start + name.len() };
        let prefix_span = Span { end: name_span.end + 1, ..name_span };
        match Field::from_name(name) {
            Some(field) if has_value => {
                self.push(LexemeKind::Field(field), name.len() + 1);
                return Ok(true);
            }
            Some(_) => note::add(&mut self.notes, NoteKind::SpaceAfterField, prefix_span),
            None if !has_value => {}
            None => match nearest_field(name) {
                Some(known) => {
                    let message = format!("there is no field `{name}`");
                    return Err(QueryError::new(name_span, message).suggesting(format!("{known}:")));
                }
                None => {
                    let instead = field_for(name);
                    note::add(&mut self.notes, NoteKind::UnknownField { instead }, prefix_span);
                }
            },
        }
        Ok(false)
    }

    /// Returns whether what stands here is the value of a field.
    fn follows_field(&self) -> bool {
        let follows = |token: &Lexeme| matches!(token.kind, LexemeKind::Field(_)) && token.span.end == self.at;
        self.tokens.last().is_some_and(follows)
    }

    /// Reads whatever stands up to white space, a parenthesis, a quotation mark, `&&` or `||`.
    fn word(&mut self) {
        let rest = self.rest();
        let word = rest.get(..word_length(rest)).unwrap_or(rest);
        let word = if word.contains("://") { rest.get(..address_length(rest)).unwrap_or(rest) } else { word };
        let opens = rest.get(word.len()..).is_some_and(|after| after.starts_with(is_opening));
        let is_value = self.follows_field();
        let kind = match word {
            _ if is_value && (is_operator_word(word) || operators::is_proximity(word)) => LexemeKind::Word,
            "AND" => LexemeKind::And,
            "OR" => LexemeKind::Or,
            "NOT" => LexemeKind::Not,
            _ if operators::is_proximity(word) => LexemeKind::Proximity,
            _ if opens && operators::is_at_least(word) => LexemeKind::AtLeast,
            _ => LexemeKind::Word,
        };
        if kind == LexemeKind::Word && !is_value && is_prose_punctuation(word) {
            self.step(word.len());
        } else {
            self.push(kind, word.len());
        }
    }
}

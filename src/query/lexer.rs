//! The lexer: from text to tokens.
//!
//! A symbol is an operator only where it can have an operand, so a hyphen inside a word is part of the word. The lexer does not interpret values, whose
//! meaning depends on their field. It drops symbols without meaning and adds a note.

use super::characters::{is_closing, is_opening, is_quote, is_quote_at, is_separator};
use super::date::is_relative_date;
use super::error::{QueryError, QueryErrorKind};
use super::field::{Field, FieldKind};
use super::literal_text::is_prose_punctuation;
use super::note::{Note, NoteKind, add_note};
use super::operators::{CASE, is_at_least, is_boolean_operator, is_proximity};
use super::span::Span;
use super::suffixes::Suffixes;
use super::suggestions::{field_for_foreign_name, nearest_field};
use super::token_length::{address_length, boost_length, bracketed_length, regex_length, word_length};

/// The kinds of tokens.
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
    /// `+`, which has no effect because all words are required.
    Must,
    /// `headline:` directly before its value.
    Field(Field),
    /// `case:` directly before its value.
    Case,
    /// `=` between the name of a field and a whole value.
    Exactly,
    /// Text in quotation marks, with the marks, slop and boost.
    Quoted,
    /// `/regex/` with its boost.
    Regex,
    /// A word, or other text without white space.
    Word,
    /// `[a TO b]`
    Bracketed,
    /// A proximity operator, or a word if it lacks an operand: `NEAR/5`.
    Proximity,
    /// `atleast3`, directly before an opening parenthesis.
    AtLeast,
    /// `^2` directly after a closing parenthesis.
    Boost,
}

/// A token of the query language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    pub(super) span: Span,
}

/// Returns the tokens of a query and notes on ignored symbols.
pub(super) fn tokenize(text: &str) -> Result<(Vec<Lexeme>, Vec<Note>), QueryError> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), notes: Vec::new() };
    while let Some(character) = lexer.rest().chars().next() {
        lexer.token(character)?;
    }
    Ok((lexer.tokens, lexer.notes))
}

/// Splits a text at white space into tokens of the kind [`LexemeKind::Word`].
pub(super) fn split_words(text: &str) -> Vec<Lexeme> {
    let words = text.split(is_separator).filter(|word| !word.is_empty());
    let token = |word: &str| {
        // The word is a slice of the text.
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

    /// Advances by `length` bytes and returns their span.
    fn step(&mut self, length: usize) -> Span {
        let start = self.at;
        self.at += length;
        Span { start, end: self.at }
    }

    fn push(&mut self, kind: LexemeKind, length: usize) {
        let span = self.step(length);
        self.tokens.push(Lexeme { kind, span });
    }

    fn ignore(&mut self, kind: NoteKind, length: usize) {
        let span = self.step(length);
        add_note(&mut self.notes, kind, span);
    }

    /// Reads white space or the token that starts with `first`.
    fn token(&mut self, first: char) -> Result<(), QueryError> {
        let rest = self.rest();
        if is_separator(first) {
            self.step(first.len_utf8());
        } else if is_opening(first) {
            self.push(LexemeKind::Open, first.len_utf8());
        } else if is_closing(first) {
            self.push(LexemeKind::Close, first.len_utf8());
            self.group_suffixes()?;
        } else if is_quote(first) {
            self.quoted(first);
        } else if rest.starts_with("&&") {
            self.push(LexemeKind::And, 2);
        } else if rest.starts_with("||") {
            self.push(LexemeKind::Or, 2);
        } else if first == '-' && self.ranged_field().is_some() {
            return Err(self.hyphen_before_value());
        } else if matches!(first, '-' | '!' | '+') && self.at_word_start() {
            self.prefixes();
        } else if let Some(length) = bracketed_length(rest) {
            self.push(LexemeKind::Bracketed, length + boost_length(rest, length));
        } else if let Some(length) = regex_length(rest) {
            let is_operator = rest.get(..length).is_some_and(is_proximity);
            let kind = if is_operator { LexemeKind::Proximity } else { LexemeKind::Regex };
            self.push(kind, length + boost_length(rest, length));
        } else if !self.field()? {
            self.word();
        }
        Ok(())
    }

    /// Returns whether a symbol here is a prefix rather than final punctuation (`"Wow"!`).
    fn at_word_start(&self) -> bool {
        self.before().is_none_or(|before| !is_quote(before) && !is_closing(before))
    }

    /// Reads the symbols before a word. Symbols without a word are ignored.
    fn prefixes(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start_matches(['-', '!', '+']);
        let signs = &rest[..rest.len() - after.len()];
        if after.chars().next().is_none_or(|next| is_separator(next) || is_closing(next)) {
            self.ignore(NoteKind::NoWord, signs.len());
            return;
        }
        for sign in signs.chars() {
            self.push(if sign == '+' { LexemeKind::Must } else { LexemeKind::Not }, 1);
        }
    }

    /// Reads a quoted text. A quotation mark without a partner is ignored.
    fn quoted(&mut self, mark: char) {
        let inside = self.rest().get(mark.len_utf8()..).unwrap_or_default();
        let next = inside.chars().next();
        // A unit of length: 6" nails.
        let is_unit = self.before().is_some_and(char::is_alphanumeric) && next.is_none_or(is_separator);
        let mut marks = inside.match_indices(is_quote).map(|(at, _)| at);
        let closing = if is_unit { None } else { marks.find(|at| is_quote_at(inside, *at)) };
        let closed = closing.and_then(|at| Some((at, inside.get(at..)?.chars().next()?)));
        let Some((length, closing_mark)) = closed else {
            self.ignore(NoteKind::UnmatchedQuote, mark.len_utf8());
            return;
        };
        let length = mark.len_utf8() + length + closing_mark.len_utf8();
        let after = self.rest().get(length..).unwrap_or_default();
        self.push(LexemeKind::Quoted, length + Suffixes::read(after).length());
    }

    /// Reads the boost directly after a closing parenthesis.
    fn group_suffixes(&mut self) -> Result<(), QueryError> {
        let suffixes = Suffixes::read(self.rest());
        if suffixes.slop.is_some() {
            let span = Span { start: self.at, end: self.at + suffixes.length() };
            return Err(QueryError::new(QueryErrorKind::SlopOfGroup, span));
        }
        if suffixes.boost.is_some() {
            self.push(LexemeKind::Boost, suffixes.length());
        }
        Ok(())
    }

    /// Reads `name:` before a value and returns whether it did. An unknown name gets a note, or is an error if it is close to a known
    /// one.
    fn field(&mut self) -> Result<bool, QueryError> {
        const MAX_NAME_CHARS: usize = 24;
        let rest = self.rest();
        let name_length: usize =
            rest.chars().take(MAX_NAME_CHARS).take_while(|letter| letter.is_alphabetic()).map(char::len_utf8).sum();
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
        let is_case = name.eq_ignore_ascii_case(CASE);
        if is_case && has_value {
            self.push(LexemeKind::Case, name.len() + 1);
            return Ok(true);
        }
        match Field::from_name(name) {
            Some(field) if has_value => {
                self.push(LexemeKind::Field(field), name.len() + 1);
                let whole = value.strip_prefix('=').and_then(|whole| whole.chars().next());
                if field.has_exact_values() && whole.is_some_and(|next| !is_separator(next) && !is_closing(next)) {
                    self.push(LexemeKind::Exactly, 1);
                }
                return Ok(true);
            }
            Some(_) => add_note(&mut self.notes, NoteKind::SpaceAfterField, prefix_span),
            None if is_case => add_note(&mut self.notes, NoteKind::SpaceAfterField, prefix_span),
            None if !has_value => {}
            None => match nearest_field(name) {
                Some(known) => {
                    let kind = QueryErrorKind::UnknownField { name: name.to_owned() };
                    return Err(QueryError::new(kind, name_span).suggesting(known));
                }
                None => {
                    let instead = field_for_foreign_name(name);
                    add_note(&mut self.notes, NoteKind::UnknownField { instead }, prefix_span);
                }
            },
        }
        Ok(false)
    }

    /// Returns whether the text here is the value of a field or of `case:`.
    fn follows_field(&self) -> bool {
        let is_prefix =
            |token: &Lexeme| matches!(token.kind, LexemeKind::Exactly | LexemeKind::Case) && token.span.end == self.at;
        self.field_before().is_some() || self.tokens.last().is_some_and(is_prefix)
    }

    /// Returns the field whose value starts here, and the token with its name.
    fn field_before(&self) -> Option<(Field, Lexeme)> {
        match self.tokens.last() {
            Some(token @ Lexeme { kind: LexemeKind::Field(field), .. }) if token.span.end == self.at => {
                Some((*field, *token))
            }
            _ => None,
        }
    }

    fn ranged_field(&self) -> Option<(Field, Lexeme)> {
        self.field_before().filter(|(field, _)| field.has_ranges())
    }

    /// Returns the error for `date:-7d`. Read as NOT, the hyphen would turn the last week into all other days.
    fn hyphen_before_value(&self) -> QueryError {
        let rest = self.rest();
        let word = rest.get(..word_length(rest)).unwrap_or(rest);
        let value = word.trim_start_matches('-').trim_end_matches([',', ';']);
        let (field, start, name) = match self.field_before() {
            Some((field, token)) => {
                (field, token.span.start, self.text.get(token.span.start..self.at).unwrap_or_default())
            }
            None => (Field::Date, self.at, "date:"),
        };
        let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
        let suggestion = if field.kind() == FieldKind::Day && is_relative_date(value.trim_end_matches("..")) {
            format!("{name}{value}")
        } else if field.kind() == FieldKind::Number && is_number {
            format!("{name}..{value}")
        } else {
            format!("-{name}{value}")
        };
        let span = Span { start, end: self.at + word.len() };
        QueryError::new(QueryErrorKind::HyphenBeforeValue { field }, span).suggesting(suggestion)
    }

    /// Reads a word up to white space, a parenthesis, a quotation mark, `&&` or `||`.
    fn word(&mut self) {
        let rest = self.rest();
        let word = rest.get(..word_length(rest)).unwrap_or(rest);
        let word = if word.contains("://") { rest.get(..address_length(rest)).unwrap_or(rest) } else { word };
        let opens = rest.get(word.len()..).is_some_and(|after| after.starts_with(is_opening));
        let is_value = self.follows_field();
        let kind = match word {
            _ if is_value && (is_boolean_operator(word) || is_proximity(word)) => LexemeKind::Word,
            "AND" => LexemeKind::And,
            "OR" => LexemeKind::Or,
            "NOT" => LexemeKind::Not,
            _ if is_proximity(word) => LexemeKind::Proximity,
            _ if opens && is_at_least(word) => LexemeKind::AtLeast,
            _ => LexemeKind::Word,
        };
        if kind == LexemeKind::Word && !is_value && is_prose_punctuation(word) {
            self.step(word.len());
        } else {
            self.push(kind, word.len());
        }
    }
}

//! What a value asks for in its field: a word, a text in quotes, a regular expression.

use super::excerpt::quote;
use super::forms;
use super::note::{self, Note, NoteKind};
use super::patterns::Patterns;
use super::range::{Part, WrittenRange};
use super::spelling::nearest_language;
use super::wording::{self, Wording};
use super::{Field, FieldKind, Node, ParseOptions, Pattern, Query, QueryError, Span, parse_days, wildcards};
use crate::article::Language;
use crate::text::for_each_token;

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// As a bare word.
    Bare,
    /// In quotes, with so much slack.
    Quoted {
        /// How many places the words may be off.
        slop: u32,
    },
    /// Between slashes.
    Expression,
}

/// A value as typed: its text without quotation marks or slashes, where it stands, and the field that is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) text: &'a str,
    /// Where the text begins.
    pub(super) text_start: usize,
    pub(super) written: Written,
    /// Where the value stands, with all that belongs to it.
    pub(super) span: Span,
    pub(super) field: Option<Field>,
}

impl Value<'_> {
    /// Returns what the value asks for, or `None` if it has no word in it, which a note says.
    pub(super) fn read(
        self,
        options: &ParseOptions,
        patterns: &mut Patterns,
        notes: &mut Vec<Note>,
    ) -> Result<Option<Node>, QueryError> {
        match self.field.map(|field| (field, field.kind())) {
            Some((field, _)) if self.text == "*" && self.written == Written::Bare => Ok(Some(Node::Exists(field))),
            None | Some((_, FieldKind::Prose | FieldKind::Label)) => match self.pattern(options, patterns)? {
                Some(node) => {
                    self.note_symbols(&node, options, notes);
                    Ok(Some(node))
                }
                None => Ok(self.words(options, notes)),
            },
            Some((field, FieldKind::Code)) => self.code(field).map(Some),
            Some((field, FieldKind::Day)) => self.days(field, options).map(Some),
            Some((field, FieldKind::Number)) => self.number(field).map(Some),
        }
    }

    /// Reads a value with a pattern in it: a regular expression, a word spelled alike, words with wildcards.
    fn pattern(self, options: &ParseOptions, patterns: &mut Patterns) -> Result<Option<Node>, QueryError> {
        if options.literal {
            return Ok(None);
        }
        let field = self.field;
        let is_address = field.is_some_and(Field::is_address);
        match self.written {
            Written::Expression => {
                let pattern = patterns.regex(self.text, self.text_span())?;
                return Ok(Some(Node::Pattern { pattern, field }));
            }
            Written::Bare if !is_address => {
                if let Some(pattern) = self.alike(patterns)? {
                    return Ok(Some(Node::Pattern { pattern, field }));
                }
            }
            _ => {}
        }
        let Some(mut words) = wildcards::words(self.text, is_address) else {
            return Ok(None);
        };
        patterns.add_words(&words, self.text_span())?;
        Ok(Some(match (words.len(), words.pop()) {
            (1, Some(word)) => Node::Pattern { pattern: Pattern::Wildcard(word), field },
            (_, last) => {
                words.extend(last);
                Node::Phrase { text: words.join(" "), field, slop: self.slop() }
            }
        }))
    }

    /// Reads `word~1`; `None` if the sign is no such thing here.
    fn alike(self, patterns: &mut Patterns) -> Result<Option<Pattern>, QueryError> {
        let Some((typed, number)) = forms::alike(self.text) else {
            return Ok(None);
        };
        let mut terms = Vec::new();
        let mut is_unspaced = false;
        for_each_token(typed, |token| {
            is_unspaced |= token.unspaced;
            if terms.len() < 2 {
                terms.push(token.term.to_owned());
            }
        });
        // Where every character is a word, there are no letters that could differ.
        let Some(term) = terms.pop().filter(|_| !is_unspaced) else {
            return Ok(None);
        };
        let start = self.text_start + typed.len();
        let edits = forms::edits(number, Span { start, end: start + 1 + number.len() })?;
        let error = |message| {
            QueryError::new(Span { start: self.text_start, end: start }, message).expecting("one word before the ~")
        };
        if wildcards::has_wildcard(typed) {
            return Err(error("a word with wildcards cannot be spelled otherwise".to_owned()));
        }
        if !terms.is_empty() {
            let several = error(format!("`{}` is several words", quote(typed)));
            return Err(several.suggesting("the sign after each: two~ words~"));
        }
        let word = match wording::of_bare(typed) {
            Wording::Word(word) => word,
            Wording::Phrase(_) | Wording::Nothing => term,
        };
        patterns.alike(word, edits, self.text_span()).map(Some)
    }

    fn words(self, options: &ParseOptions, notes: &mut Vec<Note>) -> Option<Node> {
        let field = self.field;
        let wording = match self.written {
            Written::Quoted { .. } => wording::of_quoted(self.text),
            Written::Bare | Written::Expression => wording::of_bare(self.text),
        };
        let node = match wording {
            Wording::Nothing => {
                note::add(notes, NoteKind::Nothing, self.span);
                return None;
            }
            Wording::Word(text) => Node::Word { text, field },
            Wording::Phrase(text) => {
                // One word is never off its place.
                let slop = if crate::text::token_count(&text) > 1 { self.slop() } else { 0 };
                Node::Phrase { text, field, slop }
            }
        };
        self.note_symbols(&node, options, notes);
        Some(node)
    }

    /// Says that symbols were read as no operators.
    fn note_symbols(self, node: &Node, options: &ParseOptions, notes: &mut Vec<Note>) {
        // Addresses and paths are full of symbols: in a label they are no surprise.
        let is_label = self.field.is_some_and(|field| field.kind() == FieldKind::Label);
        if options.literal || is_label || self.written == Written::Expression {
            return;
        }
        if let Written::Quoted { .. } = self.written {
            // In quotes nothing is an operator, but a star for any word means something between two alone.
            if wildcards::has_star_at_edge(self.text) {
                note::add(notes, NoteKind::WordsOnly, self.span);
            }
            return;
        }
        let is_left = match node {
            Node::Pattern { pattern: Pattern::Alike(..), .. } => false,
            Node::Pattern { .. } => wording::has_operator_symbol(&wildcards::without(self.text)),
            Node::Phrase { text, .. } if wildcards::has_wildcard(text) => {
                wording::has_operator_symbol(&wildcards::without(self.text))
            }
            _ => wording::has_operator_symbol(self.text),
        };
        if is_left {
            note::add(notes, NoteKind::WordsOnly, self.span);
        }
    }

    fn slop(self) -> u32 {
        match self.written {
            Written::Quoted { slop } => slop,
            Written::Bare | Written::Expression => 0,
        }
    }

    fn text_span(self) -> Span {
        Span { start: self.text_start, end: self.text_start + self.text.len() }
    }

    fn code(self, field: Field) -> Result<Node, QueryError> {
        let text = self.text.trim();
        let error = |message| QueryError::new(self.span, message);
        if text.is_empty() {
            return Err(error(format!("`{}:` has no value", field.name())));
        }
        let value = if field == Field::Lang {
            const EXPECTED: &str = "a language, by its code (de) or its name (German)";
            if text.contains([',', ';']) {
                let several = error("these are several languages".to_owned()).expecting(EXPECTED);
                return Err(several.suggesting("lang:(de OR fr)"));
            }
            let Some(language) = Language::parse(text) else {
                let unknown = error(format!("`{}` is no known language", quote(text))).expecting(EXPECTED);
                return Err(match nearest_language(text) {
                    Some(near) => unknown.suggesting(format!("lang:{near} ({})", near.english_name())),
                    None => unknown,
                });
            };
            language.code().to_owned()
        } else {
            text.to_owned()
        };
        Ok(Node::Value { field, value })
    }

    fn days(self, field: Field, options: &ParseOptions) -> Result<Node, QueryError> {
        let text = self.without_punctuation_after();
        if text.eq_ignore_ascii_case("none") {
            let dated = Query { node: Node::Exists(field), span: self.span };
            return Ok(Node::Not(Box::new(dated)));
        }
        let range = parse_days(text, options.today).map_err(|error| error.moved_by(self.text_start))?;
        Ok(Node::Days { field, range })
    }

    fn number(self, field: Field) -> Result<Node, QueryError> {
        const EXPECTED: &str = "a whole number (500) or a range (>500, 200..400)";
        let read = |part: Part<'_>| {
            let digits = Some(part.text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            let number: Option<i64> = digits.and_then(|digits| digits.parse().ok());
            let problem = if digits.is_some_and(|digits| !digits.is_empty()) { "too large" } else { "not a number" };
            let error = || QueryError::new(part.span(), format!("`{}` is {problem}", quote(part.text)));
            number.map(|number| (number, number)).ok_or_else(error)
        };
        let whole = Part::whole(self.without_punctuation_after());
        let ends = match WrittenRange::read(whole) {
            Some(range) => range.resolve(read),
            None => read(whole).map(|(first, last)| (Some(first), Some(last))),
        };
        let (from, to) = ends.map_err(|error| error.expecting(EXPECTED).moved_by(self.text_start))?;
        // Digits make no number below zero, but `<0` does.
        let unsigned = |number: Option<i64>| number.map(u64::try_from).transpose();
        match (unsigned(from), unsigned(to)) {
            (Ok(from), Ok(to)) => Ok(Node::Number { field, from, to }),
            _ => Err(QueryError::new(self.span, "no number is below zero").expecting(EXPECTED)),
        }
    }

    /// Returns the text without the comma that prose may put after it.
    fn without_punctuation_after(&self) -> &str {
        self.text.trim_end_matches([',', ';'])
    }
}

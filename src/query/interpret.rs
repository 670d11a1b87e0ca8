//! What a value asks for in its field: a word, a text in quotes, a regular expression.

use super::date::parse_days;
use super::error::QueryError;
use super::excerpt::quote;
use super::field::{Field, FieldKind};
use super::literal_text::{self, LiteralText};
use super::note::{self, Note, NoteKind};
use super::options::ParseOptions;
use super::patterns::Patterns;
use super::range::{Fragment, WrittenRange};
use super::raw_value::{Delimiters, RawValue};
use super::span::Span;
use super::spelling::nearest_language;
use super::suffixes;
use super::tree::{Node, Pattern, Query};
use super::wildcards;
use crate::article::Language;
use crate::text::for_each_token;

impl RawValue<'_> {
    /// Returns what the value asks for, or `None` if it has no word in it, which a note says.
    pub(super) fn read(
        self,
        options: &ParseOptions,
        patterns: &mut Patterns,
        notes: &mut Vec<Note>,
    ) -> Result<Option<Node>, QueryError> {
        match self.field.map(|field| (field, field.kind())) {
            Some((field, _)) if self.text == "*" && self.delimiters == Delimiters::None => {
                Ok(Some(Node::Exists(field)))
            }
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
        match self.delimiters {
            Delimiters::Slashes => {
                let pattern = patterns.regex(self.text, self.text_span())?;
                return Ok(Some(Node::Pattern { pattern, field }));
            }
            Delimiters::None if !is_address => {
                if let Some(pattern) = self.fuzzy(patterns)? {
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
    fn fuzzy(self, patterns: &mut Patterns) -> Result<Option<Pattern>, QueryError> {
        let Some((typed, number)) = suffixes::fuzzy(self.text) else {
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
        let edits = suffixes::edits(number, Span { start, end: start + 1 + number.len() })?;
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
        let word = match literal_text::unquoted(typed) {
            LiteralText::Word(word) => word,
            LiteralText::Phrase(_) | LiteralText::Nothing => term,
        };
        patterns.fuzzy(word, edits, self.text_span()).map(Some)
    }

    fn words(self, options: &ParseOptions, notes: &mut Vec<Note>) -> Option<Node> {
        let field = self.field;
        let wording = match self.delimiters {
            Delimiters::Quotes { .. } => literal_text::quoted(self.text),
            Delimiters::None | Delimiters::Slashes => literal_text::unquoted(self.text),
        };
        let node = match wording {
            LiteralText::Nothing => {
                note::add(notes, NoteKind::Nothing, self.span);
                return None;
            }
            LiteralText::Word(text) => Node::Word { text, field },
            LiteralText::Phrase(text) => {
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
        if options.literal || is_label || self.delimiters == Delimiters::Slashes {
            return;
        }
        if let Delimiters::Quotes { .. } = self.delimiters {
            // In quotes nothing is an operator, but a star for any word means something between two alone.
            if wildcards::has_star_at_edge(self.text) {
                note::add(notes, NoteKind::WordsOnly, self.span);
            }
            return;
        }
        let is_left = match node {
            Node::Pattern { pattern: Pattern::Fuzzy(..), .. } => false,
            Node::Pattern { .. } => literal_text::has_operator_symbol(&wildcards::without(self.text)),
            Node::Phrase { text, .. } if wildcards::has_wildcard(text) => {
                literal_text::has_operator_symbol(&wildcards::without(self.text))
            }
            _ => literal_text::has_operator_symbol(self.text),
        };
        if is_left {
            note::add(notes, NoteKind::WordsOnly, self.span);
        }
    }

    fn slop(self) -> u32 {
        match self.delimiters {
            Delimiters::Quotes { slop } => slop,
            Delimiters::None | Delimiters::Slashes => 0,
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
            let dated = Query::new(Node::Exists(field), self.span);
            return Ok(Node::Not(Box::new(dated)));
        }
        let range = parse_days(text, options.today).map_err(|error| error.moved_by(self.text_start))?;
        Ok(Node::Days { field, range })
    }

    fn number(self, field: Field) -> Result<Node, QueryError> {
        const EXPECTED: &str = "a whole number (500) or a range (>500, 200..400)";
        let read = |part: Fragment<'_>| {
            let digits = Some(part.text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
            let number: Option<i64> = digits.and_then(|digits| digits.parse().ok());
            let problem = if digits.is_some_and(|digits| !digits.is_empty()) { "too large" } else { "not a number" };
            let error = || QueryError::new(part.span(), format!("`{}` is {problem}", quote(part.text)));
            number.map(|number| (number, number)).ok_or_else(error)
        };
        let whole = Fragment::whole(self.without_punctuation_after());
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

//! What a word or a text in quotes asks for in its field.

use super::excerpt::quote;
use super::note::{self, Note, NoteKind};
use super::range::{Part, WrittenRange};
use super::spelling::nearest_language;
use super::wording::{self, Wording};
use super::{Field, FieldKind, Node, ParseOptions, Query, QueryError, Span, forms, parse_days};
use crate::article::Language;

/// A value as typed: its text without quotation marks, where it stands, and the field that is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'a> {
    pub(super) text: &'a str,
    /// Where the text begins.
    pub(super) text_start: usize,
    pub(super) is_quoted: bool,
    /// Where the value stands, with its quotation marks.
    pub(super) span: Span,
    pub(super) field: Option<Field>,
}

impl Value<'_> {
    /// Returns what the value asks for, or `None` if it has no word in it, which a note says.
    pub(super) fn read(self, options: &ParseOptions, notes: &mut Vec<Note>) -> Result<Option<Node>, QueryError> {
        match self.field {
            Some(field) if self.text == "*" && !self.is_quoted => Ok(Some(Node::Exists(field))),
            Some(field) => match field.kind() {
                FieldKind::Prose | FieldKind::Label => self.words(options, notes),
                FieldKind::Code => self.code(field).map(Some),
                FieldKind::Day => self.days(field, options).map(Some),
                FieldKind::Number => self.number(field).map(Some),
            },
            None => self.words(options, notes),
        }
    }

    fn words(self, options: &ParseOptions, notes: &mut Vec<Note>) -> Result<Option<Node>, QueryError> {
        let (text, field) = (self.text, self.field);
        let wording = if self.is_quoted {
            if text.split_whitespace().any(forms::is_wildcard) {
                return Err(forms::Form::Wildcard.error(self.span));
            }
            wording::of_quoted(text)
        } else {
            wording::of_bare(text)
        };
        let node = match wording {
            Wording::Nothing => {
                note::add(notes, NoteKind::Nothing, self.span);
                return Ok(None);
            }
            Wording::Word(text) => Node::Word { text, field },
            Wording::Phrase(text) => Node::Phrase { text, field, slop: 0 },
        };
        // Addresses and paths are full of symbols: in a label they are no surprise.
        let is_label = field.is_some_and(|field| field.kind() == FieldKind::Label);
        let is_surprise = !options.literal && !self.is_quoted && !is_label;
        if is_surprise && wording::has_operator_symbol(text) {
            note::add(notes, NoteKind::WordsOnly, self.span);
        }
        Ok(Some(node))
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

//! Interprets a value by the kind of its field: words, a phrase, a pattern, a date, a number or a code.

use super::characters::{is_quote, is_separator};
use super::date::parse_days;
use super::error::{QueryError, QueryErrorKind};
use super::field::{Field, FieldKind};
use super::literal_text::{self, LiteralText, has_quoted_operator, has_regex_flags};
use super::note::{Note, NoteKind, add_note};
use super::parse_options::ParseOptions;
use super::pattern_budget::PatternBudget;
use super::range_syntax::{Fragment, RangeSyntax};
use super::span::Span;
use super::suffixes::{parse_edit_distance, split_edit_distance};
use super::suggestions::nearest_language;
use super::tree::{Node, Pattern, Query};
use super::value_syntax::{Delimiters, ValueSyntax};
use super::wildcards::{has_star_at_edge, has_wildcard, wildcard_words, without_wildcards};
use crate::article::Language;
use crate::text::{ANY_RUN, for_each_token, label_key, token_count};

impl ValueSyntax<'_> {
    /// Returns the node for the value, or `None` with a note if it contains no word.
    pub(super) fn interpret(
        self,
        options: &ParseOptions,
        patterns: &mut PatternBudget,
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
                None => Ok(self.literal_text(options, notes)),
            },
            Some((field, FieldKind::Code)) => self.code(field).map(Some),
            Some((field, FieldKind::Day)) => self.days(field, options, notes).map(Some),
            Some((field, FieldKind::Number)) => self.number(field).map(Some),
        }
    }

    /// Reads a regular expression, a fuzzy word, or words with wildcards.
    fn pattern(self, options: &ParseOptions, patterns: &mut PatternBudget) -> Result<Option<Node>, QueryError> {
        if options.literal {
            return Ok(None);
        }
        let field = self.field;
        let is_address = field.is_some_and(Field::is_address);
        match self.delimiters {
            Delimiters::Slashes => {
                let pattern = patterns.add_regex(self.text, self.text_span())?;
                return Ok(Some(Node::Pattern { pattern, field }));
            }
            Delimiters::None if !is_address => {
                if let Some(pattern) = self.fuzzy(patterns)? {
                    return Ok(Some(Node::Pattern { pattern, field }));
                }
            }
            _ => {}
        }
        let Some(mut words) = wildcard_words(self.text, is_address) else {
            return Ok(None);
        };
        patterns.add_wildcards(&words, self.text_span())?;
        Ok(Some(match (words.len(), words.pop()) {
            (1, Some(word)) => Node::Pattern { pattern: Pattern::Wildcard(word), field },
            (_, last) => {
                words.extend(last);
                Node::Phrase { text: words.join(" "), field, slop: self.slop(), cased: false }
            }
        }))
    }

    /// Reads `word~1`; `None` if the `~` is literal text.
    fn fuzzy(self, patterns: &mut PatternBudget) -> Result<Option<Pattern>, QueryError> {
        let Some((typed, distance)) = split_edit_distance(self.text) else {
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
        // In scripts without spaces every character is a word, so there are no letters to differ.
        let Some(term) = terms.pop().filter(|_| !is_unspaced) else {
            return Ok(None);
        };
        let start = self.text_start + typed.len();
        let edits = parse_edit_distance(distance, Span { start, end: start + 1 + distance.len() })?;
        let error = |kind| QueryError::new(kind, Span { start: self.text_start, end: start });
        if has_wildcard(typed) {
            return Err(error(QueryErrorKind::FuzzyWildcard));
        }
        if !terms.is_empty() {
            return Err(error(QueryErrorKind::SeveralFuzzyWords { words: typed.to_owned() }));
        }
        let word = match literal_text::unquoted(typed) {
            LiteralText::Word(word) => word,
            LiteralText::Phrase(_) | LiteralText::Compound(_) | LiteralText::Empty => term,
        };
        patterns.add_fuzzy(word, edits, self.text_span()).map(Some)
    }

    /// Reads a word or a phrase.
    fn literal_text(self, options: &ParseOptions, notes: &mut Vec<Note>) -> Option<Node> {
        let field = self.field;
        let text = match self.delimiters {
            Delimiters::Quotes { .. } => literal_text::quoted(self.text),
            Delimiters::None | Delimiters::Slashes => literal_text::unquoted(self.text),
        };
        let node = match text {
            LiteralText::Empty => {
                add_note(notes, NoteKind::NoWord, self.span);
                return None;
            }
            LiteralText::Word(text) => Node::Word { text, field },
            LiteralText::Compound(text) if !field.is_some_and(Field::is_address) => Node::Compound { text, field },
            LiteralText::Phrase(text) | LiteralText::Compound(text) => {
                // Slop has no effect on a single word.
                let slop = if token_count(&text) > 1 { self.slop() } else { 0 };
                Node::Phrase { text, field, slop, cased: false }
            }
        };
        self.note_symbols(&node, options, notes);
        Some(node)
    }

    /// Adds a note if symbols that can be operators were read as literal text.
    fn note_symbols(self, node: &Node, options: &ParseOptions, notes: &mut Vec<Note>) {
        if options.literal || self.field.is_some_and(Field::is_address) || self.delimiters == Delimiters::Slashes {
            return;
        }
        // Symbols are common in labels, which are full of abbreviations.
        let is_label = self.field.is_some_and(|field| field.kind() == FieldKind::Label);
        let has_symbol = match node {
            // Quotes disable operators, except wildcards in words and a lone star between two words.
            _ if matches!(self.delimiters, Delimiters::Quotes { .. }) => {
                has_quoted_operator(self.text) || has_star_at_edge(self.text) || self.has_ignored_star(node)
            }
            _ if has_regex_flags(self.text) => true,
            _ if is_label => false,
            Node::Pattern { pattern: Pattern::Fuzzy(..), .. } => false,
            Node::Pattern { .. } => literal_text::has_operator_symbol(&without_wildcards(self.text)),
            Node::Phrase { text, .. } if has_wildcard(text) => {
                literal_text::has_operator_symbol(&without_wildcards(self.text))
            }
            _ => literal_text::has_operator_symbol(self.text),
        };
        if has_symbol {
            add_note(notes, NoteKind::LiteralText, self.span);
        }
    }

    /// Returns whether the text has a star next to a letter that is not a wildcard of the node, as in `"**bold**"`.
    fn has_ignored_star(self, node: &Node) -> bool {
        let has_pattern = match node {
            Node::Phrase { text, .. } => has_wildcard(text),
            Node::Pattern { .. } => true,
            _ => false,
        };
        !has_pattern && self.text.contains(ANY_RUN)
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

    /// Reads the whole value of a label.
    pub(super) fn whole_value(self, field: Field) -> Result<Node, QueryError> {
        let words = self.text.split(|character| is_separator(character) || is_quote(character));
        let value = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if label_key(&value).is_empty() {
            return Err(QueryError::new(QueryErrorKind::EmptyValue { field }, self.span));
        }
        Ok(Node::Value { field, value })
    }

    fn code(self, field: Field) -> Result<Node, QueryError> {
        let text = self.text.trim();
        let error = |kind| QueryError::new(kind, self.span);
        if text.is_empty() {
            return Err(error(QueryErrorKind::EmptyValue { field }));
        }
        if let Field::Complete | Field::Superseded = field {
            let yes = Node::Exists(field);
            return match text.to_lowercase().as_str() {
                "yes" => Ok(yes),
                "no" => Ok(Node::Not(Box::new(Query::new(yes, self.span)))),
                _ => Err(error(QueryErrorKind::NotYesOrNo { field, value: text.to_owned() })),
            };
        }
        if field != Field::Lang {
            return Ok(Node::Value { field, value: text.to_owned() });
        }
        if text.contains([',', ';']) {
            let error = error(QueryErrorKind::SeveralLanguages);
            return Err(match disjunction_of_languages(text) {
                Some(languages) => error.suggesting(languages),
                None => error,
            });
        }
        let Some(language) = Language::parse(text) else {
            let error = error(QueryErrorKind::UnknownLanguage { value: text.to_owned() });
            return Err(match nearest_language(text) {
                Some(language) => error.suggesting(language.code()),
                None => error,
            });
        };
        Ok(Node::Value { field, value: language.code().to_owned() })
    }

    fn days(self, field: Field, options: &ParseOptions, notes: &mut Vec<Note>) -> Result<Node, QueryError> {
        let text = self.trim_comma();
        if text.eq_ignore_ascii_case("none") {
            return Ok(Node::Not(Box::new(Query::new(Node::Exists(field), self.span))));
        }
        let reading = parse_days(text, options).map_err(|error| error.shifted(self.text_start))?;
        for Note { kind, span } in reading.notes {
            add_note(notes, kind, span.shifted(self.text_start));
        }
        Ok(Node::Days { field, range: reading.range })
    }

    fn number(self, field: Field) -> Result<Node, QueryError> {
        let values = FieldKind::Number;
        let whole = Fragment::whole(self.trim_comma());
        let ends = match RangeSyntax::read(whole) {
            Some(range) => range.resolve(values, read_number),
            None => read_number(whole).map(|(first, last)| (Some(first), Some(last))),
        };
        let (from, to) = ends.map_err(|error| error.shifted(self.text_start))?;
        // Only `<0` gives a number below 0.
        let unsigned = |number: Option<i64>| number.map(u64::try_from).transpose();
        match (unsigned(from), unsigned(to)) {
            (Ok(from), Ok(to)) => Ok(Node::Number { field, from, to }),
            _ => Err(QueryError::new(QueryErrorKind::EmptyRange { values }, self.span)),
        }
    }

    /// Returns the text without a final comma or semicolon of prose.
    fn trim_comma(&self) -> &str {
        self.text.trim_end_matches([',', ';'])
    }
}

/// Reads a whole number as the first and last value that it means.
fn read_number(fragment: Fragment<'_>) -> Result<(i64, i64), QueryError> {
    let text = fragment.text;
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = text.to_owned();
    match text.parse() {
        Ok(number) if is_number => Ok((number, number)),
        _ if is_number => Err(QueryError::new(QueryErrorKind::NumberTooLarge { value }, fragment.span())),
        _ => Err(QueryError::new(QueryErrorKind::InvalidNumber { value }, fragment.span())),
    }
}

/// Returns a list such as `de, fr` as `(de OR fr)`; `None` if any part is not a language.
fn disjunction_of_languages(list: &str) -> Option<String> {
    let names = list.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    let codes: Option<Vec<String>> = names.map(|name| Some(Language::parse(name)?.code().to_owned())).collect();
    codes.filter(|codes| codes.len() > 1).map(|codes| format!("({})", codes.join(" OR ")))
}

//! `case:US`: words that match only in the letter case typed.

use super::error::{QueryError, QueryErrorKind};
use super::field::Field;
use super::literal_text::{as_printed, has_operator_symbol, has_suffix_in};
use super::note::{Note, NoteKind, add_note};
use super::suffixes::split_edit_distance;
use super::tree::Node;
use super::value_syntax::{Delimiters, ValueSyntax};
use super::wildcards::wildcard_words;
use crate::text::token_count;

impl ValueSyntax<'_> {
    /// Returns the phrase for the value after `case:`, or `None` with a note if it contains no word. The names of operators are words here.
    pub(super) fn cased(self, notes: &mut Vec<Note>) -> Result<Option<Node>, QueryError> {
        let field = self.field;
        if !Field::is_prose(field) {
            return Err(QueryError::new(QueryErrorKind::CaseOfField, self.span));
        }
        let is_pattern = match self.delimiters {
            Delimiters::Slashes => true,
            Delimiters::None => split_edit_distance(self.text).is_some(),
            Delimiters::Quotes { .. } => false,
        };
        if is_pattern || self.text == "*" || wildcard_words(self.text, false).is_some() {
            return Err(QueryError::new(QueryErrorKind::CaseOfPattern, self.span));
        }
        let (is_quoted, slop) = match self.delimiters {
            Delimiters::Quotes { slop } => (true, slop),
            Delimiters::None | Delimiters::Slashes => (false, 0),
        };
        let text = as_printed(self.text, is_quoted);
        let words = token_count(&text);
        if words == 0 {
            add_note(notes, NoteKind::NoWord, self.span);
            return Ok(None);
        }
        if if is_quoted { has_suffix_in(self.text) } else { has_operator_symbol(self.text) } {
            add_note(notes, NoteKind::LiteralText, self.span);
        }
        Ok(Some(Node::Phrase { text, field, slop: if words > 1 { slop } else { 0 }, cased: true }))
    }
}

#[cfg(test)]
mod tests {
    use crate::query::{Note, NoteKind, ParseOptions, QueryErrorKind, parse};

    #[test]
    fn letter_case_is_kept_and_printed() {
        for (text, expected) in [
            ("case:US", "case:\"US\""),
            ("CASE:us troops", "case:\"us\" troops"),
            ("case:(US OR UK) -case:us", "(case:\"US\" OR case:\"UK\") AND NOT case:\"us\""),
            ("case:\"Green Party\"~3^2", "case:\"Green Party\"~3^2"),
            ("headline:case:Who", "headline:case:\"Who\""),
            ("case:headline:(Who body:Us)", "headline:case:\"Who\" AND body:case:\"Us\""),
            ("case:OR case:NEAR/5", "case:\"OR\" AND case:\"NEAR/5\""),
            ("case:\"Trinidad AND Tobago\"", "case:\"Trinidad AND Tobago\""),
            ("case:US w/5 case:(May OR Brown)", "case:\"US\" NEAR/5 (case:\"May\" OR case:\"Brown\")"),
            ("atleast3(case:May)", "atleast3(case:\"May\")"),
            ("case:atleast3(May)", "atleast3(case:\"May\")"),
            ("+case:Wal-Mart's, (case:U.S.)", "case:\"Wal-Mart's\" AND case:\"U.S.\""),
            ("case:WHO AND WHO", "case:\"WHO\" AND who"),
            ("case:\"US\" case:us", "case:\"US\" AND case:\"us\""),
        ] {
            let parsed = parse(text, &ParseOptions::default()).expect(text);
            let again = parse(expected, &ParseOptions::default()).expect(expected);
            assert_eq!(again.query, parsed.query, "{text}");
            assert_eq!(parsed.query.to_string(), expected, "{text}");
            assert!(parsed.notes.is_empty(), "{text}: {:?}", parsed.notes);
        }
    }

    #[test]
    fn a_space_after_the_prefix_gets_a_note() {
        let parsed = parse("case: US", &ParseOptions::default()).expect("words");
        assert_eq!(parsed.query.to_string(), "case US");
        assert!(matches!(parsed.notes[..], [Note { kind: NoteKind::SpaceAfterField, .. }]), "{:?}", parsed.notes);
    }

    #[test]
    fn letter_case_of_patterns_and_labels_is_an_error() {
        for text in
            ["case:US*", "case:smith~", "case:/US/", "case:\"Green Part*\"", "case:(US OR flo?d)", "body:case:*"]
        {
            let error = parse(text, &ParseOptions::default()).expect_err(text);
            assert_eq!(error.kind, QueryErrorKind::CaseOfPattern, "{text}");
        }
        for text in [
            "source:case:BBC",
            "case:(US source:BBC)",
            "case:date:2015",
            "case:lang:de",
            "case:source:=BBC",
            "case:words:5",
        ] {
            let error = parse(text, &ParseOptions::default()).expect_err(text);
            assert_eq!(error.kind, QueryErrorKind::CaseOfField, "{text}");
        }
    }
}

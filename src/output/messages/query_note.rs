//! Notes on how a query was read.

use super::query_excerpt::quote;
use crate::library::{DateOrder, Note, NoteKind, Span};

/// The maximum length in characters of quoted query text.
const MAX_QUOTED: usize = 40;
/// The maximum length in characters of a canonical form, above that of the parser.
const MAX_READING: usize = 200;

/// Returns the text of a note in one line without a full stop. `query` is the text that was parsed.
pub fn query_note_text(note: &Note, query: &str) -> String {
    note_kind_text(&note.kind, note.span, query)
}

pub(super) fn note_kind_text(kind: &NoteKind, span: Span, query: &str) -> String {
    let part = quote(query.get(span.start..span.end).unwrap_or_default(), MAX_QUOTED);
    match kind {
        NoteKind::NoWord => format!("`{part}` contains no word and was ignored"),
        NoteKind::LiteralText => format!("`{part}` was read as literal text"),
        NoteKind::OperatorAsWord => format!("`{part}` lacks an operand and was read as a word"),
        NoteKind::UnknownField { instead: None } => format!("`{part}` is not a field and was read as a word"),
        NoteKind::UnknownField { instead: Some(field) } => {
            format!("`{part}` is not a field and was read as a word; to search the field, type `{field}:`")
        }
        NoteKind::SpaceAfterField => {
            format!("`{part}` was read as a word; to apply it, remove the space after the colon")
        }
        NoteKind::UnmatchedQuote => format!("the quotation mark `{part}` is unmatched and was ignored"),
        NoteKind::UnclosedParenthesis => "the parenthesis is unclosed and was closed at the end".to_owned(),
        NoteKind::UnmatchedParenthesis => "the closing parenthesis is unmatched and was ignored".to_owned(),
        NoteKind::DefaultDistance { most } => format!("`{part}` was read as NEAR/{most}: at most {most} words apart"),
        NoteKind::AmbiguousDate { date, order } => {
            let order = if *order == DateOrder::DayFirst { "day" } else { "month" };
            format!("`{part}` was read with the {order} first, as {date}; to be sure, type the date in this form")
        }
        NoteKind::MixedOperators { reading } => {
            format!("AND binds tighter than OR: read as {}", quote(reading, MAX_READING))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{ParseOptions, parse};

    #[test]
    fn notes_explain_surprising_readings() {
        let literal = |part: &str| format!("`{part}` was read as literal text");
        let no_word = |part: &str| format!("`{part}` contains no word and was ignored");
        let word = |part: &str| format!("`{part}` lacks an operand and was read as a word");
        let read_as = |reading: &str| format!("AND binds tighter than OR: read as {reading}");
        for (query, expected) in [
            ("storm - flood", vec![no_word("-")]),
            ("*** 😀", vec![no_word("***"), no_word("😀")]),
            ("()", vec![no_word("()")]),
            ("\"\"", vec![no_word("\"\"")]),
            ("…", vec![no_word("…")]),
            ("C++", vec![literal("C++")]),
            ("a|b ~5", vec![literal("a|b"), literal("~5")]),
            ("[2015 TO 2016]", vec![literal("[2015 TO 2016]")]),
            ("see https://example.org/a?b=c", vec![literal("https://example.org/a?b=c")]),
            ("storm AND", vec![word("AND")]),
            ("OR storm", vec![word("OR")]),
            ("storm w/5", vec![word("w/5")]),
            ("storm NEAR", vec![word("NEAR")]),
            ("PRE/3 storm", vec![word("PRE/3")]),
            ("storm AND w/s", vec![word("w/s")]),
            ("storm near5 AND near3", vec![word("near5")]),
            ("storm NEAR flood", vec!["`NEAR` was read as NEAR/10: at most 10 words apart".to_owned()]),
            ("storm NEAR/5 flood OR w/5", vec![word("w/5")]),
            ("a w/s b OR c", vec![]),
            ("a w/s b OR c d", vec![read_as("(a w/s b) OR (c AND d)")]),
            ("**bold** x^y", vec![literal("**bold**"), literal("x^y")]),
            ("東京* f?x|y", vec![literal("東京*"), literal("f?x|y")]),
            ("storm &&", vec![no_word("&&")]),
            ("re:invent", vec!["`re:` is not a field and was read as a word".to_owned()]),
            (
                "site:x",
                vec!["`site:` is not a field and was read as a word; to search the field, type `url:`".to_owned()],
            ),
            ("By: me", vec!["`By:` was read as a word; to apply it, remove the space after the colon".to_owned()]),
            ("a \"b", vec!["the quotation mark `\"` is unmatched and was ignored".to_owned()]),
            ("(a", vec!["the parenthesis is unclosed and was closed at the end".to_owned()]),
            ("a))", vec!["the closing parenthesis is unmatched and was ignored".to_owned()]),
            (
                "date:3/4/2015",
                vec![
                    "`3/4/2015` was read with the day first, as 2015-04-03; to be sure, type the date in this form"
                        .to_owned(),
                ],
            ),
            ("a OR b c", vec![read_as("a OR (b AND c)")]),
            ("(a OR b c) (a OR b c)", vec![read_as("a OR (b AND c)"), read_as("a OR (b AND c)")]),
            ("a b OR (c d OR e)", vec![read_as("(a AND b) OR ((c AND d) OR e)")]),
        ] {
            let parsed = parse(query, &ParseOptions::default()).expect(query);
            let texts: Vec<_> = parsed.notes.iter().map(|note| query_note_text(note, query)).collect();
            assert_eq!(texts, expected, "{query}");
        }
    }
}

//! Regular expressions in the syntax of Lucene.

use crate::text::{ANY_CHARACTER, ANY_RUN};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind, Repetition};
use serde_json::{Value, json};

/// The maximum length of an expression on a cluster (`index.max_regex_length`), in characters, with room for the kind of the token.
const MAX_LENGTH: usize = 900;

/// An expression in Lucene's syntax.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LuceneExpression {
    pub text: String,
    /// Whether it matches no more words than the original expression.
    pub is_exact: bool,
}

/// Returns the same expression in Lucene's syntax, or one that matches more words; `None` if there is none.
pub(super) fn lucene_expression(expression: &str) -> Option<LuceneExpression> {
    let hir = ParserBuilder::new().case_insensitive(true).build().parse(expression).ok()?;
    let mut lucene = LuceneExpression { text: String::new(), is_exact: true };
    add(&hir, &mut lucene)?;
    (lucene.text.chars().count() <= MAX_LENGTH).then_some(lucene)
}

/// Returns the expression for the words that sort after a given word.
pub(in crate::engine::opensearch) fn after(word: &str) -> String {
    let mut alternatives = Vec::new();
    let mut beginning = String::new();
    for character in word.chars() {
        if let Some(next) = (u32::from(character) + 1..=u32::from(char::MAX)).find_map(char::from_u32) {
            let mut greater = beginning.clone();
            greater.push('[');
            add_char(next, &mut greater);
            greater.push('-');
            greater.push(char::MAX);
            greater.push_str("].*");
            alternatives.push(greater);
        }
        add_char(character, &mut beginning);
    }
    alternatives.push(format!("{beginning}.+"));
    alternatives.join("|")
}

/// Returns the expression for a word with wildcards.
pub(in crate::engine::opensearch) fn wildcard_expression(word: &str) -> String {
    let mut lucene = String::new();
    for character in word.chars() {
        match character {
            ANY_RUN => lucene.push_str(".*"),
            ANY_CHARACTER => lucene.push('.'),
            _ => add_char(character, &mut lucene),
        }
    }
    lucene
}

/// Returns the query for the tokens of a kind that match two expressions.
pub(in crate::engine::opensearch) fn intersection(sign: char, one: &str, other: &str) -> Value {
    json!({ "value": format!("{sign}(({one})&({other}))"), "flags": "INTERSECTION" })
}

fn add(hir: &Hir, lucene: &mut LuceneExpression) -> Option<()> {
    let text = &mut lucene.text;
    match hir.kind() {
        HirKind::Empty => text.push_str("()"),
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok()?.chars().for_each(|c| add_char(c, text)),
        HirKind::Class(Class::Unicode(class)) => {
            let is_dot = class.ranges().iter().map(ClassUnicodeRange::len).sum::<usize>() > ANY;
            if is_dot || class.ranges().len() > MAX_RANGES {
                // Of the few word characters that such a class excludes, those in ASCII can be listed.
                lucene.is_exact &= is_dot && class.ranges().len() <= 2;
                let other = |character: &char| {
                    !class.ranges().iter().any(|range| (range.start()..=range.end()).contains(character))
                };
                let others: Vec<char> = (' '..='~').filter(other).collect();
                if others.is_empty() {
                    text.push('.');
                } else {
                    text.push_str("[^");
                    for character in others {
                        add_char(character, text);
                    }
                    text.push(']');
                }
                return Some(());
            }
            text.push('[');
            for range in class.ranges() {
                add_char(range.start(), text);
                if range.end() > range.start() {
                    text.push('-');
                    add_char(range.end(), text);
                }
            }
            text.push(']');
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => return None,
        HirKind::Repetition(Repetition { min, max, sub, .. }) => {
            text.push('(');
            add(sub, lucene)?;
            let times = match (min, max) {
                (0, None) => ")*".to_owned(),
                (1, None) => ")+".to_owned(),
                (0, Some(1)) => ")?".to_owned(),
                (min, None) => format!("){{{min},}}"),
                (min, Some(max)) => format!("){{{min},{max}}}"),
            };
            lucene.text.push_str(&times);
        }
        HirKind::Capture(capture) => {
            text.push('(');
            add(&capture.sub, lucene)?;
            lucene.text.push(')');
        }
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| add(part, lucene))?,
        HirKind::Alternation(parts) => {
            text.push('(');
            for (number, part) in parts.iter().enumerate() {
                if number > 0 {
                    lucene.text.push('|');
                }
                add(part, lucene)?;
            }
            lucene.text.push(')');
        }
    }
    Some(())
}

/// A class of more ranges than this is written as a negated class.
const MAX_RANGES: usize = 100;

/// A class of more characters than all scripts have letters is treated as a full stop.
const ANY: usize = 1_000_000;

fn add_char(character: char, lucene: &mut String) {
    if !character.is_alphanumeric() {
        lucene.push('\\');
    }
    lucene.push(character);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_after_another_one_begin_alike_or_greater() {
        let last = char::MAX;
        assert_eq!(after("ab"), format!("[b-{last}].*|a[c-{last}].*|ab.+"));
    }

    #[test]
    fn expressions_are_translated() {
        for (typed, expected) in [
            ("flood", Some("[Ff][Ll][Oo][Oo][Dd]")),
            ("1.2", Some("1.2")),
            (r"1\.2", Some(r"1\.2")),
            ("2(3|45)?", Some("2(((3|45)))?")),
            ("[0-9]{2,4}", Some("([0-9]){2,4}")),
            ("[^1]", Some(r"[^1]")),
            (r"\b1", None),
        ] {
            assert_eq!(lucene_expression(typed).map(|lucene| lucene.text).as_deref(), expected, "{typed}");
        }
        let word = lucene_expression(r"1\w+").unwrap();
        assert!(word.text.starts_with(r"1([^\ \!") && !word.text.contains('_') && !word.is_exact, "{word:?}");
        assert_eq!(lucene_expression(&"a|".repeat(900)), None);
    }
}

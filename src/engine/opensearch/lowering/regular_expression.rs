//! Regular expressions in the syntax of Lucene.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// The longest expression that a cluster takes (`index.max_regex_length`), with room for the sign of a token.
const MAX_LENGTH: usize = 900;

/// Returns the same expression in Lucene's syntax; `None` if there is none.
pub(super) fn lucene_expression(expression: &str) -> Option<String> {
    let hir = ParserBuilder::new().case_insensitive(true).build().parse(expression).ok()?;
    let mut lucene = String::new();
    add(&hir, &mut lucene)?;
    (lucene.len() <= MAX_LENGTH).then_some(lucene)
}

fn add(hir: &Hir, lucene: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty => lucene.push_str("()"),
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok()?.chars().for_each(|c| add_char(c, lucene)),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            let is_any = ranges
                .iter()
                .map(|range| u64::from(u32::from(range.end()) - u32::from(range.start())) + 1)
                .sum::<u64>()
                > ANY;
            if is_any {
                lucene.push('.');
                // A class that leaves out a few letters would match too much.
                return ranges
                    .iter()
                    .all(|range| !range.start().is_alphanumeric() || !range.end().is_alphanumeric())
                    .then_some(());
            }
            lucene.push('[');
            for range in ranges {
                add_char(range.start(), lucene);
                if range.end() > range.start() {
                    lucene.push('-');
                    add_char(range.end(), lucene);
                }
            }
            lucene.push(']');
        }
        HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => return None,
        HirKind::Repetition(Repetition { min, max, sub, .. }) => {
            lucene.push('(');
            add(sub, lucene)?;
            lucene.push(')');
            match (min, max) {
                (0, None) => lucene.push('*'),
                (1, None) => lucene.push('+'),
                (0, Some(1)) => lucene.push('?'),
                (min, None) => lucene.push_str(&format!("{{{min},}}")),
                (min, Some(max)) => lucene.push_str(&format!("{{{min},{max}}}")),
            }
        }
        HirKind::Capture(capture) => {
            lucene.push('(');
            add(&capture.sub, lucene)?;
            lucene.push(')');
        }
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| add(part, lucene))?,
        HirKind::Alternation(parts) => {
            lucene.push('(');
            for (number, part) in parts.iter().enumerate() {
                if number > 0 {
                    lucene.push('|');
                }
                add(part, lucene)?;
            }
            lucene.push(')');
        }
    }
    Some(())
}

/// A class of more characters than all scripts have letters is that of the full stop.
const ANY: u64 = 1_000_000;

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
    fn expressions_are_translated() {
        for (typed, expected) in [
            ("flood", Some("[Ff][Ll][Oo][Oo][Dd]")),
            ("1.2", Some("1.2")),
            (r"1\.2", Some(r"1\.2")),
            ("2(3|45)?", Some("2((3|45))?")),
            ("[0-9]{2,4}", Some("([0-9]){2,4}")),
            ("[^1]", None),
            (r"\b1", None),
        ] {
            assert_eq!(lucene_expression(typed).as_deref(), expected, "{typed}");
        }
        assert_eq!(lucene_expression(&"a|".repeat(900)), None);
    }
}

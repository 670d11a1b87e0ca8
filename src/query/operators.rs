//! Operators written as words: `NEAR/5`, `atleast3(`.

use super::error::QueryError;
use super::limits::{FARTHEST, MOST_TIMES, NEAR_ALONE};
use super::span::Span;
use super::suffixes::is_count;
use super::tree::Proximity;

/// Returns whether the text is an operator's name as it has to be typed.
pub(super) fn is_operator_word(text: &str) -> bool {
    matches!(text, "AND" | "OR" | "NOT")
}

/// An operator between two sides that have to be near each other, as typed.
enum Operator<'a> {
    /// With a number: whether the left side has to come first, and the digits.
    Words {
        in_order: bool,
        digits: &'a str,
    },
    Sentence,
    Paragraph,
    /// `NEAR` and no number.
    Alone,
}

fn operator(word: &str) -> Option<Operator<'_>> {
    const COUNTED: &[(&str, &str, bool)] = &[
        ("near/", "", false),
        ("near", "", false),
        ("w/", "", false),
        ("/n", "/", false),
        ("pre/", "", true),
        ("adj/", "", true),
        ("adj", "", true),
    ];
    if word == "NEAR" {
        return Some(Operator::Alone);
    }
    if word.eq_ignore_ascii_case("w/s") {
        return Some(Operator::Sentence);
    }
    if word.eq_ignore_ascii_case("w/p") {
        return Some(Operator::Paragraph);
    }
    COUNTED.iter().find_map(|(before, after, in_order)| {
        let (name, rest) = word.split_at_checked(before.len())?;
        let digits = rest.strip_suffix(after)?;
        (name.eq_ignore_ascii_case(before) && is_count(digits))
            .then_some(Operator::Words { in_order: *in_order, digits })
    })
}

/// Returns whether a word is an operator where something stands on both sides of it: `NEAR/5`, `near5`, `w/5`, `PRE/5`,
/// `ADJ5`, `/N5/`, `w/s`, `w/p`, and `NEAR` in capitals.
pub(super) fn is_proximity(word: &str) -> bool {
    operator(word).is_some()
}

/// Reads how near an operator asks for, and whether that had to be assumed.
pub(super) fn proximity(word: &str, span: Span) -> Result<(Proximity, bool), QueryError> {
    let (in_order, digits) = match operator(word) {
        Some(Operator::Sentence) => return Ok((Proximity::Sentence, false)),
        Some(Operator::Paragraph) => return Ok((Proximity::Paragraph, false)),
        Some(Operator::Words { in_order, digits }) => (in_order, digits),
        Some(Operator::Alone) | None => return Ok((Proximity::Words { most: NEAR_ALONE, in_order: false }, true)),
    };
    match digits.parse() {
        Ok(most) if (1..=FARTHEST).contains(&most) => Ok((Proximity::Words { most, in_order }, false)),
        _ => Err(QueryError::new(span, "this is no distance in words")
            .expecting("a number from 1 to 1000 (NEAR/5), or w/s or w/p for the same sentence or paragraph")),
    }
}

/// Returns whether a word that stands directly before a parenthesis counts what is in it: `atleast3`.
pub(super) fn is_at_least(word: &str) -> bool {
    times(word).is_some_and(is_count)
}

/// Reads how often something is asked for.
pub(super) fn at_least(word: &str, span: Span) -> Result<u32, QueryError> {
    let count = times(word).and_then(|digits| digits.parse().ok()).filter(|count| (1..=MOST_TIMES).contains(count));
    let error = || QueryError::new(span, "this is no number of times").expecting("atleast1 to atleast1000000");
    count.ok_or_else(error)
}

fn times(word: &str) -> Option<&str> {
    let (name, digits) = word.split_at_checked("atleast".len())?;
    name.eq_ignore_ascii_case("atleast").then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_of_distance_have_many_spellings() {
        let near = |most, in_order| Some((Proximity::Words { most, in_order }, false));
        for (word, expected) in [
            ("NEAR/5", near(5, false)),
            ("near5", near(5, false)),
            ("w/5", near(5, false)),
            ("W/10", near(10, false)),
            ("/N5/", near(5, false)),
            ("PRE/3", near(3, true)),
            ("ADJ5", near(5, true)),
            ("adj/1000", near(1000, true)),
            ("w/S", Some((Proximity::Sentence, false))),
            ("w/p", Some((Proximity::Paragraph, false))),
            ("NEAR", Some((Proximity::Words { most: 10, in_order: false }, true))),
            ("NEAR/0", None),
            ("w/1001", None),
            ("near99999999999", None),
        ] {
            assert!(is_proximity(word), "{word}");
            assert_eq!(proximity(word, Span::default()).ok(), expected, "{word}");
        }
        for word in ["near", "N5", "w5", "pre5", "w/x", "/5/", "adj", "//", "near/", "ne", "nеar5"] {
            assert!(!is_proximity(word), "{word}");
        }
    }
}

//! Operators that are words: AND, OR and NOT, proximity operators such as `NEAR/5`, and `atleast3(`.
//!
//! An operator with an invalid number, such as `NEAR/0`, is an error.

use super::error::{QueryError, QueryErrorKind};
use super::limits::{DEFAULT_DISTANCE, MAX_DISTANCE, MAX_MATCH_COUNT};
use super::span::Span;
use super::suffixes::is_count;
use super::tree::Proximity;

/// The prefix of words that match only in the letter case typed.
pub(super) const CASE: &str = "case";

/// Returns whether the word is AND, OR or NOT, in capitals.
pub(super) fn is_boolean_operator(text: &str) -> bool {
    matches!(text, "AND" | "OR" | "NOT")
}

/// A proximity operator as typed.
enum ProximityOperator<'a> {
    /// With a number.
    Words {
        in_order: bool,
        digits: &'a str,
    },
    Sentence,
    Paragraph,
    /// `NEAR` without a number.
    Near,
}

fn proximity_operator(word: &str) -> Option<ProximityOperator<'_>> {
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
        return Some(ProximityOperator::Near);
    }
    if word.eq_ignore_ascii_case("w/s") {
        return Some(ProximityOperator::Sentence);
    }
    if word.eq_ignore_ascii_case("w/p") {
        return Some(ProximityOperator::Paragraph);
    }
    COUNTED.iter().find_map(|(before, after, in_order)| {
        let (name, rest) = word.split_at_checked(before.len())?;
        let digits = rest.strip_suffix(after)?;
        (name.eq_ignore_ascii_case(before) && is_count(digits))
            .then_some(ProximityOperator::Words { in_order: *in_order, digits })
    })
}

/// Returns whether the word is an operator when it has operands on both sides: `NEAR/5`, `near5`, `w/5`, `PRE/5`,
/// `ADJ5`, `/N5/`, `w/s`, `w/p`, and `NEAR` in capitals.
pub(super) fn is_proximity(word: &str) -> bool {
    proximity_operator(word).is_some()
}

/// Parses a proximity operator and returns whether its distance is the default.
pub(super) fn parse_proximity(word: &str, span: Span) -> Result<(Proximity, bool), QueryError> {
    let (in_order, digits) = match proximity_operator(word) {
        Some(ProximityOperator::Sentence) => return Ok((Proximity::Sentence, false)),
        Some(ProximityOperator::Paragraph) => return Ok((Proximity::Paragraph, false)),
        Some(ProximityOperator::Words { in_order, digits }) => (in_order, digits),
        Some(ProximityOperator::Near) | None => {
            return Ok((Proximity::Words { most: DEFAULT_DISTANCE, in_order: false }, true));
        }
    };
    match digits.parse() {
        Ok(most) if (1..=MAX_DISTANCE).contains(&most) => Ok((Proximity::Words { most, in_order }, false)),
        _ => Err(QueryError::new(QueryErrorKind::InvalidDistance, span)),
    }
}

/// Returns whether the word is an operator when an opening parenthesis follows directly: `atleast3`.
pub(super) fn is_at_least(word: &str) -> bool {
    match_count_digits(word).is_some_and(is_count)
}

/// Parses the number of `atleast3`.
pub(super) fn parse_at_least(word: &str, span: Span) -> Result<u32, QueryError> {
    let count = match_count_digits(word)
        .and_then(|digits| digits.parse().ok())
        .filter(|count| (1..=MAX_MATCH_COUNT).contains(count));
    count.ok_or_else(|| QueryError::new(QueryErrorKind::InvalidMatchCount, span))
}

fn match_count_digits(word: &str) -> Option<&str> {
    let (name, digits) = word.split_at_checked("atleast".len())?;
    name.eq_ignore_ascii_case("atleast").then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proximity_operators_have_many_spellings() {
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
            assert_eq!(parse_proximity(word, Span::default()).ok(), expected, "{word}");
        }
        for word in ["near", "N5", "w5", "pre5", "w/x", "/5/", "adj", "//", "near/", "ne", "nеar5"] {
            assert!(!is_proximity(word), "{word}");
        }
    }
}

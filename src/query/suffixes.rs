//! Suffixes of words, phrases and groups: the edit distance of `word~1`, the slop of `"two words"~5`, the boost of `word^2`.
//!
//! Text that only resembles a suffix, such as `5~10`, is literal text. A suffix with an invalid number, such as `word~9`, is an error.

use super::error::{QueryError, QueryErrorKind};
use super::limits::MAX_SLOP;
use super::span::Span;
use super::tree::BoostFactor;

/// Punctuation that may follow a word in prose.
const TRAILING_PUNCTUATION: [char; 7] = ['.', ',', ';', ':', '!', '?', '…'];

/// Splits a word from its boost: `word^2` into `word` and `2`.
pub(super) fn split_boost(text: &str) -> Option<(&str, &str)> {
    let (boosted, number) = text.trim_end_matches(TRAILING_PUNCTUATION).rsplit_once('^')?;
    let is_value = boosted == "*" || boosted.contains(char::is_alphanumeric);
    (is_value && !boosted.contains("://") && !number.is_empty() && is_number(number)).then_some((boosted, number))
}

/// Splits a fuzzy word from its edit distance, which may be empty: `word~1` into `word` and `1`.
///
/// Returns `None` without a letter before the `~`, as in `5~10`.
pub(super) fn split_edit_distance(text: &str) -> Option<(&str, &str)> {
    let (word, number) = text.trim_end_matches(TRAILING_PUNCTUATION).rsplit_once('~')?;
    let is_word = word.contains(char::is_alphabetic) && !word.contains("://") && !word.contains('~');
    let ends_in_a_word = !word.ends_with(['^', '/', '\\', '=', ':', '-', '+', '|']);
    (is_word && ends_in_a_word && is_number(number)).then_some((word, number))
}

/// The suffixes of a phrase, group or regular expression: `~5`, `^2` or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Suffixes<'a> {
    /// The number after `~`.
    pub(super) slop: Option<&'a str>,
    /// The number after `^`.
    pub(super) boost: Option<&'a str>,
}

impl<'a> Suffixes<'a> {
    /// Reads the suffixes at the start of `text`.
    pub(super) fn read(text: &'a str) -> Self {
        let slop = sign_and_number(text, '~');
        let after = slop.and_then(|number| text.get(number.len() + 1..)).unwrap_or(text);
        Self { slop, boost: sign_and_number(after, '^') }
    }

    /// Returns the length in bytes, including `~` and `^`.
    pub(super) fn length(self) -> usize {
        [self.slop, self.boost].into_iter().flatten().map(|number| number.len() + 1).sum()
    }
}

/// Returns the number after `sign` at the start of `text`.
fn sign_and_number(text: &str, sign: char) -> Option<&str> {
    let after_sign = text.strip_prefix(sign)?;
    let after = after_sign.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
    let number = after_sign.strip_suffix(after)?.trim_end_matches('.');
    let is_number =
        number.contains(|character: char| character.is_ascii_digit()) && !after.starts_with(char::is_alphanumeric);
    is_number.then_some(number)
}

/// Parses the number of a boost.
pub(super) fn parse_boost(number: &str, span: Span) -> Result<BoostFactor, QueryError> {
    let thousandths = || {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction = fraction.trim_end_matches('0');
        let is_exact = fraction.len() <= 3 && is_count(&format!("{whole}{fraction}0"));
        let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let fraction: u32 = format!("{fraction:0<3}").parse().ok()?;
        let thousandths = whole.checked_mul(1000)?.checked_add(fraction)?;
        (is_exact && (1..=BoostFactor::MAX.0).contains(&thousandths)).then_some(BoostFactor(thousandths))
    };
    thousandths().ok_or_else(|| QueryError::new(QueryErrorKind::InvalidBoost, span))
}

/// Parses the number of a slop.
pub(super) fn parse_slop(number: &str, span: Span) -> Result<u32, QueryError> {
    let slop = number.parse().ok().filter(|slop| *slop <= MAX_SLOP);
    slop.ok_or_else(|| QueryError::new(QueryErrorKind::InvalidSlop, span))
}

/// Parses an edit distance; an empty one is 1.
pub(super) fn parse_edit_distance(number: &str, span: Span) -> Result<u8, QueryError> {
    match number {
        "" | "1" => Ok(1),
        "2" => Ok(2),
        _ => Err(QueryError::new(QueryErrorKind::InvalidEditDistance { distance: number.to_owned() }, span)),
    }
}

/// Returns whether the text consists of digits.
pub(super) fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether the text consists of digits and decimal points, or is empty.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_are_distinguished_from_prose() {
        for (word, expected) in [
            ("word~", Some(("word", ""))),
            ("word~1,", Some(("word", "1"))),
            ("word~0.5", Some(("word", "0.5"))),
            ("U.S.~2", Some(("U.S.", "2"))),
            ("~", None),
            ("~5", None),
            ("5~10", None),
            ("a~b", None),
            ("~~struck~~", None),
            ("https://example.org/~a~1", None),
        ] {
            assert_eq!(split_edit_distance(word), expected, "{word}");
        }
        for (word, expected) in [
            ("word^2", Some(("word", "2"))),
            ("word~1^.5.", Some(("word~1", ".5"))),
            ("pre*^1.5", Some(("pre*", "1.5"))),
            ("^", None),
            ("^2", None),
            ("word^", None),
            ("word^-1", None),
            ("https://example.org/a^2", None),
        ] {
            assert_eq!(split_boost(word), expected, "{word}");
        }
        for (text, slop, boost) in [
            ("~5 x", Some("5"), None),
            ("^1.5", None, Some("1.5")),
            ("~5^2.", Some("5"), Some("2")),
            ("~", None, None),
            ("~5th", None, None),
            ("^x", None, None),
        ] {
            assert_eq!(Suffixes::read(text), Suffixes { slop, boost }, "{text}");
        }
    }

    #[test]
    fn boosts_are_exact_to_a_thousandth() {
        let read = |number: &str| parse_boost(number, Span::default()).ok().map(|factor| factor.0);
        for (number, expected) in [
            ("2", Some(2_000)),
            ("0.001", Some(1)),
            (".5", Some(500)),
            ("1.50000", Some(1_500)),
            ("1000", Some(1_000_000)),
            ("0", None),
            ("0.0004", None),
            ("1000.001", None),
            ("99999999999", None),
            ("1.2.3", None),
            (".", None),
        ] {
            assert_eq!(read(number), expected, "{number}");
        }
        for thousandths in 1..=1_000_000 {
            assert_eq!(read(&BoostFactor(thousandths).value().to_string()), Some(thousandths));
        }
    }
}

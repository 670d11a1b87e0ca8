//! How the forms of the query language are written: `word~1`, `word^2`, `"two words"~5`, `NEAR/5`, `atleast3(`.
//!
//! What looks like a form and cannot be one is prose here; what is one and cannot be meant, such as `NEAR/0`, is an error.

use super::error::QueryError;
use super::limits::FARTHEST;
use super::span::Span;
use super::tree::BoostFactor;

/// The punctuation that prose puts after a word.
const AFTER_A_WORD: [char; 7] = ['.', ',', ';', ':', '!', '?', '…'];

/// Takes the weight off a word, such as `word^2`: what stands before the sign, and the number after it.
pub(super) fn weighted(text: &str) -> Option<(&str, &str)> {
    let (weighted, number) = text.trim_end_matches(AFTER_A_WORD).rsplit_once('^')?;
    let is_something = weighted == "*" || weighted.contains(char::is_alphanumeric);
    (is_something && !weighted.contains("://") && !number.is_empty() && is_number(number)).then_some((weighted, number))
}

/// Takes the sign off a word that may be spelled otherwise, such as `word~1`: the word, and the number, if there is one.
///
/// What has no letter before the sign is none: `5~10`.
pub(super) fn fuzzy(text: &str) -> Option<(&str, &str)> {
    let (word, number) = text.trim_end_matches(AFTER_A_WORD).rsplit_once('~')?;
    let is_word = word.contains(char::is_alphabetic) && !word.contains("://") && !word.contains('~');
    let ends_in_a_word = !word.ends_with(['^', '/', '\\', '=', ':', '-', '+', '|']);
    (is_word && ends_in_a_word && is_number(number)).then_some((word, number))
}

/// What may stand directly after a closing quotation mark, parenthesis or slash: `~5`, `^2` or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Suffixes<'a> {
    /// The number after `~`.
    pub(super) slack: Option<&'a str>,
    /// The number after `^`.
    pub(super) weight: Option<&'a str>,
}

impl<'a> Suffixes<'a> {
    /// Reads the marks that `text` begins with.
    pub(super) fn read(text: &'a str) -> Self {
        let slack = sign_and_number(text, '~');
        let after = slack.and_then(|number| text.get(number.len() + 1..)).unwrap_or(text);
        Self { slack, weight: sign_and_number(after, '^') }
    }

    /// Returns how long they are, with their signs.
    pub(super) fn length(self) -> usize {
        [self.slack, self.weight].into_iter().flatten().map(|number| number.len() + 1).sum()
    }
}

/// Returns the number that follows the sign at the beginning of `text`.
fn sign_and_number(text: &str, sign: char) -> Option<&str> {
    let after_sign = text.strip_prefix(sign)?;
    let after = after_sign.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
    let number = after_sign.strip_suffix(after)?.trim_end_matches('.');
    let is_one =
        number.contains(|character: char| character.is_ascii_digit()) && !after.starts_with(char::is_alphanumeric);
    is_one.then_some(number)
}

/// Reads a weight.
pub(super) fn weight(number: &str, span: Span) -> Result<BoostFactor, QueryError> {
    let thousandths = || {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction = fraction.trim_end_matches('0');
        let is_exact = fraction.len() <= 3 && is_count(&format!("{whole}{fraction}0"));
        let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let fraction: u32 = format!("{fraction:0<3}").parse().ok()?;
        let thousandths = whole.checked_mul(1000)?.checked_add(fraction)?;
        (is_exact && (1..=BoostFactor::MAX.0).contains(&thousandths)).then_some(BoostFactor(thousandths))
    };
    let error =
        || QueryError::new(span, "this is no weight").expecting("a weight from 0.001 to 1000 (word^2, word^0.5)");
    thousandths().ok_or_else(error)
}

/// Reads how much slack the words of a phrase have.
pub(super) fn slack(number: &str, span: Span) -> Result<u32, QueryError> {
    let slack = number.parse().ok().filter(|slack| *slack <= FARTHEST);
    slack.ok_or_else(|| QueryError::new(span, "this is no slack for a phrase").expecting("a whole number up to 1000"))
}

/// Reads how many letters may differ in words spelled alike.
pub(super) fn edits(number: &str, span: Span) -> Result<u8, QueryError> {
    match number {
        "" | "1" => Ok(1),
        "2" => Ok(2),
        _ => Err(QueryError::new(span, format!("`~{}` is not known", super::excerpt::quote(number)))
            .expecting("an edit distance of 1 or 2")),
    }
}

pub(super) fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_after_a_word_is_told_from_prose() {
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
            assert_eq!(fuzzy(word), expected, "{word}");
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
            assert_eq!(weighted(word), expected, "{word}");
        }
        for (text, slack, weight) in [
            ("~5 x", Some("5"), None),
            ("^1.5", None, Some("1.5")),
            ("~5^2.", Some("5"), Some("2")),
            ("~", None, None),
            ("~5th", None, None),
            ("^x", None, None),
        ] {
            assert_eq!(Suffixes::read(text), Suffixes { slack, weight }, "{text}");
        }
    }

    #[test]
    fn a_weight_is_exact() {
        let read = |number: &str| weight(number, Span::default()).ok().map(|factor| factor.0);
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

//! How the forms of the query language are written: `word~1`, `word^2`, `"two words"~5`, `NEAR/5`, `atleast3(`.
//!
//! What looks like a form and cannot be one is prose here; what is one and cannot be meant, such as `NEAR/0`, is an error.

use super::{Factor, QueryError, Reach, Span};

/// The most words that may stand between two that have to be near each other, and the most slack of a phrase.
pub(super) const FARTHEST: u32 = 1_000;
/// The most times that something can be asked to stand in an article.
pub(super) const MOST_TIMES: u32 = 1_000_000;
/// The distance that a NEAR without a number means.
const NEAR_ALONE: u32 = 10;
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
pub(super) fn alike(text: &str) -> Option<(&str, &str)> {
    let (word, number) = text.trim_end_matches(AFTER_A_WORD).rsplit_once('~')?;
    let is_word = word.contains(char::is_alphabetic) && !word.contains("://") && !word.contains('~');
    let ends_in_a_word = !word.ends_with(['^', '/', '\\', '=', ':', '-', '+', '|']);
    (is_word && ends_in_a_word && is_number(number)).then_some((word, number))
}

/// What may stand directly after a closing quotation mark, parenthesis or slash: `~5`, `^2` or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks<'a> {
    /// The number after `~`.
    pub(super) slack: Option<&'a str>,
    /// The number after `^`.
    pub(super) weight: Option<&'a str>,
}

impl<'a> Marks<'a> {
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
pub(super) fn weight(number: &str, span: Span) -> Result<Factor, QueryError> {
    let thousandths = || {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let fraction = fraction.trim_end_matches('0');
        let is_exact = fraction.len() <= 3 && is_count(&format!("{whole}{fraction}0"));
        let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let fraction: u32 = format!("{fraction:0<3}").parse().ok()?;
        let thousandths = whole.checked_mul(1000)?.checked_add(fraction)?;
        (is_exact && (1..=Factor::HEAVIEST.0).contains(&thousandths)).then_some(Factor(thousandths))
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
pub(super) fn reach(word: &str, span: Span) -> Result<(Reach, bool), QueryError> {
    let (in_order, digits) = match operator(word) {
        Some(Operator::Sentence) => return Ok((Reach::Sentence, false)),
        Some(Operator::Paragraph) => return Ok((Reach::Paragraph, false)),
        Some(Operator::Words { in_order, digits }) => (in_order, digits),
        Some(Operator::Alone) | None => return Ok((Reach::Words { most: NEAR_ALONE, in_order: false }, true)),
    };
    match digits.parse() {
        Ok(most) if (1..=FARTHEST).contains(&most) => Ok((Reach::Words { most, in_order }, false)),
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

fn is_count(text: &str) -> bool {
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
            assert_eq!(alike(word), expected, "{word}");
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
            assert_eq!(Marks::read(text), Marks { slack, weight }, "{text}");
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
            assert_eq!(read(&Factor(thousandths).value().to_string()), Some(thousandths));
        }
    }

    #[test]
    fn operators_of_distance_have_many_spellings() {
        let near = |most, in_order| Some((Reach::Words { most, in_order }, false));
        for (word, expected) in [
            ("NEAR/5", near(5, false)),
            ("near5", near(5, false)),
            ("w/5", near(5, false)),
            ("W/10", near(10, false)),
            ("/N5/", near(5, false)),
            ("PRE/3", near(3, true)),
            ("ADJ5", near(5, true)),
            ("adj/1000", near(1000, true)),
            ("w/S", Some((Reach::Sentence, false))),
            ("w/p", Some((Reach::Paragraph, false))),
            ("NEAR", Some((Reach::Words { most: 10, in_order: false }, true))),
            ("NEAR/0", None),
            ("w/1001", None),
            ("near99999999999", None),
        ] {
            assert!(is_proximity(word), "{word}");
            assert_eq!(reach(word, Span::default()).ok(), expected, "{word}");
        }
        for word in ["near", "N5", "w5", "pre5", "w/x", "/5/", "adj", "//", "near/", "ne", "nеar5"] {
            assert!(!is_proximity(word), "{word}");
        }
    }
}

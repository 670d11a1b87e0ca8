//! Forms of the query language that are recognised but not answered yet.
//!
//! Dropping a wildcard in silence would answer another question than the one asked, so each form is told apart
//! from prose here and refused with what to type instead.

use super::wording::is_separator;
use super::{QueryError, Span};

/// A form of the query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `pre*`, `mi*d`, `f?x`.
    Wildcard,
    /// `word~`, `word~1`.
    Fuzzy,
    /// `"two words"~5`.
    Slop,
    /// `/regex/`.
    Regex,
    /// `word^2`.
    Boost,
    /// `a NEAR/5 b`, `a PRE/5 b`, `a w/s b`.
    Proximity,
    /// `atleast3(word)`.
    AtLeast,
}

impl Form {
    /// Returns the error for a use of the form.
    pub(super) fn error(self, span: Span) -> QueryError {
        let (form, instead) = match self {
            Self::Wildcard => ("wildcards", "the words it stands for: (word OR words)"),
            Self::Fuzzy => ("words spelled alike", "the spellings: (color OR colour)"),
            Self::Slop => ("words near each other", "the words in parentheses: (two words)"),
            Self::Regex => ("regular expressions", "the words it stands for, or quotes to search the text itself"),
            Self::Boost => ("words that count more", "the word alone"),
            Self::Proximity => ("words near each other", "AND, or the words as a phrase in quotes"),
            Self::AtLeast => ("words counted in an article", "the word alone"),
        };
        QueryError::new(span, format!("{form} are not supported yet")).suggesting(instead)
    }
}

/// Returns the form that a bare word is written in, if it is one.
pub(super) fn of_word(word: &str) -> Option<Form> {
    if word.contains("://") {
        None
    } else if is_wildcard(word) {
        Some(Form::Wildcard)
    } else if is_marked(word, '~', true) {
        Some(Form::Fuzzy)
    } else if is_marked(word, '^', false) {
        Some(Form::Boost)
    } else {
        None
    }
}

/// Returns whether a word holds a wildcard: any `*`, or a `?` before a letter, since one after a word is prose.
pub(super) fn is_wildcard(word: &str) -> bool {
    if word.contains("://") || !word.contains(char::is_alphanumeric) {
        return false;
    }
    // `a/?b=c` is part of an address.
    let may_ask = !word.contains(['/', '=']);
    let asks = |after: &str| after.starts_with(char::is_alphanumeric);
    word.contains('*') || may_ask && word.split('?').skip(1).any(asks)
}

/// Returns whether a word ends with a sign and a number, such as `word~1`; with only the sign too if that is enough.
fn is_marked(word: &str, sign: char, alone: bool) -> bool {
    word.rsplit_once(sign).is_some_and(|(marked, number)| {
        marked.ends_with(char::is_alphanumeric) && (is_number(number) || alone && number.is_empty())
    })
}

/// Returns the length of a sign and its number at the beginning of `text`, such as the `~5` after a phrase.
pub(super) fn sign_and_number(text: &str) -> Option<(Form, usize)> {
    let form = match text.chars().next()? {
        '~' => Form::Slop,
        '^' => Form::Boost,
        _ => return None,
    };
    let number = text.get(1..)?;
    let digits = number.len() - number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    number.starts_with(|c: char| c.is_ascii_digit()).then_some((form, 1 + digits))
}

/// Returns whether a word is an operator between two sides that have to be near each other: `NEAR/5`, `near5`, `w/5`,
/// `PRE/5`, `ADJ5`, `/N5/`, `w/s`, `w/p`.
pub(super) fn is_proximity(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let counted = |prefix: &&str| word.strip_prefix(*prefix).is_some_and(is_count);
    let between_slashes = word.strip_suffix('/').and_then(|word| word.strip_prefix("/n"));
    matches!(word.as_str(), "w/s" | "w/p")
        || ["near/", "near", "pre/", "adj/", "adj", "w/"].iter().any(counted)
        || between_slashes.is_some_and(is_count)
}

/// Returns whether a word that stands directly before a parenthesis counts what is in it: `atleast3`.
pub(super) fn is_at_least(word: &str) -> bool {
    word.to_ascii_lowercase().strip_prefix("atleast").is_some_and(is_count)
}

/// Returns the length of the regular expression that `text` begins with: `/…/` without white space, ended by white
/// space or a parenthesis.
pub(super) fn regex_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('/')?;
    let mut escaped = false;
    let end = inside.find(|character| {
        let ends = is_separator(character) || (character == '/' && !escaped);
        escaped = character == '\\' && !escaped;
        ends
    })?;
    let after = inside.get(end..)?.strip_prefix('/')?;
    let ends = after.chars().next().is_none_or(|next| is_separator(next) || next == ')');
    (end > 0 && ends).then_some(end + 2)
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    is_count(text.replacen('.', "", 1).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_told_from_prose() {
        for (word, expected) in [
            ("pre*", Some(Form::Wildcard)),
            ("mi*d", Some(Form::Wildcard)),
            ("f?x", Some(Form::Wildcard)),
            ("f??x", Some(Form::Wildcard)),
            ("*ion", Some(Form::Wildcard)),
            ("word~", Some(Form::Fuzzy)),
            ("word~1", Some(Form::Fuzzy)),
            ("word~0.5", Some(Form::Fuzzy)),
            ("word^2", Some(Form::Boost)),
            ("word^1.5", Some(Form::Boost)),
            ("*", None),
            ("***", None),
            ("?", None),
            ("What?", None),
            ("What?!", None),
            ("~", None),
            ("~5", None),
            ("a~b", None),
            ("^", None),
            ("C++", None),
            ("and/or", None),
            ("https://example.org/a?b=c*d~1", None),
            ("example.org/a?b=c", None),
        ] {
            assert_eq!(of_word(word), expected, "{word}");
        }
    }

    #[test]
    fn operators_of_distance_have_many_spellings() {
        for word in ["NEAR/5", "near5", "w/5", "W/10", "PRE/3", "ADJ5", "adj/5", "/N5/", "w/s", "w/p"] {
            assert!(is_proximity(word), "{word}");
        }
        for word in ["near", "NEAR", "N5", "w5", "pre5", "w/x", "/5/", "adj", "//", "near/"] {
            assert!(!is_proximity(word), "{word}");
        }
    }

    #[test]
    fn a_regular_expression_ends_where_its_word_ends() {
        for (text, length) in [
            ("/colou?r(s|ed)/ x", Some(15)),
            (r"/a\/b/", Some(6)),
            ("/a/)", Some(3)),
            ("/usr/lib", None),
            ("/a b/", None),
            ("//", None),
            ("/a", None),
        ] {
            assert_eq!(regex_length(text), length, "{text}");
        }
    }
}

//! Suggestions for misspelt names of fields and languages.

use super::field::Field;
use crate::article::Language;
use strsim::osa_distance;

/// Returns the field name that `name` is probably a misspelling of.
///
/// The edit distance may be 1, or 2 if both names have five letters or more. Names of two letters are never suggested, because many words that people write
/// before a colon (`re:`, `ps:`, `is:`) differ from one of them in one letter.
pub(super) fn nearest_field(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let length = name.chars().count();
    let near = Field::names().filter(|known| known.len() > 2 && length > 2).filter_map(|known| {
        let allowed = if known.len().min(length) > 4 { 2 } else { 1 };
        // The difference in length is a lower bound of the edit distance.
        let edits = (known.len().abs_diff(length) <= allowed).then(|| osa_distance(&name, known))?;
        (edits <= allowed).then_some((edits, known))
    });
    near.min_by_key(|(edits, _)| *edits).map(|(_, known)| known)
}

/// Names of fields in other search tools, with their names here.
const FOREIGN_NAMES: &[(&str, &str)] = &[
    ("after", "date"),
    ("allintitle", "headline"),
    ("before", "date"),
    ("file", "path"),
    ("inurl", "url"),
    ("keyword", "topic"),
    ("language", "lang"),
    ("newspaper", "source"),
    ("publication", "source"),
    ("since", "date"),
    ("site", "url"),
    ("subject", "topic"),
    ("tag", "topic"),
    ("text", "body"),
    ("until", "date"),
    ("wc", "words"),
];

/// Returns the name of the field that other search tools call `name`.
pub(super) fn field_for_foreign_name(name: &str) -> Option<&'static str> {
    let row = FOREIGN_NAMES.iter().find(|(foreign, _)| foreign.eq_ignore_ascii_case(name));
    row.map(|(_, name)| *name)
}

/// Returns the language whose name is one letter from `name`.
pub(super) fn nearest_language(name: &str) -> Option<Language> {
    const MAX_LETTERS: usize = 16;
    let letters: Vec<char> = name.to_lowercase().chars().collect();
    // Codes of two and three letters are too close to each other to suggest one.
    if !(4..=MAX_LETTERS).contains(&letters.len()) {
        return None;
    }
    let with = |from: usize, to: usize, between: Option<char>| {
        let head = letters.get(..from).unwrap_or_default().iter();
        let tail = letters.get(to..).unwrap_or_default().iter();
        head.copied().chain(between).chain(tail.copied()).collect::<String>()
    };
    let positions = 0..=letters.len();
    let missing_letter = positions.clone().flat_map(|at| ('a'..='z').map(move |letter| (at, at, Some(letter))));
    let wrong_letter = positions.clone().flat_map(|at| ('a'..='z').map(move |letter| (at, at + 1, Some(letter))));
    let extra_letter = positions.map(|at| (at, at + 1, None));
    missing_letter
        .chain(extra_letter)
        .chain(wrong_letter)
        .map(|(from, to, letter)| with(from, to, letter))
        .filter(|candidate| candidate.chars().count() > 3)
        .find_map(|candidate| Language::parse(&candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_fields_get_a_suggestion() {
        for (typed, expected) in [
            ("autor", "author"),
            ("Headlin", "headline"),
            ("haedline", "headline"),
            ("soruce", "source"),
            ("dat", "date"),
            ("dtae", "date"),
            ("lan", "lang"),
            ("sectoin", "section"),
        ] {
            assert_eq!(nearest_field(typed), Some(expected), "{typed}");
        }
    }

    #[test]
    fn common_prefixes_of_prose_get_no_suggestion() {
        for typed in
            ["re", "ps", "note", "nb", "fwd", "is", "to", "cc", "via", "http", "tag", "site", "q", "Überfall", "tel"]
        {
            assert_eq!(nearest_field(typed), None, "{typed}");
        }
    }

    #[test]
    fn misspelt_languages_get_a_suggestion() {
        for (typed, expected) in
            [("germn", "de"), ("Germam", "de"), ("frenchh", "fr"), ("spansih", ""), ("klingon", ""), ("xx", "")]
        {
            let near = nearest_language(typed);
            assert_eq!(near.as_ref().map_or("", Language::code), expected, "{typed}");
        }
    }
}

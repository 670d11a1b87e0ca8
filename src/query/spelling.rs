//! Names that were nearly typed right.

use super::field::Field;
use crate::article::Language;

/// Returns the field name that `name` is probably a slip for.
///
/// One slip is allowed, or two where both names have five letters or more. Names of two letters are never
/// guessed: half of what people write before a colon (`re:`, `ps:`, `is:`) is one letter from one of them.
pub(super) fn nearest_field(name: &str) -> Option<&'static str> {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let near = Field::names().filter(|known| known.len() > 2 && name.len() > 2).filter_map(|known| {
        let allowed = if known.len().min(name.len()) > 4 { 2 } else { 1 };
        // Each slip makes a name at most one letter longer or shorter.
        let slips = (known.len().abs_diff(name.len()) <= allowed).then(|| slips(&name, known))?;
        (slips <= allowed).then_some((slips, known))
    });
    near.min_by_key(|(slips, _)| *slips).map(|(_, known)| known)
}

/// Names that other search tools have for a field, and the field's name here.
const NAMES_ELSEWHERE: &[(&str, &str)] = &[
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

/// Returns the name here of a field that other search tools have by another name.
pub(super) fn field_for(name: &str) -> Option<&'static str> {
    let row = NAMES_ELSEWHERE.iter().find(|(elsewhere, _)| elsewhere.eq_ignore_ascii_case(name));
    row.map(|(_, here)| *here)
}

/// Returns the language that `name` is one letter from naming.
pub(super) fn nearest_language(name: &str) -> Option<Language> {
    const LONGEST: usize = 16;
    let letters: Vec<char> = name.to_lowercase().chars().collect();
    // Codes of two and three letters all stand for some language: a slip from one tells nothing.
    if !(4..=LONGEST).contains(&letters.len()) {
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
    let spare_letter = positions.map(|at| (at, at + 1, None));
    missing_letter
        .chain(spare_letter)
        .chain(wrong_letter)
        .map(|(from, to, letter)| with(from, to, letter))
        .filter(|candidate| candidate.chars().count() > 3)
        .find_map(|candidate| Language::parse(&candidate))
}

/// Returns how many letters are wrong, missing, spare or swapped with their neighbour.
fn slips(typed: &[char], known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let width = known.len() + 1;
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..width).collect();
    for (row, letter) in typed.iter().enumerate() {
        let mut current = vec![row + 1; width];
        for (column, wanted) in known.iter().enumerate() {
            let wrong = last[column] + usize::from(letter != wanted);
            current[column + 1] = wrong.min(last[column + 1] + 1).min(current[column] + 1);
            let swapped = row > 0 && column > 0 && typed[row - 1] == *wanted && known[column - 1] == *letter;
            if swapped {
                current[column + 1] = current[column + 1].min(before_last[column - 1] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[known.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_field_name_is_recognised() {
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
    fn what_people_write_before_a_colon_is_no_slip() {
        for typed in
            ["re", "ps", "note", "nb", "fwd", "is", "to", "cc", "via", "http", "tag", "site", "q", "Überfall", "tel"]
        {
            assert_eq!(nearest_field(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_slip_in_a_language_is_recognised() {
        for (typed, expected) in
            [("germn", "de"), ("Germam", "de"), ("frenchh", "fr"), ("spansih", ""), ("klingon", ""), ("xx", "")]
        {
            let near = nearest_language(typed);
            assert_eq!(near.as_ref().map_or("", Language::code), expected, "{typed}");
        }
    }
}

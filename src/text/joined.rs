//! Joined forms: `email` for `e-mail`, `mh370` for `MH-370`, `phd` for `Ph.D.`
//!
//! House styles differ in these words, and change over time. A text with the parts is also indexed under the joined form, at the position of the first part.

use super::tokens::Tokens;

/// The maximum number of parts that are joined; longer chains, such as `do-it-yourself-and-save`, are phrases in every style.
const MAX_PARTS: usize = 4;
/// The maximum length of a part of an abbreviation such as `Ph.D.`, in bytes. Between longer words a full stop ends a sentence.
const MAX_ABBREVIATED: usize = 3;

/// A word of several parts in a text, as one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedForm {
    /// The position of the first part.
    pub first: u32,
    /// The position of the last part.
    pub last: u32,
    /// The terms of the parts without a separator.
    pub term: String,
    /// Whether all parts are in capitals, on a line with lower-case letters.
    pub acronym: bool,
}

/// Returns the terms as one word; `None` if that would merge two numbers or no part has a letter.
pub fn join_terms<'a>(terms: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut joined = String::new();
    for term in terms {
        if joined.ends_with(char::is_numeric) && term.starts_with(char::is_numeric) {
            return None;
        }
        joined.push_str(term);
    }
    joined.contains(char::is_alphabetic).then_some(joined)
}

/// Returns the joined form of every word with hyphens and every abbreviation with full stops, given the tokens of `text`.
pub fn joined_forms(text: &str, tokens: &Tokens) -> Vec<JoinedForm> {
    let ranges = tokens.ranges();
    let separator = |position: usize| {
        let (before, after) = (ranges.get(position)?, ranges.get(position + 1)?);
        // A hyphen takes up to three bytes.
        let is_near = after.start().saturating_sub(before.end()) <= 3 && !before.is_unspaced() && !after.is_unspaced();
        let between = if is_near { text.get(before.end()..after.start())? } else { return None };
        match between {
            "-" | "\u{2010}" | "\u{2011}" => Some('-'),
            "." => Some('.'),
            _ => None,
        }
    };
    let mut forms = Vec::new();
    let mut first = 0;
    while first < ranges.len() {
        let Some(joint) = separator(first) else {
            first += 1;
            continue;
        };
        let mut last = first + 1;
        while separator(last) == Some(joint) {
            last += 1;
        }
        forms.extend(joined_form(text, tokens, first, last, joint));
        first = last;
    }
    forms
}

fn joined_form(text: &str, tokens: &Tokens, first: usize, last: usize, joint: char) -> Option<JoinedForm> {
    let parts = tokens.ranges().get(first..=last).filter(|parts| parts.len() <= MAX_PARTS)?;
    let is_abbreviated = |part: &str| part.len() <= MAX_ABBREVIATED && part.chars().all(char::is_alphabetic);
    let mut printed = parts.iter().filter_map(|part| text.get(part.bytes()));
    if joint == '.' && !printed.clone().all(is_abbreviated) {
        return None;
    }
    let term = join_terms(parts.iter().enumerate().filter_map(|(part, _)| tokens.term(first + part)))?;
    let acronym = parts.iter().any(|part| part.is_acronym()) && !printed.any(|part| part.contains(char::is_lowercase));
    Some(JoinedForm { first: u32::try_from(first).ok()?, last: u32::try_from(last).ok()?, term, acronym })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_hyphens_and_abbreviations_are_joined() {
        for (text, expected) in [
            ("an e-mail to the Wal‐Mart co‑op", "email walmart coop"),
            ("flight MH-370, COVID-19 and B-52s", "MH370 COVID19 b52s"),
            ("state-of-the-art", "stateoftheart"),
            ("a-b-c-d-e", ""),
            ("a Ph.D. or M.Sc. of example.org", "phd msc"),
            ("The end.Next", ""),
            ("U.S. troops", ""),
            ("2015-16, 10-11 and 3.5-litre", "3.5litre"),
            ("this - that, this -- that, re-\nelected", ""),
            ("東京-大阪", ""),
            ("e-mail's", "email"),
            ("VISIT THE E-MAIL MH-370", "email mh370"),
        ] {
            let forms = joined_forms(text, &Tokens::of(text));
            let shown = |form: &JoinedForm| if form.acronym { form.term.to_uppercase() } else { form.term.clone() };
            assert_eq!(forms.iter().map(shown).collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_joined_form_has_the_positions_of_its_parts() {
        let text = "an e-mail-address by x-ray";
        let positions = |form: &JoinedForm| (form.first, form.last);
        let forms = joined_forms(text, &Tokens::of(text));
        assert_eq!(forms.iter().map(positions).collect::<Vec<_>>(), [(1, 3), (5, 6)]);
    }
}

//! Sentence boundaries of UAX #29, with a fast path for text in Latin letters.
//!
//! Every indexed article is split into sentences. For the characters of most news in Latin letters, the rules of UAX #29 are few and ten times as fast as a
//! library with the tables of all Unicode; text with any other character is passed to the library.

use unicode_segmentation::UnicodeSegmentation;

/// Calls `visit` with the offset and the text of every sentence, including the white space after it.
pub(super) fn for_each_sentence(text: &str, mut visit: impl FnMut(usize, &str)) {
    match Classes::of(text) {
        Some(classes) => latin_sentences(text, &classes, &mut visit),
        None => {
            let mut from = 0;
            for end in cuts(text) {
                let part = text.get(from..end).unwrap_or_default();
                part.split_sentence_bound_indices().for_each(|(start, piece)| visit(from + start, piece));
                from = end;
            }
        }
    }
}

/// The maximum length of a run of characters other than letters and digits that is not cut.
const MAX_SIGNS: usize = 256;

/// Returns the offsets at which to cut a text before the library splits it: at the end, and in runs of symbols and spaces longer than in any sentence, since
/// the library looks ahead from each of their characters.
fn cuts(text: &str) -> impl Iterator<Item = usize> {
    let mut signs = 0;
    let cuts = text.char_indices().filter_map(move |(at, character)| {
        signs = if character.is_alphanumeric() { 0 } else { signs + 1 };
        (signs > MAX_SIGNS).then(|| {
            signs = 1;
            at
        })
    });
    cuts.chain(std::iter::once(text.len()))
}

/// The character classes that the rules distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    LineBreak,
    FullStop,
    Terminator,
    Close,
    Space,
    Continued,
    Lower,
    Upper,
    Digit,
    Other,
}

impl Class {
    /// Returns whether a sentence can end after this character.
    fn may_end(self) -> bool {
        matches!(self, Self::LineBreak | Self::FullStop | Self::Terminator)
    }
}

/// The class of the character of every byte of a text. The rules do not count characters outside ASCII, so one of several bytes may be treated as several
/// characters of its class.
enum Classes<'a> {
    /// The text itself.
    Ascii(&'a [u8]),
    /// The class of each byte.
    Latin(Vec<Class>),
}

/// The classes of the ASCII characters.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut code = 0;
    while code < 128 {
        if let Some(class) = known_class(code as u8 as char) {
            classes[code] = class;
        }
        code += 1;
    }
    classes
};

impl<'a> Classes<'a> {
    /// Returns `None` if a character has no known class.
    fn of(text: &'a str) -> Option<Self> {
        if text.is_ascii() {
            return Some(Self::Ascii(text.as_bytes()));
        }
        let mut classes = Vec::with_capacity(text.len());
        for character in text.chars() {
            classes.extend(std::iter::repeat_n(known_class(character)?, character.len_utf8()));
        }
        Some(Self::Latin(classes))
    }

    fn len(&self) -> usize {
        match self {
            Self::Ascii(bytes) => bytes.len(),
            Self::Latin(classes) => classes.len(),
        }
    }

    fn get(&self, number: usize) -> Option<Class> {
        match self {
            Self::Ascii(bytes) => ASCII.get(usize::from(*bytes.get(number)?)).copied(),
            Self::Latin(classes) => classes.get(number).copied(),
        }
    }
}

const fn known_class(character: char) -> Option<Class> {
    Some(match character {
        'a'..='z' => Class::Lower,
        ' ' | '\t' | '\u{0B}' | '\u{0C}' | '\u{A0}' => Class::Space,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Digit,
        '\n' | '\r' => Class::LineBreak,
        '.' => Class::FullStop,
        '!' | '?' => Class::Terminator,
        '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»' | '‘' | '’' | '‚' | '“' | '”' | '„' => {
            Class::Close
        }
        ',' | '-' | ':' | ';' | '–' | '—' => Class::Continued,
        '\0'..='\u{7F}' | '£' | '€' | '§' | '°' | '·' | '½' | '•' => Class::Other,
        // The letters of Latin-1 and Latin Extended-A.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' if character.is_lowercase() => Class::Lower,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' => Class::Upper,
        _ => return None,
    })
}

/// Applies the rules SB3 to SB11 of UAX #29.
fn latin_sentences(text: &str, classes: &Classes<'_>, visit: &mut impl FnMut(usize, &str)) {
    let skip = |from: usize, is_skipped: fn(Class) -> bool| {
        let mut number = from;
        while classes.get(number).is_some_and(is_skipped) {
            number += 1;
        }
        number
    };
    let bytes = text.as_bytes();
    let after_break = |number: usize| {
        let is_pair = bytes.get(number..number + 2) == Some(b"\r\n");
        number + 1 + usize::from(is_pair)
    };
    let is_letter = |class| matches!(class, Some(Class::Lower | Class::Upper));
    let mut start = 0;
    let mut number = skip(0, |class| !class.may_end());
    while let Some(class) = classes.get(number) {
        let mut end = number + 1;
        let ends = match class {
            Class::LineBreak => {
                end = after_break(number);
                true
            }
            Class::FullStop if classes.get(end) == Some(Class::Digit) => false,
            Class::FullStop
                if number > 0 && is_letter(classes.get(number - 1)) && classes.get(end) == Some(Class::Upper) =>
            {
                false
            }
            _ => {
                end = skip(skip(end, |class| class == Class::Close), |class| class == Class::Space);
                match classes.get(end) {
                    Some(Class::LineBreak) => {
                        end = after_break(end);
                        true
                    }
                    Some(Class::Continued | Class::FullStop | Class::Terminator) => false,
                    _ => {
                        let next = skip(end, |class| {
                            matches!(
                                class,
                                Class::Close | Class::Space | Class::Continued | Class::Digit | Class::Other
                            )
                        });
                        class == Class::Terminator || classes.get(next) != Some(Class::Lower)
                    }
                }
            }
        };
        if ends {
            visit(start, text.get(start..end).unwrap_or_default());
            start = end;
        }
        number = skip(end, |class| !class.may_end());
    }
    if start < classes.len() {
        visit(start, text.get(start..).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Quadratic time for these lengths would be minutes.
    #[test]
    fn runs_of_signs_take_linear_time() {
        for unit in [" \u{ad}", "\u{ad}", ") ", "» \u{200b}", " \u{301}", ". \u{ad}", " 1\u{ad}"] {
            let text = format!("One. {}two. 三。", unit.repeat(20_000));
            let mut end = 0;
            for_each_sentence(&text, |start, piece| {
                assert_eq!(start, end);
                end += piece.len();
            });
            assert_eq!(end, text.len());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn sentences_equal_those_of_the_library(
            text in r#"([a-cA-C1\.\.\.!?,;:\-"'()\[ \t\n\r&\x00-\x7f]|[À-ſ«»‘’‚“”„–—£€§°·½•\u{A0}]){0,24}"#,
        ) {
            let Some(classes) = Classes::of(&text) else { return Ok(()) };
            let mut found = Vec::new();
            latin_sentences(&text, &classes, &mut |start, piece| found.push((start, piece.to_owned())));
            let expected: Vec<_> =
                text.split_sentence_bound_indices().map(|(start, piece)| (start, piece.to_owned())).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

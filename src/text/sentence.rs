//! Paragraphs, and sentences: the boundaries of UAX #29, mended where an abbreviation ends in a full stop.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations that a name or a number follows, so that their full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "cmdr", "hon",
    "rev", "no", "vs", "jr", "sr", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "approx", "ca", "bzw", "nr",
    "abs", "hr", "fr", "mme", "mlle", "sra", "dra", "ing", "art", "av", "p", "pp",
];

/// Returns the sentences of `text`, in order, as byte ranges without the white space around them.
///
/// A line break ends a sentence whatever stands before it.
///
/// ```
/// let text = "Mr. Hill left. He did not return.";
/// let sentences: Vec<_> = dateline::text::sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(sentences, ["Mr. Hill left.", "He did not return."]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    let mut add = |start: usize, piece: &str| {
        let trimmed = piece.trim();
        let lead = piece.len() - piece.trim_start().len();
        let range = start + lead..start + lead + trimmed.len();
        match sentences.last_mut() {
            Some(last) if goes_on => last.end = range.end.max(last.end),
            _ if trimmed.is_empty() => {}
            _ => sentences.push(range),
        }
        goes_on = !piece.ends_with('\n') && ends_in_abbreviation(trimmed);
    };
    match Classes::of(text) {
        Some(classes) => known_sentences(text, &classes, &mut add),
        None => text.split_sentence_bound_indices().for_each(|(start, piece)| add(start, piece)),
    }
    sentences
}

/// Returns the paragraphs of `text`, in order, as byte ranges: what stands between empty lines.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = memchr::memmem::find_iter(text.as_bytes(), "\n\n").chain(std::iter::once(text.len()));
    let paragraphs = ends.scan(0, |start, end| Some(std::mem::replace(start, end + 2)..end));
    paragraphs.filter(|range| !range.is_empty())
}

/// What a character is to the rules of UAX #29 for sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    LineBreak,
    FullStop,
    Terminator,
    Close,
    Space,
    Continued,
    Small,
    Capital,
    Digit,
    Other,
}

impl Class {
    /// Returns whether a sentence may end here.
    fn may_end(self) -> bool {
        matches!(self, Self::LineBreak | Self::FullStop | Self::Terminator)
    }
}

/// The class of every character of a text, if all of them are of those that most news in Latin letters is printed in.
///
/// For these the rules are few and ten times as fast as the library's tables for all of Unicode; every article that is indexed is taken into sentences.
enum Classes<'a> {
    /// One for each byte.
    Ascii(&'a [u8]),
    /// With the place of each.
    Latin(Vec<(usize, Class)>),
}

/// The class of each ASCII character.
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
    fn of(text: &'a str) -> Option<Self> {
        if text.is_ascii() {
            return Some(Self::Ascii(text.as_bytes()));
        }
        let mut classes = Vec::with_capacity(text.len());
        for (place, character) in text.char_indices() {
            classes.push((place, known_class(character)?));
        }
        Some(Self::Latin(classes))
    }

    fn len(&self) -> usize {
        match self {
            Self::Ascii(bytes) => bytes.len(),
            Self::Latin(classes) => classes.len(),
        }
    }

    fn at(&self, number: usize) -> Option<Class> {
        match self {
            Self::Ascii(bytes) => ASCII.get(usize::from(*bytes.get(number)?)).copied(),
            Self::Latin(classes) => classes.get(number).map(|(_, class)| *class),
        }
    }

    /// Returns the place of a character, in bytes; past the last that of the end.
    fn place(&self, number: usize, text: &str) -> usize {
        match self {
            Self::Ascii(_) => number.min(text.len()),
            Self::Latin(classes) => classes.get(number).map_or(text.len(), |(place, _)| *place),
        }
    }
}

const fn known_class(character: char) -> Option<Class> {
    Some(match character {
        'a'..='z' => Class::Small,
        ' ' | '\t' | '\u{0B}' | '\u{0C}' | '\u{A0}' => Class::Space,
        'A'..='Z' => Class::Capital,
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
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' if character.is_lowercase() => Class::Small,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' => Class::Capital,
        _ => return None,
    })
}

/// Calls `add` with the place and the text of every sentence, by the rules SB3 to SB11 of UAX #29.
fn known_sentences(text: &str, classes: &Classes<'_>, add: &mut impl FnMut(usize, &str)) {
    let skip = |from: usize, is_skipped: fn(Class) -> bool| {
        let mut number = from;
        while classes.at(number).is_some_and(is_skipped) {
            number += 1;
        }
        number
    };
    let bytes = text.as_bytes();
    let after_break = |number: usize| {
        let place = classes.place(number, text);
        let is_pair = bytes.get(place..place + 2) == Some(b"\r\n");
        number + 1 + usize::from(is_pair)
    };
    let is_letter = |class| matches!(class, Some(Class::Small | Class::Capital));
    let mut start = 0;
    let mut number = skip(0, |class| !class.may_end());
    while let Some(class) = classes.at(number) {
        let mut end = number + 1;
        let ends = match class {
            Class::LineBreak => {
                end = after_break(number);
                true
            }
            Class::FullStop if classes.at(end) == Some(Class::Digit) => false,
            Class::FullStop
                if number > 0 && is_letter(classes.at(number - 1)) && classes.at(end) == Some(Class::Capital) =>
            {
                false
            }
            _ => {
                end = skip(skip(end, |class| class == Class::Close), |class| class == Class::Space);
                match classes.at(end) {
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
                        class == Class::Terminator || classes.at(next) != Some(Class::Small)
                    }
                }
            }
        };
        if ends {
            let begins = classes.place(start, text);
            add(begins, text.get(begins..classes.place(end, text)).unwrap_or_default());
            start = end;
        }
        number = skip(end, |class| !class.may_end());
    }
    if start < classes.len() {
        add(classes.place(start, text), text.get(classes.place(start, text)..).unwrap_or_default());
    }
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(sentence) = sentence.strip_suffix('.') else {
        return false;
    };
    let word = sentence.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    is_initial || ABBREVIATIONS.iter().any(|abbreviation| abbreviation.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn sentences_are_those_that_the_library_finds(
            text in r#"([a-cA-C1\.\.\.!?,;:\-"'()\[ \t\n\r&\x00-\x7f]|[À-ſ«»‘’‚“”„–—£€§°·½•\u{A0}]){0,24}"#,
        ) {
            let Some(classes) = Classes::of(&text) else { return Ok(()) };
            let mut found = Vec::new();
            known_sentences(&text, &classes, &mut |start, piece| found.push((start, piece.to_owned())));
            let expected: Vec<_> =
                text.split_sentence_bound_indices().map(|(start, piece)| (start, piece.to_owned())).collect();
            prop_assert_eq!(found, expected);
        }
    }

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_of_several_scripts() {
        assert_eq!(split("One. Two? Three!"), ["One.", "Two?", "Three!"]);
        assert_eq!(split("Gov. J. Smith spoke. Rain fell."), ["Gov. J. Smith spoke.", "Rain fell."]);
        assert_eq!(split("洪水が起きた。堤防は無事だ。"), ["洪水が起きた。", "堤防は無事だ。"]);
        assert_eq!(split("A cross-head\n\nThen text."), ["A cross-head", "Then text."]);
        assert_eq!(split("It grew 3.5 per cent. Then it fell."), ["It grew 3.5 per cent.", "Then it fell."]);
        assert_eq!(split("  "), [""; 0]);
    }
}

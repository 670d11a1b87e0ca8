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
    if text.is_ascii() {
        ascii_sentences(text, &mut add);
    } else {
        text.split_sentence_bound_indices().for_each(|(start, piece)| add(start, piece));
    }
    sentences
}

/// Returns the paragraphs of `text`, in order, as byte ranges: what stands between empty lines.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split("\n\n")
        .map(move |paragraph| {
            let range = start..start + paragraph.len();
            start = range.end + 2;
            range
        })
        .filter(|range| !range.is_empty())
}

/// Calls `add` with the place and the text of every sentence of an ASCII text by the rules of UAX #29 (SB3 to SB11), as the library finds them
/// by its tables for all of Unicode: ten times as fast, and most paragraphs of news are ASCII.
fn ascii_sentences(text: &str, add: &mut impl FnMut(usize, &str)) {
    let bytes = text.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let skip = |from: usize, is_skipped: fn(u8) -> bool| {
        from + bytes.iter().skip(from).take_while(|byte| is_skipped(**byte)).count()
    };
    let after_break = |place: usize| if at(place) == b'\r' && at(place + 1) == b'\n' { place + 2 } else { place + 1 };
    let mut start = 0;
    let mut place = 0;
    while place < bytes.len() {
        let mut end = place + 1;
        let ends = match at(place) {
            b'\r' | b'\n' => {
                end = after_break(place);
                true
            }
            b'.' if at(end).is_ascii_digit() => false,
            b'.' if place > 0 && at(place - 1).is_ascii_alphabetic() && at(end).is_ascii_uppercase() => false,
            terminator @ (b'.' | b'!' | b'?') => {
                end = skip(skip(end, is_close), is_space);
                if matches!(at(end), b'\r' | b'\n') {
                    end = after_break(end);
                    true
                } else {
                    let next = skip(end, |byte| !byte.is_ascii_alphabetic() && !is_end(byte));
                    let goes_on_small = terminator == b'.' && at(next).is_ascii_lowercase();
                    !(is_continued(at(end)) || is_terminator(at(end)) || goes_on_small)
                }
            }
            _ => false,
        };
        place = end;
        if ends || place == bytes.len() {
            add(start, text.get(start..place).unwrap_or_default());
            start = place;
        }
    }
}

fn is_close(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}')
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0B | 0x0C)
}

fn is_continued(byte: u8) -> bool {
    matches!(byte, b',' | b'-' | b':' | b';')
}

fn is_terminator(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?')
}

fn is_end(byte: u8) -> bool {
    is_terminator(byte) || matches!(byte, b'\r' | b'\n')
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
        fn ascii_has_the_sentences_that_the_library_finds(text in r#"([a-cA-C1\.\.\.!?,;:\-"'()\[ \t\n\r&]|\PC){0,24}"#) {
            let text: String = text.chars().filter(char::is_ascii).collect();
            let mut found = Vec::new();
            ascii_sentences(&text, &mut |start, piece| found.push((start, piece.to_owned())));
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

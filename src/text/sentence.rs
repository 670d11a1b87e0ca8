//! Splits text into paragraphs and sentences.
//!
//! Sentence boundaries are those of UAX #29, except after the full stop of an abbreviation.

use super::sentence_breaks::for_each_sentence;
use std::ops::Range;

/// Abbreviations followed by a name or number, so their full stop does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "cmdr", "hon",
    "rev", "no", "vs", "jr", "sr", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "approx", "ca", "bzw", "nr",
    "abs", "hr", "fr", "mme", "mlle", "sra", "dra", "ing", "art", "av", "p", "pp",
];

/// Returns the sentences of `text` as byte ranges, in order and without surrounding white space.
///
/// A line break always ends a sentence.
///
/// ```
/// let text = "Mr. Hill left. He did not return.";
/// let sentences: Vec<_> = dateline::text::sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(sentences, ["Mr. Hill left.", "He did not return."]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut continues = false;
    for_each_sentence(text, |start, piece| {
        let trimmed = piece.trim();
        let indent = piece.len() - piece.trim_start().len();
        let range = start + indent..start + indent + trimmed.len();
        match sentences.last_mut() {
            Some(last) if continues => last.end = range.end.max(last.end),
            _ if trimmed.is_empty() => {}
            _ => sentences.push(range),
        }
        continues = !piece.ends_with('\n') && ends_in_abbreviation(trimmed);
    });
    sentences
}

/// Returns the paragraphs of `text` as byte ranges, in order. Empty lines separate paragraphs.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = memchr::memmem::find_iter(text.as_bytes(), "\n\n").chain(std::iter::once(text.len()));
    let paragraphs = ends.scan(0, |start, end| Some(std::mem::replace(start, end + 2)..end));
    paragraphs.filter(|range| !range.is_empty())
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

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_of_several_scripts_are_split() {
        assert_eq!(split("One. Two? Three!"), ["One.", "Two?", "Three!"]);
        assert_eq!(split("Gov. J. Smith spoke. Rain fell."), ["Gov. J. Smith spoke.", "Rain fell."]);
        assert_eq!(split("洪水が起きた。堤防は無事だ。"), ["洪水が起きた。", "堤防は無事だ。"]);
        assert_eq!(split("A cross-head\n\nThen text."), ["A cross-head", "Then text."]);
        assert_eq!(split("It grew 3.5 per cent. Then it fell."), ["It grew 3.5 per cent.", "Then it fell."]);
        assert_eq!(split("  "), [""; 0]);
    }
}

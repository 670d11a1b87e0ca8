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
    for (start, piece) in text.split_sentence_bound_indices() {
        let trimmed = piece.trim();
        let lead = piece.len() - piece.trim_start().len();
        let range = start + lead..start + lead + trimmed.len();
        match sentences.last_mut() {
            Some(last) if goes_on => last.end = range.end.max(last.end),
            _ if trimmed.is_empty() => {}
            _ => sentences.push(range),
        }
        goes_on = !piece.ends_with('\n') && ends_in_abbreviation(trimmed);
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
    fn sentences_of_several_scripts() {
        assert_eq!(split("One. Two? Three!"), ["One.", "Two?", "Three!"]);
        assert_eq!(split("Gov. J. Smith spoke. Rain fell."), ["Gov. J. Smith spoke.", "Rain fell."]);
        assert_eq!(split("洪水が起きた。堤防は無事だ。"), ["洪水が起きた。", "堤防は無事だ。"]);
        assert_eq!(split("A cross-head\n\nThen text."), ["A cross-head", "Then text."]);
        assert_eq!(split("It grew 3.5 per cent. Then it fell."), ["It grew 3.5 per cent.", "Then it fell."]);
        assert_eq!(split("  "), [""; 0]);
    }
}

//! Headlines in lists, cut to a length that a list can repeat for each match.
//!
//! If an export has the whole text in the title, the headline is as long as an article, and a concordance prints the headline on every line. The stored
//! headline is not cut, and `show` prints all of it.

use std::ops::Range;

/// The maximum number of characters of a headline in a list.
const MAX_CHARACTERS: usize = 1_000;

/// A headline as a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListedHeadline<'a> {
    /// The headline, or its first 1,000 characters.
    pub text: &'a str,
    /// Whether the headline continues after `text`.
    pub cut: bool,
}

impl<'a> ListedHeadline<'a> {
    pub(super) fn of(headline: &'a str) -> Self {
        let text = headline.char_indices().nth(MAX_CHARACTERS).and_then(|(end, _)| headline.get(..end));
        Self { text: text.unwrap_or(headline), cut: text.is_some() }
    }

    /// Returns the spans of the headline that begin in the shown text, clipped to it.
    pub(super) fn clip(&self, spans: &[Range<usize>]) -> Vec<Range<usize>> {
        let end = self.text.len();
        spans.iter().take_while(|span| span.start < end).map(|span| span.start..span.end.min(end)).collect()
    }

    /// Returns the text with an ellipsis if the headline is cut.
    pub(super) fn with_ellipsis(&self) -> String {
        format!("{}{}", self.text, self.ellipsis())
    }

    /// Returns the ellipsis if the headline is cut, otherwise an empty string.
    pub(super) fn ellipsis(&self) -> &'static str {
        if self.cut { " …" } else { "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_of_a_thousand_characters_is_whole_and_a_longer_one_is_cut() {
        for (length, shown, cut) in [(0, 0, false), (1_000, 1_000, false), (1_001, 1_000, true), (9_000, 1_000, true)] {
            for character in ["a", "é", "😀"] {
                let headline = character.repeat(length);
                let listed = ListedHeadline::of(&headline);
                assert_eq!((listed.text.chars().count(), listed.cut), (shown, cut), "{length} {character}");
                assert_eq!(listed.with_ellipsis().ends_with('…'), cut);
            }
        }
    }

    #[test]
    fn spans_end_where_the_text_ends() {
        let headline = "é".repeat(1_500);
        let listed = ListedHeadline::of(&headline);
        assert_eq!(listed.clip(&[0..4, 1_998..2_004, 2_004..2_008]), [0..4, 1_998..2_000]);
        assert_eq!(ListedHeadline::of("flood").clip(&[0..2, 3..5]), [0..2, 3..5]);
    }
}

//! A second opinion on the text of a page: the text that `trafilatura` extracts, and the paragraphs on which both extractions agree.
//!
//! The two libraries work differently and so make different errors: one extracts boxes, captions and teasers that the other drops. On pages with known texts,
//! paragraphs that both extract are correct more often than those of either (docs/formats.md has the figures).

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{self, AssertUnwindSafe};
use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

/// The maximum length of a page that gets a second opinion, in bytes without scripts and styles; newspaper pages have some hundred thousand.
const MOST_BYTES: usize = 4 << 20;
/// The maximum number of tags of such a page; newspaper pages have some thousand.
const MOST_TAGS: usize = 40_000;
/// The number of words that are compared together.
const SHINGLE: usize = 4;
/// The minimum number of characters of a paragraph of which half is enough: the libraries treat notes, links and quotations in it differently.
const LONG: usize = 120;
/// The minimum number of characters of prose that is kept regardless of the second opinion: boxes and teasers are shorter.
const PROSE: usize = 320;
/// The minimum number of letters and digits between the first and the last word of a short paragraph that identify it.
const INSIDE: usize = 12;
/// The minimum percentage of the text on which both must agree. Below it one of them has chosen another part of the page.
const AGREED: usize = 50;

/// Extracts the text of a page with `trafilatura`; `None` if it finds none or fails, or if the page is large: it takes a kilobyte per element, and cannot be
/// interrupted.
pub(super) fn second_opinion(html: &str) -> Option<String> {
    if html.len() > MOST_BYTES || html.matches('<').count() > MOST_TAGS {
        return None;
    }
    let options = Options::default()
        .with_focus(ExtractionFocus::FavorRecall)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    let extracted = panic::catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options)));
    let text = extracted.ok()?.ok()?.content_text;
    (!text.trim().is_empty()).then_some(text)
}

/// Returns the paragraphs of `text` that `other` also has, and long prose; all of `text` if they agree on too little of it.
pub(super) fn agreed(text: &str, other: &str, headings: &HashSet<String>) -> String {
    let known = Shingles::of(other);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let is_known = |paragraph: &&str| known.have(paragraph) || is_prose(paragraph);
    let known: Vec<bool> = paragraphs.iter().map(is_known).collect();
    let first = known.iter().position(|is_known| *is_known);
    // A heading within the text is before a paragraph of it.
    let is_within = |at: usize| first.is_some_and(|first| first < at) && known.get(at + 1).is_some_and(|next| *next);
    let is_heading = |at: usize, paragraph: &str| is_within(at) && headings.contains(paragraph.trim());
    let kept = paragraphs.iter().zip(&known).enumerate();
    let kept = kept.filter(|(at, (paragraph, is_known))| **is_known || is_heading(*at, paragraph));
    let kept: Vec<&str> = kept.map(|(_, (paragraph, _))| *paragraph).collect();
    let length: usize = kept.iter().map(|paragraph| paragraph.len()).sum();
    if kept.is_empty() || length * 100 < text.len() * AGREED { text.to_owned() } else { kept.join("\n\n") }
}

fn is_prose(paragraph: &str) -> bool {
    const ENDS: &[char] = &['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '"', '”', '»', '“', ')', '」', '』'];
    paragraph.chars().nth(PROSE - 1).is_some() && !paragraph.contains('\n') && paragraph.trim_end().ends_with(ENDS)
}

/// The sequences of up to [`SHINGLE`] words of a text.
struct Shingles(HashSet<u64>);

impl Shingles {
    fn of(text: &str) -> Self {
        let words = words(text);
        let shorter = (1..SHINGLE).flat_map(|length| words.windows(length));
        Self(words.windows(SHINGLE).chain(shorter).map(hash).collect())
    }

    /// Returns whether the text contains a paragraph, or half of it if it is long.
    fn have(&self, paragraph: &str) -> bool {
        let words = words(paragraph);
        let (there, all) = self.count(&words);
        if all == 0 {
            false
        } else if paragraph.chars().nth(LONG - 1).is_some() {
            there * 2 >= all
        } else {
            there == all || self.have_inside_of(paragraph, &words)
        }
    }

    /// Returns whether the text contains a paragraph except its first and last word, which may be joined with those of other paragraphs: for short pages
    /// `trafilatura` returns all text without spaces between elements.
    fn have_inside_of(&self, paragraph: &str, hashes: &[u64]) -> bool {
        let inside = 1..hashes.len().saturating_sub(1);
        let words = words_of(paragraph).skip(inside.start).take(inside.len());
        let (there, all) = self.count(hashes.get(inside).unwrap_or_default());
        all > 0 && there == all && words.map(|word| word.chars().count()).sum::<usize>() >= INSIDE
    }

    /// Returns the number of word sequences that the text contains, and their total.
    fn count(&self, words: &[u64]) -> (usize, usize) {
        let sequences = words.windows(SHINGLE.min(words.len()).max(1));
        sequences.fold((0, 0), |(there, all), words| (there + usize::from(self.0.contains(&hash(words))), all + 1))
    }
}

/// Returns the hashes of the words of a text, ignoring case and punctuation.
fn words(text: &str) -> Vec<u64> {
    words_of(text).map(|word| hash(&word.to_lowercase())).collect()
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_both_are_kept() {
        let prose = "The council decided on Monday to build the wall. ".repeat(7);
        let note = "The harbour wall, which was damaged in the storm of January 2013, will be rebuilt [1] by a firm from the town (see map) this summer.";
        let text =
            format!("The river rose.\n\nRead also\n\nNobody was hurt.\n\n{prose}\n\n{note}\n\nSign up for our letters");
        let other = format!("the river rose\nNobody was hurt!\n{}", note.replace("[1]", "").replace("(see map)", ""));
        assert_eq!(
            agreed(&text, &other, &HashSet::new()),
            format!("The river rose.\n\nNobody was hurt.\n\n{prose}\n\n{note}")
        );
    }

    #[test]
    fn paragraphs_that_run_together_are_kept() {
        let text = "The council voted to build\n\nNobody was hurt, said the mayor\n\n市議会は月曜の夜、一票差で新しい橋を架けることを可決した、と話した\n\nRead also\n\nNext";
        let other = "Bridge2024The council voted to buildNobody was hurt, said the mayor18時30分市議会は月曜の夜、一票差で新しい橋を架けることを可決した、と話したNext";
        let kept = "The council voted to build\n\nNobody was hurt, said the mayor\n\n市議会は月曜の夜、一票差で新しい橋を架けることを可決した、と話した";
        assert_eq!(agreed(text, other, &HashSet::new()), kept);
    }

    #[test]
    fn all_is_kept_if_they_agree_on_little() {
        let text = "The river rose on Monday.\n\nNobody was hurt, said the mayor of the town on Tuesday.";
        assert_eq!(agreed(text, "The river rose on Monday.", &HashSet::new()), text);
        assert_eq!(agreed(text, "", &HashSet::new()), text);
    }
}

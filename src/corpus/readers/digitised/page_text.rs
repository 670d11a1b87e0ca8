//! The words of an OCR page, and text composed of some of them.
//!
//! Words are kept in reading order with their lines, blocks and ids, so that any range of blocks or words, also over several pages, can be composed into
//! paragraphs. A hyphenated word at the end of a line is joined, and only there: otherwise the text is kept as printed.

use super::confidence::Confidence;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Hyphens at the end of a line that are never part of the word.
const SOFT_HYPHENS: [char; 2] = ['\u{AD}', '¬'];
/// Hyphens at the end of a line that may be part of the word, as in `Paris-Lyon`.
const HARD_HYPHENS: [char; 4] = ['-', '⸗', '\u{2010}', '\u{2011}'];

/// The maximum number of languages counted per page.
const MOST_LANGUAGES: usize = 100;

/// A word as recognised.
#[derive(Debug, Clone, Default)]
pub(super) struct PageWord {
    pub(super) text: String,
    /// The OCR confidence, from 0 to 1.
    pub(super) confidence: Option<f32>,
    /// Its part of a hyphenated word, with the whole word as the file states it.
    pub(super) part: WordPart,
    /// Whether a space precedes it in its line.
    pub(super) is_apart: bool,
    /// Whether it is in a margin of the page.
    pub(super) is_margin: bool,
    /// The number of its article in the file; 0 for none.
    pub(super) article: u32,
    /// Whether it belongs to a heading.
    pub(super) is_heading: bool,
    /// The numbers of its line and block, which [`PageText::push`] sets.
    pub(super) line: u32,
    pub(super) block: u32,
}

/// The part of a hyphenated word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum WordPart {
    #[default]
    Whole,
    /// The first part, with the whole word; `None` if the file only marks the hyphenation.
    First(Option<String>),
    /// The second part.
    Second,
}

/// The words of one page or of a part of it, in reading order.
#[derive(Debug, Default)]
pub(super) struct PageText {
    pub(super) words: Vec<PageWord>,
    /// The words of each id of a page, block, line or word.
    ids: FxHashMap<Box<str>, Range<u32>>,
    /// The stated languages of blocks, with the number of their words.
    languages: Vec<(String, u32)>,
    line: u32,
    block: u32,
}

impl PageText {
    /// Begins a line.
    pub(super) fn begin_line(&mut self) {
        self.line += 1;
    }

    /// Begins a block, which is a separate paragraph.
    pub(super) fn begin_block(&mut self) {
        self.block += 1;
        self.line += 1;
    }

    /// Adds a word to the line.
    pub(super) fn push(&mut self, word: PageWord) {
        self.words.push(PageWord { line: self.line, block: self.block, ..word });
    }

    /// Adds the words of a line of text.
    pub(super) fn push_line(&mut self, text: &str) {
        self.begin_line();
        for word in text.split_whitespace() {
            self.push(PageWord { text: word.to_owned(), is_apart: true, ..PageWord::default() });
        }
    }

    /// Returns the number of words so far.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.words.len()).unwrap_or(u32::MAX)
    }

    /// Assigns an id to the words from `from` on.
    pub(super) fn name(&mut self, id: &str, from: u32) {
        let to = self.len();
        self.ids.entry(id.into()).or_insert(from..to);
    }

    /// Assigns a language to the words from `from` on.
    pub(super) fn add_language(&mut self, language: &str, from: u32) {
        let words = self.len().saturating_sub(from);
        if let Some((_, count)) = self.languages.iter_mut().find(|(known, _)| known == language) {
            *count += words;
        } else if self.languages.len() < MOST_LANGUAGES {
            self.languages.push((language.to_owned(), words));
        }
    }

    /// Returns the words with an id.
    pub(super) fn range(&self, id: &str) -> Option<Range<u32>> {
        self.ids.get(id).cloned()
    }

    /// Returns the stated language of most words.
    pub(super) fn language(&self) -> Option<&str> {
        self.languages.iter().max_by_key(|(_, words)| *words).map(|(language, _)| language.as_str())
    }

    /// Sorts blocks into the given reading order; unlisted ones stay where they are. Invalidates the ids.
    pub(super) fn reorder(&mut self, order: &[String]) {
        let places: FxHashMap<u32, usize> = order
            .iter()
            .enumerate()
            .filter_map(|(place, id)| {
                let range = self.range(id)?;
                let first = self.words.get(range.start as usize).filter(|_| !range.is_empty())?;
                Some((first.block, place))
            })
            .collect();
        let mut last = 0;
        let mut keyed: Vec<(usize, PageWord)> = std::mem::take(&mut self.words)
            .into_iter()
            .map(|word| {
                last = places.get(&word.block).copied().unwrap_or(last);
                (last, word)
            })
            .collect();
        keyed.sort_by_key(|(place, _)| *place);
        self.words = keyed.into_iter().map(|(_, word)| word).collect();
    }

    /// Returns some of the words.
    pub(super) fn slice(&self, range: Range<u32>) -> &[PageWord] {
        self.words.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}

/// Composes words into a text.
#[derive(Debug, Default)]
pub(super) struct TextJoiner {
    text: String,
    pub(super) confidence: Confidence,
    /// How the last word continues.
    open: Option<OpenWord>,
    /// The line and block of the last word.
    last: (u32, u32),
}

/// A word that is hyphenated at the end of a line.
#[derive(Debug)]
enum OpenWord {
    /// The whole word has been written; the second part is skipped.
    Written,
    /// The hyphen may have to be removed.
    Hyphen(char),
}

impl TextJoiner {
    /// Returns whether there is no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds words that begin a paragraph, unless they continue the last word.
    pub(super) fn paragraph(&mut self, words: &[PageWord]) {
        let Some(first) = words.first() else { return };
        // The first word begins a line.
        self.last = (u32::MAX, u32::MAX);
        let runs_on = match self.open {
            Some(OpenWord::Written) => first.part == WordPart::Second,
            Some(OpenWord::Hyphen(_)) => first.text.starts_with(char::is_lowercase),
            // The end of a column does not end a paragraph.
            None => {
                first.text.starts_with(char::is_lowercase)
                    && self.text.ends_with(|c: char| c == ',' || c.is_alphabetic())
            }
        };
        if !runs_on {
            self.open = None;
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
        }
        self.extend(words);
    }

    /// Adds words block by block.
    pub(super) fn blocks(&mut self, words: &[PageWord]) {
        for block in words.chunk_by(|one, next| one.block == next.block) {
            self.paragraph(block);
        }
    }

    /// Returns the text with its paragraphs separated by empty lines.
    pub(super) fn finish(self) -> (String, Option<u8>) {
        let percent = self.confidence.percent();
        (self.text, percent)
    }

    fn extend(&mut self, words: &[PageWord]) {
        for (at, word) in words.iter().enumerate() {
            let ends_line = words.get(at + 1).is_none_or(|next| (next.line, next.block) != (word.line, word.block));
            self.word(word, ends_line);
        }
    }

    fn word(&mut self, word: &PageWord, ends_line: bool) {
        self.confidence.add(word.confidence);
        let is_new_line = (word.line, word.block) != self.last;
        self.last = (word.line, word.block);
        match self.open.take() {
            // In all known files the second part of a word is a single string; a whole word ends the search for it.
            Some(OpenWord::Written) if word.part == WordPart::Second => return,
            Some(OpenWord::Hyphen(hyphen)) if is_new_line || word.part == WordPart::Second => {
                let is_part = HARD_HYPHENS.contains(&hyphen) && !word.text.starts_with(char::is_lowercase);
                if !is_part && self.text.ends_with(hyphen) {
                    self.text.pop();
                }
            }
            _ if self.text.is_empty() || self.text.ends_with('\n') => {}
            _ if is_new_line || word.is_apart => self.text.push(' '),
            _ => {}
        }
        match &word.part {
            WordPart::First(Some(whole)) => {
                self.text.push_str(whole);
                self.open = Some(OpenWord::Written);
                return;
            }
            _ => self.text.push_str(&word.text),
        }
        let is_marked = word.part == WordPart::First(None);
        if ends_line || is_marked {
            let mut ending = word.text.chars().rev();
            let (last, before) = (ending.next(), ending.next());
            // A dash on its own, or after another one, is not a hyphen.
            let is_cut = before.is_some_and(char::is_alphanumeric);
            self.open = last
                .filter(|last| SOFT_HYPHENS.contains(last) || (HARD_HYPHENS.contains(last) && is_cut))
                .map(OpenWord::Hyphen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(blocks: &[&[&str]]) -> String {
        let mut page = PageText::default();
        for block in blocks {
            page.begin_block();
            block.iter().for_each(|line| page.push_line(line));
        }
        let mut text = TextJoiner::default();
        text.blocks(&page.words);
        text.finish().0
    }

    #[test]
    fn words_cut_at_line_ends_are_joined() {
        for (lines, expected) in [
            (&["the barri-", "er held"][..], "the barrier held"),
            (&["die Zei⸗", "tung"], "die Zeitung"),
            (&["die Luxemburg⸗", "Zeitung"], "die Luxemburg⸗Zeitung"),
            (&["Paris-", "Lyon 1914-", "18"], "Paris-Lyon 1914-18"),
            (&["Zei¬", "Tung quan\u{AD}", "tité"], "ZeiTung quantité"),
            (&["he said -", "nothing --", "at all"], "he said - nothing -- at all"),
            (&["well-known sea-", ""], "well-known sea-"),
        ] {
            assert_eq!(joined(&[lines]), expected);
        }
        assert_eq!(joined(&[&["the barri-"], &["er held"], &["The end"]]), "the barrier held\n\nThe end");
        assert_eq!(joined(&[&["the sea-"], &["The end"]]), "the sea-\n\nThe end");
    }

    #[test]
    fn a_reading_order_moves_blocks() {
        let mut page = PageText::default();
        for id in ["c", "a", "x", "b"] {
            let from = page.len();
            page.begin_block();
            page.push_line(id);
            page.name(id, from);
        }
        page.reorder(&["a".to_owned(), "b".to_owned(), "c".to_owned(), "gone".to_owned()]);
        let words: Vec<&str> = page.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["a", "x", "b", "c"]);
    }
}

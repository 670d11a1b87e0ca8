//! A page without an issue: one article without a headline, since it mixes all printed content, or the articles to which the file assigns
//! its words.

use super::page_text::{PageText, PageWord, TextJoiner};
use super::stated_language;
use crate::corpus::draft::Draft;
use rustc_hash::FxHashMap;

/// A page from OCR.
#[derive(Debug, Default)]
pub(super) struct RecognisedPage {
    pub(super) text: PageText,
    /// The printed page number, else that of the image.
    pub(super) number: Option<String>,
    /// The OCR confidence of the whole page, if words state none.
    pub(super) confidence: Option<f32>,
}

impl RecognisedPage {
    /// Returns the drafts of the articles to which words are assigned, then of the other words; without assignments, only the draft of the page.
    pub(super) fn drafts(&self) -> Vec<Draft> {
        let words = &self.text.words;
        let mut articles: Vec<(u32, Vec<PageWord>)> = Vec::new();
        let mut places: FxHashMap<u32, usize> = FxHashMap::default();
        for word in words.iter().filter(|word| !word.is_margin) {
            let place = *places.entry(word.article).or_insert(articles.len());
            if place == articles.len() {
                articles.push((word.article, Vec::new()));
            }
            if let Some((_, words)) = articles.get_mut(place) {
                words.push(word.clone());
            }
        }
        if articles.iter().all(|(number, _)| *number == 0) {
            return vec![self.draft()];
        }
        // Words without an article come last.
        articles.sort_by_key(|(number, _)| *number == 0);
        articles.iter().map(|(_, words)| self.article(words)).collect()
    }

    /// Returns the draft of an article; its first words may be its heading.
    fn article(&self, words: &[PageWord]) -> Draft {
        let end = words.iter().take_while(|word| word.is_heading).count();
        let (heading, rest) = words.split_at_checked(end).filter(|(_, rest)| !rest.is_empty()).unwrap_or((&[], words));
        let mut joiner = TextJoiner::default();
        joiner.blocks(heading);
        let headline = joiner.finish().0.replace("\n\n", " ");
        let draft = self.text_of(rest);
        Draft { headline: Some(headline).filter(|headline| !headline.is_empty()), language: None, ..draft }
    }

    /// Returns the draft of a page that stands alone.
    pub(super) fn draft(&self) -> Draft {
        self.text_of(&self.text.words)
    }

    /// Returns the draft of words as a single text.
    fn text_of(&self, words: &[PageWord]) -> Draft {
        let mut joiner = TextJoiner::default();
        if words.iter().all(|word| word.is_margin) {
            joiner.blocks(words);
        } else {
            let is_text = |run: &&[PageWord]| run.first().is_some_and(|word| !word.is_margin);
            words
                .chunk_by(|one, next| one.is_margin == next.is_margin)
                .filter(is_text)
                .for_each(|run| joiner.blocks(run));
        }
        if joiner.confidence.percent().is_none() {
            joiner.confidence.add(self.confidence);
        }
        let (body, ocr) = joiner.finish();
        Draft {
            body: Some(body).filter(|body| !body.is_empty()),
            page: self.number.clone(),
            language: self.text.language().and_then(stated_language),
            ocr,
            ..Draft::default()
        }
    }
}

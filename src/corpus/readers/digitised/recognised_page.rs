//! A page that stands alone: one article, without a headline, since it mixes everything printed on it.

use super::page_text::{PageText, PageWord, TextJoiner};
use super::stated_language;
use crate::corpus::draft::Draft;

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
    /// Returns the draft of a page that stands alone.
    pub(super) fn draft(&self) -> Draft {
        let mut joiner = TextJoiner::default();
        let words = &self.text.words;
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

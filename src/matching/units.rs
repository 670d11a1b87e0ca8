//! Sentences and paragraphs in token positions, for `w/s` and `w/p`.

use crate::text::{TokenRange, Tokens, paragraphs, sentences};

/// The sentences and paragraphs of one text.
pub trait Units {
    /// Returns the number of the paragraph that contains a position.
    fn paragraph(&mut self, position: u32) -> u32;

    /// Returns the number of the sentence that contains a position; comparable only within one paragraph.
    fn sentence(&mut self, position: u32) -> u32;
}

/// Returns the positions of the first token of every paragraph but the first.
pub fn paragraph_starts(text: &str, tokens: &Tokens) -> Vec<u32> {
    let bytes = paragraphs(text).skip(1).map(|paragraph| paragraph.start);
    token_positions(bytes, tokens.ranges())
}

/// Returns the positions of the first token of every sentence, except those that also start a paragraph.
pub fn sentence_starts(text: &str, tokens: &Tokens) -> Vec<u32> {
    let bytes = paragraphs(text).flat_map(|paragraph| {
        let sentences = sentences(text.get(paragraph.clone()).unwrap_or_default());
        sentences.into_iter().skip(1).map(move |sentence| paragraph.start + sentence.start)
    });
    token_positions(bytes, tokens.ranges())
}

/// Returns for each byte offset, given in ascending order, the position of the first token at or after it.
fn token_positions(offsets: impl Iterator<Item = usize>, tokens: &[TokenRange]) -> Vec<u32> {
    let mut positions = Vec::new();
    let mut position = 0;
    for offset in offsets {
        position +=
            tokens.get(position..).unwrap_or_default().iter().take_while(|token| token.start() < offset).count();
        if position >= tokens.len() {
            break;
        }
        positions.push(u32::try_from(position).unwrap_or(u32::MAX));
    }
    // A unit without tokens starts where the next one does.
    positions.dedup();
    positions
}

/// Returns the number of the unit that contains a position, given the positions where units start.
pub fn unit_at(starts: &[u32], position: u32) -> u32 {
    u32::try_from(starts.partition_point(|start| *start <= position)).unwrap_or(u32::MAX)
}

/// The sentences and paragraphs of a text, located on first use.
pub(super) struct TextUnits<'a> {
    text: &'a str,
    tokens: &'a Tokens,
    paragraphs: Option<Vec<u32>>,
    sentences: Option<Vec<u32>>,
}

impl<'a> TextUnits<'a> {
    /// Returns the units of a text with these tokens.
    pub(super) fn new(text: &'a str, tokens: &'a Tokens) -> Self {
        Self { text, tokens, paragraphs: None, sentences: None }
    }
}

impl Units for TextUnits<'_> {
    fn paragraph(&mut self, position: u32) -> u32 {
        unit_at(self.paragraphs.get_or_insert_with(|| paragraph_starts(self.text, self.tokens)), position)
    }

    fn sentence(&mut self, position: u32) -> u32 {
        unit_at(self.sentences.get_or_insert_with(|| sentence_starts(self.text, self.tokens)), position)
    }
}

//! An article as its tokens, text by text.

use super::fields::text_of;
use super::positions::Units;
use crate::article::Article;
use crate::query::Field;
use crate::text::{Token, TokenRange, Tokens, paragraphs, sentences};

/// The running text of one article, taken into tokens.
pub(super) struct ArticleView<'a> {
    pub article: &'a Article,
    /// The headline, the lead if it is stated, the body.
    pub texts: [TextView<'a>; 3],
}

/// One text and its tokens.
pub(super) struct TextView<'a> {
    pub field: Field,
    pub text: &'a str,
    pub tokens: Tokens,
    /// How many of the first tokens are the lead of an article that states none.
    pub opening: u32,
}

impl<'a> ArticleView<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let view = |field: Field| {
            let text = text_of(article, field);
            let tokens = Tokens::of(text);
            let opening = if field == Field::Body { lead_token_count(article, &tokens) } else { 0 };
            TextView { field, text, tokens, opening }
        };
        Self { article, texts: Field::PROSE.map(view) }
    }
}

/// Returns how many of the first tokens of the body are the lead, which is none where the article states one.
pub fn lead_token_count(article: &Article, body: &Tokens) -> u32 {
    if article.lead.is_some() {
        return 0;
    }
    let end = article.opening().len();
    u32::try_from(body.ranges().partition_point(|token| token.end <= end)).unwrap_or(u32::MAX)
}

/// Returns the places of the tokens with which a paragraph begins, the first paragraph left out.
pub fn paragraph_starts(text: &str, tokens: &Tokens) -> Vec<u32> {
    let bytes = paragraphs(text).skip(1).map(|paragraph| paragraph.start);
    places_at(bytes, tokens.ranges())
}

/// Returns the places of the tokens with which a sentence begins that is not the first of its paragraph.
pub fn sentence_starts(text: &str, tokens: &Tokens) -> Vec<u32> {
    let bytes = paragraphs(text).flat_map(|paragraph| {
        let sentences = sentences(text.get(paragraph.clone()).unwrap_or_default());
        sentences.into_iter().skip(1).map(move |sentence| paragraph.start + sentence.start)
    });
    places_at(bytes, tokens.ranges())
}

/// Returns the places of the tokens that are the first at each of the bytes, which are in order, or after it.
fn places_at(bytes: impl Iterator<Item = usize>, tokens: &[TokenRange]) -> Vec<u32> {
    let mut places = Vec::new();
    let mut place = 0;
    for byte in bytes {
        place += tokens.get(place..).unwrap_or_default().iter().take_while(|token| token.start < byte).count();
        if place >= tokens.len() {
            break;
        }
        places.push(u32::try_from(place).unwrap_or(u32::MAX));
    }
    // What has no word begins where the next one does.
    places.dedup();
    places
}

/// Returns the number of the unit that a place is in, by the places where units begin.
pub fn unit_at(starts: &[u32], place: u32) -> u32 {
    u32::try_from(starts.partition_point(|start| *start <= place)).unwrap_or(u32::MAX)
}

/// The sentences and paragraphs of a text, found when they are first asked for.
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
    fn paragraph(&mut self, place: u32) -> u32 {
        unit_at(self.paragraphs.get_or_insert_with(|| paragraph_starts(self.text, self.tokens)), place)
    }

    fn sentence(&mut self, place: u32) -> u32 {
        unit_at(self.sentences.get_or_insert_with(|| sentence_starts(self.text, self.tokens)), place)
    }
}

impl TextView<'_> {
    /// Returns the tokens, each with the place it has.
    pub(super) fn places(&self) -> impl Iterator<Item = (u32, Token<'_>)> {
        (0..).zip(self.tokens.iter())
    }
}

//! The running text of an article as tokens.

use super::fields::{text_of, tokens_of};
use super::spans::PositionRange;
use super::title_case::title_case_words;
use super::units::{paragraph_starts, sentence_starts};
use super::word_positions::WordPositions;
use crate::article::Article;
use crate::query::Field;
use crate::text::{JoinedForm, Token, Tokens, joined_forms};

/// An article whose running text is tokenized.
pub(super) struct TokenizedArticle<'a> {
    pub article: &'a Article,
    /// The headline, the stated lead (empty if there is none) and the body.
    pub texts: [TokenizedText<'a>; 3],
}

/// One text and its tokens.
pub(super) struct TokenizedText<'a> {
    pub field: Field,
    pub text: &'a str,
    pub tokens: Tokens,
    /// The number of tokens at the start of the text that form the lead.
    pub lead_tokens: u32,
    /// The words of several parts.
    pub joined: Vec<JoinedForm>,
}

impl<'a> TokenizedArticle<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let tokenized = |field: Field| {
            let text = text_of(article, field);
            let tokens = tokens_of(article, field);
            let lead_tokens = if field == Field::Body { lead_token_count(article, &tokens) } else { 0 };
            let joined = joined_forms(text, &tokens);
            TokenizedText { field, text, tokens, lead_tokens, joined }
        };
        Self { article, texts: Field::PROSE.map(tokenized) }
    }
}

impl TokenizedText<'_> {
    /// Returns the range of a whole word if the given position matched by its joined form: the parts are highlighted together.
    ///
    /// If another part matches by itself, each match keeps its own range, as in the counts of an engine.
    pub(super) fn with_all_parts(&self, range: PositionRange, words: &WordPositions) -> PositionRange {
        let is_joined = range.first == range.last && words.only_joined.binary_search(&range.first).is_ok();
        let form = self.joined.binary_search_by_key(&range.first, |form| form.first).ok().filter(|_| is_joined);
        let Some(form) = form.and_then(|form| self.joined.get(form)) else {
            return range;
        };
        let is_other_part = |position: &u32| (form.first + 1..=form.last).contains(position);
        let has_other_part = words.of_leaves.iter().flatten().any(is_other_part);
        if has_other_part { range } else { PositionRange { last: form.last, ..range } }
    }

    /// Returns the positions of short words in title case inside a sentence.
    pub(super) fn title_case(&self) -> Vec<u32> {
        let (paragraphs, sentences) =
            (paragraph_starts(self.text, &self.tokens), sentence_starts(self.text, &self.tokens));
        title_case_words(self.text, &self.tokens, &paragraphs, &sentences)
    }

    /// Returns the tokens, each with its position.
    pub(super) fn positions(&self) -> impl Iterator<Item = (u32, Token<'_>)> {
        (0..).zip(self.tokens.iter())
    }
}

/// Returns the number of tokens at the start of the body that form the lead: none if the article states a lead.
pub fn lead_token_count(article: &Article, body: &Tokens) -> u32 {
    if article.lead.is_some() {
        return 0;
    }
    let end = article.opening().len();
    u32::try_from(body.ranges().partition_point(|token| token.end() <= end)).unwrap_or(u32::MAX)
}

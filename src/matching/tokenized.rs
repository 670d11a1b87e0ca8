//! The running text of an article as tokens.

use super::fields::text_of;
use crate::article::Article;
use crate::query::Field;
use crate::text::{Token, Tokens};

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
    /// How many tokens at the start of the text count as the lead.
    pub lead_tokens: u32,
}

impl<'a> TokenizedArticle<'a> {
    pub(super) fn of(article: &'a Article) -> Self {
        let tokenized = |field: Field| {
            let text = text_of(article, field);
            let tokens = Tokens::of(text);
            let lead_tokens = if field == Field::Body { lead_token_count(article, &tokens) } else { 0 };
            TokenizedText { field, text, tokens, lead_tokens }
        };
        Self { article, texts: Field::PROSE.map(tokenized) }
    }
}

impl TokenizedText<'_> {
    /// Returns the tokens, each with its position.
    pub(super) fn positions(&self) -> impl Iterator<Item = (u32, Token<'_>)> {
        (0..).zip(self.tokens.iter())
    }
}

/// Returns how many tokens at the start of the body count as the lead: none if the article states a lead.
pub fn lead_token_count(article: &Article, body: &Tokens) -> u32 {
    if article.lead.is_some() {
        return 0;
    }
    let end = article.opening().len();
    u32::try_from(body.ranges().partition_point(|token| token.end <= end)).unwrap_or(u32::MAX)
}

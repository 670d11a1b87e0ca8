//! An article as its tokens, field by field.

use crate::article::Article;
use crate::query::Field;
use crate::text::Tokens;

/// The running text of one article, taken into tokens.
pub struct ArticleView<'a> {
    /// The article.
    pub article: &'a Article,
    /// The field, its text and its tokens: the headline, the lead if it is stated, the body.
    pub texts: Vec<(Field, &'a str, Tokens)>,
}

impl<'a> ArticleView<'a> {
    /// Returns the view of an article.
    pub fn of(article: &'a Article) -> Self {
        let texts = [
            (Field::Headline, Some(article.headline.as_str())),
            (Field::Lead, article.lead.as_deref()),
            (Field::Body, Some(article.body.as_str())),
        ];
        let texts =
            texts.into_iter().filter_map(|(field, text)| text.map(|text| (field, text, Tokens::of(text)))).collect();
        Self { article, texts }
    }

    /// Returns the end of the lead in the body, in bytes, where the article states no lead of its own.
    pub fn lead_within_body(&self) -> usize {
        match self.article.lead {
            Some(_) => 0,
            None => self.article.opening().len(),
        }
    }
}

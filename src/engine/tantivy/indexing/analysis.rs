//! An article taken into words, once, before it comes into any list.

use crate::article::Article;
use crate::matching::{label_values, lead_token_count, paragraph_starts, sentence_starts, text_of};
use crate::query::{Field, FieldKind};
use crate::text::Tokens;

/// An article and its words.
pub(crate) struct AnalysedArticle {
    pub article: Article,
    /// The headline, the lead if it is stated, the body.
    pub texts: [AnalysedText; 3],
    /// The values of each field of names and labels.
    pub labels: Vec<(Field, Vec<Tokens>)>,
    /// How many words the body has.
    pub words: usize,
    /// How many of them are the lead of an article that states none.
    pub opening: u32,
}

/// One text and its words.
pub(crate) struct AnalysedText {
    pub field: Field,
    pub tokens: Tokens,
    /// The places of the words that begin a paragraph, and not the first.
    pub paragraphs: Vec<u32>,
    /// The places of the words that begin a sentence, and not the first of its paragraph.
    pub sentences: Vec<u32>,
}

impl AnalysedArticle {
    pub(crate) fn of(article: Article) -> Self {
        let texts = Field::PROSE.map(|field| AnalysedText::new(&article, field));
        let labels = Field::all().filter(|field| field.kind() == FieldKind::Label);
        let tokens_of = |label: Field| label_values(&article, label).into_iter().map(Tokens::of).collect();
        let labels = labels.map(|label| (label, tokens_of(label))).collect();
        let body = texts.iter().find(|text| text.field == Field::Body);
        let (words, opening) =
            body.map_or((0, 0), |body| (body.tokens.len(), lead_token_count(&article, &body.tokens)));
        Self { texts, labels, words, opening, article }
    }
}

impl AnalysedText {
    fn new(article: &Article, field: Field) -> Self {
        let text = text_of(article, field);
        let tokens = Tokens::of(text);
        let (paragraphs, sentences) = (paragraph_starts(text, &tokens), sentence_starts(text, &tokens));
        Self { field, tokens, paragraphs, sentences }
    }

    /// Returns the text itself, of the article that it is of.
    pub(crate) fn of<'a>(&self, article: &'a Article) -> &'a str {
        text_of(article, self.field)
    }
}

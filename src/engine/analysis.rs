//! Analyses an article into tokens, once, before an engine indexes it.

use crate::article::Article;
use crate::matching::{
    label_joined_forms, label_values, lead_token_count, paragraph_starts, sentence_starts, text_of, title_case_words,
    tokens_of,
};
use crate::query::{Field, FieldKind};
use crate::text::{JoinedForm, Tokens, joined_forms, label_key};
use std::borrow::Cow;

/// An article and its tokens.
pub(crate) struct AnalysedArticle {
    pub article: Article,
    /// The headline, the lead if the article states one, and the body.
    pub texts: [AnalysedText; 3],
    /// The values of each label field.
    pub labels: Vec<(Field, Vec<AnalysedValue>)>,
    /// The number of tokens in the body.
    pub words: usize,
    /// The number of those tokens that form the lead of an article without a stated lead.
    pub opening: u32,
}

/// One value of a label field.
pub(crate) struct AnalysedValue {
    pub tokens: Tokens,
    /// The words of several parts.
    pub joined: Vec<JoinedForm>,
    /// The key of the whole value; `None` in a field without exact values.
    pub key: Option<String>,
}

/// One text and its tokens.
pub(crate) struct AnalysedText {
    pub field: Field,
    pub tokens: Tokens,
    /// The positions of the words that begin a paragraph, except the first paragraph.
    pub paragraphs: Vec<u32>,
    /// The positions of the words that begin a sentence, except the first of each paragraph.
    pub sentences: Vec<u32>,
    /// The positions of short words in title case inside a sentence.
    pub title_case: Vec<u32>,
    /// The words of several parts.
    pub joined: Vec<JoinedForm>,
}

impl AnalysedArticle {
    pub(crate) fn of(article: Article) -> Self {
        let texts = Field::PROSE.map(|field| AnalysedText::new(&article, field));
        let labels = Field::all().filter(|field| field.kind() == FieldKind::Label);
        let analysed = |label: Field| {
            let key = |value: &str| label.has_exact_values().then(|| label_key(value));
            let values = label_values(&article, label).into_iter();
            let analysed = |value: Cow<'_, str>| {
                let tokens = Tokens::of(&value);
                AnalysedValue { joined: label_joined_forms(label, &value, &tokens), key: key(&value), tokens }
            };
            values.map(analysed).collect()
        };
        let labels = labels.map(|label| (label, analysed(label))).collect();
        let body = texts.iter().find(|text| text.field == Field::Body);
        let (words, opening) =
            body.map_or((0, 0), |body| (body.tokens.len(), lead_token_count(&article, &body.tokens)));
        Self { texts, labels, words, opening, article }
    }
}

impl AnalysedText {
    fn new(article: &Article, field: Field) -> Self {
        let text = text_of(article, field);
        let tokens = tokens_of(article, field);
        let (paragraphs, sentences) = (paragraph_starts(text, &tokens), sentence_starts(text, &tokens));
        let title_case = title_case_words(text, &tokens, &paragraphs, &sentences);
        let joined = joined_forms(text, &tokens);
        Self { field, tokens, paragraphs, sentences, title_case, joined }
    }

    /// Returns the text; `article` must be the article that was analysed.
    pub(crate) fn of<'a>(&self, article: &'a Article) -> &'a str {
        text_of(article, self.field)
    }
}

/// Returns the tie-breaker that orders hits with equal scores, the same on every machine.
pub(crate) fn tie(article: &Article) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(article.id.as_str().as_bytes());
    hasher.update(article.path().as_str().as_bytes());
    hasher.update(&article.record.to_le_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}

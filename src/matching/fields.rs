//! The text and values of an article's fields.

use crate::article::{Article, ArticleKind};
use crate::query::Field;
use crate::text::{JoinedForm, Tokens, joined_forms, token_count};
use std::borrow::Cow;

/// Returns the text of the headline, the lead or the body. The lead is empty unless the article states one.
pub fn text_of(article: &Article, field: Field) -> &str {
    match field {
        Field::Headline => &article.headline,
        Field::Lead => article.lead.as_deref().unwrap_or_default(),
        _ => &article.body,
    }
}

/// Returns the values of a label such as the source or the bylines.
pub fn label_values(article: &Article, field: Field) -> Vec<Cow<'_, str>> {
    let values: Vec<&str> = match field {
        Field::Source => article.source.as_deref().into_iter().collect(),
        Field::Byline => article.bylines.iter().map(String::as_str).collect(),
        Field::Section => article.section.as_deref().into_iter().collect(),
        Field::Page => article.page.as_deref().into_iter().collect(),
        Field::Edition => article.edition.as_deref().into_iter().collect(),
        Field::Kind => article.kind.map(ArticleKind::name).into_iter().collect(),
        Field::Place => article.place.as_deref().into_iter().collect(),
        Field::Topic => article.topics.iter().map(String::as_str).collect(),
        Field::Url => article.url.as_deref().into_iter().collect(),
        Field::Path => {
            return vec![match article.path() {
                Cow::Borrowed(path) => Cow::Borrowed(path.as_str()),
                Cow::Owned(path) => Cow::Owned(path.as_str().to_owned()),
            }];
        }
        _ => Vec::new(),
    };
    values.into_iter().map(Cow::Borrowed).collect()
}

/// The position gap between two values of a label, here and in an index. It is wider than any phrase can span with its gaps and slop, so
/// no phrase matches across two values.
pub const POSITION_GAP: u32 = 5_000;

/// The tokens of one value of a label.
pub(super) struct LabelTokens {
    /// The position of the first token.
    pub start: u32,
    pub tokens: Tokens,
    /// The words of several parts, at positions within the value.
    pub joined: Vec<JoinedForm>,
}

/// Returns the tokens of each value of a label.
pub(super) fn label_tokens(article: &Article, field: Field) -> Vec<LabelTokens> {
    let mut start = 0;
    let tokenize = |value: &Cow<'_, str>| {
        let tokens = Tokens::of(value);
        let first = start;
        let joined = label_joined_forms(field, value, &tokens);
        start += u32::try_from(tokens.len()).unwrap_or(u32::MAX / 2) + POSITION_GAP;
        LabelTokens { start: first, tokens, joined }
    };
    label_values(article, field).iter().map(tokenize).collect()
}

/// Returns the joined forms in a value of a label; none in web addresses and paths.
pub fn label_joined_forms(field: Field, value: &str, tokens: &Tokens) -> Vec<JoinedForm> {
    if field.has_joined_forms() { joined_forms(value, tokens) } else { Vec::new() }
}

/// Returns the first and the last day that a date field can mean; `None` for an undated article.
pub(super) fn days_of(article: &Article, field: Field) -> Option<(i64, i64)> {
    match field {
        Field::Added => {
            let day = article.added.div_euclid(86_400);
            Some((day, day))
        }
        _ => article.published.map(|published| (published.date.first_day(), published.date.last_day())),
    }
}

/// Returns the value of a field with numbers; `None` if the article has none.
pub(super) fn number_of(article: &Article, field: Field) -> Option<u64> {
    match field {
        Field::Ocr => article.ocr.map(u64::from),
        _ => Some(token_count(&article.body) as u64),
    }
}

/// Returns whether a field of the article has a value.
pub fn article_has(article: &Article, field: Field) -> bool {
    match field {
        Field::Headline => !article.headline.is_empty(),
        Field::Lead => !article.opening().is_empty(),
        Field::Body => !article.body.is_empty(),
        Field::Lang => article.language.is_some(),
        Field::Date => article.published.is_some(),
        Field::Complete => !article.incomplete,
        Field::Superseded => article.superseded,
        Field::Ocr => article.ocr.is_some(),
        Field::Id | Field::Added | Field::Words => true,
        _ => !label_values(article, field).is_empty(),
    }
}

/// Returns the tokens of a field of running text, as they are indexed and matched.
pub fn tokens_of(article: &Article, field: Field) -> Tokens {
    let text = text_of(article, field);
    if field == Field::Headline { Tokens::of_headline(text) } else { Tokens::of(text) }
}

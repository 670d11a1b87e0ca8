//! The tree evaluated on one article.

use super::Match;
use super::leaves::Leaves;
use crate::article::Article;
use crate::query::{DayRange, Field, FieldKind, Node, Query};
use crate::text::{Tokens, token_count};

/// A query whose words and phrases are numbered.
pub(super) enum Compiled {
    All,
    /// A word or phrase in running text, by its number.
    Text(usize),
    /// Words as printed, one after the other, in a label.
    Label(Field, Vec<String>),
    Value(Field, String),
    Days(Field, DayRange),
    Words(Option<u64>, Option<u64>),
    Exists(Field),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
}

pub(super) fn compile(query: &Query, leaves: &mut Leaves) -> Compiled {
    let is_label = |field: &Option<Field>| field.is_some_and(|field| field.kind() == FieldKind::Label);
    match &query.node {
        Node::All => Compiled::All,
        Node::Word { text, field } | Node::Phrase { text, field, .. } if is_label(field) => {
            let terms = Tokens::of(text).terms().map(str::to_owned).collect();
            Compiled::Label(field.unwrap_or(Field::Source), terms)
        }
        Node::Word { text, field } => Compiled::Text(leaves.add_word(text, *field)),
        Node::Pattern { .. } | Node::Near { .. } | Node::AtLeast { .. } => Compiled::All,
        Node::Boost { of, .. } => compile(of, leaves),
        Node::Phrase { text, field, .. } => Compiled::Text(leaves.add_phrase(text, *field)),
        Node::Value { field, value } => Compiled::Value(*field, value.clone()),
        Node::Days { field, range } => Compiled::Days(*field, *range),
        Node::Number { from, to, .. } => Compiled::Words(*from, *to),
        Node::Exists(field) => Compiled::Exists(*field),
        Node::And(parts) => Compiled::And(parts.iter().map(|part| compile(part, leaves)).collect()),
        Node::Or(parts) => Compiled::Or(parts.iter().map(|part| compile(part, leaves)).collect()),
        Node::Not(part) => Compiled::Not(Box::new(compile(part, leaves))),
    }
}

/// Returns whether `article` answers, and adds the places that made it so.
pub(super) fn evaluate(query: &Compiled, article: &Article, found: &[Vec<Match>], places: &mut Vec<Match>) -> bool {
    match query {
        Compiled::All => true,
        Compiled::Text(leaf) => {
            let answers = found.get(*leaf).map_or(&[][..], Vec::as_slice);
            places.extend_from_slice(answers);
            !answers.is_empty()
        }
        Compiled::Label(field, terms) => label_values(article, *field).iter().any(|value| has_phrase(value, terms)),
        Compiled::Value(Field::Lang, value) => article.language.is_some_and(|language| language.code() == value),
        Compiled::Value(_, value) => article.id.as_str() == value,
        Compiled::Days(field, range) => {
            days_of(article, *field).is_some_and(|(first, last)| range.overlaps(first, last))
        }
        Compiled::Words(from, to) => {
            let words = token_count(&article.body) as u64;
            from.is_none_or(|from| from <= words) && to.is_none_or(|to| words <= to)
        }
        Compiled::Exists(field) => article_has(article, *field),
        Compiled::And(parts) => parts.iter().all(|part| evaluate(part, article, found, places)),
        // Every alternative is asked, not only the first that answers: all of them are marked.
        Compiled::Or(parts) => parts.iter().filter(|part| evaluate_alone(part, article, found, places)).count() > 0,
        Compiled::Not(part) => !evaluate(part, article, found, &mut Vec::new()),
    }
}

/// Evaluates one alternative, whose places count only if all of it answers.
fn evaluate_alone(query: &Compiled, article: &Article, found: &[Vec<Match>], places: &mut Vec<Match>) -> bool {
    let before = places.len();
    let answers = evaluate(query, article, found, places);
    if !answers {
        places.truncate(before);
    }
    answers
}

fn label_values(article: &Article, field: Field) -> Vec<&str> {
    match field {
        Field::Source => article.source.as_deref().into_iter().collect(),
        Field::Byline => article.bylines.iter().map(String::as_str).collect(),
        Field::Section => article.section.as_deref().into_iter().collect(),
        Field::Place => article.place.as_deref().into_iter().collect(),
        Field::Topic => article.topics.iter().map(String::as_str).collect(),
        Field::Url => article.url.as_deref().into_iter().collect(),
        Field::Path => vec![article.file.as_str()],
        _ => Vec::new(),
    }
}

fn has_phrase(value: &str, terms: &[String]) -> bool {
    let tokens = Tokens::of(value);
    let value: Vec<&str> = tokens.terms().collect();
    !terms.is_empty() && value.windows(terms.len()).any(|window| window == terms)
}

fn days_of(article: &Article, field: Field) -> Option<(i64, i64)> {
    match field {
        Field::Added => {
            let day = article.added.div_euclid(86_400);
            Some((day, day))
        }
        _ => article.published.map(|published| (published.date.first_day(), published.date.last_day())),
    }
}

/// Returns whether the article has anything in a field.
pub fn article_has(article: &Article, field: Field) -> bool {
    match field {
        Field::Headline => !article.headline.is_empty(),
        Field::Lead => !article.opening().is_empty(),
        Field::Body => !article.body.is_empty(),
        Field::Lang => article.language.is_some(),
        Field::Date => article.published.is_some(),
        Field::Id | Field::Added | Field::Words => true,
        _ => !label_values(article, field).is_empty(),
    }
}

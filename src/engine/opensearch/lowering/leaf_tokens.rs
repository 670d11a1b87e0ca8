//! The tokens of the index that a query word matches.

use super::regular_expression::lucene_expression;
use crate::article::Language;
use crate::engine::opensearch::mapping::{QUERY_ANALYZER, field, label_field};
use crate::engine::opensearch::tokens::{
    ACRONYM, JOINED, JOINED_STEM, PRINTED, SAME, STEM, STEM_ITSELF, TITLE_CASE, stem_in, token,
};
use crate::matching::{Leaf, WordTest};
use crate::query::{Field, FieldKind};
use crate::text::{ANY_RUN, PatternSource, WordPattern, is_wildcard};
use serde_json::{Value, json};

/// The tokens that a query word matches in a field.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine::opensearch) struct LeafTokens {
    /// Any of these tokens.
    pub tokens: Vec<String>,
    /// Any token that matches one of these queries, each a type and a value.
    pub patterns: Vec<(&'static str, Value)>,
    /// Whether the tokens and patterns match only the word.
    pub is_exact: bool,
}

impl LeafTokens {
    /// Returns the tokens of a word, in an archive with articles in these languages.
    pub(in crate::engine::opensearch) fn of(leaf: &Leaf, languages: &[Option<Language>]) -> Self {
        let printed = |term: &String| match leaf.field {
            Some(field) if field.kind() == FieldKind::Label => vec![token(PRINTED, term)],
            _ => vec![token(STEM_ITSELF, term), token(PRINTED, term)],
        };
        let exactly = |tokens: Vec<String>| Self { tokens, patterns: Vec::new(), is_exact: true };
        match &leaf.test {
            WordTest::Term(term) => exactly(printed(term)),
            WordTest::Cased(term, _) => Self { is_exact: false, ..exactly(printed(term)) },
            WordTest::JoinedTerm(term) => exactly([printed(term), vec![token(JOINED, term)]].concat()),
            WordTest::Acronym(term) => exactly(vec![token(ACRONYM, term), token(TITLE_CASE, term)]),
            WordTest::OneOf(terms, _) => exactly(terms.iter().flat_map(printed).collect()),
            WordTest::Stems(stems) => exactly(stems.iter().flat_map(|stem| stem_tokens(stem, languages)).collect()),
            WordTest::Pattern(pattern, _) => {
                let is_label = leaf.field.is_some_and(|field| field.kind() == FieldKind::Label);
                let mut signs = if is_label { vec![PRINTED] } else { vec![STEM_ITSELF, PRINTED] };
                let (mut is_exact, mut tokens) = (true, Vec::new());
                if leaf.matches_joined {
                    match joined_words(pattern) {
                        JoinedWords::OfPattern => signs.push(JOINED),
                        JoinedWords::One(word) => tokens.push(token(JOINED, &word)),
                        JoinedWords::Fewer => {
                            signs.push(JOINED);
                            is_exact = false;
                        }
                    }
                }
                let queries: Vec<(_, bool)> = signs.into_iter().map(|sign| pattern_query(sign, pattern)).collect();
                let is_exact = is_exact && queries.iter().all(|(_, is_exact)| *is_exact);
                Self { tokens, patterns: queries.into_iter().map(|(query, _)| query).collect(), is_exact }
            }
        }
    }

    /// Returns the query for the articles that have the word in a field.
    pub(in crate::engine::opensearch) fn query(&self, field: &str) -> Vec<Value> {
        let mut queries = Vec::new();
        if !self.tokens.is_empty() {
            queries.push(json!({ "terms": { field: self.tokens } }));
        }
        queries.extend(self.patterns.iter().map(|(kind, value)| json!({ *kind: { field: value } })));
        queries
    }
}

/// The joined forms that a pattern matches, next to the printed words.
enum JoinedWords {
    /// Those that match the pattern.
    OfPattern,
    /// This one.
    One(String),
    /// Some of those that match the pattern.
    Fewer,
}

/// Returns the joined forms that a pattern matches: see [`WordPattern::matches_joined`].
fn joined_words(pattern: &WordPattern) -> JoinedWords {
    match pattern.source() {
        PatternSource::Fuzzy(..) => JoinedWords::OfPattern,
        _ if pattern.begins_alike() => JoinedWords::OfPattern,
        // Every longer word also has an ending that matches.
        PatternSource::Wildcard(word) => match word.trim_start_matches(ANY_RUN) {
            ending if ending.len() < word.len() && !ending.contains(is_wildcard) => JoinedWords::One(ending.to_owned()),
            _ => JoinedWords::Fewer,
        },
        PatternSource::Regex(_) => JoinedWords::Fewer,
    }
}

/// Returns the query for the tokens of a kind that match a pattern, and whether it matches no others.
fn pattern_query(sign: char, pattern: &WordPattern) -> ((&'static str, Value), bool) {
    // Includes all words, not only the most frequent ones.
    let rewrite = "constant_score";
    match pattern.source() {
        PatternSource::Wildcard(word) => {
            (("wildcard", json!({ "value": token(sign, word), "rewrite": rewrite })), true)
        }
        PatternSource::Fuzzy(word, edits) => {
            let fuzzy = json!({
                "value": token(sign, word), "fuzziness": edits, "prefix_length": 1, "transpositions": true, "rewrite": rewrite,
            });
            (("fuzzy", fuzzy), true)
        }
        PatternSource::Regex(expression) => {
            let expression = lucene_expression(expression);
            let is_exact = expression.as_ref().is_some_and(|expression| expression.is_exact);
            let value = format!("{sign}({})", expression.map_or_else(|| ".*".to_owned(), |expression| expression.text));
            let regexp = json!({
                "value": value, "flags": "NONE", "rewrite": rewrite, "max_determinized_states": MAX_STATES,
            });
            (("regexp", regexp), is_exact)
        }
    }
}

/// The maximum number of states of an expression's automaton.
const MAX_STATES: u32 = 100_000;

/// Returns the tokens of a stem.
pub(in crate::engine::opensearch) fn stem_tokens(stem: &str, languages: &[Option<Language>]) -> Vec<String> {
    let own = [STEM_ITSELF, STEM, JOINED_STEM].map(|kind| token(kind, stem));
    own.into_iter().chain(tokens_of_unknown(stem, languages)).collect()
}

/// Returns the tokens of a stem in articles of unknown language, if there are any.
pub(in crate::engine::opensearch) fn tokens_of_unknown(stem: &str, languages: &[Option<Language>]) -> Vec<String> {
    if !languages.contains(&None) {
        return Vec::new();
    }
    languages.iter().flatten().map(|language| stem_in(language.code(), stem)).collect()
}

/// Returns the query for the articles with any of the stems in running text. The ranking field contains all stems.
pub(in crate::engine::opensearch) fn stems_query(stems: &[String], languages: &[Option<Language>]) -> Value {
    let mut queries = vec![json!({ "terms": { field::RANK: stems } })];
    let unknown: Vec<String> = stems.iter().flat_map(|stem| tokens_of_unknown(stem, languages)).collect();
    if !unknown.is_empty() {
        queries.push(tokens_query(None, &unknown));
    }
    json!({ "bool": { "should": queries } })
}

/// Returns the query that scores articles by the total count of the stems. Lucene treats tokens at the same position as one word.
pub(in crate::engine::opensearch) fn counted_as_one(stems: &[&str], boost: f64) -> Value {
    let word = stems.join(&SAME.to_string());
    json!({ "match": { field::RANK: { "query": word, "analyzer": QUERY_ANALYZER, "boost": boost } } })
}

/// Returns the query for the articles with any of the tokens in a field, or in running text.
pub(in crate::engine::opensearch) fn tokens_query(of: Option<Field>, tokens: &[String]) -> Value {
    let queries: Vec<Value> = index_fields(of).into_iter().map(|field| json!({ "terms": { field: tokens } })).collect();
    json!({ "bool": { "should": queries } })
}

/// Returns the fields of the index that hold the words of a query field, or of all running text.
pub(in crate::engine::opensearch) fn index_fields(of: Option<Field>) -> Vec<String> {
    match of {
        None => vec![field::HEADLINE.to_owned(), field::LEAD.to_owned(), field::BODY.to_owned()],
        Some(Field::Headline) => vec![field::HEADLINE.to_owned()],
        // Without a stated lead, the opening of the body is the lead.
        Some(Field::Lead) => vec![field::LEAD.to_owned(), field::OPENING.to_owned()],
        Some(Field::Body) => vec![field::BODY.to_owned()],
        Some(label) => vec![label_field(label)],
    }
}

//! Lowers a query tree to the query language of the cluster.

use super::ranked_words::RankedWord;
use crate::article::{FilePath, Language};
use crate::engine::opensearch::mapping::{every_article, field, value_key};
use crate::engine::{Deadline, EngineError, MinimumMatch, Request};
use crate::matching::possible_languages;
use crate::query::{Field, FieldKind, Node, Query};
use crate::text::label_key;
use serde_json::{Value, json};

/// A query of the cluster.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine::opensearch) struct Lowered {
    pub query: Value,
    /// Whether it matches no articles beyond those of the tree.
    pub is_exact: bool,
}

impl Lowered {
    pub(super) fn exact(query: Value) -> Self {
        Self { query, is_exact: true }
    }

    /// Matches no article.
    pub(super) fn none() -> Self {
        Self::exact(json!({ "match_none": {} }))
    }

    /// Matches if any of the parts matches.
    pub(super) fn any(parts: Vec<Self>) -> Self {
        let is_exact = parts.iter().all(|part| part.is_exact);
        let mut queries: Vec<Value> = parts.into_iter().map(|part| part.query).collect();
        match queries.len() {
            0 => Self::none(),
            1 => Self { query: queries.remove(0), is_exact },
            _ => Self { query: json!({ "bool": { "should": queries } }), is_exact },
        }
    }

    /// Matches if all of the parts match.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        let is_exact = parts.iter().all(|part| part.is_exact);
        let mut queries: Vec<Value> = parts.into_iter().map(|part| part.query).collect();
        match queries.len() {
            0 => Self { query: every_article(), is_exact },
            1 => Self { query: queries.remove(0), is_exact },
            _ => Self { query: json!({ "bool": { "filter": queries } }), is_exact },
        }
    }

    /// Marks the query as inexact: it may match more articles.
    pub(super) fn or_more(self) -> Self {
        Self { is_exact: false, ..self }
    }
}

/// The state of lowering one request.
pub(in crate::engine::opensearch) struct ClusterLowering<'a> {
    /// The languages of the archive.
    pub all_languages: &'a [Option<Language>],
    /// The languages to stem query words in, narrowed by the `lang:` filters of the query.
    pub languages: Vec<Option<Language>>,
    /// The words to rank by, in the order of discovery.
    pub words: Vec<RankedWord>,
    /// Whether to collect the words to rank by.
    pub ranks: bool,
    /// Whether to select by single words only, for a query with more clauses than the cluster allows.
    pub is_simple: bool,
    pub(super) boost: f64,
    pub(super) is_added: bool,
    pub(super) is_negated: bool,
    pub(super) deadline: Deadline,
}

impl<'a> ClusterLowering<'a> {
    pub(in crate::engine::opensearch) fn new(languages: &'a [Option<Language>], deadline: &Deadline) -> Self {
        Self {
            all_languages: languages,
            languages: languages.to_vec(),
            words: Vec::new(),
            ranks: true,
            is_simple: false,
            boost: 1.0,
            is_added: false,
            is_negated: false,
            deadline: deadline.clone(),
        }
    }

    /// Returns the query for the articles that match the request.
    pub(in crate::engine::opensearch) fn request(&mut self, request: &Request<'_>) -> Result<Lowered, EngineError> {
        self.languages = possible_languages(request.query, &self.languages);
        let mut required = Vec::new();
        if request.query.node != Node::All || request.minimum_match.is_none() {
            required.push(self.query(request.query)?);
        }
        if let Some(MinimumMatch { parts, least }) = request.minimum_match {
            let parts = parts.iter().map(|part| self.query(part)).collect::<Result<Vec<_>, _>>()?;
            let is_exact = parts.iter().all(|part| part.is_exact);
            let parts: Vec<Value> = parts.into_iter().map(|part| part.query).collect();
            let query = json!({ "bool": { "should": parts, "minimum_should_match": least } });
            required.push(Lowered { query, is_exact });
        }
        if !request.folders.is_empty() {
            let folders: Vec<&str> = request.folders.iter().map(FilePath::as_str).collect();
            required.push(Lowered::exact(json!({ "terms": { field::FOLDER: folders } })));
        }
        // These parts only add words to rank by; hits need not match them.
        for part in request.ranks_by {
            self.query(part)?;
        }
        self.is_added = true;
        for part in request.expanded_by {
            self.query(part)?;
        }
        self.is_added = false;
        Ok(Lowered::all(required))
    }

    /// Returns the query for the articles that match a part of the request.
    pub(in crate::engine::opensearch) fn query(&mut self, query: &Query) -> Result<Lowered, EngineError> {
        Ok(match &query.node {
            Node::All => Lowered::exact(every_article()),
            Node::Word { .. }
            | Node::Phrase { .. }
            | Node::Compound { .. }
            | Node::Pattern { .. }
            | Node::Near { .. } => self.at(query)?.text(query, 1),
            Node::AtLeast { count, of } => self.at(query)?.text(of, *count as usize),
            Node::Boost { of, factor } => {
                let outside = self.boost;
                self.boost *= f64::from(factor.value());
                let lowered = self.query(of);
                self.boost = outside;
                lowered?
            }
            Node::Value { field, value } if field.kind() == FieldKind::Label => {
                Lowered::exact(json!({ "term": { field::VALUE: value_key(*field, &label_key(value)) } }))
            }
            Node::Value { field: Field::Lang, value } => Lowered::exact(json!({ "term": { field::LANGUAGE: value } })),
            Node::Value { value, .. } => Lowered::exact(json!({ "term": { field::ID: value } })),
            Node::Days { field, range } => Lowered::exact(days(*field, range.from, range.to)),
            Node::Number { field, from, to } => {
                let column = if *field == Field::Ocr { field::OCR } else { field::WORDS };
                Lowered::exact(json!({ "range": { column: range(from, to) } }))
            }
            Node::Exists(field) => Lowered::exact(json!({ "term": { field::HAS: field.name() } })),
            Node::And(parts) => {
                let narrowed = possible_languages(query, &self.languages);
                let before = std::mem::replace(&mut self.languages, narrowed);
                let lowered = self.all_of(parts);
                self.languages = before;
                lowered?
            }
            Node::Or(parts) => Lowered::any(parts.iter().map(|part| self.query(part)).collect::<Result<_, _>>()?),
            Node::Not(_) => self.all_of(std::slice::from_ref(query))?,
        })
    }

    /// Sets the part of the query that is being processed.
    fn at(&mut self, part: &Query) -> Result<&mut Self, EngineError> {
        self.deadline = self.deadline.at(part);
        self.deadline.check()?;
        Ok(self)
    }

    fn all_of(&mut self, parts: &[Query]) -> Result<Lowered, EngineError> {
        let (mut required, mut excluded) = (Vec::new(), Vec::new());
        let mut is_exact = true;
        for part in parts {
            let Node::Not(negated) = &part.node else {
                required.push(self.query(part)?);
                continue;
            };
            let was_negated = std::mem::replace(&mut self.is_negated, true);
            let lowered = self.query(negated);
            self.is_negated = was_negated;
            let lowered = lowered?;
            // An inexact query would exclude too many articles.
            if lowered.is_exact {
                excluded.push(lowered.query);
            } else {
                is_exact = false;
            }
        }
        let required = Lowered::all(required);
        is_exact &= required.is_exact;
        if excluded.is_empty() {
            return Ok(Lowered { is_exact, ..required });
        }
        let query = json!({ "bool": { "filter": [required.query], "must_not": excluded } });
        Ok(Lowered { query, is_exact })
    }
}

/// Returns the bounds of a range of numbers.
fn range<T: serde::Serialize>(from: &Option<T>, to: &Option<T>) -> Value {
    let mut bounds = serde_json::Map::new();
    for (name, bound) in [("gte", from), ("lte", to)] {
        if let Some(bound) = bound {
            bounds.insert(name.to_owned(), json!(bound));
        }
    }
    Value::Object(bounds)
}

/// Returns the query for the articles whose dates overlap the given days.
fn days(of: Field, from: Option<i64>, to: Option<i64>) -> Value {
    if of == Field::Added {
        let second = |day: i64, more: i64| day.saturating_mul(86_400).saturating_add(more);
        let (from, to) = (from.map(|day| second(day, 0)), to.map(|day| second(day, 86_399)));
        return json!({ "range": { field::ADDED: range(&from, &to) } });
    }
    let mut bounds = vec![json!({ "term": { field::HAS: Field::Date.name() } })];
    bounds.extend(to.map(|day| json!({ "range": { field::FIRST_DAY: { "lte": day } } })));
    bounds.extend(from.map(|day| json!({ "range": { field::LAST_DAY: { "gte": day } } })));
    json!({ "bool": { "filter": bounds } })
}

//! Lowers a query tree to tantivy's queries, over the same terms that `matching` compares.
//!
//! The lowered queries only select. The terms to rank by are collected on the way as [`Clauses`] and score independently: an article
//! selected by a phrase ranks by the words of the phrase.

use super::clauses::Clauses;
use super::excluded::Excluded;
use super::timed::Timed;
use crate::article::{FilePath, Language};
use crate::engine::tantivy::lookup::{BoxedQuery, ExpandedQuery, Statistics, Stems, any_of};
use crate::engine::tantivy::schema::{Annotation, Fields};
use crate::engine::{Deadline, EngineError, MinimumMatch, Request, TruncatedPattern};
use crate::matching::possible_languages;
use crate::query::{Field, FieldKind, Node, Query};
use crate::scoring::{SearchPolicy, term_weight};
use crate::text::label_key;
use std::ops::Bound;
use tantivy::query::{AllQuery, BooleanQuery, Occur, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::{Field as IndexField, IndexRecordOption};
use tantivy::{Searcher, Term};

/// The state of lowering one request: the index it reads, and the clauses and truncated patterns it collects.
pub(crate) struct Lowering<'a> {
    pub fields: &'a Fields,
    pub searcher: &'a Searcher,
    pub statistics: &'a Statistics,
    pub stems: &'a Stems,
    /// The languages to stem query words in: those of the archive, narrowed by the `lang:` filters of the query.
    pub languages: Vec<Option<Language>>,
    /// Whether to collect clauses for ranking.
    pub ranks: bool,
    /// The terms to rank by.
    pub clauses: Clauses,
    /// Whether the query is a long natural-language text.
    is_prose: bool,
    /// The product of the boosts around the current part.
    boost: f64,
    /// Whether the current part comes from query expansion.
    is_added: bool,
    /// The patterns that match more words than they were expanded to.
    pub truncated: Vec<TruncatedPattern>,
    /// Whether the current part is negated. A negated pattern is expanded to all its words at any cost, since a truncated one would not exclude all articles
    /// that it should.
    pub is_negated: bool,
    /// The time limit of the search, for the current part.
    pub deadline: Deadline,
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(
        fields: &'a Fields,
        searcher: &'a Searcher,
        statistics: &'a Statistics,
        stems: &'a Stems,
        deadline: &Deadline,
    ) -> tantivy::Result<Self> {
        Ok(Self {
            fields,
            searcher,
            statistics,
            stems,
            languages: stems.languages()?.to_vec(),
            ranks: true,
            clauses: Clauses::default(),
            is_prose: false,
            boost: 1.0,
            is_added: false,
            truncated: Vec::new(),
            is_negated: false,
            deadline: deadline.clone(),
        })
    }

    /// Returns the lowering with ranking disabled.
    pub(crate) fn unranked(self) -> Self {
        Self { ranks: false, ..self }
    }

    /// Returns the query for the articles that match the request.
    pub(crate) fn request(&mut self, request: &Request<'_>) -> Result<BoxedQuery, EngineError> {
        self.is_prose = request.is_prose;
        self.languages = possible_languages(request.query, &self.languages);
        let mut required: Vec<BoxedQuery> = Vec::new();
        if request.query.node != Node::All || request.minimum_match.is_none() {
            required.push(self.query(request.query)?);
        }
        if let Some(MinimumMatch { parts, least }) = request.minimum_match {
            let mut lowered: Vec<BoxedQuery> = Vec::with_capacity(parts.len());
            for part in parts {
                let part = self.query(part)?;
                // With one required part the union is a bit set; with more, all parts advance article by article.
                lowered.push(if least > 1 { Box::new(Timed::new(part, &self.deadline)) } else { part });
            }
            required.push(Box::new(BooleanQuery::union_with_minimum_required_clauses(lowered, least)));
        }
        if !request.folders.is_empty() {
            let folder = |folder: &FilePath| Term::from_field_text(self.fields.folder, folder.as_str());
            required.push(Box::new(TermSetQuery::new(request.folders.iter().map(folder))));
        }
        // These parts only contribute clauses; hits need not match them.
        for part in request.ranks_by {
            self.query(part)?;
        }
        self.is_added = true;
        for part in request.expanded_by {
            self.query(part)?;
        }
        self.is_added = false;
        Ok(if required.len() == 1 { required.remove(0) } else { Box::new(BooleanQuery::intersection(required)) })
    }

    /// Returns the query for a word by any of its stems, and adds the word to the clauses.
    pub(crate) fn ranked(&mut self, stems: &[String]) -> Result<BoxedQuery, EngineError> {
        self.rank_by_word(stems)?;
        let stems = stems.iter().map(|stem| Ok(Box::new(self.stems.query(stem, &self.deadline)?) as BoxedQuery));
        Ok(any_of(stems.collect::<Result<_, EngineError>>()?))
    }

    /// Adds a word, by any of its stems, to the clauses.
    ///
    /// An article has the stem of its own language, so the document frequency of a word is the sum over its stems. Otherwise, the stem of the only article in
    /// another language would weigh too much.
    pub(crate) fn rank_by_word(&mut self, stems: &[String]) -> Result<(), EngineError> {
        if !self.ranks || self.is_negated {
            return Ok(());
        }
        let mut counted = Vec::with_capacity(stems.len());
        for stem in stems {
            let articles = self.stems.articles_with(stem, &self.deadline)?;
            if articles > 0 {
                counted.push((stem, articles));
            }
        }
        let of_word = counted.iter().map(|(_, articles)| articles).sum();
        for (stem, of_stem) in counted {
            let weight =
                term_weight(SearchPolicy::CURRENT, self.is_prose, of_stem, of_word, self.statistics.articles());
            self.rank_by(stem, self.stems.query(stem, &self.deadline)?, weight);
        }
        Ok(())
    }

    /// Adds a character bigram to the clauses.
    pub(crate) fn rank_by_pair(&mut self, pair: &str) -> Result<(), EngineError> {
        let bigram = self.stems.pair(pair, &self.deadline)?;
        self.rank_by_itself(pair, bigram)
    }

    /// Adds a term to the clauses with the weight of its own document frequency.
    pub(crate) fn rank_by_itself(&mut self, name: &str, query: ExpandedQuery) -> Result<(), EngineError> {
        if !self.ranks || self.is_negated {
            return Ok(());
        }
        let articles = query.scored(self.searcher)?.articles;
        if articles > 0 {
            let weight =
                term_weight(SearchPolicy::CURRENT, self.is_prose, articles, articles, self.statistics.articles());
            self.rank_by(name, query, weight);
        }
        Ok(())
    }

    /// Adds a term to the clauses, unless ranking is disabled or the current part is negated.
    pub(crate) fn rank_by(&mut self, name: &str, words: ExpandedQuery, weight: f64) {
        if self.ranks && !self.is_negated {
            self.clauses.add(name.to_owned(), words, weight * self.boost, self.is_added);
        }
    }

    /// Sets the part of the query that is being lowered.
    pub(crate) fn at(&mut self, part: &Query) -> Result<&mut Self, EngineError> {
        self.deadline = self.deadline.at(part);
        self.deadline.check()?;
        Ok(self)
    }

    /// Returns the query for the articles that match a part of the request.
    pub(crate) fn query(&mut self, query: &Query) -> Result<BoxedQuery, EngineError> {
        Ok(match &query.node {
            Node::All => Box::new(AllQuery),
            Node::Word { .. }
            | Node::Phrase { .. }
            | Node::Compound { .. }
            | Node::Pattern { .. }
            | Node::Near { .. } => self.at(query)?.words(query, 1)?,
            Node::AtLeast { count, of } => self.at(query)?.words(of, *count as usize)?,
            Node::Boost { of, factor } => {
                let outside = self.boost;
                self.boost *= f64::from(factor.value());
                let lowered = self.query(of);
                self.boost = outside;
                lowered?
            }
            Node::Value { field, value } if field.kind() == FieldKind::Label => match self.fields.printed(*field) {
                Some(label) => term(label, &Annotation::Value.term(&label_key(value))),
                None => any_of(Vec::new()),
            },
            Node::Value { field, value } => {
                let index_field = if *field == Field::Lang { self.fields.language } else { self.fields.id };
                term(index_field, value)
            }
            Node::Days { field, range } => self.days(*field, range.from, range.to),
            Node::Number { field, from, to } => {
                let column = if *field == Field::Ocr { self.fields.ocr } else { self.fields.words };
                let bound = |number: Option<u64>| number.map(|number| Term::from_field_u64(column, number));
                range(bound(*from), bound(*to))
            }
            Node::Exists(field) => term(self.fields.has, field.name()),
            Node::And(parts) => {
                let narrowed = possible_languages(query, &self.languages);
                let before = std::mem::replace(&mut self.languages, narrowed);
                let lowered = self.all_of(parts);
                self.languages = before;
                lowered?
            }
            Node::Or(parts) => any_of(parts.iter().map(|part| self.query(part)).collect::<Result<_, _>>()?),
            Node::Not(_) => self.all_of(std::slice::from_ref(query))?,
        })
    }

    fn negated(&mut self, query: &Query) -> Result<BoxedQuery, EngineError> {
        let was_negated = std::mem::replace(&mut self.is_negated, true);
        let lowered = self.query(query);
        self.is_negated = was_negated;
        lowered
    }

    pub(crate) fn all_of(&mut self, parts: &[Query]) -> Result<BoxedQuery, EngineError> {
        let mut clauses: Vec<(Occur, BoxedQuery)> = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            clauses.push(match &part.node {
                Node::Not(negated) => (Occur::MustNot, Box::new(Excluded(self.negated(negated)?))),
                _ => (Occur::Must, self.query(part)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Returns the query for the articles whose dates overlap the given days.
    fn days(&self, field: Field, from: Option<i64>, to: Option<i64>) -> BoxedQuery {
        if field == Field::Added {
            let second = |day: i64, more: i64| {
                Term::from_field_i64(self.fields.added, day.saturating_mul(86_400).saturating_add(more))
            };
            return range(from.map(|day| second(day, 0)), to.map(|day| second(day, 86_399)));
        }
        let first_day = to.map(|day| Term::from_field_i64(self.fields.first_day, day));
        let last_day = from.map(|day| Term::from_field_i64(self.fields.last_day, day));
        let clauses = match (first_day, last_day) {
            (None, None) => return term(self.fields.has, Field::Date.name()),
            (first, last) => {
                let begun = first.map(|first| range(None, Some(first)));
                let not_over = last.map(|last| range(Some(last), None));
                begun.into_iter().chain(not_over).collect()
            }
        };
        Box::new(BooleanQuery::intersection(clauses))
    }
}

fn term(field: IndexField, text: &str) -> BoxedQuery {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn range(from: Option<Term>, to: Option<Term>) -> BoxedQuery {
    let bound = |term: Option<Term>| term.map_or(Bound::Unbounded, Bound::Included);
    match (from, to) {
        (None, None) => Box::new(AllQuery),
        (from, to) => Box::new(RangeQuery::new(bound(from), bound(to))),
    }
}

//! A query tree as tantivy's queries, over the same terms that `matching` compares.

use super::clauses::{Clauses, word_weight};
use super::schema::Fields;
use super::statistics::Statistics;
use crate::article::{FilePath, Language};
use crate::engine::{Capped, EngineError, Request, SomeOf};
use crate::matching::languages_of;
use crate::query::{Field, Node, Query};
use crate::text::is_acronym;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query as TantivyQuery, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as IndexField, IndexRecordOption};
use tantivy::{Searcher, Term};

pub(super) type Boxed = Box<dyn TantivyQuery>;

/// What lowering needs to know of the index, and what it says of how it went.
pub(super) struct Lowering<'a> {
    pub fields: &'a Fields,
    pub searcher: &'a Searcher,
    pub statistics: &'a Statistics,
    /// The languages in which a query word is stemmed: those of the archive, or of them those that the query leaves.
    pub languages: Vec<Option<Language>>,
    /// Whether answers rank; else they are only found.
    pub ranks: bool,
    /// What they rank by.
    pub clauses: Clauses,
    /// Whether the query is prose, most of whose words came along.
    is_prose: bool,
    /// The weight of what is lowered.
    boost: f64,
    /// Whether nobody asked for what is lowered.
    is_added: bool,
    /// The patterns that stand for more words than they are answered from.
    pub capped: Vec<Capped>,
    /// Whether what is lowered is to be left out: then a pattern is answered from all its words whatever that takes, since articles that have
    /// the others would be found.
    pub is_negated: bool,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        fields: &'a Fields,
        searcher: &'a Searcher,
        statistics: &'a Statistics,
        languages: Vec<Option<Language>>,
    ) -> Self {
        Self {
            fields,
            searcher,
            statistics,
            languages,
            ranks: true,
            clauses: Clauses::default(),
            is_prose: false,
            boost: 1.0,
            is_added: false,
            capped: Vec::new(),
            is_negated: false,
        }
    }

    /// Returns the same for answers that are only found.
    pub(super) fn unranked(self) -> Self {
        Self { ranks: false, ..self }
    }

    /// Returns the query for the articles that answer the request.
    pub(super) fn request(&mut self, request: &Request<'_>) -> Result<Boxed, EngineError> {
        self.is_prose = request.is_prose;
        self.languages = languages_of(request.query, &self.languages);
        let parts = request.some_of.map_or(&[][..], |some_of| some_of.parts);
        let is_uneven = is_uneven(request.query) || !parts.iter().all(is_plain);
        let mut required: Vec<Boxed> = Vec::new();
        if request.query.node != Node::All || request.some_of.is_none() {
            required.push(self.query(request.query)?);
        }
        if let Some(SomeOf { parts, least }) = request.some_of {
            let parts = parts.iter().map(|part| self.query(part)).collect::<Result<Vec<_>, _>>()?;
            required.push(Box::new(BooleanQuery::union_with_minimum_required_clauses(parts, least)));
        }
        if !request.folders.is_empty() {
            let folder = |folder: &FilePath| Term::from_field_text(self.fields.folder, folder.as_str());
            required.push(unscored(Box::new(TermSetQuery::new(request.folders.iter().map(folder)))));
        }
        let mut besides = Vec::new();
        for part in request.ranks_by {
            besides.push((Occur::Should, self.query(part)?));
        }
        self.is_added = true;
        for part in request.expanded_by {
            besides.push((Occur::Should, self.query(part)?));
        }
        self.is_added = false;
        if is_uneven {
            required = required.into_iter().map(unscored).collect();
            besides = self.clauses.queries().map(|query| (Occur::Should, query)).collect();
        }
        let required = required.into_iter().map(|query| (Occur::Must, query));
        let mut clauses: Vec<(Occur, Boxed)> = required.chain(besides).collect();
        Ok(match clauses.pop() {
            Some((_, only)) if clauses.is_empty() => only,
            last => Box::new(BooleanQuery::new(clauses.into_iter().chain(last).collect())),
        })
    }

    /// Returns the query by which articles that answer the request score as many parts as they have.
    pub(super) fn counting(&mut self, request: &Request<'_>, parts: &[Query]) -> Result<Boxed, EngineError> {
        let selection = unscored(self.request(&Request { ranks_by: &[], expanded_by: &[], ..request.clone() })?);
        let mut clauses = vec![(Occur::Must, selection)];
        for part in parts {
            clauses.push((Occur::Should, Box::new(ConstScoreQuery::new(self.query(part)?, 1.0))));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// Returns the query for a word in the field that ranks, by any of its stems, which counts what it does in this query.
    ///
    /// An article has the stem of its own language, so a word is as rare as all its stems together: a stem that only the one article in another
    /// language has would count for too much.
    pub(super) fn ranked(&mut self, stems: &[String]) -> Result<Vec<Boxed>, EngineError> {
        if !self.ranks {
            return Ok(stems.iter().map(|stem| term(self.fields.stems, stem)).collect());
        }
        let mut counted = Vec::with_capacity(stems.len());
        for stem in stems {
            let term = Term::from_field_text(self.fields.stems, stem);
            let articles = self.statistics.articles_with(&term)?;
            if articles > 0 {
                counted.push((stem, term, articles));
            }
        }
        let of_word = counted.iter().map(|(_, _, articles)| articles).sum();
        let mut queries: Vec<Boxed> = Vec::with_capacity(counted.len());
        for (stem, term, of_stem) in counted {
            let weight = word_weight(self.is_prose, of_stem, of_word, self.statistics.articles());
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            self.rank_by(stem.trim_start_matches(char::is_control), Box::new(query.clone()), weight);
            queries.push(if weight == 1.0 {
                Box::new(query)
            } else {
                Box::new(BoostQuery::new(Box::new(query), weight as f32))
            });
        }
        Ok(queries)
    }

    /// Keeps what answers rank by, unless they must not have it.
    pub(super) fn rank_by(&mut self, name: &str, query: Boxed, weight: f64) {
        if self.ranks && !self.is_negated {
            self.clauses.add(name.to_owned(), query, weight * self.boost, self.is_added);
        }
    }

    fn query(&mut self, query: &Query) -> Result<Boxed, EngineError> {
        Ok(match &query.node {
            Node::All => unscored(Box::new(AllQuery)),
            Node::Word { .. } | Node::Phrase { .. } | Node::Pattern { .. } | Node::Near { .. } => {
                self.words(query, 1)?
            }
            Node::AtLeast { count, of } => self.words(of, *count as usize)?,
            Node::Boost { of, factor } => {
                let outside = self.boost;
                self.boost *= f64::from(factor.value());
                let lowered = self.query(of);
                self.boost = outside;
                Box::new(BoostQuery::new(lowered?, factor.value()))
            }
            Node::Value { field, value } => {
                let index_field = if *field == Field::Lang { self.fields.language } else { self.fields.id };
                unscored(term(index_field, value))
            }
            Node::Days { field, range } => self.days(*field, range.from, range.to),
            Node::Number { from, to, .. } => {
                let bound = |number: Option<u64>| number.map(|number| Term::from_field_u64(self.fields.words, number));
                unscored(range(bound(*from), bound(*to)))
            }
            Node::Exists(field) => unscored(term(self.fields.has, field.name())),
            Node::And(parts) => {
                let narrowed = languages_of(query, &self.languages);
                let before = std::mem::replace(&mut self.languages, narrowed);
                let lowered = self.all_of(parts);
                self.languages = before;
                lowered?
            }
            Node::Or(parts) => {
                let parts = parts.iter().map(|part| self.query(part)).collect::<Result<_, _>>()?;
                Box::new(BooleanQuery::union(parts))
            }
            Node::Not(_) => self.all_of(std::slice::from_ref(query))?,
        })
    }

    fn negated(&mut self, query: &Query) -> Result<Boxed, EngineError> {
        let was_negated = std::mem::replace(&mut self.is_negated, true);
        let lowered = self.query(query);
        self.is_negated = was_negated;
        lowered
    }

    pub(super) fn all_of(&mut self, parts: &[Query]) -> Result<Boxed, EngineError> {
        let mut clauses: Vec<(Occur, Boxed)> = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            clauses.push(match &part.node {
                Node::Not(negated) => (Occur::MustNot, self.negated(negated)?),
                _ => (Occur::Must, self.query(part)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// The article's days overlap the days asked for.
    fn days(&self, field: Field, from: Option<i64>, to: Option<i64>) -> Boxed {
        if field == Field::Added {
            let second = |day: i64, more: i64| {
                Term::from_field_i64(self.fields.added, day.saturating_mul(86_400).saturating_add(more))
            };
            return unscored(range(from.map(|day| second(day, 0)), to.map(|day| second(day, 86_399))));
        }
        let first_day = to.map(|day| Term::from_field_i64(self.fields.first_day, day));
        let last_day = from.map(|day| Term::from_field_i64(self.fields.last_day, day));
        let clauses = match (first_day, last_day) {
            (None, None) => return unscored(term(self.fields.has, Field::Date.name())),
            (first, last) => {
                let begun = first.map(|first| range(None, Some(first)));
                let not_over = last.map(|last| range(Some(last), None));
                begun.into_iter().chain(not_over).map(|clause| (Occur::Must, unscored(clause))).collect()
            }
        };
        Box::new(BooleanQuery::new(clauses))
    }
}

/// Returns whether a part of a query may select an article by something else than what it ranks by, so that not all of what an article is ranked by
/// has selected it: a phrase of two words beside an alternative, say, where an article has the two words apart.
fn is_uneven(query: &Query) -> bool {
    match &query.node {
        Node::Or(parts) => !parts.iter().all(is_plain),
        Node::And(parts) => parts.iter().any(is_uneven),
        Node::Boost { of, .. } => is_uneven(of),
        _ => false,
    }
}

/// Returns whether an article ranks by a part of a query exactly if it has it.
fn is_plain(query: &Query) -> bool {
    match &query.node {
        Node::Word { text, field: None } => !is_acronym(text),
        Node::Pattern { field: None, .. } => true,
        Node::Or(parts) => parts.iter().all(is_plain),
        Node::Boost { of, .. } => is_plain(of),
        _ => false,
    }
}

fn term(field: IndexField, text: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

pub(super) fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

pub(super) fn any_of(mut queries: Vec<Boxed>) -> Boxed {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

fn range(from: Option<Term>, to: Option<Term>) -> Boxed {
    let bound = |term: Option<Term>| term.map_or(Bound::Unbounded, Bound::Included);
    match (from, to) {
        (None, None) => Box::new(AllQuery),
        (from, to) => Box::new(RangeQuery::new(bound(from), bound(to))),
    }
}

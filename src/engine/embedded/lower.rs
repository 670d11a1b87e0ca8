//! A query tree as tantivy's queries, over the same terms that `matching` compares.

use super::schema::Fields;
use crate::article::{FilePath, Language};
use crate::query::{Field, FieldKind, Node, Query};
use crate::text::{StemCache, Token, Tokens, query_stems, ranking_terms};
use std::ops::Bound;
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as TantivyQuery, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as IndexField, IndexRecordOption};

type Boxed = Box<dyn TantivyQuery>;

/// What lowering needs to know of the index.
pub(super) struct Lowering<'a> {
    pub fields: &'a Fields,
    /// The languages of the archive, in which a query word is stemmed.
    pub languages: &'a [Option<Language>],
}

impl Lowering<'_> {
    /// Returns the query for the articles that answer `query` and are from one of the folders, if any are named.
    pub(super) fn request(&self, query: &Query, folders: &[FilePath]) -> Boxed {
        let lowered = self.query(query);
        if folders.is_empty() {
            return lowered;
        }
        let folders = folders.iter().map(|folder| Term::from_field_text(self.fields.folder, folder.as_str()));
        let within = unscored(Box::new(TermSetQuery::new(folders)));
        Box::new(BooleanQuery::new(vec![(Occur::Must, lowered), (Occur::Must, within)]))
    }

    fn query(&self, query: &Query) -> Boxed {
        match &query.node {
            Node::All => unscored(Box::new(AllQuery)),
            Node::Word { text, field } => match field {
                Some(field) if field.kind() != FieldKind::Prose => unscored(self.printed(text, &[*field])),
                _ => self.word(text, *field),
            },
            Node::Pattern { .. } | Node::Near { .. } | Node::AtLeast { .. } => Box::new(EmptyQuery),
            Node::Boost { of, .. } => self.query(of),
            Node::Phrase { text, field, .. } => match field {
                Some(field) if field.kind() != FieldKind::Prose => unscored(self.printed(text, &[*field])),
                Some(field) => self.phrase(text, &[*field]),
                None => self.phrase(text, &[Field::Headline, Field::Lead, Field::Body]),
            },
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
            Node::And(parts) => self.all_of(parts),
            Node::Or(parts) => Box::new(BooleanQuery::union(parts.iter().map(|part| self.query(part)).collect())),
            Node::Not(_) => self.all_of(std::slice::from_ref(query)),
        }
    }

    fn all_of(&self, parts: &[Query]) -> Boxed {
        let mut clauses: Vec<(Occur, Boxed)> = parts
            .iter()
            .map(|part| match &part.node {
                Node::Not(negated) => (Occur::MustNot, self.query(negated)),
                _ => (Occur::Must, self.query(part)),
            })
            .collect();
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// A word in any of its inflections.
    fn word(&self, text: &str, field: Option<Field>) -> Boxed {
        let tokens = Tokens::of(text);
        let stems = tokens.terms().flat_map(|term| query_stems(term, self.languages));
        let stem = |stem: String| -> Boxed {
            match field {
                Some(Field::Headline) => ranked(self.fields.headline_stems, &stem),
                Some(Field::Lead) => ranked(self.fields.lead_stems, &stem),
                Some(Field::Body) => Box::new(BooleanQuery::new(vec![
                    (Occur::Must, ranked(self.fields.stems, &stem)),
                    (Occur::MustNot, term(self.fields.stems_beside_body, &stem)),
                ])),
                _ => ranked(self.fields.stems, &stem),
            }
        };
        any_of(stems.map(stem).collect())
    }

    /// Words as printed in prose. The phrase selects; its words rank as words do.
    fn phrase(&self, text: &str, fields: &[Field]) -> Boxed {
        let tokens = Tokens::of(text);
        let tokens: Vec<Token<'_>> = tokens.iter().collect();
        let mut clauses = vec![(Occur::Must, unscored(self.printed(text, fields)))];
        let mut stems = std::collections::BTreeSet::new();
        let mut cache = StemCache::default();
        for language in self.languages {
            ranking_terms(&tokens, *language, &mut cache, |stem| {
                stems.insert(stem.to_owned());
            });
        }
        clauses.extend(stems.iter().map(|stem| (Occur::Should, ranked(self.fields.stems, stem))));
        Box::new(BooleanQuery::new(clauses))
    }

    /// Words as printed, one after the other, in any of the fields.
    fn printed(&self, text: &str, fields: &[Field]) -> Boxed {
        let tokens = Tokens::of(text);
        let in_field = |field: IndexField| -> Boxed {
            let mut terms: Vec<Term> = tokens.terms().map(|term| Term::from_field_text(field, term)).collect();
            match terms.len() {
                0 => Box::new(EmptyQuery),
                1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
                _ => Box::new(PhraseQuery::new(terms)),
            }
        };
        any_of(fields.iter().filter_map(|field| self.fields.printed(*field)).map(in_field).collect())
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

fn term(field: IndexField, text: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn ranked(field: IndexField, stem: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, stem), IndexRecordOption::WithFreqs))
}

fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn any_of(mut queries: Vec<Boxed>) -> Boxed {
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

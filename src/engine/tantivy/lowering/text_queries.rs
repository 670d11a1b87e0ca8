//! Lowers text conditions to tantivy's queries: single words by their stems, phrases and proximity by positions.

use super::expansion_limit::{Frequencies, affordable};
use super::phrase::{plain_phrase, printed_phrase};
use super::query_lowering::Lowering;
use super::timed::Timed;
use crate::engine::bigrams::Bigrams;
use crate::engine::tantivy::lookup::{BoxedQuery, ExpandedQuery, Expansion, Form, any_of, expand};
use crate::engine::tantivy::positional::{FieldTerms, LeafTerm, Positional, PositionalQuery};
use crate::engine::tantivy::schema::{Annotation, FIRST_PRINTED, case_lists};
use crate::engine::{EngineError, TruncatedPattern};
use crate::matching::{Leaf, Planner, TextPlan, WordTest};
use crate::query::{Field, FieldKind, Query};
use crate::text::query_stems;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::Term;
use tantivy::query::TermQuery;
use tantivy::schema::{Field as IndexField, IndexRecordOption};

/// The maximum number of words that a pattern is expanded to.
pub(crate) const MAX_PATTERN_WORDS: usize = 10_000;

/// The terms that one query word matches in the index.
pub(crate) enum Forms {
    Printed(String),
    /// The word, printed or as a joined form.
    Joined(String),
    /// The acronym, and whether its joined form is in the index.
    Acronym(String, bool),
    /// The forms of each of its stems.
    Stems(Vec<Arc<[Form]>>),
    /// The words that a pattern matches.
    Pattern(Expansion),
}

impl Lowering<'_> {
    /// Returns the query for the articles that match a word, phrase or proximity condition at least `least` times.
    pub(crate) fn words(&mut self, query: &Query, least: usize) -> Result<BoxedQuery, EngineError> {
        let mut planner = Planner::new(&self.languages);
        let Some(part) = planner.plan(query) else {
            return Ok(any_of(Vec::new()));
        };
        let leaves = planner.leaves;
        let most = if self.is_negated { usize::MAX } else { MAX_PATTERN_WORDS };
        let mut forms = leaves.iter().map(|leaf| self.forms(leaf, most)).collect::<Result<Vec<_>, _>>()?;
        let is_label = leaves.iter().any(|leaf| leaf.field.is_some_and(|field| field.kind() != FieldKind::Prose));
        let is_in_lead = leaves.iter().any(|leaf| leaf.field == Some(Field::Lead));
        let pairs = Bigrams::of(&part, &leaves);
        let plain_phrase = plain_phrase(&part, &leaves);
        let is_plain = matches!(part, TextPlan::Word { .. }) || plain_phrase.is_some();
        let is_positional = least > 1 || is_in_lead || !is_plain;
        if is_positional && !self.is_negated {
            self.make_affordable(&part, &leaves, &mut forms)?;
        }
        self.note_capped(&leaves, &forms);
        let selection: BoxedQuery = match (&part, &leaves[..], &forms[..]) {
            _ if is_positional => Box::new(PositionalQuery(Arc::new(self.positional(part, &leaves, &forms, least)))),
            (TextPlan::Word { .. }, [Leaf { field: None, test: WordTest::Stems(stems), .. }], _) => {
                return self.ranked(stems);
            }
            (TextPlan::Word { .. }, [leaf], [Forms::Stems(stems)]) => {
                let of_stem = |forms: &Arc<[Form]>| Ok(Box::new(self.expanded(forms, leaf.field)?) as BoxedQuery);
                any_of(stems.iter().map(of_stem).collect::<Result<_, EngineError>>()?)
            }
            (TextPlan::Word { .. }, [leaf], [Forms::Pattern(expansion)]) => {
                let expanded = self.expanded(&all_of(expansion), leaf.field)?;
                if !is_label {
                    self.rank_by(&leaf.name(), expanded.clone(), 1.0);
                }
                return Ok(Box::new(expanded));
            }
            (TextPlan::Word { .. }, [leaf], [form]) => {
                let fields = self.index_fields(leaf.field).into_iter().map(|(_, field)| field);
                any_of(fields.flat_map(|field| terms(form, field)).map(found_by).collect())
            }
            (_, [leaf, ..], _) => {
                let fields = self.index_fields(leaf.field).into_iter().map(|(_, field)| field);
                let words = plain_phrase.unwrap_or_default();
                let phrases = fields.map(|field| printed_phrase(field, &words, !is_label));
                any_of(phrases.map(|phrase| Box::new(Timed::new(phrase, &self.deadline)) as BoxedQuery).collect())
            }
            (_, [], _) => any_of(Vec::new()),
        };
        // Parts selected by position rank by their words.
        if self.ranks && !is_label {
            self.rank_by_words(&leaves, &forms, &pairs)?;
        }
        Ok(selection)
    }

    /// Returns the terms that a query word matches in the index, for a pattern at most `most` words.
    pub(crate) fn forms(&self, leaf: &Leaf, most: usize) -> Result<Forms, EngineError> {
        Ok(match &leaf.test {
            WordTest::Term(term) | WordTest::Cased(term, _) => Forms::Printed(term.clone()),
            WordTest::JoinedTerm(term) => Forms::Joined(term.clone()),
            WordTest::Acronym(term) => {
                Forms::Acronym(term.clone(), self.stems.is_listed(&Annotation::JoinedAcronym.term(term)))
            }
            WordTest::Stems(stems) => {
                let forms = stems.iter().map(|stem| self.stems.forms(stem, &self.deadline));
                Forms::Stems(forms.collect::<Result<_, _>>()?)
            }
            WordTest::Pattern(pattern, _) => {
                let fields: Vec<IndexField> =
                    self.index_fields(leaf.field).into_iter().map(|(_, field)| field).collect();
                Forms::Pattern(expand(self.searcher, &fields, pattern, leaf.matches_joined, most, &self.deadline)?)
            }
            WordTest::OneOf(terms, _) => {
                let words: Vec<(String, u64)> = terms.iter().map(|term| (term.clone(), 0)).collect();
                Forms::Pattern(Expansion { total: words.len(), words })
            }
        })
    }

    /// Truncates each pattern to the words whose positions can be read with reasonable work.
    fn make_affordable(&self, part: &TextPlan, leaves: &[Leaf], forms: &mut [Forms]) -> Result<(), EngineError> {
        let mut frequencies = Vec::with_capacity(leaves.len());
        for (leaf, form) in leaves.iter().zip(&*forms) {
            let mut of_words = Vec::new();
            match form {
                Forms::Pattern(expansion) => of_words.extend(expansion.words.iter().map(|(_, articles)| *articles)),
                _ => {
                    for term in self.index_fields(leaf.field).into_iter().flat_map(|(_, field)| terms(form, field)) {
                        of_words.push(self.searcher.doc_freq(&term.term)?);
                    }
                }
            }
            frequencies.push(Frequencies { of_words, is_pattern: matches!(form, Forms::Pattern(_)) });
        }
        for (form, words) in forms.iter_mut().zip(affordable(part, &frequencies)) {
            if let Forms::Pattern(expansion) = form {
                expansion.words.truncate(words);
            }
        }
        Ok(())
    }

    fn note_capped(&mut self, leaves: &[Leaf], forms: &[Forms]) {
        for (leaf, form) in leaves.iter().zip(forms) {
            if let (WordTest::Pattern(_, pattern), Forms::Pattern(Expansion { words, total })) = (&leaf.test, form)
                && words.len() < *total
            {
                let truncated =
                    TruncatedPattern { pattern: pattern.clone(), words: *total, answered_from: words.len() };
                if !self.truncated.contains(&truncated) {
                    self.truncated.push(truncated);
                }
            }
        }
    }

    /// Returns the index fields with the printed words of a query field, or of all running text.
    fn index_fields(&self, field: Option<Field>) -> Vec<(Field, IndexField)> {
        let fields = match field {
            None => &Field::PROSE[..],
            // Without a stated lead, the opening of the body is the lead.
            Some(Field::Lead) => &[Field::Lead, Field::Body],
            Some(ref field) => std::slice::from_ref(field),
        };
        fields.iter().filter_map(|field| Some((*field, self.fields.printed(*field)?))).collect()
    }

    /// Returns the query for the articles that have any of the forms in a field, or in any running text.
    fn expanded(&self, forms: &[Form], field: Option<Field>) -> Result<ExpandedQuery, EngineError> {
        let fields: Vec<IndexField> = self.index_fields(field).into_iter().map(|(_, field)| field).collect();
        self.stems.expanded(&fields, forms, &self.deadline)
    }

    pub(crate) fn positional(&self, part: TextPlan, leaves: &[Leaf], forms: &[Forms], least: usize) -> Positional {
        let mut fields: Vec<(Field, IndexField)> = Vec::new();
        for field in leaves.iter().flat_map(|leaf| self.index_fields(leaf.field)) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        let texts = fields.into_iter().map(|(field, index_field)| {
            let is_asked = |leaf: &Leaf| self.index_fields(leaf.field).contains(&(field, index_field));
            let of_leaf = |(leaf, form)| if is_asked(leaf) { terms(form, index_field) } else { Vec::new() };
            let case_of = |leaf: &Leaf| match &leaf.test {
                WordTest::Cased(_, case) => Some(case_lists(case)),
                _ => None,
            };
            let is_cut = |leaf: &Leaf| leaf.field == Some(Field::Lead) && field == Field::Body;
            FieldTerms {
                index_field,
                leaves: leaves.iter().zip(forms).map(of_leaf).collect(),
                within_lead: leaves.iter().map(is_cut).collect(),
                letter_cases: leaves.iter().map(case_of).collect(),
            }
        });
        Positional { part, least: least.max(1), texts: texts.collect(), deadline: self.deadline.clone() }
    }

    /// Adds the words to the clauses.
    fn rank_by_words(&mut self, leaves: &[Leaf], forms: &[Forms], pairs: &Bigrams) -> Result<(), EngineError> {
        pairs.terms.iter().try_for_each(|pair| self.rank_by_pair(pair))?;
        let mut words: BTreeSet<Vec<String>> = BTreeSet::new();
        for (number, (leaf, form)) in leaves.iter().zip(forms).enumerate() {
            match (&leaf.test, form) {
                _ if pairs.leaves.contains(&number) => {}
                (WordTest::Acronym(term), form) => {
                    let forms: Vec<Form> = acronym_terms(form).map(|term| Form { term, languages: None }).collect();
                    let acronym = self.expanded(&forms, None)?;
                    self.rank_by_itself(&term.to_uppercase(), acronym)?;
                }
                (WordTest::Term(term) | WordTest::JoinedTerm(term) | WordTest::Cased(term, _), _) => {
                    words.insert(query_stems(term, &self.languages));
                }
                // An article with the separate parts ranks by those; the joined form counts only as printed.
                (WordTest::Stems(_), Forms::Stems(stems)) if leaf.is_joined => {
                    let forms = stems.iter().flat_map(|forms| forms.iter());
                    let is_printed = |form: &&Form| form.term.as_bytes().first() >= Some(&FIRST_PRINTED);
                    let printed: Vec<Form> = forms.filter(is_printed).cloned().collect();
                    if !printed.is_empty() {
                        let expanded = self.expanded(&printed, leaf.field)?;
                        self.rank_by(&leaf.name(), expanded, 1.0);
                    }
                }
                (WordTest::Stems(of_word), _) => {
                    words.insert(of_word.clone());
                }
                (WordTest::Pattern(..) | WordTest::OneOf(..), Forms::Pattern(expansion)) => {
                    let expanded = self.expanded(&all_of(expansion), leaf.field)?;
                    self.rank_by(&leaf.name(), expanded, 1.0);
                }
                (WordTest::Pattern(..) | WordTest::OneOf(..), _) => {}
            }
        }
        words.iter().try_for_each(|stems| self.rank_by_word(stems))
    }
}

/// Returns the terms of a query word in one index field.
fn terms(forms: &Forms, field: IndexField) -> Vec<LeafTerm> {
    let everywhere = |text: &str| LeafTerm { term: Term::from_field_text(field, text), languages: None };
    let meant = |form: &Form| LeafTerm { languages: form.languages.clone(), ..everywhere(&form.term) };
    match forms {
        Forms::Printed(word) => vec![everywhere(word)],
        Forms::Joined(word) => vec![everywhere(word), everywhere(&Annotation::Joined.term(word))],
        Forms::Pattern(expansion) => expansion.words.iter().map(|(word, _)| everywhere(word)).collect(),
        Forms::Acronym(..) => acronym_terms(forms).map(|term| everywhere(&term)).collect(),
        Forms::Stems(stems) => stems.iter().flat_map(|forms| forms.iter()).map(meant).collect(),
    }
}

/// Returns the index terms of an acronym.
fn acronym_terms(forms: &Forms) -> impl Iterator<Item = String> {
    let annotations = match forms {
        Forms::Acronym(word, is_joined) => {
            let joined = is_joined.then_some(Annotation::JoinedAcronym);
            let annotations = [Annotation::Acronym, Annotation::TitleCase].into_iter().chain(joined);
            annotations.map(|annotation| annotation.term(word)).collect()
        }
        _ => Vec::new(),
    };
    annotations.into_iter()
}

fn found_by(leaf: LeafTerm) -> BoxedQuery {
    Box::new(TermQuery::new(leaf.term, IndexRecordOption::Basic))
}

/// Returns the words of a pattern as forms that apply to all languages.
fn all_of(expansion: &Expansion) -> Vec<Form> {
    expansion.words.iter().map(|(word, _)| Form { term: word.clone(), languages: None }).collect()
}

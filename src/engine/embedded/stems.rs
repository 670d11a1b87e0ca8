//! The words of each stem, as the archive has them, and what they count.
//!
//! Of most words nothing is said of their stems in the index (see [`is_found_by`](super::beginnings::is_found_by)): the dictionary of what is
//! printed tells which words there are that begin like a stem, and stemming them tells which of them have it.

use super::beginnings::{FoundBy, is_looked_for};
use super::building::HEADLINE_WEIGHT;
use super::expanded::{ExpandedQuery, Form};
use super::language_sets::Codes;
use super::schema::{Fields, NO_LANGUAGE, language_code};
use super::terms::Marker;
use super::vocabulary::walk;
use crate::article::Language;
use crate::text::stem as stem_of;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::Searcher;

/// How many postings of counted stems are kept for the next question, at most: 32 MB.
const MOST_KEPT: usize = 4_000_000;

/// As many postings take the memory of a form.
const POSTINGS_OF_FORM: usize = 16;

/// The stems of one opened index.
pub(super) struct Stems {
    searcher: Searcher,
    fields: Fields,
    languages: OnceLock<Vec<Option<Language>>>,
    /// Those that were asked for: a query asks several times for each of its own.
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    stems: FxHashMap<String, ExpandedQuery>,
    /// How many postings of theirs are kept, and what else takes as much memory.
    postings: usize,
}

impl Known {
    /// Forgets all of them if with so many postings more there would be too many.
    fn make_room(&mut self, postings: usize) {
        if self.postings + postings > MOST_KEPT {
            *self = Self::default();
        }
        self.postings += postings;
    }
}

impl Stems {
    pub(super) fn new(searcher: Searcher, fields: Fields) -> Self {
        Self { searcher, fields, languages: OnceLock::new(), known: Mutex::default() }
    }

    /// Returns the languages of the archive.
    pub(super) fn languages(&self) -> tantivy::Result<&[Option<Language>]> {
        if let Some(languages) = self.languages.get() {
            return Ok(languages);
        }
        let mut languages = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.language)?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                let code = std::str::from_utf8(terms.key()).unwrap_or(NO_LANGUAGE);
                languages.insert(Language::parse(code));
            }
        }
        Ok(self.languages.get_or_init(|| languages.into_iter().collect()))
    }

    /// Returns the query for the articles that have a stem, which counts what it does in the ranking.
    pub(super) fn query(&self, stem: &str) -> tantivy::Result<ExpandedQuery> {
        if let Some(query) = self.known().stems.get(stem) {
            return Ok(query.clone());
        }
        let Fields { headline, lead, body, emphasis, language, .. } = self.fields;
        let fields = vec![(headline, HEADLINE_WEIGHT), (lead, 1), (body, 1), (emphasis, 1)];
        let query = ExpandedQuery { forms: self.forms(stem)?.into(), fields, language, scored: Arc::default() };
        let mut known = self.known();
        known.make_room(query.forms.len() * POSTINGS_OF_FORM);
        Ok(known.stems.entry(stem.to_owned()).or_insert(query).clone())
    }

    /// Returns how many articles have a stem.
    pub(super) fn articles_with(&self, stem: &str) -> tantivy::Result<u64> {
        let query = self.query(stem)?;
        if query.scored.get().is_none() {
            self.known().make_room(query.scored(&self.searcher)?.postings());
        }
        Ok(query.scored(&self.searcher)?.articles)
    }

    /// Returns the query for the articles in which two characters touch, which counts what they do in the ranking.
    pub(super) fn pair(&self, pair: &str) -> ExpandedQuery {
        let form = Form { term: Marker::Pair.term(pair), languages: None };
        let Fields { emphasis, language, .. } = self.fields;
        ExpandedQuery { forms: [form].into(), fields: vec![(emphasis, 1)], language, scored: Arc::default() }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        // What another thread that failed had found is as good.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the terms of a stem: what is said beside words that have it, and the printed words by which it is found.
    fn forms(&self, stem: &str) -> tantivy::Result<Vec<Form>> {
        let mut words = BTreeSet::from([stem.to_owned()]);
        if is_looked_for(stem) {
            let Fields { headline, lead, body, .. } = self.fields;
            let found = walk(&self.searcher, &[headline, lead, body], FoundBy(stem), stem.as_bytes())?;
            words.extend(found.into_keys().filter_map(|word| String::from_utf8(word.into_vec()).ok()));
        }
        let languages = self.languages()?;
        let mut forms = vec![Form { term: Marker::Stem.term(stem), languages: None }];
        let mut known: Vec<Codes> = Vec::new();
        for word in words {
            let having: Vec<_> = languages.iter().filter(|language| stem_of(&word, **language) == stem).collect();
            if having.is_empty() {
                continue;
            }
            let languages = (having.len() < languages.len()).then(|| {
                let codes: Codes = having.iter().map(|language| language_code(language).to_owned()).collect();
                known.iter().find(|known| **known == codes).cloned().unwrap_or_else(|| {
                    known.push(codes.clone());
                    codes
                })
            });
            forms.push(Form { term: word, languages });
        }
        Ok(forms)
    }
}

//! Resolves a stem to the printed forms in the archive and to their postings.
//!
//! Most words have no stem annotation in the index (see [`is_found_by`](crate::text::is_found_by)), which keeps it small.
//! Their forms are found by walking the dictionary of printed words from the stem as a prefix and stemming each candidate.

use super::expanded_query::ExpandedQuery;
use super::language_set::LanguageSet;
use super::listings::{Form, Listings};
use super::vocabulary::walk;
use crate::article::Language;
use crate::engine::tantivy::schema::{Annotation, Fields, NO_LANGUAGE, PrefixAutomaton, language_code};
use crate::engine::{Deadline, EngineError};
use crate::text::{is_prefix_searched, stem as stem_of};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// The maximum memory of the cached stems, in bytes.
const MAX_CACHED_BYTES: usize = 32 << 20;

/// The stems of one opened index, with a cache of those looked up.
pub(crate) struct Stems {
    searcher: Searcher,
    fields: Fields,
    languages: OnceLock<Vec<Option<Language>>>,
    /// The distinct sets of languages in which forms are valid, shared so that each is computed once.
    sets: Mutex<Vec<Arc<LanguageSet>>>,
    /// The cache: one query looks up each of its stems several times.
    known: Mutex<Known>,
}

/// The forms of a stem in the index and the query for them.
#[derive(Clone)]
struct Stem {
    /// The stem annotation and the printed forms of the stem.
    forms: Arc<[Form]>,
    query: ExpandedQuery,
}

#[derive(Default)]
struct Known {
    stems: FxHashMap<String, Stem>,
    /// The memory of the cached stems, in bytes.
    memory: usize,
}

impl Known {
    /// Reserves memory for another entry, in bytes; clears the cache if it would exceed [`MAX_CACHED_BYTES`].
    fn make_room(&mut self, memory: usize) {
        if self.memory + memory > MAX_CACHED_BYTES {
            *self = Self::default();
        }
        self.memory += memory;
    }
}

impl Stems {
    pub(crate) fn new(searcher: Searcher, fields: Fields) -> Self {
        Self { searcher, fields, languages: OnceLock::new(), sets: Mutex::default(), known: Mutex::default() }
    }

    /// Returns the languages of the archive; read once.
    pub(crate) fn languages(&self) -> tantivy::Result<&[Option<Language>]> {
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

    /// Returns the query for the articles that contain a stem, with the weights that the ranking needs.
    pub(crate) fn query(&self, stem: &str, deadline: &Deadline) -> Result<ExpandedQuery, EngineError> {
        Ok(self.stem(stem, deadline)?.query.within(deadline))
    }

    /// Returns the index terms of a stem: its annotation and its printed forms.
    pub(crate) fn forms(&self, stem: &str, deadline: &Deadline) -> Result<Arc<[Form]>, EngineError> {
        Ok(self.stem(stem, deadline)?.forms)
    }

    fn stem(&self, stem: &str, deadline: &Deadline) -> Result<Stem, EngineError> {
        if let Some(stem) = self.known().stems.get(stem) {
            return Ok(stem.clone());
        }
        let found = self.find(stem, deadline)?;
        let mut known = self.known();
        known.make_room(found.query.memory());
        Ok(known.stems.entry(stem.to_owned()).or_insert(found).clone())
    }

    /// Returns the document frequency of a stem, without deleted articles.
    pub(crate) fn articles_with(&self, stem: &str, deadline: &Deadline) -> Result<u64, EngineError> {
        let query = self.query(stem, deadline)?;
        let was_scored = query.is_scored();
        let scored = query.scored(&self.searcher)?;
        if !was_scored {
            self.known().make_room(scored.memory());
        }
        Ok(scored.articles)
    }

    /// Returns the query for the articles that contain a bigram, with the weights that the ranking needs.
    pub(crate) fn pair(&self, pair: &str, deadline: &Deadline) -> Result<ExpandedQuery, EngineError> {
        let form = Form { term: Annotation::Pair.term(pair), languages: None };
        self.expanded(&[self.fields.emphasis], &[form], deadline)
    }

    /// Returns the query for the articles that contain any of the forms in any of the fields.
    pub(crate) fn expanded(
        &self,
        fields: &[Field],
        forms: &[Form],
        deadline: &Deadline,
    ) -> Result<ExpandedQuery, EngineError> {
        let mut listings = Listings::new(&self.searcher, &self.fields);
        listings.look_up(&self.searcher, fields, forms, deadline)?;
        Ok(ExpandedQuery::new(listings).within(deadline))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        // The cache stays valid if another thread panicked, so a poisoned lock is fine.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks up the annotation of a stem and its printed forms in the dictionary.
    fn find(&self, stem: &str, deadline: &Deadline) -> Result<Stem, EngineError> {
        let Fields { headline, lead, body, emphasis, .. } = self.fields;
        let fields = [headline, lead, body, emphasis];
        let mut forms = vec![Form { term: Annotation::Stem.term(stem), languages: None }];
        let mut listings = Listings::new(&self.searcher, &self.fields);
        if is_prefix_searched(stem) {
            listings.look_up(&self.searcher, &fields, &forms, deadline)?;
            let languages = self.languages()?;
            let mut words: FxHashMap<Box<[u8]>, Option<Form>> = FxHashMap::default();
            let automaton = PrefixAutomaton::of_stem(stem);
            walk(&self.searcher, &[headline, lead, body], automaton, stem.as_bytes(), deadline, |entry| {
                if !words.contains_key(entry.word) {
                    words.insert(entry.word.into(), self.form(entry.word, stem, languages));
                }
                if let Some(Some(form)) = words.get(entry.word) {
                    listings.add(entry.segment, entry.field, entry.info, form);
                }
            })?;
            let mut printed: Vec<Form> = words.into_values().flatten().collect();
            printed.sort_unstable_by(|one, other| one.term.cmp(&other.term));
            // Terms of `emphasis` also occur in a printed field, and most words with this prefix have another stem: a few lookups beat a walk.
            listings.look_up(&self.searcher, &[emphasis], &printed, deadline)?;
            forms.extend(printed);
            forms.extend(self.joined(stem, &mut listings, deadline)?);
        } else {
            let form = self.form(stem.as_bytes(), stem, self.languages()?);
            let joined = form.as_ref().map(|form| Form { term: Annotation::Joined.term(stem), ..form.clone() });
            forms.extend(form);
            if let Some(joined) = joined.filter(|joined| self.is_listed(&joined.term)) {
                forms.push(joined);
            }
            listings.look_up(&self.searcher, &fields, &forms, deadline)?;
        }
        Ok(Stem { forms: forms.into(), query: ExpandedQuery::new(listings) })
    }

    /// Returns the joined forms of a stem, and adds their dictionary entries.
    fn joined(&self, stem: &str, listings: &mut Listings, deadline: &Deadline) -> Result<Vec<Form>, EngineError> {
        let Fields { headline, lead, body, .. } = self.fields;
        let languages = self.languages()?;
        let first = Annotation::Joined.term(stem);
        let mut words: BTreeMap<Box<[u8]>, Option<Form>> = BTreeMap::new();
        let automaton = PrefixAutomaton::of_stem(&first);
        walk(&self.searcher, &[headline, lead, body], automaton, first.as_bytes(), deadline, |entry| {
            let of_word = || {
                let (_, word) = entry.word.split_first()?;
                let form = self.form(word, stem, languages)?;
                Some(Form { term: Annotation::Joined.term(&form.term), ..form })
            };
            if let Some(form) = words.entry(entry.word.into()).or_insert_with(of_word) {
                listings.add(entry.segment, entry.field, entry.info, form);
            }
        })?;
        Ok(words.into_values().flatten().collect())
    }

    /// Returns whether any text contains the term; `true` if the dictionary cannot be read, since the search itself will report the error.
    pub(crate) fn is_listed(&self, term: &str) -> bool {
        let Fields { headline, lead, body, .. } = self.fields;
        let frequency = |field| self.searcher.doc_freq(&Term::from_field_text(field, term)).unwrap_or(1);
        [headline, lead, body].into_iter().any(|field| frequency(field) > 0)
    }

    /// Returns a printed word as a form of a stem, valid in the languages that stem it so and in articles of unknown language; `None` if no
    /// language does.
    fn form(&self, word: &[u8], stem: &str, languages: &[Option<Language>]) -> Option<Form> {
        let word = std::str::from_utf8(word).ok()?;
        let is_stemmed_so = |language: &Option<Language>| stem_of(word, *language) == stem;
        let of_any = languages.iter().any(is_stemmed_so);
        if !of_any {
            return None;
        }
        let having: Vec<_> =
            languages.iter().filter(|language| language.is_none() || is_stemmed_so(language)).collect();
        let languages = (having.len() < languages.len()).then(|| self.set_of(&having));
        Some(Form { term: word.to_owned(), languages })
    }

    fn set_of(&self, languages: &[&Option<Language>]) -> Arc<LanguageSet> {
        let codes: Vec<String> = languages.iter().map(|language| language_code(language).to_owned()).collect();
        let mut sets = self.sets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = sets.iter().find(|known| known.codes() == codes) {
            return Arc::clone(known);
        }
        let set = Arc::new(LanguageSet::new(codes, self.fields.language));
        sets.push(Arc::clone(&set));
        set
    }
}

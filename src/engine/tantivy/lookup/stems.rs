//! The words of each stem, as the archive has them, and what they count.
//!
//! Of most words nothing is said of their stems in the index (see [`is_found_by`](crate::engine::tantivy::schema::is_found_by)): the dictionary of what is
//! printed tells which words there are that begin like a stem, and stemming them tells which of them have it.

use super::language_set::LanguageSet;
use super::listings::{Form, Listings};
use super::term_group::ExpandedQuery;
use super::vocabulary::walk;
use crate::article::Language;
use crate::engine::tantivy::schema::{Annotation, Fields, FoundBy, NO_LANGUAGE, is_looked_for, language_code};
use crate::text::stem as stem_of;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::Searcher;
use tantivy::schema::Field;

/// How much memory the stems that were asked for may take, in bytes.
const MOST_KEPT: usize = 32 << 20;

/// The stems of one opened index.
pub(crate) struct Stems {
    searcher: Searcher,
    fields: Fields,
    languages: OnceLock<Vec<Option<Language>>>,
    /// Sets of them in which words are meant, each once.
    sets: Mutex<Vec<Arc<LanguageSet>>>,
    /// Those that were asked for: a query asks several times for each of its own.
    known: Mutex<Known>,
}

/// A stem as the index has it.
#[derive(Clone)]
struct Stem {
    /// What is said beside words that have it, and the printed words by which it is found.
    forms: Arc<[Form]>,
    query: ExpandedQuery,
}

#[derive(Default)]
struct Known {
    stems: FxHashMap<String, Stem>,
    /// How much memory they take, in bytes.
    memory: usize,
}

impl Known {
    /// Forgets all of them if with so much more they would take too much.
    fn make_room(&mut self, memory: usize) {
        if self.memory + memory > MOST_KEPT {
            *self = Self::default();
        }
        self.memory += memory;
    }
}

impl Stems {
    pub(crate) fn new(searcher: Searcher, fields: Fields) -> Self {
        Self { searcher, fields, languages: OnceLock::new(), sets: Mutex::default(), known: Mutex::default() }
    }

    /// Returns the languages of the archive.
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

    /// Returns the query for the articles that have a stem, which counts what it does in the ranking.
    pub(crate) fn query(&self, stem: &str) -> tantivy::Result<ExpandedQuery> {
        Ok(self.stem(stem)?.query)
    }

    /// Returns the terms of a stem.
    pub(crate) fn forms(&self, stem: &str) -> tantivy::Result<Arc<[Form]>> {
        Ok(self.stem(stem)?.forms)
    }

    fn stem(&self, stem: &str) -> tantivy::Result<Stem> {
        if let Some(stem) = self.known().stems.get(stem) {
            return Ok(stem.clone());
        }
        let found = self.find(stem)?;
        let mut known = self.known();
        known.make_room(found.query.memory());
        Ok(known.stems.entry(stem.to_owned()).or_insert(found).clone())
    }

    /// Returns how many articles have a stem.
    pub(crate) fn articles_with(&self, stem: &str) -> tantivy::Result<u64> {
        let query = self.query(stem)?;
        let was_scored = query.is_scored();
        let scored = query.scored(&self.searcher)?;
        if !was_scored {
            self.known().make_room(scored.memory());
        }
        Ok(scored.articles)
    }

    /// Returns the query for the articles in which two characters touch, which counts what they do in the ranking.
    pub(crate) fn pair(&self, pair: &str) -> tantivy::Result<ExpandedQuery> {
        let form = Form { term: Annotation::Pair.term(pair), languages: None };
        self.expanded(&[self.fields.emphasis], &[form])
    }

    /// Returns the query for the articles that have any of the forms in any of the fields.
    pub(crate) fn expanded(&self, fields: &[Field], forms: &[Form]) -> tantivy::Result<ExpandedQuery> {
        let mut listings = Listings::new(&self.searcher, &self.fields);
        listings.look_up(&self.searcher, fields, forms)?;
        Ok(ExpandedQuery::new(listings))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        // What another thread that failed had found is as good.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks a stem up, and what is printed of it in the dictionary.
    fn find(&self, stem: &str) -> tantivy::Result<Stem> {
        let Fields { headline, lead, body, emphasis, .. } = self.fields;
        let fields = [headline, lead, body, emphasis];
        let mut forms = vec![Form { term: Annotation::Stem.term(stem), languages: None }];
        let mut listings = Listings::new(&self.searcher, &self.fields);
        if is_looked_for(stem) {
            listings.look_up(&self.searcher, &fields, &forms)?;
            let languages = self.languages()?;
            let mut words: FxHashMap<Box<[u8]>, Option<Form>> = FxHashMap::default();
            walk(&self.searcher, &[headline, lead, body], FoundBy(stem), stem.as_bytes(), |entry| {
                if !words.contains_key(entry.word) {
                    words.insert(entry.word.into(), self.form(entry.word, stem, languages));
                }
                if let Some(Some(form)) = words.get(entry.word) {
                    listings.add(entry.segment, entry.field, entry.info, form);
                }
            })?;
            let mut printed: Vec<Form> = words.into_values().flatten().collect();
            printed.sort_unstable_by(|one, other| one.term.cmp(&other.term));
            // What is emphasised is printed, and most of what begins like the stem has another one.
            listings.look_up(&self.searcher, &[emphasis], &printed)?;
            forms.extend(printed);
        } else {
            forms.extend(self.form(stem.as_bytes(), stem, self.languages()?));
            listings.look_up(&self.searcher, &fields, &forms)?;
        }
        Ok(Stem { forms: forms.into(), query: ExpandedQuery::new(listings) })
    }

    /// Returns a printed word as a form of a stem, if it has it in any of the languages.
    fn form(&self, word: &[u8], stem: &str, languages: &[Option<Language>]) -> Option<Form> {
        let word = std::str::from_utf8(word).ok()?;
        let having: Vec<_> = languages.iter().filter(|language| stem_of(word, **language) == stem).collect();
        if having.is_empty() {
            return None;
        }
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

//! The words of each stem, as the archive has them, and what they count.
//!
//! Of most words nothing is said of their stems in the index (see [`is_found_by`]): the dictionary of what is
//! printed tells which words there are that begin like a stem, and stemming them tells which of them have it.

use super::building::HEADLINE_WEIGHT;
use super::expanded::{ExpandedQuery, Form};
use super::language_sets::Codes;
use super::schema::{Fields, NO_LANGUAGE};
use super::terms::{FoundBy, Marker, is_found_by, is_looked_for};
use crate::article::Language;
use crate::query;
use crate::text::stem as stem_of;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::Searcher;

/// How many postings of counted stems are kept for the next question, at most: 32 MB.
const MOST_KEPT: usize = 4_000_000;

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
    /// How many postings of theirs are kept.
    postings: usize,
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
        Ok(self.known().stems.entry(stem.to_owned()).or_insert(query).clone())
    }

    /// Returns how many articles have a stem.
    pub(super) fn articles_with(&self, stem: &str) -> tantivy::Result<u64> {
        let query = self.query(stem)?;
        if let Some(scored) = query.scored.get() {
            return Ok(scored.articles);
        }
        let scored = query.scored(&self.searcher)?;
        let mut known = self.known();
        known.postings += scored.postings();
        if known.postings > MOST_KEPT {
            *known = Known { stems: FxHashMap::default(), postings: scored.postings() };
        }
        known.stems.insert(stem.to_owned(), query);
        Ok(scored.articles)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        // What another thread that failed had found is as good.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the terms of a stem: what is said beside words that have it, and the printed words by which it is found.
    fn forms(&self, stem: &str) -> tantivy::Result<Vec<Form>> {
        let mut words = BTreeSet::from([stem.to_owned()]);
        if is_looked_for(stem) {
            for segment in self.searcher.segment_readers() {
                for field in query::Field::PROSE.into_iter().filter_map(|field| self.fields.printed(field)) {
                    let inverted = segment.inverted_index(field)?;
                    let mut found = inverted.terms().search(FoundBy(stem)).ge(stem).into_stream()?;
                    while found.advance() {
                        if let Ok(word) = std::str::from_utf8(found.key())
                            && is_found_by(stem, word)
                            && !words.contains(word)
                        {
                            words.insert(word.to_owned());
                        }
                    }
                }
            }
        }
        let languages = self.languages()?;
        let mut forms = vec![Form { term: Marker::Stem.term(stem), languages: None }];
        let mut known: Vec<Codes> = Vec::new();
        for word in words {
            let having: Vec<_> = languages.iter().filter(|language| stem_of(&word, **language) == stem).collect();
            if having.is_empty() {
                continue;
            }
            let code = |language: &&Option<Language>| language.as_ref().map_or(NO_LANGUAGE, Language::code).to_owned();
            let languages = (having.len() < languages.len()).then(|| {
                let codes: Codes = having.iter().map(code).collect();
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

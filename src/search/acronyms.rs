//! Decides where capitals in a query distinguish an acronym from a word.
//!
//! `WHO` differs from `who`, and `AIDS` from `aids`, because the lower-case word is an ordinary one. `UEFA` has no such word: its case in a query means
//! nothing, and Uefa is found too.

use super::printed_counts::PrintedCounts;
use super::resolved_query::ResolvedQuery;
use super::search_note::SearchNote;
use super::stop_words::is_stop_word_of;
use crate::engine::{Engine, EngineError};
use crate::query::{Field, Node, Query};
use crate::text::{Tokens, is_acronym};
use std::collections::{BTreeMap, BTreeSet};

/// The maximum number of acronyms with a note each.
const MAX_NOTES: usize = 5;

/// How an acronym of a query is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AcronymReading {
    /// As the acronym alone.
    Acronym,
    /// As a word in any case, because there is no such ordinary word.
    AnyCase,
    /// As a word, because no article has the acronym.
    Missing,
}

impl ResolvedQuery {
    /// Replaces an acronym by the word if no article has it in capitals, or if the lower-case word is not an ordinary one. Adds notes.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn resolve_acronyms(mut self, engine: &dyn Engine) -> Result<Self, EngineError> {
        let mut acronyms = BTreeSet::new();
        collect_acronyms(&self.query, &mut acronyms);
        let mut readings: BTreeMap<String, AcronymReading> = BTreeMap::new();
        for acronym in acronyms {
            readings.insert(acronym.to_owned(), reading(engine, acronym)?);
        }
        let as_word = |text: &str| {
            readings.get(text).filter(|reading| **reading != AcronymReading::Acronym).map(|_| text.to_lowercase())
        };
        self.query = self.query.map_words(&as_word);
        let notes: Vec<SearchNote> = readings.iter().filter_map(|(acronym, reading)| note(acronym, *reading)).collect();
        let more = notes.len().saturating_sub(MAX_NOTES);
        self.notes.extend(notes.into_iter().take(MAX_NOTES));
        if more > 0 {
            self.notes.push(SearchNote::MoreAcronyms { count: more });
        }
        Ok(self)
    }
}

fn note(acronym: &str, reading: AcronymReading) -> Option<SearchNote> {
    let acronym = acronym.to_owned();
    match reading {
        AcronymReading::Acronym => Some(SearchNote::AcronymOnly { acronym }),
        AcronymReading::Missing => Some(SearchNote::AcronymAsWord { acronym }),
        AcronymReading::AnyCase => None,
    }
}

fn reading(engine: &dyn Engine, acronym: &str) -> Result<AcronymReading, EngineError> {
    let tokens = Tokens::of(acronym);
    let Some(term) = tokens.terms().next() else { return Ok(AcronymReading::AnyCase) };
    if !engine.has_acronym(term)? {
        return Ok(AcronymReading::Missing);
    }
    let word = Query::from(Node::Word { text: acronym.to_lowercase(), field: None });
    if is_stop_word_of(engine, &word, term, &engine.languages()?)? {
        return Ok(AcronymReading::Acronym);
    }
    let PrintedCounts { capitals, lower } = PrintedCounts::of(engine, acronym)?;
    Ok(if capitals > 0.0 && lower >= capitals { AcronymReading::Acronym } else { AcronymReading::AnyCase })
}

fn collect_acronyms<'a>(query: &'a Query, acronyms: &mut BTreeSet<&'a str>) {
    query.each_word(&mut |text, field| {
        if is_acronym(text) && Field::is_prose(field) {
            acronyms.insert(text);
        }
    });
}

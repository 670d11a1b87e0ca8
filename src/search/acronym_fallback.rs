//! Acronyms that no article has in capitals are searched as ordinary words.

use super::resolved_query::ResolvedQuery;
use super::search_note::SearchNote;
use crate::engine::{Engine, EngineError};
use crate::query::{Field, Query};
use crate::text::{Tokens, is_acronym};
use std::collections::BTreeSet;

/// The maximum number of acronyms with a note each.
const MAX_NOTES: usize = 5;

impl ResolvedQuery {
    /// Replaces each acronym that no article has in capitals by the word in lower case and adds a note.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn resolve_acronyms(mut self, engine: &dyn Engine) -> Result<Self, EngineError> {
        let mut acronyms = BTreeSet::new();
        collect_acronyms(&self.query, &mut acronyms);
        let mut missing: BTreeSet<String> = BTreeSet::new();
        for acronym in acronyms {
            let tokens = Tokens::of(acronym);
            if let Some(term) = tokens.terms().next()
                && !engine.has_acronym(term)?
            {
                missing.insert(acronym.to_owned());
            }
        }
        if missing.is_empty() {
            return Ok(self);
        }
        let as_word = |text: &str| missing.contains(text).then(|| text.to_lowercase());
        self.query = self.query.map_words(&as_word);
        let note = |acronym: &String| SearchNote::AcronymAsWord { acronym: acronym.clone() };
        self.notes.extend(missing.iter().take(MAX_NOTES).map(note));
        if missing.len() > MAX_NOTES {
            self.notes.push(SearchNote::MoreAcronyms { count: missing.len() - MAX_NOTES });
        }
        Ok(self)
    }
}

fn collect_acronyms<'a>(query: &'a Query, acronyms: &mut BTreeSet<&'a str>) {
    query.each_word(&mut |text, field| {
        if is_acronym(text) && Field::is_prose(field) {
            acronyms.insert(text);
        }
    });
}

//! Acronyms that the archive does not have.

use super::ResolvedQuery;
use crate::engine::{Engine, EngineError};
use crate::query::{Field, Query};
use crate::text::{Tokens, is_acronym};
use std::collections::BTreeSet;

/// How many acronyms are named one by one.
const MOST_NAMED: usize = 5;

impl ResolvedQuery {
    /// Reads every acronym that no article prints in capitals as the word, and says so.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn resolve_acronyms(mut self, engine: &dyn Engine) -> Result<Self, EngineError> {
        let mut acronyms = BTreeSet::new();
        collect(&self.words, &mut acronyms);
        let mut lacking: BTreeSet<String> = BTreeSet::new();
        for acronym in acronyms {
            let tokens = Tokens::of(acronym);
            if let Some(term) = tokens.terms().next()
                && !engine.has_acronym(term)?
            {
                lacking.insert(acronym.to_owned());
            }
        }
        if lacking.is_empty() {
            return Ok(self);
        }
        let word = |text: &str| lacking.contains(text).then(|| text.to_lowercase());
        self.words = self.words.map_words(&word);
        let note = |acronym: &String| {
            format!("no article prints `{acronym}` in capitals: read as the word `{}`", acronym.to_lowercase())
        };
        self.notes.extend(lacking.iter().take(MOST_NAMED).map(note));
        if let Some(more) = lacking.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            self.notes.push(format!("so are {more} more words that are typed in capitals"));
        }
        Ok(self)
    }
}

fn collect<'a>(query: &'a Query, acronyms: &mut BTreeSet<&'a str>) {
    query.each_word(&mut |text, field| {
        if is_acronym(text) && Field::is_prose(field) {
            acronyms.insert(text);
        }
    });
}

//! Sets the stop words of a query aside: they rank, but need not match.

use super::resolved_query::ResolvedQuery;
use super::search_note::SearchNote;
use crate::article::{ArticleGroup, Grouping, Language};
use crate::engine::{Engine, EngineError, Request, Sort};
use crate::matching::possible_languages;
use crate::query::{Node, Query};
use crate::text::{Tokens, is_acronym, is_stop_word};

impl ResolvedQuery {
    /// Moves the stop words among the optional parts from the query to [`stop_words`](Self::stop_words) and adds a note, unless the query has nothing
    /// else to find.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub(super) fn set_stop_words_aside(mut self, engine: &dyn Engine) -> Result<Self, EngineError> {
        let Node::And(parts) = &self.query.node else { return Ok(self) };
        if !parts.iter().any(|part| candidate(part).is_some()) {
            return Ok(self);
        }
        let languages = possible_languages(&self.full_query(), &engine.languages()?);
        let (mut stop_words, mut kept) = (Vec::new(), Vec::new());
        for part in parts {
            let is_stop = candidate(part).map_or(Ok(false), |term| is_stop_word_of(engine, part, &term, &languages))?;
            if is_stop { &mut stop_words } else { &mut kept }.push(part.clone());
        }
        if stop_words.is_empty() || !kept.iter().any(Query::has_text) {
            return Ok(self);
        }
        self.query = kept.into_iter().fold(Query::all(), Query::and);
        self.notes.push(SearchNote::StopWords { words: stop_words.iter().map(ToString::to_string).collect() });
        self.stop_words = stop_words;
        Ok(self)
    }
}

/// Returns the folded word of a part that may be a stop word.
fn candidate(part: &Query) -> Option<String> {
    match &part.node {
        Node::Word { text, field: None } if part.is_optional() && !is_acronym(text) => {
            Tokens::of(text).terms().next().map(str::to_owned)
        }
        _ => None,
    }
}

/// Returns whether a word is a stop word in an archive: whether most articles that contain it are in languages that list it as one.
pub(super) fn is_stop_word_of(
    engine: &dyn Engine,
    word: &Query,
    term: &str,
    languages: &[Option<Language>],
) -> Result<bool, EngineError> {
    let lists = |language: &Language| is_stop_word(term, *language);
    let (listing, others): (Vec<Language>, Vec<Language>) = languages.iter().copied().flatten().partition(lists);
    if listing.is_empty() || others.is_empty() {
        return Ok(!listing.is_empty());
    }
    let request = Request { sort: Sort::AsKept, ..Request::new(word) };
    let counts = engine.counts(&request, Some(Grouping::Language), false)?;
    let (mut listed, mut known) = (0, 0);
    for (group, count) in counts.groups {
        if let ArticleGroup::Language(language) = group {
            known += count.articles;
            listed += if listing.contains(&language) { count.articles } else { 0 };
        }
    }
    Ok(listed * 2 > known || known == 0)
}

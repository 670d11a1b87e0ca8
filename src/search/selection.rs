//! The words of a query that a hit must have: all, most or any.

use super::optional_parts::optional_parts;
use super::resolved_query::ResolvedQuery;
use super::search_note::{RelaxedMatch, SearchNote};
use crate::article::FilePath;
use crate::engine::{Engine, EngineError, MinimumMatch, Request};
use crate::query::{Node, Query};
use crate::scoring::SearchPolicy;
use crate::text::{Tokens, is_acronym};
use std::collections::BTreeSet;

const POLICY: SearchPolicy = SearchPolicy::CURRENT;

/// The maximum number of words searched if not all are required; more than a printed page has.
const MAX_WORDS: usize = 1_000;

/// The maximum number of excluded parts in a note.
const MAX_EXCLUDED: usize = 10;

/// The articles that match a query, with a minimum number of its words.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    /// The query that every hit matches.
    required: Query,
    /// Words, at least `minimum` of which every hit has.
    words: Vec<Query>,
    /// 0 if `required` contains all words, or a part that selects articles.
    minimum: usize,
    /// Words that only add to the score.
    ranks_by: Vec<Query>,
    is_prose: bool,
    /// The query to highlight.
    pub highlighted: Query,
    /// Notes for the user.
    pub notes: Vec<SearchNote>,
}

impl Selection {
    /// Returns the selection of articles with all words.
    pub(super) fn all(resolved: &ResolvedQuery) -> Self {
        let words = prose_words(&resolved.query) + resolved.stop_words.len();
        let is_prose = words >= POLICY.prose_words;
        Self {
            required: resolved.full_query(),
            words: Vec::new(),
            minimum: 0,
            ranks_by: resolved.stop_words.clone(),
            is_prose,
            highlighted: resolved.full_query(),
            notes: if is_prose { exclusion_note(&resolved.query).into_iter().collect() } else { Vec::new() },
        }
    }

    /// Returns the selection of articles with any optional part, or with all required ones if these have words too; `None` if the query has no optional part.
    pub(super) fn any(resolved: &ResolvedQuery) -> Option<Self> {
        let (optional, required): (Vec<Query>, Vec<Query>) =
            resolved.query.parts().iter().cloned().partition(Query::is_optional);
        let mut seen = BTreeSet::new();
        let mut words: Vec<Query> = optional.iter().flat_map(optional_parts).collect();
        words.retain(|word| seen.insert(duplicate_key(word)));
        let (found_by, conditions): (Vec<Query>, Vec<Query>) = required.into_iter().partition(Query::has_text);
        if words.is_empty() || (words.len() == 1 && found_by.is_empty() && resolved.related.is_empty()) {
            return None;
        }
        let all = Self::all(resolved);
        let mut notes = all.notes.clone();
        if words.len() > MAX_WORDS {
            words.truncate(MAX_WORDS);
            notes.push(SearchNote::WordLimit { limit: MAX_WORDS });
        }
        let words: Vec<Query> = words.into_iter().map(|word| resolved.with_related(word)).collect();
        let with_filters = |parts: &[Query]| parts.iter().cloned().fold(resolved.conditions(), Query::and);
        let in_text = [&found_by[..], &words[..]].concat();
        let in_text = if in_text.len() == 1 { in_text.first()?.clone() } else { Node::Or(in_text).into() };
        let highlighted = in_text.and(with_filters(&conditions));
        let required = found_by.iter().cloned().fold(with_filters(&conditions), Query::and);
        Some(if found_by.is_empty() {
            Self { required, words, minimum: 1, highlighted, notes, ..all }
        } else {
            let ranks_by = [words, all.ranks_by].concat();
            Self { required, minimum: 0, ranks_by, highlighted, notes, ..all }
        })
    }

    /// Returns the selection of articles with at least three quarters as many words as the best article has. `None` as for [`any`](Self::any), or if no article
    /// has any of the words.
    pub(super) fn most(
        resolved: &ResolvedQuery,
        engine: &dyn Engine,
        folders: &[FilePath],
    ) -> Result<Option<Self>, EngineError> {
        let Some(any) = Self::any(resolved) else { return Ok(None) };
        let (numerator, denominator) = POLICY.most;
        if any.minimum == 0 {
            return Ok(Some(any));
        }
        let best = engine.most_parts(&Request { folders, ..any.request() })?;
        Ok((best > 0).then(|| Self { minimum: (best * numerator).div_ceil(denominator), ..any }))
    }

    /// Returns the selection without the articles that have all words.
    pub(super) fn without(mut self, all: &Self) -> Self {
        self.required = self.required.and(Node::Not(Box::new(all.required.clone())).into());
        self
    }

    /// Returns the request for the selected articles.
    pub(super) fn request(&self) -> Request<'_> {
        let minimum_match = MinimumMatch { parts: &self.words, least: self.minimum };
        Request {
            minimum_match: (self.minimum > 0).then_some(minimum_match),
            ranks_by: &self.ranks_by,
            is_prose: self.is_prose,
            ..Request::new(&self.required)
        }
    }

    /// Returns the selection with a note that no article has all words.
    pub(super) fn with_relaxation_note(mut self) -> Self {
        self.notes.push(SearchNote::Relaxed(RelaxedMatch {
            parts: self.words.len(),
            required: self.minimum,
            only_words: self.words.iter().all(|part| matches!(part.node, Node::Word { .. })),
            has_conditions: self.required != Query::all(),
        }));
        self
    }
}

/// Returns a note on the parts that a query in prose excludes, perhaps by a dash meant as punctuation.
fn exclusion_note(query: &Query) -> Option<SearchNote> {
    let excluded = query.parts().iter().filter_map(|part| match &part.node {
        Node::Not(excluded) => Some(excluded.to_string()),
        _ => None,
    });
    let excluded: Vec<String> = excluded.take(MAX_EXCLUDED).collect();
    (!excluded.is_empty()).then_some(SearchNote::ExcludedInProse { excluded })
}

/// Returns the number of words in the required words and phrases of a query.
fn prose_words(query: &Query) -> usize {
    match &query.node {
        Node::And(parts) => parts.iter().map(prose_words).sum(),
        Node::Word { text, .. } | Node::Phrase { text, .. } | Node::Compound { text, .. } => {
            Tokens::of(text).approximate_word_count(|_| true)
        }
        _ => 0,
    }
}

/// Returns a key that is equal for parts with the same meaning: the case of words does not matter, except that of acronyms.
fn duplicate_key(part: &Query) -> String {
    match &part.node {
        Node::Word { text, .. } if !is_acronym(text) => part.to_string().to_lowercase(),
        _ => part.to_string(),
    }
}

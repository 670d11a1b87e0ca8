//! A query parsed and combined with its filters, ready to run.

use super::hidden_articles::{hiding_fields, shown};
use super::search_error::SearchError;
use super::search_note::SearchNote;
use super::search_query::SearchQuery;
use crate::engine::{Engine, EngineError, PlacedWord, TruncatedPattern};
use crate::query::{Field, Node, Query, parse};
use crate::text::{Tokens, is_acronym};
use std::sync::Arc;

/// The maximum number of parser notes reported one by one.
const MAX_NOTES: usize = 20;

/// A parsed query with its filters.
#[derive(Debug, Clone)]
pub struct ResolvedQuery {
    /// The parsed query without the filters. Its matches are highlighted.
    pub query: Query,
    /// The filters as a query.
    pub filters: Query,
    /// The fields whose articles are left out, because the query does not ask for them.
    pub(super) hiding: Vec<Field>,
    /// The condition that leaves these articles out, if the archive has any.
    pub(super) shown: Query,
    /// The stop words set aside from the query, which rank but are not required.
    pub stop_words: Vec<Query>,
    /// Other words that some of the optional words also find.
    pub related: Vec<RelatedWords>,
    /// Notes for the user on how the query was read.
    pub notes: Vec<SearchNote>,
}

/// The other words that a word of the query also finds.
#[derive(Debug, Clone)]
pub struct RelatedWords {
    /// The word.
    pub word: Query,
    /// Alternative queries with lower weights.
    pub alternatives: Vec<Query>,
}

/// Parses a query and its filters.
///
/// # Errors
/// If the text is not a valid query or a filter has an invalid value.
pub fn resolve_query(search: &SearchQuery) -> Result<ResolvedQuery, SearchError> {
    let text = &search.text;
    let parsed = parse(text, &search.parse)
        .map_err(|error| SearchError::Query { text: text.clone(), error: Box::new(error) })?;
    let filters = search.filters.query(&search.parse)?;
    let typed: Arc<str> = text.as_str().into();
    let count = parsed.notes.len();
    let listed = parsed.notes.into_iter().take(MAX_NOTES);
    let mut notes: Vec<SearchNote> = listed.map(|note| SearchNote::Query { text: Arc::clone(&typed), note }).collect();
    if count > MAX_NOTES {
        notes.push(SearchNote::MoreOnQuery { count: count - MAX_NOTES });
    }
    notes.extend(search.filters.notes(&search.parse).into_iter().map(|(text, note)| SearchNote::Query { text, note }));
    let tree = search.tree.as_ref().map(Query::normalized).filter(|tree| *tree == parsed.query);
    let query = tree.unwrap_or(parsed.query);
    let hiding = hiding_fields(&query, &search.filters);
    Ok(ResolvedQuery {
        query,
        filters,
        hiding,
        shown: Query::all(),
        stop_words: Vec::new(),
        related: Vec::new(),
        notes,
    })
}

impl ResolvedQuery {
    /// Returns the conjunction of the query and all conditions.
    pub fn full_query(&self) -> Query {
        self.query.clone().and(self.conditions())
    }

    /// Returns the conjunction of the filters and the condition that leaves hidden articles out.
    pub(super) fn conditions(&self) -> Query {
        self.filters.clone().and(self.shown.clone())
    }

    /// Returns the query as typed, stop words last, with the filters.
    pub fn typed_query(&self) -> Query {
        self.stop_words.iter().cloned().fold(self.query.clone(), Query::and).and(self.filters.clone())
    }

    /// Adapts the query to an archive: leaves out hidden articles, turns acronyms that no article has into words, and sets stop words aside.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn adapted_to(self, engine: &dyn Engine) -> Result<Self, EngineError> {
        let shown = shown(&self.hiding, engine)?;
        Self { shown, ..self }.resolve_acronyms(engine)?.set_stop_words_aside(engine)
    }

    /// Returns the words of the query in running text.
    pub(super) fn words(&self) -> Vec<PlacedWord> {
        let mut words = Vec::new();
        self.query.each_text(&mut |text| {
            let is_acronym = is_acronym(text);
            words.extend(Tokens::of(text).terms().map(|term| PlacedWord { term: term.to_owned(), is_acronym }));
        });
        words
    }

    /// Returns a note that all words are required, if there are several that a default search would not require.
    pub(super) fn all_required_note(&self) -> Option<SearchNote> {
        let parts = self.query.parts().iter().filter(|part| part.has_text()).count();
        let has_optional = self.query.parts().iter().any(Query::is_optional);
        (parts > 1 && has_optional).then_some(SearchNote::AllRequired { parts })
    }

    /// Returns a part of the query, joined by OR with its compounds if it has any.
    pub(super) fn with_related(&self, part: Query) -> Query {
        match self.related.iter().find(|related| related.word == part) {
            Some(related) => Node::Or([&[part][..], &related.alternatives].concat()).into(),
            None => part,
        }
    }

    /// Returns the query, or an error if it has neither words nor conditions.
    pub(super) fn require_any(self) -> Result<Self, SearchError> {
        if self.full_query() == Query::all() { Err(SearchError::EmptyQuery) } else { Ok(self) }
    }

    /// Returns the notes on the query followed by a note for each truncated pattern.
    pub(super) fn notes_with(&self, truncated: &[TruncatedPattern]) -> Vec<SearchNote> {
        let truncated = truncated.iter().map(|pattern| SearchNote::TruncatedPattern {
            pattern: pattern.pattern.clone(),
            words: pattern.words,
            searched: pattern.answered_from,
        });
        self.notes.iter().cloned().chain(truncated).collect()
    }

    /// Returns whether the query can match spans of text, to rank by and to highlight.
    pub(super) fn has_text(&self) -> bool {
        self.query.has_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_dates_and_exclusions_match_no_text() {
        for (text, expected) in [
            ("flood", true),
            ("\"flood defences\"", true),
            ("headline:flood source:courier", true),
            ("-storm OR flood", true),
            ("source:courier", false),
            ("date:2015 words:>5", false),
            ("-flood", false),
            ("byline:*", false),
        ] {
            let search = SearchQuery { text: text.to_owned(), ..SearchQuery::default() };
            assert_eq!(resolve_query(&search).unwrap().has_text(), expected, "{text}");
        }
    }

    #[test]
    fn surplus_parser_notes_are_counted() {
        let search = SearchQuery { text: "C++ ".repeat(MAX_NOTES + 3), ..SearchQuery::default() };
        let notes = resolve_query(&search).unwrap().notes;
        assert_eq!(notes.len(), MAX_NOTES + 1);
        assert_eq!(notes.last(), Some(&SearchNote::MoreOnQuery { count: 3 }));
    }
}

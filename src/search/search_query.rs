//! A question as it was put, and as it was understood.

use super::{Filters, SearchError};
use crate::engine::TruncatedPattern;
use crate::query::{ParseOptions, ParsedQuery, Query, parse};

/// How many notes on one query are of use to a person.
const MOST_NOTES: usize = 20;

/// What somebody asks of an archive.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery {
    /// The query as typed.
    pub text: String,
    /// How it is read.
    pub parse: ParseOptions,
    /// What every article has to be, besides answering the query.
    pub filters: Filters,
}

/// A question as it was understood.
#[derive(Debug, Clone)]
pub struct ResolvedQuery {
    /// What the query asks, which is what is marked in articles.
    pub words: Query,
    /// What the filters ask.
    pub filters: Query,
    /// What the person who asked should know about how the query was read.
    pub notes: Vec<String>,
}

/// Reads a query, and explains what is wrong with it if it cannot be read.
///
/// # Errors
/// If the query makes no sense.
pub fn read_query(text: &str, options: &ParseOptions) -> Result<ParsedQuery, SearchError> {
    parse(text, options).map_err(|error| SearchError::Query(error.explain(text)))
}

/// Reads a question.
///
/// # Errors
/// If the query or a filter makes no sense.
pub fn resolve_query(question: &SearchQuery) -> Result<ResolvedQuery, SearchError> {
    let parsed = read_query(&question.text, &question.parse)?;
    let filters = question.filters.query(question.parse.today)?;
    let mut notes: Vec<String> =
        parsed.notes.iter().take(MOST_NOTES).map(|note| note.message(&question.text)).collect();
    if let Some(more) = parsed.notes.len().checked_sub(MOST_NOTES).filter(|more| *more > 0) {
        notes.push(format!("{more} more places were read otherwise than a query"));
    }
    Ok(ResolvedQuery { words: parsed.query, filters, notes })
}

impl ResolvedQuery {
    /// Returns the query and the filters together, which is what articles have to answer.
    pub fn full_query(&self) -> Query {
        self.words.clone().and(self.filters.clone())
    }

    /// Returns the question if it asks for anything at all.
    pub(super) fn required(self) -> Result<Self, SearchError> {
        if self.full_query() == Query::all() {
            return Err(SearchError::Query(
                "there is no word to search for; to list everything, say so: words:>=0".to_owned(),
            ));
        }
        Ok(self)
    }

    /// Returns what to say of how the query was read, and of the patterns that it was not answered from in full.
    pub(super) fn notes_with(&self, truncated: &[TruncatedPattern]) -> Vec<String> {
        let truncated = truncated.iter().map(|truncated| {
            let TruncatedPattern { pattern, words, answered_from } = truncated;
            format!(
                "`{pattern}` stands for {words} words of the archive: answered from the {answered_from} in the most articles"
            )
        });
        self.notes.iter().cloned().chain(truncated).collect()
    }

    /// Returns whether any place of an article can answer: whether there is anything to rank by, and to mark.
    pub(super) fn has_text(&self) -> bool {
        self.words.has_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_dates_and_negations_have_nothing_to_mark() {
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
            let question = SearchQuery { text: text.to_owned(), ..SearchQuery::default() };
            assert_eq!(resolve_query(&question).unwrap().has_text(), expected, "{text}");
        }
    }
}

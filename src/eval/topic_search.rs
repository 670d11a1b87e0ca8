//! Searches an archive for every topic of a file; the result is a TREC run.

use super::topics::Topic;
use super::trec_run::{RankedDocument, TopicRanking, TrecRun, is_invalid_in_column};
use crate::article::Article;
use crate::engine::Engine;
use crate::parallel::parallel_map;
use crate::query::{ParseOptions, QueryError};
use crate::search::{Filters, SearchError, SearchOptions, SearchQuery, rank_articles};
use std::collections::HashSet;

/// How to search for topics.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct TopicSearchOptions {
    /// How to parse the text of a topic.
    pub parse: ParseOptions,
    /// Conditions that every article has to meet.
    pub filters: Filters,
    /// How to rank.
    pub search: SearchOptions,
    /// The maximum number of articles per topic.
    pub depth: usize,
}

impl TopicSearchOptions {
    /// Returns the query for a text.
    pub(super) fn query(&self, text: &str) -> SearchQuery {
        SearchQuery { text: text.to_owned(), tree: None, parse: self.parse.clone(), filters: self.filters.clone() }
    }
}

/// Why topics could not be searched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TopicSearchError {
    /// The text of a topic is not a valid query.
    #[error("topic {topic}: {error}")]
    Topic {
        /// The name of the topic.
        topic: String,
        /// The text of the topic. The span of the error points into it.
        text: String,
        /// The error of the parser.
        error: Box<QueryError>,
    },
    /// A filter is invalid or the archive cannot be read.
    #[error(transparent)]
    Search(#[from] SearchError),
}

/// Searches an archive for every topic.
///
/// # Errors
/// If a topic is not a valid query, a filter is invalid, or the archive cannot be read.
pub fn run_topics(
    engine: &dyn Engine,
    topics: &[Topic],
    options: &TopicSearchOptions,
    tag: &str,
) -> Result<TrecRun, TopicSearchError> {
    let topics = parallel_map(topics, |topic| {
        let found = rank_articles(engine, &options.query(&topic.text), &options.search, options.depth)
            .map_err(|error| with_topic(error, &topic.id))?;
        let mut seen = HashSet::new();
        let documents: Vec<RankedDocument> = found
            .iter()
            .map(|found| RankedDocument { name: document_name(&found.article).to_owned(), score: found.score as f32 })
            // If several articles have the same id in their records, only the best is listed.
            .filter(|document| seen.insert(document.name.clone()))
            .collect();
        Ok::<_, TopicSearchError>(TopicRanking::new(topic.id.clone(), documents))
    });
    Ok(TrecRun { tag: tag.to_owned(), topics: topics? })
}

fn with_topic(error: SearchError, topic: &str) -> TopicSearchError {
    match error {
        SearchError::Query { text, error } => TopicSearchError::Topic { topic: topic.to_owned(), text, error },
        other => TopicSearchError::Search(other),
    }
}

/// Returns the name of an article in runs and judgments: the id in its record if that is one word, otherwise its id in the archive.
pub fn document_name(article: &Article) -> &str {
    match &article.own_id {
        Some(own) if !own.is_empty() && !own.contains(is_invalid_in_column) => own,
        _ => article.id.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_named_by_the_id_in_their_record() {
        let mut article = Article { own_id: Some("LA-1".into()), ..Article::default() };
        assert_eq!(document_name(&article), "LA-1");
        article.own_id = Some("LA 1".into());
        assert_eq!(document_name(&article), article.id.as_str());
    }
}

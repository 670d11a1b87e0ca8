//! Searches with queries as people type them: text with parse options and filters.

use super::Archive;
use crate::article::Article;
use crate::engine::EngineError;
use crate::eval::{
    KnownItemError, KnownItemReport, KnownItemTest, Topic, TopicSearchError, TopicSearchOptions, TrecRun, known_item,
    run_topics,
};
use crate::query::Query;
use crate::search::{
    Concordance, ConcordanceLine, ConcordanceOptions, CountOptions, CountResults, Highlighter, RankedHit, SearchError,
    SearchOptions, SearchQuery, SearchResults, VocabularyError, VocabularyList, VocabularyOptions, VocabularyQuery,
    concordance, count, find_articles, list_vocabulary, resolve_query, search, search_each,
};
use std::ops::ControlFlow;

impl Archive {
    /// Searches and returns one page of hits.
    ///
    /// # Errors
    /// If the query or a filter is invalid or matches everything, the time limit is reached, or the archive cannot be read.
    pub fn find(&self, query: &SearchQuery, options: &SearchOptions) -> Result<SearchResults, SearchError> {
        search(self.engine(), query, options)
    }

    /// Searches and calls `write` with each hit in order until it breaks. Returns the results without the hits.
    ///
    /// # Errors
    /// As [`find`](Self::find); some hits may have been written before.
    pub fn find_each(
        &self,
        query: &SearchQuery,
        options: &SearchOptions,
        write: &mut dyn FnMut(RankedHit) -> ControlFlow<()>,
    ) -> Result<SearchResults, SearchError> {
        search_each(self.engine(), query, options, write)
    }

    /// Counts the articles that match a query and their matches, by group if the options say so.
    ///
    /// # Errors
    /// If the query or a filter is invalid, the time limit is reached, or the archive cannot be read.
    pub fn count_by(&self, query: &SearchQuery, options: &CountOptions) -> Result<CountResults, SearchError> {
        count(self.engine(), query, options)
    }

    /// Calls `write` with every match and its context, in order, until it breaks.
    ///
    /// # Errors
    /// If the query or a filter is invalid, the time limit is reached, or the archive cannot be read.
    pub fn concordance(
        &self,
        query: &SearchQuery,
        options: &ConcordanceOptions,
        write: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>,
    ) -> Result<Concordance, SearchError> {
        concordance(self.engine(), query, options, write)
    }

    /// Lists words of the archive with their document frequencies.
    ///
    /// # Errors
    /// If the query is not a single word, the time limit is reached, or the archive cannot be read.
    pub fn vocabulary(
        &self,
        query: &VocabularyQuery,
        options: &VocabularyOptions,
    ) -> Result<VocabularyList, VocabularyError> {
        list_vocabulary(self.engine(), query, options)
    }

    /// Returns the articles with an id or a URL.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn articles_named(&self, id_or_url: &str) -> Result<Vec<Article>, EngineError> {
        find_articles(self.engine(), id_or_url)
    }

    /// Parses a query and adapts it to this archive, as a search does.
    ///
    /// # Errors
    /// If the query or a filter is invalid, or the archive cannot be read.
    pub fn resolve(&self, query: &SearchQuery) -> Result<Query, SearchError> {
        Ok(resolve_query(query)?.adapted_to(self.engine())?.query)
    }

    /// Returns a highlighter for the matches of a query in articles of this archive.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub fn highlighter(&self, query: &Query) -> Result<Highlighter, EngineError> {
        Highlighter::new(query, self.engine())
    }

    /// Searches for topics and returns a TREC run with the given tag.
    ///
    /// # Errors
    /// If a topic is not a valid query, or the archive cannot be read.
    pub fn run_topics(
        &self,
        topics: &[Topic],
        options: &TopicSearchOptions,
        tag: &str,
    ) -> Result<TrecRun, TopicSearchError> {
        run_topics(self.engine(), topics, options, tag)
    }

    /// Runs a known-item test on articles of this archive.
    ///
    /// # Errors
    /// If the archive cannot be read, or a temporary index cannot be written.
    pub fn known_item(&self, test: &KnownItemTest) -> Result<KnownItemReport, KnownItemError> {
        known_item(self.engine(), test)
    }
}

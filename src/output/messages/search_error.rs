//! Failed searches.

use super::filter_error::filter_error_text;
use super::query_error::query_error_text;
use super::time_limit::time_limit_text;
use crate::library::SearchError;

/// Returns the message for a failed search, without its source. For an invalid query it has several lines and shows the invalid part.
pub fn search_error_text(error: &SearchError) -> String {
    match error {
        SearchError::Query { text, error } => query_error_text(error, text),
        SearchError::EmptyQuery => {
            "the query has no word to search for; to list every article, search for words:>=0".to_owned()
        }
        SearchError::NoText => "the query matches no text that could be shown: fields such as source: and date: and excluded words have no \
                                position in an article; add a word, or count the articles with dateline count"
            .to_owned(),
        SearchError::Filter(error) => filter_error_text(error),
        SearchError::Scratch { folder, .. } => {
            format!("cannot sort the lines in temporary files in {}", folder.display())
        }
        SearchError::TimeLimit(reached) => time_limit_text(reached),
        SearchError::Engine(error) => error.to_string(),
    }
}

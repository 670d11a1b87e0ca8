//! Topics that cannot be searched.

use super::query_error::query_error_text;
use super::search_error::search_error_text;
use crate::library::TopicSearchError;

/// Returns the message for a failed search for topics, without its source.
pub fn topic_search_error_text(error: &TopicSearchError) -> String {
    match error {
        TopicSearchError::Topic { topic, text, error } => {
            format!("topic {topic}: {}", query_error_text(error, text))
        }
        TopicSearchError::Search(error) => search_error_text(error),
    }
}

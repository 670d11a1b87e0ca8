//! What can be near something, or be counted: what has a place in running text.

use super::error::QueryError;
use super::field::Field;
use super::tree::{Node, Query};

/// Refuses a query that has no place in running text where an operator needs one.
pub(super) fn check_place(query: &Query) -> Result<(), QueryError> {
    const EXPECTED: &str = "a word, a phrase or a pattern in running text, or several with OR between them";
    let error = |message: &str| QueryError::new(query.span, message).expecting(EXPECTED);
    match &query.node {
        Node::Word { field, .. } | Node::Phrase { field, .. } | Node::Pattern { field, .. } => {
            if Field::is_prose(*field) {
                return Ok(());
            }
            Err(error("this field is no running text, in which something could be near or be counted")
                .suggesting("AND between the parts"))
        }
        // Its own sides have been looked at.
        Node::Near { .. } => Ok(()),
        Node::Or(parts) => parts.iter().try_for_each(check_place),
        Node::And(_) => Err(error("words joined by AND may stand anywhere in the article: they have no one place")
            .suggesting("quotes around the words to make them a phrase, or OR between them")),
        Node::Not(_) => {
            Err(error("what is not there has no place")
                .suggesting("to exclude the whole instead: NOT (two NEAR/5 words)"))
        }
        Node::Boost { .. } => {
            Err(error("a part cannot have a weight of its own here").suggesting("the weight after the whole: (…)^2"))
        }
        Node::AtLeast { .. } => Err(error("a number of times has no place").suggesting("AND between the parts")),
        Node::All | Node::Value { .. } | Node::Days { .. } | Node::Number { .. } | Node::Exists(_) => {
            Err(error("this is said of the whole article and has no place in it").suggesting("AND between the parts"))
        }
    }
}

//! Alternatives: the articles that any of several queries finds.

use super::term_group::{AnyWord, ExpandedQuery};
use tantivy::query::{BooleanQuery, EmptyQuery, Query};

/// A query of tantivy, whatever its type.
pub(crate) type BoxedQuery = Box<dyn Query>;

/// Returns the query for the articles that any of the queries finds.
pub(crate) fn any_of(mut queries: Vec<BoxedQuery>) -> BoxedQuery {
    if queries.len() == 1 {
        return queries.remove(0);
    }
    let words: Option<Vec<_>> = queries.iter().map(|query| words_of(&**query)).collect();
    match words {
        _ if queries.is_empty() => Box::new(EmptyQuery),
        Some(words) => Box::new(AnyWord(words.concat())),
        None => Box::new(BooleanQuery::union(queries)),
    }
}

/// Returns the words that a query asks for, if any of them is enough.
fn words_of(query: &dyn Query) -> Option<Vec<ExpandedQuery>> {
    let word = query.downcast_ref::<ExpandedQuery>().map(|word| vec![word.clone()]);
    word.or_else(|| query.downcast_ref::<AnyWord>().map(|AnyWord(words)| words.clone()))
}

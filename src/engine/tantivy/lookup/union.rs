//! Unions of queries.

use super::expanded_query::{AnyWord, ExpandedQuery};
use tantivy::query::{BooleanQuery, EmptyQuery, Query};

/// A tantivy query of any type.
pub(crate) type BoxedQuery = Box<dyn Query>;

/// Returns the union of the queries; unions of groups of terms alone are evaluated with one bit set.
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

/// Returns the groups of terms of a query, if it is a group or a union of groups.
fn words_of(query: &dyn Query) -> Option<Vec<ExpandedQuery>> {
    let word = query.downcast_ref::<ExpandedQuery>().map(|word| vec![word.clone()]);
    word.or_else(|| query.downcast_ref::<AnyWord>().map(|AnyWord(words)| words.clone()))
}

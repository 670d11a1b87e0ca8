//! Alternatives: the articles that any of several queries finds.

use super::expanded::{AnyWord, ExpandedQuery};
use super::lower::Boxed;
use tantivy::query::{BooleanQuery, EmptyQuery, Query};

/// Returns the query for the articles that any of the queries finds.
pub(super) fn any_of(mut queries: Vec<Boxed>) -> Boxed {
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

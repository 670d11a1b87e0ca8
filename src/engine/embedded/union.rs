//! Alternatives: the articles that any of several queries finds.

use super::expanded::ExpandedQuery;
use super::lower::Boxed;
use tantivy::query::{
    BitSetDocSet, BooleanQuery, ConstScorer, EmptyQuery, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader};

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

/// The articles that have any of several words: of each of them all articles are known, so they are put together at once, which is faster
/// than going through several lists side by side.
#[derive(Debug, Clone)]
struct AnyWord(Vec<ExpandedQuery>);

impl Query for AnyWord {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for AnyWord {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut articles = BitSet::with_max_value(segment.max_doc());
        for word in &self.0 {
            word.each_article(segment, |document| {
                articles.insert(document);
            })?;
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let is_there = self.scorer(segment, 1.0)?.seek(document) == document;
        Ok(Explanation::new("any of several words", if is_there { 1.0 } else { 0.0 }))
    }
}

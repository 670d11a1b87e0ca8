//! Which parts of a query each of a few articles has.

use crate::engine::tantivy::lookup::{OfSegment, by_segment};
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::{ArticleAddress, EngineError};
use crate::query::Query;
use tantivy::DocSet;

impl TantivyEngine {
    /// Returns which of the queries each article matches, in the order of `addresses`.
    pub(crate) fn matched_parts_in(
        &self,
        parts: &[Query],
        addresses: &[ArticleAddress],
    ) -> Result<Vec<Vec<bool>>, EngineError> {
        let groups = by_segment(addresses);
        let mut matched = vec![Vec::with_capacity(parts.len()); addresses.len()];
        let mut lowering = self.lowering()?.unranked();
        for part in parts {
            let lowered = lowering.query(part)?;
            let weight = self.weight(&*lowered)?;
            for OfSegment { ordinal, articles, indexes } in &groups {
                let mut scorer = weight.scorer(self.searcher.segment_reader(*ordinal), 1.0)?;
                for (document, index) in articles.iter().zip(indexes) {
                    let at = scorer.doc();
                    let is_found = at == *document || (at < *document && scorer.seek(*document) == *document);
                    if let Some(of_article) = matched.get_mut(*index) {
                        of_article.push(is_found);
                    }
                }
            }
        }
        Ok(matched)
    }
}

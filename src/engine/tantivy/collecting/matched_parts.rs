//! Which parts of a query each of a few articles has.

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
        let mut in_order: Vec<(ArticleAddress, usize)> = addresses.iter().copied().zip(0..).collect();
        in_order.sort_unstable();
        let mut matched = vec![Vec::with_capacity(parts.len()); addresses.len()];
        let mut lowering = self.lowering()?.unranked();
        for part in parts {
            let lowered = lowering.query(part)?;
            let weight = self.weight(&*lowered)?;
            let mut found = vec![false; addresses.len()];
            for of_segment in in_order.chunk_by(|(one, _), (other, _)| one.segment == other.segment) {
                let Some((first, _)) = of_segment.first() else { continue };
                let mut scorer = weight.scorer(self.searcher.segment_reader(first.segment), 1.0)?;
                for (address, position) in of_segment {
                    let mut document = scorer.doc();
                    if document < address.document {
                        document = scorer.seek(address.document);
                    }
                    if let Some(found) = found.get_mut(*position) {
                        *found = document == address.document;
                    }
                }
            }
            for (of_article, found) in matched.iter_mut().zip(found) {
                of_article.push(found);
            }
        }
        Ok(matched)
    }
}

//! The BM25 statistics of the archive, independent of how the articles are spread over segments.
//!
//! tantivy counts deleted articles until a merge drops them, and estimates the total length after a merge. These statistics leave deleted
//! articles out and sum the stored lengths, so the same articles have the same scores after any sequence of commits and merges.

use crate::scoring::{Bm25, LengthNorms, SearchPolicy};
use std::sync::{Arc, OnceLock};
use tantivy::Searcher;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;

/// The statistics of one opened index.
pub(crate) struct Statistics {
    searcher: Searcher,
    /// The field whose norms hold the length of the whole article.
    lengths: Field,
    tokens: OnceLock<u64>,
    norms: OnceLock<Arc<NormTable>>,
}

impl Statistics {
    pub(crate) fn new(searcher: Searcher, lengths: Field) -> Self {
        Self { searcher, lengths, tokens: OnceLock::new(), norms: OnceLock::new() }
    }

    /// Returns the sum of the lengths of all articles that are not deleted; computed once.
    fn tokens(&self) -> tantivy::Result<u64> {
        if let Some(tokens) = self.tokens.get() {
            return Ok(*tokens);
        }
        let mut tokens = 0;
        for segment in self.searcher.segment_readers() {
            let lengths = segment.get_fieldnorms_reader(self.lengths)?;
            let length = |document| u64::from(lengths.fieldnorm(document));
            tokens += if segment.has_deletes() {
                segment.doc_ids_alive().map(length).sum::<u64>()
            } else {
                (0..segment.max_doc()).map(length).sum()
            };
        }
        Ok(*self.tokens.get_or_init(|| tokens))
    }

    /// Returns the number of articles that are not deleted.
    pub(crate) fn articles(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Returns the mean length of the articles that are not deleted, in weighted tokens.
    pub(crate) fn mean_length(&self) -> tantivy::Result<f32> {
        Ok(self.tokens()? as f32 / self.articles().max(1) as f32)
    }

    /// Returns the BM25 scorer of a word with the given document frequency.
    pub(crate) fn bm25(&self, articles: u64) -> Bm25 {
        Bm25::new(SearchPolicy::CURRENT, articles, self.articles())
    }

    /// Returns the length norms of the archive; computed once.
    pub(crate) fn norms(&self) -> tantivy::Result<Arc<NormTable>> {
        if let Some(norms) = self.norms.get() {
            return Ok(Arc::clone(norms));
        }
        let norms = LengthNorms::new(SearchPolicy::CURRENT, self.mean_length()?);
        let of_id = |id: u8| norms.norm(FieldNormReader::id_to_fieldnorm(id));
        let table = NormTable(std::array::from_fn(|id| of_id(u8::try_from(id).unwrap_or(u8::MAX))));
        Ok(Arc::clone(self.norms.get_or_init(|| Arc::new(table))))
    }
}

/// The length norm of every length that the index can store, by tantivy's one-byte fieldnorm id.
pub(crate) struct NormTable([f32; 256]);

impl NormTable {
    /// Returns the norm of the length with the given fieldnorm id.
    #[inline]
    pub(crate) fn of(&self, id: u8) -> f32 {
        self.0[usize::from(id)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::stored_length;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn field_norms_are_stored_lengths(length in prop_oneof![0_u32..3_000, any::<u32>()]) {
            let stored = FieldNormReader::id_to_fieldnorm(FieldNormReader::fieldnorm_to_id(length));
            prop_assert_eq!(stored_length(length), stored);
        }
    }
}

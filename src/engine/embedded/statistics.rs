//! What BM25 has to know of the archive, counted so that a score never depends on how the index came about.
//!
//! tantivy counts deleted articles until a merge drops them, and estimates lengths when it does. Here only articles that are there count,
//! and the length of each is the one kept beside it, so the same articles have the same scores whatever their segments.

use std::sync::OnceLock;
use tantivy::query::Bm25Weight;
use tantivy::schema::Field;
use tantivy::{Score, Searcher};

/// The statistics of one opened index.
pub(super) struct Statistics {
    searcher: Searcher,
    /// The field whose lengths count.
    lengths: Field,
    tokens: OnceLock<u64>,
}

impl Statistics {
    pub(super) fn new(searcher: Searcher, lengths: Field) -> Self {
        Self { searcher, lengths, tokens: OnceLock::new() }
    }

    /// Returns the terms of all articles, as the lengths beside them tell.
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

    /// Returns how many articles there are.
    pub(super) fn articles(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Returns the BM25 of a word that so many articles have.
    pub(super) fn bm25(&self, articles: u64) -> tantivy::Result<Bm25Weight> {
        let mean_length = self.tokens()? as Score / self.articles().max(1) as Score;
        Ok(Bm25Weight::for_one_term_without_explain(articles, self.articles(), mean_length))
    }
}

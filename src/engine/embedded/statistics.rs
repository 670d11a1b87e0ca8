//! What BM25 has to know of the archive, counted so that a score never depends on how the index came about.
//!
//! tantivy counts deleted articles until a merge drops them, and estimates lengths when it does. Here only articles that are there count,
//! and the length of each is the one kept beside it, so the same articles have the same scores whatever their segments.

use super::postings::each_article;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, OnceLock, PoisonError};
use tantivy::query::Bm25Weight;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Searcher, SegmentReader, Term};

/// How many terms are kept with what was counted of them: as many as the longest queries have.
const MOST_COUNTED: usize = 10_000;

/// The statistics of one opened index.
pub(super) struct Statistics {
    searcher: Searcher,
    /// The field whose lengths count.
    lengths: Field,
    tokens: OnceLock<u64>,
    /// How many articles have a term, of terms that were counted: a query asks several times for each of its own.
    counted: Mutex<FxHashMap<Term, u64>>,
}

impl Statistics {
    pub(super) fn new(searcher: Searcher, lengths: Field) -> Self {
        Self { searcher, lengths, tokens: OnceLock::new(), counted: Mutex::default() }
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

    /// Returns how many articles have a term.
    pub(super) fn articles_with(&self, term: &Term) -> tantivy::Result<u64> {
        // What another thread that failed had counted is as good.
        let counted = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(articles) = counted().get(term) {
            return Ok(*articles);
        }
        let mut articles = 0;
        for segment in self.searcher.segment_readers() {
            articles += articles_with(segment, term)?;
        }
        let mut counted = counted();
        if counted.len() >= MOST_COUNTED {
            counted.clear();
        }
        counted.insert(term.clone(), articles);
        Ok(articles)
    }
}

fn articles_with(segment: &SegmentReader, term: &Term) -> tantivy::Result<u64> {
    let inverted = segment.inverted_index(term.field())?;
    let Some(info) = inverted.get_term_info(term)? else {
        return Ok(0);
    };
    if !segment.has_deletes() {
        return Ok(u64::from(info.doc_freq));
    }
    let mut articles = 0;
    let postings = inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
    each_article(postings, |document, _| articles += u64::from(!segment.is_deleted(document)));
    Ok(articles)
}

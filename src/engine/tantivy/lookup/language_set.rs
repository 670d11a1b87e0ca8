//! Restricts postings to the articles in given languages.
//!
//! The articles of each segment are computed once per set of languages and then shared by all queries.

use super::posting_blocks::{LOOKUP, each_article};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, InvertedIndexReader, SegmentReader};

/// A set of articles of one segment.
pub(crate) struct ArticleSet {
    articles: BitSet,
    /// The same articles in order, if the set is small.
    few: Option<Vec<DocId>>,
}

impl ArticleSet {
    /// A set is small if the segment has more than this many times its articles.
    const FEW: usize = 8;

    /// Creates the set of the listed articles, which must be in order; `in_segment` is the number of articles of the segment.
    pub(crate) fn of(listed: Vec<DocId>, in_segment: DocId) -> Self {
        let mut articles = BitSet::with_max_value(in_segment);
        for document in &listed {
            articles.insert(*document);
        }
        let are_few = listed.len() * Self::FEW < in_segment as usize;
        Self { articles, few: are_few.then_some(listed) }
    }

    /// Creates the set of all articles of a segment except the listed ones; `in_segment` is the number of articles of the segment.
    fn all_but(listed: &[DocId], in_segment: DocId) -> Self {
        let mut articles = BitSet::with_max_value_and_full(in_segment);
        for document in listed {
            articles.remove(*document);
        }
        Self { articles, few: None }
    }

    pub(crate) fn contains(&self, document: DocId) -> bool {
        self.articles.contains(document)
    }

    /// Returns the articles in order, if seeking each of them is faster than reading a posting list of `postings` articles.
    pub(crate) fn few_beside(&self, postings: u32) -> Option<&[DocId]> {
        self.few.as_deref().filter(|few| few.len() * LOOKUP < postings as usize)
    }
}

/// The eligible articles of a segment; `None` if all articles are eligible.
type OnlyIn = Option<Arc<ArticleSet>>;

/// Some of the languages of an index, with the articles in them cached by segment.
pub(crate) struct LanguageSet {
    /// The language codes as indexed.
    codes: Vec<String>,
    /// The field that holds the language codes.
    field: Field,
    made: Mutex<FxHashMap<SegmentId, OnlyIn>>,
}

impl LanguageSet {
    pub(crate) fn new(codes: Vec<String>, field: Field) -> Self {
        Self { codes, field, made: Mutex::default() }
    }

    /// Returns the language codes as indexed.
    pub(crate) fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Returns the articles of a segment in any of the languages; `None` if all articles are.
    pub(crate) fn articles_of(&self, segment: &SegmentReader) -> tantivy::Result<OnlyIn> {
        // The map stays valid if another thread panicked, so a poisoned lock is fine.
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let known = made().get(&segment.segment_id()).cloned();
        if let Some(set) = known {
            return Ok(set);
        }
        // Computed without the lock, so that other threads can process other segments in the meantime.
        let set = self.make(segment)?.map(Arc::new);
        made().insert(segment.segment_id(), set.clone());
        Ok(set)
    }

    fn make(&self, segment: &SegmentReader) -> tantivy::Result<Option<ArticleSet>> {
        let inverted = segment.inverted_index(self.field)?;
        let (mut within, mut without) = (Vec::new(), Vec::new());
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let is_within = self.codes.iter().any(|code| code.as_bytes() == terms.key());
            if is_within { &mut within } else { &mut without }.push(terms.value().clone());
        }
        if without.is_empty() {
            return Ok(None);
        }
        let articles = |lists: &[TermInfo]| lists.iter().map(|list| u64::from(list.doc_freq)).sum::<u64>();
        // Most archives are almost entirely in one language, so excluding the other languages reads fewer postings.
        let set = if articles(&within) < articles(&without) {
            ArticleSet::of(listed(&inverted, &within)?, segment.max_doc())
        } else {
            ArticleSet::all_but(&listed(&inverted, &without)?, segment.max_doc())
        };
        Ok(Some(set))
    }
}

impl std::fmt::Debug for LanguageSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("LanguageSet").field(&self.codes).finish()
    }
}

/// Returns the articles of a segment in the given languages; `None` if there is no restriction or all articles match it.
pub(crate) fn only_in(segment: &SegmentReader, languages: Option<&LanguageSet>) -> tantivy::Result<OnlyIn> {
    languages.map_or(Ok(None), |languages| languages.articles_of(segment))
}

/// Returns the union of the posting lists, in order and without duplicates.
fn listed(inverted: &InvertedIndexReader, lists: &[TermInfo]) -> tantivy::Result<Vec<DocId>> {
    let mut articles = Vec::new();
    for list in lists {
        let postings = inverted.read_block_postings_from_terminfo(list, IndexRecordOption::Basic)?;
        each_article(postings, |document, _| articles.push(document));
    }
    articles.sort_unstable();
    articles.dedup();
    Ok(articles)
}

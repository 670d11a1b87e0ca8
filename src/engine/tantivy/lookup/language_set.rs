//! The articles that are in some languages.

use super::posting_blocks::{LOOKUP, each_article};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, InvertedIndexReader, SegmentReader};

/// Articles of a segment.
pub(crate) struct ArticleSet {
    articles: BitSet,
    /// The same one after the other, if they are few.
    few: Option<Vec<DocId>>,
}

impl ArticleSet {
    /// How many times more articles there are in a segment at least where they are few.
    const FEW: usize = 8;

    /// Returns the set of these articles, which are in order, of a segment with so many.
    pub(crate) fn of(listed: Vec<DocId>, in_segment: DocId) -> Self {
        let mut articles = BitSet::with_max_value(in_segment);
        for document in &listed {
            articles.insert(*document);
        }
        let are_few = listed.len() * Self::FEW < in_segment as usize;
        Self { articles, few: are_few.then_some(listed) }
    }

    /// Returns the set of all articles of a segment with so many but these.
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

    /// Returns the articles in order, if they are few enough to be looked up in a list of so many.
    pub(crate) fn few_beside(&self, postings: u32) -> Option<&[DocId]> {
        self.few.as_deref().filter(|few| few.len() * LOOKUP < postings as usize)
    }
}

/// The articles that are asked of a segment; `None` if that is all of them.
type OnlyIn = Option<Arc<ArticleSet>>;

/// Some of the languages of an index, and the articles of each segment that are in any of them.
pub(crate) struct LanguageSet {
    /// The codes of the languages, as the index has them.
    codes: Vec<String>,
    /// The field of the codes.
    field: Field,
    made: Mutex<FxHashMap<SegmentId, OnlyIn>>,
}

impl LanguageSet {
    pub(crate) fn new(codes: Vec<String>, field: Field) -> Self {
        Self { codes, field, made: Mutex::default() }
    }

    /// Returns the codes of the languages.
    pub(crate) fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Returns the articles of a segment in any of the languages; `None` if that is all of them.
    pub(crate) fn articles_of(&self, segment: &SegmentReader) -> tantivy::Result<OnlyIn> {
        // What another thread that failed had made is as good.
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let known = made().get(&segment.segment_id()).cloned();
        if let Some(set) = known {
            return Ok(set);
        }
        // Other threads make those of other segments meanwhile.
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
        // Most archives are nearly all in one language: then it is the others that are few.
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

/// Returns the articles of a segment that are in languages, if those are named; `None` if that is all of them.
pub(crate) fn only_in(segment: &SegmentReader, languages: Option<&LanguageSet>) -> tantivy::Result<OnlyIn> {
    languages.map_or(Ok(None), |languages| languages.articles_of(segment))
}

/// Returns the articles that any of the lists has, in order.
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

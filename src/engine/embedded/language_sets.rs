//! The articles of a segment that are in some languages.

use super::postings::{LOOKUP, each_article};
use std::sync::Arc;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, SegmentReader};

/// Codes of languages, as the index has them.
pub(super) type Codes = Arc<[String]>;

/// Articles of a segment.
pub(super) struct ArticleSet {
    articles: BitSet,
    /// The same one after the other, if they are few.
    few: Option<Vec<DocId>>,
}

impl ArticleSet {
    /// How many times more articles there are in a segment at least where they are few.
    const FEW: usize = 8;

    pub(super) fn of(articles: BitSet, in_segment: DocId) -> Self {
        let are_few = articles.len() * Self::FEW < in_segment as usize;
        let few = are_few.then(|| (0..in_segment).filter(|document| articles.contains(*document)).collect());
        Self { articles, few }
    }

    pub(super) fn contains(&self, document: DocId) -> bool {
        self.articles.contains(document)
    }

    /// Returns the articles in order, if they are few enough to be looked up in a list of so many.
    pub(super) fn few_beside(&self, postings: u32) -> Option<&[DocId]> {
        self.few.as_deref().filter(|few| few.len() * LOOKUP < postings as usize)
    }
}

/// The articles of one segment by their languages, each set made once.
pub(super) struct LanguageSets<'a> {
    segment: &'a SegmentReader,
    /// The field of the codes.
    field: Field,
    made: Vec<(Codes, Option<Arc<ArticleSet>>)>,
}

impl<'a> LanguageSets<'a> {
    pub(super) fn new(segment: &'a SegmentReader, field: Field) -> Self {
        Self { segment, field, made: Vec::new() }
    }

    /// Returns the articles in any of these languages; `None` if that is all of them.
    pub(super) fn only_in(&mut self, codes: Option<&Codes>) -> tantivy::Result<Option<Arc<ArticleSet>>> {
        let Some(codes) = codes else { return Ok(None) };
        if let Some((_, set)) = self.made.iter().find(|(of, _)| of == codes) {
            return Ok(set.clone());
        }
        let set = self.make(codes)?.map(|set| Arc::new(ArticleSet::of(set, self.segment.max_doc())));
        self.made.push((codes.clone(), set.clone()));
        Ok(set)
    }

    fn make(&self, codes: &[String]) -> tantivy::Result<Option<BitSet>> {
        let inverted = self.segment.inverted_index(self.field)?;
        let (mut within, mut without) = (Vec::new(), Vec::new());
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let is_within = codes.iter().any(|code| code.as_bytes() == terms.key());
            if is_within { &mut within } else { &mut without }.push(terms.value().clone());
        }
        if without.is_empty() {
            return Ok(None);
        }
        let articles = |lists: &[TermInfo]| lists.iter().map(|list| u64::from(list.doc_freq)).sum::<u64>();
        // Most archives are nearly all in one language: then it is the others that are few.
        let is_few = articles(&within) < articles(&without);
        let max = self.segment.max_doc();
        let mut set = if is_few { BitSet::with_max_value(max) } else { BitSet::with_max_value_and_full(max) };
        for list in if is_few { within } else { without } {
            let postings = inverted.read_block_postings_from_terminfo(&list, IndexRecordOption::Basic)?;
            each_article(postings, |document, _| {
                if is_few {
                    set.insert(document);
                } else {
                    set.remove(document);
                }
            });
        }
        Ok(Some(set))
    }
}

//! Many words that count as one: what a pattern stands for.
//!
//! Scored as one word that is in every article where any of them is, as often as all of them are: by BM25, so that an article is not better
//! because a rarer spelling is in it; a word of the headline counts as in the ranking field.

use super::postings::{add_to, each_article};
use std::sync::{Arc, OnceLock};
use tantivy::index::SegmentId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// The articles that have any of the words in any of the fields.
#[derive(Clone)]
pub(super) struct ExpandedQuery {
    pub words: Arc<[String]>,
    /// The fields, and how much a word in each counts.
    pub fields: Vec<(Field, u32)>,
    /// What was counted for the scores, which tells the articles too.
    pub scored: Arc<OnceLock<Scored>>,
}

impl std::fmt::Debug for ExpandedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExpandedQuery")
            .field("words", &self.words)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl ExpandedQuery {
    /// Calls `visit` with the postings of each word in a segment, and what each counts.
    fn each_posting(
        &self,
        segment: &SegmentReader,
        option: IndexRecordOption,
        mut visit: impl FnMut(BlockSegmentPostings, u32),
    ) -> tantivy::Result<()> {
        for (field, weight) in &self.fields {
            let inverted = segment.inverted_index(*field)?;
            for word in &*self.words {
                if let Some(info) = inverted.get_term_info(&Term::from_field_text(*field, word))? {
                    visit(inverted.read_block_postings_from_terminfo(&info, option)?, *weight);
                }
            }
        }
        Ok(())
    }

    /// Returns the articles of a segment and how often the words are in each.
    fn counted(&self, segment: &SegmentReader) -> tantivy::Result<Vec<(DocId, u32)>> {
        let mut counts = vec![0_u32; segment.max_doc() as usize];
        self.each_posting(segment, IndexRecordOption::WithFreqs, |postings, weight| {
            each_article(postings, |document, frequency| {
                if let Some(count) = counts.get_mut(document as usize) {
                    *count = count.saturating_add(frequency.saturating_mul(weight));
                }
            });
        })?;
        Ok((0..).zip(counts).filter(|(_, count)| *count > 0).collect())
    }

    /// Returns how much the words count in every article.
    pub(super) fn scored(&self, searcher: &Searcher) -> tantivy::Result<Scored> {
        if let Some(scored) = self.scored.get() {
            return Ok(scored.clone());
        }
        let mut counted = Vec::new();
        let mut articles = 0;
        for segment in searcher.segment_readers() {
            let counts = self.counted(segment)?;
            articles += counts.iter().filter(|(document, _)| !segment.is_deleted(*document)).count() as u64;
            counted.push((segment.segment_id(), Arc::from(counts)));
        }
        Ok(self.scored.get_or_init(|| Scored { counted, articles }).clone())
    }
}

impl Query for ExpandedQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ExpandedWeight(self.clone())))
    }
}

/// How much the words count in the articles that have any of them.
#[derive(Clone)]
pub(super) struct Scored {
    counted: Vec<(SegmentId, Counts)>,
    /// How many articles that is.
    pub articles: u64,
}

/// The articles of a segment that have any of the words, in order, and how much the words count in each.
type Counts = Arc<[(DocId, u32)]>;

impl Scored {
    /// Returns the articles of a segment, in order, and how much the words count in each.
    pub(super) fn in_segment(&self, segment: &SegmentReader) -> &[(DocId, u32)] {
        self.of_segment(segment).map_or(&[], |counts| counts)
    }

    fn of_segment(&self, segment: &SegmentReader) -> Option<&Counts> {
        self.counted.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, counts)| counts)
    }
}

struct ExpandedWeight(ExpandedQuery);

impl Weight for ExpandedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Self(query) = self;
        if let Some(counts) = query.scored.get().and_then(|scored| scored.of_segment(segment)) {
            return Ok(Box::new(ConstScorer::new(Counted { counts: counts.clone(), at: 0 }, boost)));
        }
        let mut articles = BitSet::with_max_value(segment.max_doc());
        query.each_posting(segment, IndexRecordOption::Basic, |postings, _| add_to(&mut articles, postings))?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let is_there = self.scorer(segment, 1.0)?.seek(document) == document;
        Ok(Explanation::new("any of many words", if is_there { 1.0 } else { 0.0 }))
    }
}

/// The articles that were counted.
struct Counted {
    counts: Counts,
    at: usize,
}

impl DocSet for Counted {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.counts.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|(document, _)| *document < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.counts.get(self.at).map_or(TERMINATED, |(document, _)| *document)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.counts.len()).unwrap_or(u32::MAX)
    }
}

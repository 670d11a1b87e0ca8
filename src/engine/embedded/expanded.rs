//! Many words that count as one: what a pattern stands for.
//!
//! Scored as one word that is in every article where any of them is, as often as all of them are: by BM25, so that an article is not better
//! because a rarer spelling is in it; a word of the headline counts as in the ranking field.

use super::postings::{add_to, each_article};
use std::sync::{Arc, OnceLock};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{
    BitSetDocSet, Bm25StatisticsProvider, Bm25Weight, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// The articles that have any of the words in any of the fields.
#[derive(Clone)]
pub(super) struct ExpandedQuery {
    pub words: Arc<[String]>,
    /// The fields, and how much a word in each counts.
    pub fields: Vec<(Field, u32)>,
    /// The field by whose length an article's score is set in proportion.
    pub lengths: Field,
    /// What was counted, kept for the next time that the query is asked of the same index.
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

    fn scored(&self, searcher: &Searcher, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<ExpandedWeight> {
        if let Some(scored) = self.scored.get() {
            return Ok(ExpandedWeight { query: self.clone(), scored: Some(scored.clone()) });
        }
        let mut counted = Vec::new();
        let mut frequency = 0;
        for segment in searcher.segment_readers() {
            let counts: Counts = Arc::from(self.counted(segment)?);
            frequency += counts.iter().filter(|(document, _)| !segment.is_deleted(*document)).count() as u64;
            counted.push((segment.segment_id(), counts));
        }
        let articles = statistics.total_num_docs()?;
        let mean_length = statistics.total_num_tokens(self.lengths)? as Score / articles.max(1) as Score;
        let bm25 = Bm25Weight::for_one_term_without_explain(frequency, articles, mean_length);
        let scored = self.scored.get_or_init(|| Scored { counted, bm25 }).clone();
        Ok(ExpandedWeight { query: self.clone(), scored: Some(scored) })
    }
}

impl Query for ExpandedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(match scoring {
            EnableScoring::Enabled { searcher, statistics_provider } => self.scored(searcher, statistics_provider)?,
            EnableScoring::Disabled { .. } => ExpandedWeight { query: self.clone(), scored: None },
        }))
    }
}

struct ExpandedWeight {
    query: ExpandedQuery,
    scored: Option<Scored>,
}

/// The articles of a segment that have any of the words, in order, and how much the words count in each.
type Counts = Arc<[(DocId, u32)]>;

#[derive(Clone)]
pub(super) struct Scored {
    counted: Vec<(SegmentId, Counts)>,
    bm25: Bm25Weight,
}

impl Weight for ExpandedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        if let Some(scored) = &self.scored
            && let Some((_, counts)) = scored.counted.iter().find(|(id, _)| *id == segment.segment_id())
        {
            let lengths = segment.get_fieldnorms_reader(self.query.lengths)?;
            let bm25 = scored.bm25.boost_by(boost);
            return Ok(Box::new(ExpandedScorer { counts: counts.clone(), at: 0, lengths, bm25 }));
        }
        let mut articles = BitSet::with_max_value(segment.max_doc());
        self.query.each_posting(segment, IndexRecordOption::Basic, |postings, _| add_to(&mut articles, postings))?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        let score = if scorer.seek(document) == document { scorer.score() } else { 0.0 };
        Ok(Explanation::new("one of many words", score))
    }
}

struct ExpandedScorer {
    counts: Counts,
    at: usize,
    lengths: FieldNormReader,
    bm25: Bm25Weight,
}

impl DocSet for ExpandedScorer {
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

impl Scorer for ExpandedScorer {
    fn score(&mut self) -> Score {
        let (document, count) = self.counts.get(self.at).copied().unwrap_or_default();
        self.bm25.score(self.lengths.fieldnorm_id(document), count)
    }
}

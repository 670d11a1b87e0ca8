//! Many words that count as one: the words of a stem, or what a pattern stands for.
//!
//! Scored as one word that is in every article where any of them is, as often as all of them are: by BM25, so that an article is not better
//! because a rarer form is in it.

use super::adding_up::{List, added_up};
use super::language_sets::{Codes, LanguageSets};
use std::sync::{Arc, OnceLock};
use tantivy::index::SegmentId;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term};

/// One term by which the index knows a word.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub term: String,
    /// The languages of the articles in which it is meant; `None` for all.
    pub languages: Option<Codes>,
}

/// The articles that have any of the words in any of the fields.
#[derive(Clone)]
pub(super) struct ExpandedQuery {
    pub forms: Arc<[Form]>,
    /// The fields, and how much a word in each counts.
    pub fields: Vec<(Field, u32)>,
    /// The field of the languages of articles.
    pub language: Field,
    /// What was counted for the scores, which tells the articles too.
    pub scored: Arc<OnceLock<Scored>>,
}

impl std::fmt::Debug for ExpandedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExpandedQuery")
            .field("forms", &self.forms)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl ExpandedQuery {
    /// Returns the lists of a segment: of every form in every field.
    fn lists(&self, segment: &SegmentReader, option: IndexRecordOption) -> tantivy::Result<Vec<List>> {
        let mut languages = LanguageSets::new(segment, self.language);
        let mut lists = Vec::new();
        for (field, weight) in &self.fields {
            let inverted = segment.inverted_index(*field)?;
            for form in &*self.forms {
                if let Some(info) = inverted.get_term_info(&Term::from_field_text(*field, &form.term))? {
                    let postings = inverted.read_block_postings_from_terminfo(&info, option)?;
                    let only_in = languages.only_in(form.languages.as_ref())?;
                    lists.push(List { postings, weight: *weight, only_in });
                }
            }
        }
        Ok(lists)
    }

    /// Returns how much the words count in every article.
    pub(super) fn scored(&self, searcher: &Searcher) -> tantivy::Result<Scored> {
        if let Some(scored) = self.scored.get() {
            return Ok(scored.clone());
        }
        let mut counted = Vec::new();
        let mut articles = 0;
        for segment in searcher.segment_readers() {
            let counts = added_up(self.lists(segment, IndexRecordOption::WithFreqs)?, segment.max_doc());
            articles += match segment.alive_bitset() {
                None => counts.len(),
                Some(alive) => counts.iter().filter(|(document, _)| alive.is_alive(*document)).count(),
            } as u64;
            counted.push((segment.segment_id(), Arc::new(counts)));
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
type Counts = Arc<Vec<(DocId, u32)>>;

impl Scored {
    /// Returns the articles of a segment, in order, and how much the words count in each.
    pub(super) fn in_segment(&self, segment: &SegmentReader) -> &[(DocId, u32)] {
        self.of_segment(segment).map_or(&[], |counts| counts.as_slice())
    }

    /// Returns how many articles were counted, deleted ones among them.
    pub(super) fn postings(&self) -> usize {
        self.counted.iter().map(|(_, counts)| counts.len()).sum()
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
        for list in query.lists(segment, IndexRecordOption::Basic)? {
            list.each(|document, _| {
                articles.insert(document);
            });
        }
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

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        let rest = self.counts.get(self.at..).unwrap_or_default();
        let filled = rest.len().min(buffer.len());
        buffer.iter_mut().zip(rest).for_each(|(free, (document, _))| *free = *document);
        self.at += filled;
        filled
    }

    fn doc(&self) -> DocId {
        self.counts.get(self.at).map_or(TERMINATED, |(document, _)| *document)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.counts.len()).unwrap_or(u32::MAX)
    }
}

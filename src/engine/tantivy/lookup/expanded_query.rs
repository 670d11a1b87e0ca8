//! Groups of terms that are searched and scored as one term: the forms of a stem, or the words that match a pattern.
//!
//! BM25 sees the group as a single term. Its frequency in an article is the sum over all forms, and its document frequency is the number of
//! articles with any of them, so that an article does not score higher for having a rarer form.

use super::language_set::only_in;
use super::listings::{Listing, Listings};
use super::summed_postings::{List, sum_postings};
use super::word_counts::{Counted, WordCounts};
use crate::engine::{Deadline, EngineError};
use crate::parallel::parallel_map;
use std::sync::{Arc, OnceLock};
use tantivy::index::SegmentId;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocId, DocSet, Score, Searcher, SegmentReader};

/// The number of postings from which segments are read in parallel. For fewer, starting threads takes as long as reading with one
/// (docs/performance.md).
pub(crate) const PARALLEL_POSTINGS: u64 = 150_000;

/// The cost of opening a posting list, in units of [`Pace`](crate::engine::Pace).
const OPENING: usize = 4;

/// A query for the articles that contain any form of a group of terms in any of its fields.
#[derive(Clone)]
pub(crate) struct ExpandedQuery {
    listings: Arc<Listings>,
    /// The weighted counts, once computed for the scores; matching reuses them.
    scored: Arc<OnceLock<Scored>>,
    /// The time limit of the search, for the part of the query that contains the terms.
    deadline: Deadline,
}

impl std::fmt::Debug for ExpandedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExpandedQuery").field("listings", &self.listings.len()).finish_non_exhaustive()
    }
}

impl ExpandedQuery {
    pub(crate) fn new(listings: Listings) -> Self {
        Self { listings: Arc::new(listings), scored: Arc::default(), deadline: Deadline::default() }
    }

    /// Returns the same group of terms for a search with a time limit.
    pub(crate) fn within(&self, deadline: &Deadline) -> Self {
        Self { deadline: deadline.clone(), ..self.clone() }
    }

    /// Returns the time limit of the search, for the part of the query that contains the terms.
    pub(crate) fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    /// Returns the memory of the dictionary entries, without the counts, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.listings.len() * size_of::<Listing>()
    }

    /// Opens the posting lists of a segment; only some if the time is up.
    fn lists_of(&self, segment: &SegmentReader, option: IndexRecordOption) -> tantivy::Result<Vec<List>> {
        let listings = self.listings.of_segment(segment);
        let mut lists = Vec::with_capacity(listings.len());
        let mut pace = self.deadline.pace();
        for of_field in listings.chunk_by(|one, next| one.field == next.field) {
            let Some(first) = of_field.first() else { continue };
            let inverted = segment.inverted_index(first.field)?;
            let weight = self.listings.weight_of(first.field);
            for Listing { info, languages, .. } in of_field {
                if pace.is_over(OPENING) {
                    return Ok(lists);
                }
                let postings = inverted.read_block_postings_from_terminfo(info, option)?;
                lists.push(List { postings, weight, only_in: only_in(segment, languages.as_deref())? });
            }
        }
        Ok(lists)
    }

    /// Calls `visit` with every article of a segment that contains any of the terms, in any order and possibly more than once, until the time is up.
    fn each_article(&self, segment: &SegmentReader, mut visit: impl FnMut(DocId)) -> tantivy::Result<()> {
        match self.counted_in(segment) {
            Some(counts) => counts.each_article(visit),
            None => {
                let mut pace = self.deadline.pace();
                for list in self.lists_of(segment, IndexRecordOption::Basic)? {
                    if pace.is_over(list.work()) {
                        break;
                    }
                    list.each(|document, _| visit(document));
                }
            }
        }
        Ok(())
    }

    fn counted_in(&self, segment: &SegmentReader) -> Option<&Arc<WordCounts>> {
        self.scored.get().and_then(|scored| scored.of_segment(segment))
    }

    /// Returns whether the weighted counts are already computed.
    pub(crate) fn is_scored(&self) -> bool {
        self.scored.get().is_some()
    }

    /// Returns the weighted counts of the group in all segments; computed once.
    pub(crate) fn scored(&self, searcher: &Searcher) -> Result<Scored, EngineError> {
        if let Some(scored) = self.scored.get() {
            return Ok(scored.clone());
        }
        let count = |segment: &SegmentReader| {
            let lists = self.lists_of(segment, IndexRecordOption::WithFreqs)?;
            let counts = sum_postings(lists, segment.max_doc(), &mut self.deadline.pace());
            // Only complete counts may be cached.
            self.deadline.result()?;
            Ok::<_, EngineError>((segment.segment_id(), Arc::new(counts)))
        };
        let segments = searcher.segment_readers();
        let counted = if self.listings.postings() >= PARALLEL_POSTINGS {
            parallel_map(segments, count)?
        } else {
            segments.iter().map(count).collect::<Result<_, _>>()?
        };
        let articles = segments.iter().zip(&counted).map(|(segment, (_, counts))| counts.alive(segment) as u64).sum();
        Ok(self.scored.get_or_init(|| Scored { counted, articles }).clone())
    }
}

impl Query for ExpandedQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(AnyWord(vec![self.clone()])))
    }
}

/// The weighted counts of a group of terms in all segments.
#[derive(Clone)]
pub(crate) struct Scored {
    counted: Vec<(SegmentId, Arc<WordCounts>)>,
    /// The document frequency of the group, without deleted articles.
    pub articles: u64,
}

impl Scored {
    /// Returns the weighted counts in a segment.
    pub(crate) fn of_segment(&self, segment: &SegmentReader) -> Option<&Arc<WordCounts>> {
        self.counted.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, counts)| counts)
    }

    /// Returns the memory of the counts, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.counted.iter().map(|(_, counts)| counts.memory()).sum()
    }
}

/// A query for the articles that contain any of several groups of terms.
///
/// The postings of every group are read in full into one bit set, which is faster than iterating several scorers in parallel.
#[derive(Debug, Clone)]
pub(crate) struct AnyWord(pub Vec<ExpandedQuery>);

impl Query for AnyWord {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for AnyWord {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Self(words) = self;
        if let [word] = &words[..]
            && let Some(counts) = word.counted_in(segment)
        {
            return Ok(Box::new(ConstScorer::new(Counted::new(counts.clone()), boost)));
        }
        let mut articles = BitSet::with_max_value(segment.max_doc());
        for word in words {
            if word.deadline.is_over() {
                break;
            }
            word.each_article(segment, |document| {
                articles.insert(document);
            })?;
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let is_there = self.scorer(segment, 1.0)?.seek(document) == document;
        Ok(Explanation::new("any of several words", if is_there { 1.0 } else { 0.0 }))
    }
}

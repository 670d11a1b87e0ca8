//! Many words that count as one: the words of a stem, or what a pattern stands for.
//!
//! Scored as one word that is in every article where any of them is, as often as all of them are: by BM25, so that an article is not better
//! because a rarer form is in it.

use super::language_set::only_in;
use super::listings::{Listing, Listings};
use super::summed_postings::{List, added_up};
use super::word_counts::{Counted, WordCounts};
use crate::parallel::parallel_map;
use std::sync::{Arc, OnceLock};
use tantivy::index::SegmentId;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocId, DocSet, Score, Searcher, SegmentReader};

/// From how many postings on segments are shared among threads: for fewer, a thread begins no sooner than one alone is done
/// (docs/performance.md).
pub(crate) const MUCH: u64 = 150_000;

/// The articles that have any of the words in any of the fields.
#[derive(Clone)]
pub(crate) struct ExpandedQuery {
    listings: Arc<Listings>,
    /// What was counted for the scores, which tells the articles too.
    scored: Arc<OnceLock<Scored>>,
}

impl std::fmt::Debug for ExpandedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ExpandedQuery").field("listings", &self.listings.len()).finish_non_exhaustive()
    }
}

impl ExpandedQuery {
    pub(crate) fn new(listings: Listings) -> Self {
        Self { listings: Arc::new(listings), scored: Arc::default() }
    }

    /// Returns how much memory it takes before anything is counted, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.listings.len() * size_of::<Listing>()
    }

    /// Returns the lists of a segment.
    fn lists_of(&self, segment: &SegmentReader, option: IndexRecordOption) -> tantivy::Result<Vec<List>> {
        let listings = self.listings.of_segment(segment);
        let mut lists = Vec::with_capacity(listings.len());
        for of_field in listings.chunk_by(|one, next| one.field == next.field) {
            let Some(first) = of_field.first() else { continue };
            let inverted = segment.inverted_index(first.field)?;
            let weight = self.listings.weight_of(first.field);
            for Listing { info, languages, .. } in of_field {
                let postings = inverted.read_block_postings_from_terminfo(info, option)?;
                lists.push(List { postings, weight, only_in: only_in(segment, languages.as_deref())? });
            }
        }
        Ok(lists)
    }

    /// Calls `visit` with every article of a segment that has any of the words, once or several times, in no order.
    fn each_article(&self, segment: &SegmentReader, mut visit: impl FnMut(DocId)) -> tantivy::Result<()> {
        match self.counted_in(segment) {
            Some(counts) => counts.each_article(visit),
            None => {
                for list in self.lists_of(segment, IndexRecordOption::Basic)? {
                    list.each(|document, _| visit(document));
                }
            }
        }
        Ok(())
    }

    fn counted_in(&self, segment: &SegmentReader) -> Option<&Arc<WordCounts>> {
        self.scored.get().and_then(|scored| scored.of_segment(segment))
    }

    /// Returns whether it was counted already.
    pub(crate) fn is_scored(&self) -> bool {
        self.scored.get().is_some()
    }

    /// Returns how much the words count in every article.
    pub(crate) fn scored(&self, searcher: &Searcher) -> tantivy::Result<Scored> {
        if let Some(scored) = self.scored.get() {
            return Ok(scored.clone());
        }
        let count = |segment: &SegmentReader| {
            let counts = added_up(self.lists_of(segment, IndexRecordOption::WithFreqs)?, segment.max_doc());
            Ok::<_, tantivy::TantivyError>((segment.segment_id(), Arc::new(counts)))
        };
        let segments = searcher.segment_readers();
        let counted = if self.listings.postings() >= MUCH {
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

/// How much the words count in the articles that have any of them.
#[derive(Clone)]
pub(crate) struct Scored {
    counted: Vec<(SegmentId, Arc<WordCounts>)>,
    /// How many articles that is.
    pub articles: u64,
}

impl Scored {
    /// Returns how much the words count in the articles of a segment.
    pub(crate) fn of_segment(&self, segment: &SegmentReader) -> Option<&Arc<WordCounts>> {
        self.counted.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, counts)| counts)
    }

    /// Returns how much memory they take, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.counted.iter().map(|(_, counts)| counts.memory()).sum()
    }
}

/// The articles that have any of several words: of each of them all articles are known, so they are put together at once, which is faster
/// than going through several lists side by side.
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
            word.each_article(segment, |document| {
                articles.insert(document);
            })?;
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let is_there = self.scorer(segment, 1.0)?.seek(document) == document;
        Ok(Explanation::new("any of many words", if is_there { 1.0 } else { 0.0 }))
    }
}

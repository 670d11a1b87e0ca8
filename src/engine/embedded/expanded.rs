//! Many words that count as one: the words of a stem, or what a pattern stands for.
//!
//! Scored as one word that is in every article where any of them is, as often as all of them are: by BM25, so that an article is not better
//! because a rarer form is in it.

use super::adding_up::{List, added_up};
use super::building::HEADLINE_WEIGHT;
use super::language_set::{LanguageSet, only_in};
use super::schema::Fields;
use super::word_counts::{Counted, WordCounts};
use crate::engine::parallel_map;
use std::sync::{Arc, OnceLock};
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader};

/// From how many postings on segments are shared among threads: for fewer, a thread begins no sooner than one alone is done
/// (docs/performance.md).
pub(super) const MUCH: u64 = 150_000;

/// One term by which the index knows a word.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub term: String,
    /// The languages of the articles in which it is meant; `None` for all.
    pub languages: Option<Arc<LanguageSet>>,
}

/// Where the index lists the articles that have a form in a field of a segment.
struct Listing {
    field: Field,
    info: TermInfo,
    /// What each time counts.
    weight: u32,
    /// The languages of the articles in which it is meant; `None` for all.
    languages: Option<Arc<LanguageSet>>,
}

/// The listings of words, by segment.
pub(super) struct Listings {
    headline: Field,
    of_segments: Vec<(SegmentId, Vec<Listing>)>,
}

impl Listings {
    pub(super) fn new(searcher: &Searcher, fields: &Fields) -> Self {
        let none = |segment: &SegmentReader| (segment.segment_id(), Vec::new());
        Self { headline: fields.headline, of_segments: searcher.segment_readers().iter().map(none).collect() }
    }

    /// Adds where the index lists a form in a field of a segment.
    pub(super) fn add(&mut self, segment: SegmentOrdinal, field: Field, info: &TermInfo, form: &Form) {
        if let Some((_, listings)) = self.of_segments.get_mut(segment as usize) {
            let weight = if field == self.headline { HEADLINE_WEIGHT } else { 1 };
            listings.push(Listing { field, info: info.clone(), weight, languages: form.languages.clone() });
        }
    }

    /// Looks forms up in fields and adds where they are listed.
    pub(super) fn look_up(&mut self, searcher: &Searcher, fields: &[Field], forms: &[Form]) -> tantivy::Result<()> {
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            for field in fields {
                let inverted = segment.inverted_index(*field)?;
                for form in forms {
                    if let Some(info) = inverted.terms().get(form.term.as_bytes())? {
                        self.add(ordinal, *field, &info, form);
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns how many there are.
    fn len(&self) -> usize {
        self.of_segments.iter().map(|(_, listings)| listings.len()).sum()
    }

    fn postings(&self) -> u64 {
        let listings = self.of_segments.iter().flat_map(|(_, listings)| listings);
        listings.map(|listing| u64::from(listing.info.doc_freq)).sum()
    }

    fn of_segment(&self, segment: &SegmentReader) -> &[Listing] {
        let of_segment = self.of_segments.iter().find(|(id, _)| *id == segment.segment_id());
        of_segment.map_or(&[], |(_, listings)| listings)
    }
}

/// The articles that have any of the words in any of the fields.
#[derive(Clone)]
pub(super) struct ExpandedQuery {
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
    pub(super) fn new(listings: Listings) -> Self {
        Self { listings: Arc::new(listings), scored: Arc::default() }
    }

    /// Returns how much memory it takes before anything is counted, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.listings.len() * size_of::<Listing>()
    }

    /// Returns the lists of a segment.
    fn lists_of(&self, segment: &SegmentReader, option: IndexRecordOption) -> tantivy::Result<Vec<List>> {
        let listings = self.listings.of_segment(segment);
        let mut lists = Vec::with_capacity(listings.len());
        for of_field in listings.chunk_by(|one, next| one.field == next.field) {
            let Some(first) = of_field.first() else { continue };
            let inverted = segment.inverted_index(first.field)?;
            for Listing { info, weight, languages, .. } in of_field {
                let postings = inverted.read_block_postings_from_terminfo(info, option)?;
                lists.push(List { postings, weight: *weight, only_in: only_in(segment, languages.as_deref())? });
            }
        }
        Ok(lists)
    }

    /// Calls `visit` with every article of a segment that has any of the words, once or several times, in no order.
    pub(super) fn each_article(&self, segment: &SegmentReader, mut visit: impl FnMut(DocId)) -> tantivy::Result<()> {
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
    pub(super) fn is_scored(&self) -> bool {
        self.scored.get().is_some()
    }

    /// Returns how much the words count in every article.
    pub(super) fn scored(&self, searcher: &Searcher) -> tantivy::Result<Scored> {
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
        Ok(Box::new(ExpandedWeight(self.clone())))
    }
}

/// How much the words count in the articles that have any of them.
#[derive(Clone)]
pub(super) struct Scored {
    counted: Vec<(SegmentId, Arc<WordCounts>)>,
    /// How many articles that is.
    pub articles: u64,
}

impl Scored {
    /// Returns how much the words count in the articles of a segment.
    pub(super) fn of_segment(&self, segment: &SegmentReader) -> Option<&Arc<WordCounts>> {
        self.counted.iter().find(|(id, _)| *id == segment.segment_id()).map(|(_, counts)| counts)
    }

    /// Returns how much memory they take, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.counted.iter().map(|(_, counts)| counts.memory()).sum()
    }
}

struct ExpandedWeight(ExpandedQuery);

impl Weight for ExpandedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Self(query) = self;
        if let Some(counts) = query.counted_in(segment) {
            return Ok(Box::new(ConstScorer::new(Counted::new(counts.clone()), boost)));
        }
        let mut articles = BitSet::with_max_value(segment.max_doc());
        query.each_article(segment, |document| {
            articles.insert(document);
        })?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(articles), boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let is_there = self.scorer(segment, 1.0)?.seek(document) == document;
        Ok(Explanation::new("any of many words", if is_there { 1.0 } else { 0.0 }))
    }
}

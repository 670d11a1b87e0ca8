//! Selects, counts and ranks the hits of a request, segment by segment.
//!
//! All matches are selected first and then scored term by term. Scanning a posting list from start to end is much faster than seeking in
//! several lists for each article, even for terms that only some of the matches have.

use super::recency_decay::recency_decay;
use super::top_hits::{Best, SegmentOrder, TopHit};
use crate::engine::tantivy::lookup::{OfSegment, PARALLEL_POSTINGS, by_segment};
use crate::engine::tantivy::lowering::{Lowering, ScoredWord};
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::{ArticleAddress, Contribution, EngineError, MinimumMatch, Request, Sort, TruncatedPattern};
use crate::parallel::{Queue, in_shares, processors};
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocId, SegmentOrdinal, SegmentReader};

/// The hits of a request.
pub(crate) struct RankedHits {
    /// The requested page of hits, in order.
    pub found: Vec<TopHit>,
    /// The number of matching articles.
    pub total: usize,
    /// The patterns that match more words than the search expanded them to.
    pub truncated: Vec<TruncatedPattern>,
}

impl TantivyEngine {
    /// Returns the requested page of hits and the number of matches.
    pub(crate) fn ranked(&self, request: &Request<'_>) -> Result<RankedHits, EngineError> {
        let end = request.offset.saturating_add(request.limit);
        let mut lowering = self.lowering()?;
        lowering.ranks = request.sort == Sort::Relevance && end > 0;
        let query = lowering.request(request)?;
        let Lowering { truncated, clauses, .. } = lowering;
        let words = clauses.prepared(&self.searcher, &self.statistics)?;
        let weight = self.weight(&*query)?;
        let is_by_date = request.recency.filter(|_| !words.is_empty());
        let decay = is_by_date.map(|recency| recency_decay(recency, &self.searcher)).transpose()?;
        let mut best = Best::new(request.sort, end, decay);
        let published = if best.asks_for_dates() { self.columns.order(&self.searcher)? } else { &[] };
        let ties = if request.sort == Sort::AsKept { &[] } else { self.columns.tie(&self.searcher)? };
        let queue = Queue::new(self.searcher.segment_readers());
        let gather = |(): ()| {
            let mut best = Best::new(request.sort, end, decay);
            let mut total = 0;
            while let Some((number, segment)) = queue.take() {
                if end == 0 {
                    total += weight.count(segment)? as usize;
                    continue;
                }
                let answers = answers(&*weight, segment)?;
                let scores = self.scores(segment, &words, &answers)?;
                let (published, ties) = (published.get(number), ties.get(number));
                best.add(&answers, &scores, &SegmentOrder { ordinal: number as SegmentOrdinal, published, ties });
                total += answers.len();
            }
            Ok::<_, EngineError>(vec![(best, total)])
        };
        let is_much = words.iter().map(ScoredWord::articles).sum::<u64>() >= PARALLEL_POSTINGS;
        let threads = if is_much { processors() } else { 1 };
        let mut total = 0;
        for (of_thread, answers) in in_shares(std::iter::repeat_n((), threads), gather)? {
            best.join(of_thread);
            total += answers;
        }
        self.deadline.result()?;
        let mut found = best.in_order();
        found.drain(..request.offset.min(found.len()));
        Ok(RankedHits { found, total, truncated })
    }

    /// Returns a new lowering over this index.
    pub(crate) fn lowering(&self) -> Result<Lowering<'_>, EngineError> {
        Ok(Lowering::new(&self.fields, &self.searcher, &self.statistics, &self.stems, &self.deadline)?)
    }

    /// Returns the weight of a query with scoring disabled.
    pub(crate) fn weight(&self, query: &dyn Query) -> tantivy::Result<Box<dyn Weight>> {
        query.weight(EnableScoring::disabled_from_searcher(&self.searcher))
    }

    /// Returns the scores of `articles`, which must be in ascending order; empty if there are no terms to rank by.
    fn scores(
        &self,
        segment: &SegmentReader,
        words: &[ScoredWord],
        articles: &[DocId],
    ) -> Result<Vec<f64>, EngineError> {
        if words.is_empty() || articles.is_empty() {
            return Ok(Vec::new());
        }
        let mut scores = vec![0.0; articles.len()];
        let lengths = segment.get_fieldnorms_reader(self.fields.emphasis)?;
        for word in words {
            word.deadline.check()?;
            word.add_scores(segment, &lengths, articles, &mut scores);
        }
        Ok(scores)
    }

    /// Returns the contribution of each query term to the scores of the articles, by article.
    pub(crate) fn contributions_in(
        &self,
        request: &Request<'_>,
        addresses: &[ArticleAddress],
    ) -> Result<Vec<Vec<Contribution>>, EngineError> {
        let mut lowering = self.lowering()?;
        lowering.request(request)?;
        let words = lowering.clauses.prepared(&self.searcher, &self.statistics)?;
        let mut contributions = vec![Vec::with_capacity(words.len()); addresses.len()];
        for word in &words {
            let scores = self.scores_of(word, addresses)?;
            let ScoredWord { name, is_added, weight, .. } = word;
            let articles = word.articles();
            for (added, score) in contributions.iter_mut().zip(scores) {
                let (word, is_added, weight) = (name.clone(), *is_added, *weight);
                added.push(Contribution { word, is_added, weight, articles, score });
            }
        }
        Ok(contributions)
    }

    /// Returns the contribution of one term to the score of each article, in the order of `addresses`.
    fn scores_of(&self, word: &ScoredWord, addresses: &[ArticleAddress]) -> Result<Vec<f64>, EngineError> {
        let mut scores_of = vec![0.0; addresses.len()];
        for OfSegment { ordinal, articles, indexes } in by_segment(addresses) {
            let segment = self.searcher.segment_reader(ordinal);
            let scores = self.scores(segment, std::slice::from_ref(word), &articles)?;
            for (index, score) in indexes.into_iter().zip(scores) {
                if let Some(of) = scores_of.get_mut(index) {
                    *of = score;
                }
            }
        }
        Ok(scores_of)
    }

    /// Returns the largest number of `minimum_match` parts that any one matching article has; 0 if the request has none.
    pub(crate) fn most_of(&self, request: &Request<'_>) -> Result<usize, EngineError> {
        let Some(MinimumMatch { parts, .. }) = request.minimum_match else { return Ok(0) };
        let mut lowering = self.lowering()?.unranked();
        let selection = lowering.request(request)?;
        let selection = self.weight(&*selection)?;
        let mut weights = Vec::with_capacity(parts.len());
        for part in parts {
            let weight = self.weight(&*lowering.query(part)?)?;
            weights.push((weight, lowering.deadline.clone()));
        }
        let mut most = 0;
        for segment in self.searcher.segment_readers() {
            let mut counts = vec![0_usize; segment.max_doc() as usize];
            for (part, deadline) in &weights {
                deadline.check()?;
                part.for_each_no_score(segment, &mut |documents| {
                    for document in documents {
                        if let Some(count) = counts.get_mut(*document as usize) {
                            *count += 1;
                        }
                    }
                })?;
            }
            let answers = answers(&*selection, segment)?;
            most = answers.iter().filter_map(|document| counts.get(*document as usize).copied()).fold(most, usize::max);
        }
        self.deadline.result()?;
        Ok(most)
    }
}

/// Returns the live matching articles of a segment, in ascending order.
fn answers(weight: &dyn Weight, segment: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
    let mut answers = Vec::new();
    weight.for_each_no_score(segment, &mut |documents| answers.extend_from_slice(documents))?;
    if let Some(alive) = segment.alive_bitset() {
        answers.retain(|document| alive.is_alive(*document));
    }
    Ok(answers)
}

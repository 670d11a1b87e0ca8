//! The answers to a query, in order: found, ranked and counted in one pass over the index.

use super::best::{Best, Entry, Gathered};
use super::clauses::{Clauses, Word};
use super::lower::Lowering;
use super::reader::EmbeddedEngine;
use super::recency::Decay;
use crate::engine::{Capped, Contribution, Engine, EngineError, Request, Slot, SomeOf, Sort};
use tantivy::DocAddress;

/// How many more answers are looked at than were asked for, since the sums of one pass are not yet exact.
const MARGIN: usize = 50;

/// The answers to a request.
pub(super) struct Ranked {
    /// Those that were asked for, in order.
    pub found: Vec<Answer>,
    /// How many there are in all.
    pub total: usize,
    /// The patterns that stand for more words than they were answered from.
    pub capped: Vec<Capped>,
}

/// An answer.
pub(super) struct Answer {
    pub address: DocAddress,
    /// BM25, before its date counts.
    pub score: f64,
    /// By what its date multiplies the score.
    pub recency: f64,
}

impl EmbeddedEngine {
    /// Answers a request.
    pub(super) fn ranked(&self, request: &Request<'_>) -> Result<Ranked, EngineError> {
        let mut lowering = Lowering::new(&self.fields, &self.searcher, &self.statistics, self.languages()?);
        let query = lowering.request(request)?;
        let Lowering { capped, clauses, .. } = lowering;
        let decay = request.recency.map(|recency| Decay::new(recency, &self.searcher)).transpose()?;
        let end = request.offset.saturating_add(request.limit);
        let is_ranked = request.sort == Sort::Relevance && request.limit > 0 && !clauses.is_empty();
        let most = if is_ranked { end.saturating_add(MARGIN) } else { end };
        let gather = Best { sort: request.sort, most, decay };
        let Gathered { best, total } =
            self.searcher.search_with_statistics_provider(&*query, &gather, &self.statistics)?;
        let mut found = if is_ranked { self.scored(&clauses, &best)? } else { best.iter().map(unscored).collect() };
        found.truncate(end);
        found.drain(..request.offset.min(found.len()));
        Ok(Ranked { found, total, capped })
    }

    /// Puts the answers of one pass in the order of their exact scores.
    fn scored(&self, clauses: &Clauses, best: &[Entry]) -> Result<Vec<Answer>, EngineError> {
        let addresses: Vec<DocAddress> = best.iter().map(Entry::address).collect();
        let scores = clauses.prepared(&self.searcher, &self.statistics)?.scores(&self.searcher, &addresses)?;
        let mut answers: Vec<(Answer, u64)> = best
            .iter()
            .zip(scores)
            .map(|(entry, score)| (Answer { address: entry.address(), score, recency: entry.recency() }, entry.tie()))
            .collect();
        answers.sort_by(|(one, one_tie), (other, other_tie)| {
            let counted = |answer: &Answer| answer.score * answer.recency;
            counted(other).total_cmp(&counted(one)).then_with(|| one_tie.cmp(other_tie))
        });
        Ok(answers.into_iter().map(|(answer, _)| answer).collect())
    }

    /// Returns what each word of a query adds to the scores of articles.
    pub(super) fn contributions_in(
        &self,
        request: &Request<'_>,
        slots: &[Slot],
    ) -> Result<Vec<Vec<Contribution>>, EngineError> {
        let mut lowering = Lowering::new(&self.fields, &self.searcher, &self.statistics, self.languages()?);
        lowering.request(request)?;
        let prepared = lowering.clauses.prepared(&self.searcher, &self.statistics)?;
        let addresses: Vec<_> = slots.iter().map(|slot| DocAddress::new(slot.segment, slot.document)).collect();
        let mut contributions = vec![Vec::with_capacity(prepared.words().len()); slots.len()];
        for word in prepared.words() {
            let mut articles = 0;
            for segment in self.searcher.segment_readers() {
                articles += u64::from(word.matcher.count(segment)?);
            }
            let Word { name, is_added, weight, .. } = word;
            for (added, score) in contributions.iter_mut().zip(word.scores(&self.searcher, &addresses)?) {
                added.push(Contribution { word: name.clone(), is_added: *is_added, weight: *weight, articles, score });
            }
        }
        Ok(contributions)
    }

    /// Returns how many of the parts of a request the article has that has the most of them.
    pub(super) fn most_of(&self, request: &Request<'_>) -> Result<usize, EngineError> {
        let Some(SomeOf { parts, .. }) = request.some_of else { return Ok(0) };
        let mut lowering = Lowering::new(&self.fields, &self.searcher, &self.statistics, self.languages()?);
        let query = lowering.counting(request, parts)?;
        let gather = Best { sort: Sort::Relevance, most: 1, decay: None };
        let best = self.searcher.search(&*query, &gather)?.best;
        Ok(best.first().map_or(0, |entry| entry.score().round() as usize))
    }
}

/// Returns an answer of a query that does not rank.
fn unscored(entry: &Entry) -> Answer {
    Answer { address: entry.address(), score: 0.0, recency: 1.0 }
}

//! Adds a time limit to a query of tantivy, whose scorers have none.

use crate::engine::tantivy::lookup::BoxedQuery;
use crate::engine::{Deadline, Pace};
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

/// The cost of moving to the next article, in units of [`Pace`]; a phrase may skip many articles.
const MOVE: usize = 2;

/// A query whose scorers end early when the time is up. The deadline then fails.
#[derive(Debug)]
pub(super) struct Timed {
    query: BoxedQuery,
    deadline: Deadline,
}

impl Timed {
    pub(super) fn new(query: BoxedQuery, deadline: &Deadline) -> Self {
        Self { query, deadline: deadline.clone() }
    }
}

impl Clone for Timed {
    fn clone(&self) -> Self {
        Self::new(self.query.box_clone(), &self.deadline)
    }
}

impl Query for Timed {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(TimedWeight { weight: self.query.weight(scoring)?, deadline: self.deadline.clone() }))
    }
}

struct TimedWeight {
    weight: Box<dyn Weight>,
    deadline: Deadline,
}

impl TimedWeight {
    fn timed(&self, scorer: Box<dyn Scorer>) -> Box<dyn Scorer> {
        Box::new(TimedScorer { scorer, pace: self.deadline.pace(), is_over: false })
    }
}

impl Weight for TimedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        // A scorer seeks its first article when it is created.
        if self.deadline.is_over() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(self.timed(self.weight.scorer(segment, boost)?))
    }

    fn scorer_danger(
        &self,
        segment: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        if self.deadline.is_over() {
            return Ok((SeekDangerResult::SeekLowerBound(TERMINATED), Box::new(EmptyScorer)));
        }
        let (found, scorer) = self.weight.scorer_danger(segment, target, boost)?;
        Ok((found, self.timed(scorer)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(segment, document)
    }
}

struct TimedScorer {
    scorer: Box<dyn Scorer>,
    pace: Pace,
    is_over: bool,
}

impl TimedScorer {
    /// Returns whether the time is up; checked before each move of the scorer.
    fn ends(&mut self) -> bool {
        self.is_over = self.is_over || self.pace.is_over(MOVE);
        self.is_over
    }
}

impl DocSet for TimedScorer {
    fn advance(&mut self) -> DocId {
        if self.ends() { TERMINATED } else { self.scorer.advance() }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.ends() { TERMINATED } else { self.scorer.seek(target) }
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if self.ends() { SeekDangerResult::SeekLowerBound(TERMINATED) } else { self.scorer.seek_danger(target) }
    }

    fn doc(&self) -> DocId {
        if self.is_over { TERMINATED } else { self.scorer.doc() }
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for TimedScorer {
    fn score(&mut self) -> Score {
        self.scorer.score()
    }
}

//! The tantivy query for positional conditions that tantivy lacks: proximity, phrases with wildcards, minimum counts.

use super::plan::Positional;
use super::scorer::PositionalScorer;
use super::track::Track;
use std::sync::Arc;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader};

/// Matches the articles that have a part of a query at least a given number of times.
#[derive(Debug, Clone)]
pub(crate) struct PositionalQuery(pub Arc<Positional>);

impl Query for PositionalQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PositionalWeight(self.0.clone())))
    }
}

struct PositionalWeight(Arc<Positional>);

impl Weight for PositionalWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut tracks = Vec::new();
        for words in &self.0.texts {
            tracks.extend(Track::open(&self.0, words, segment)?);
        }
        if tracks.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(PositionalScorer::new(self.0.clone(), tracks, boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let is_there = self.scorer(segment, 1.0)?.seek(document) == document;
        Ok(Explanation::new("words at matching positions", if is_there { 1.0 } else { 0.0 }))
    }
}

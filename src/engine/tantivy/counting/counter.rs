//! Counts the hits of a request without reading any article.

use super::grouping::SegmentGroups;
use super::match_counts::SegmentMatchCounter;
use crate::article::{ArticleGroup, Grouping};
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::{EngineError, MatchCount, MatchCounts, Request};
use std::collections::HashMap;
use tantivy::query::Weight;
use tantivy::{DocId, SegmentReader};

impl TantivyEngine {
    /// Counts the hits of a request by group, and their matches if `matches` is set and the index alone can count them.
    pub(crate) fn counted(
        &self,
        request: &Request<'_>,
        by: Option<Grouping>,
        matches: bool,
    ) -> Result<MatchCounts, EngineError> {
        let mut lowering = self.lowering()?.unranked();
        let query = lowering.request(request)?;
        let counter = if matches { lowering.counter(request.query)? } else { None };
        let weight = self.weight(&*query)?;
        let mut groups = HashMap::new();
        for segment in self.searcher.segment_readers() {
            if by.is_none() && counter.is_none() {
                let counted = MatchCount { articles: u64::from(weight.count(segment)?), matches: 0 };
                SegmentGroups::One(counted).add_to(&mut groups)?;
                continue;
            }
            let counter = counter.as_ref().map(|counter| counter.in_segment(segment)).transpose()?;
            self.deadline.result()?;
            count(segment, &*weight, by, counter, &mut groups)?;
        }
        self.deadline.result()?;
        Ok(MatchCounts { groups, has_matches: counter.is_some(), truncated: lowering.truncated })
    }
}

fn count(
    segment: &SegmentReader,
    weight: &dyn Weight,
    by: Option<Grouping>,
    mut counter: Option<SegmentMatchCounter>,
    groups: &mut HashMap<ArticleGroup, MatchCount>,
) -> tantivy::Result<()> {
    let mut of_segment = SegmentGroups::new(segment, by)?;
    let mut add = |document: DocId| {
        let matches = counter.as_mut().map_or(0, |counter| counter.matches(document));
        of_segment.add(document, matches);
    };
    weight.for_each_no_score(segment, &mut |documents| match segment.alive_bitset() {
        None => documents.iter().for_each(|document| add(*document)),
        Some(alive) => {
            documents.iter().filter(|document| alive.is_alive(**document)).for_each(|document| add(*document));
        }
    })?;
    of_segment.add_to(groups)
}
